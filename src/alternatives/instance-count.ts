import { llmDemand } from "../demand/llm-demand.ts";
import { digits, driverOf } from "../offers/formula.ts";
import type { Driver } from "../prices/charge.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import { instancesFor, replicasFor } from "../sizing/capacity.ts";
import type { FleetRow, Spare } from "../sizing/verdict.ts";
import { Decimal } from "../units.ts";

/** From requests a month to whole instances: each step with its own figures, so that a reader can do it again. */
export function instanceDrivers(part: LlmPart, candidate: Candidate, row: FleetRow): Driver[] {
  const { sizeRate } = llmDemand(part, candidate.reasoningMultiplier.base, 1, {
    tokenizer: part.tokenizerFactor.base,
  });
  const waiting = part.classes.some(
    ({ batchShare, batchedShare }) => batchShare.base + batchedShare.base > 0,
  );
  return [
    fitted("instances", String(instancesFor(row, sizeRate)), "", countText(row, sizeRate)),
    fitted("requests/s to carry", shown(sizeRate), "", rateText(part, waiting)),
    ...part.classes.flatMap((c) => [
      driverOf(c.withinHourPeak, "busiest ten minutes ÷ hour"),
      ...(waiting
        ? [driverOf(c.batchShare, "of requests may wait"), driverOf(c.busyDay, "busiest day ÷ mean")]
        : []),
      ...(c.retryRate.base === 0 ? [] : [driverOf(c.retryRate, "of requests repeated")]),
    ]),
    spareDriver(part, row),
  ];
}

const shown = (value: number): string => String(Number(value.toPrecision(4)));

const fitted = (name: string, value: string, unit: string, source: string): Driver => ({
  name,
  value,
  unit,
  provenance: { kind: "fitted", source, at: "this run" },
});

/** "⌈3.881 ÷ 1.792⌉ = 3 replicas, 1 a machine, and a spare replica", as `instancesFor` counts. */
function countText(row: FleetRow, sizeRate: number): string {
  const { replicasPerInstance: each, minimumInstances: least } = row;
  const replicas = replicasFor(row.rate, sizeRate);
  const spare = row.spare === "none" ? "no spare" : `a spare ${row.spare}`;
  const floor = instancesFor({ ...row, minimumInstances: 0 }, sizeRate) < least ? `, at least ${least}` : "";
  const quotient = `⌈${shown(sizeRate)} ÷ ${shown(row.rate)} requests/s⌉ = ${replicas}`;
  return `${quotient} ${replicas === 1 ? "replica" : "replicas"}, ${each} a machine, and ${spare}${floor}`;
}

/** λ_size in the reader's keys, with the figures where one class asks. */
function rateText(part: LlmPart, waiting: boolean): string {
  const hours = "(730 × 3,600 s)";
  const [only, ...more] = part.classes;
  if (waiting || only === undefined || more.length > 0) {
    const each = more.length > 0 ? "the sum over the classes of " : "";
    const share = waiting ? "(1 − batchShare) × " : "";
    const day = waiting ? "; at least requestsPerMonth ÷ the same × busyDay" : "";
    return `${each}${share}requestsPerMonth ÷ ${hours} × peakToMean × withinHourPeak${day}`;
  }
  const requests = new Decimal(only.requestsPerMonth.base).times(only.retryRate.base + 1);
  return `${digits(requests)} ÷ ${hours} × ${only.peakToMean.base} × ${only.withinHourPeak.base}`;
}

const WHY: Readonly<Record<Spare, string>> = {
  replica: "one replica may be down at the peak",
  instance: "a machine with all of its replicas may be down at the peak",
  none: "nothing may be down at the peak",
};

function spareDriver(part: LlmPart, row: FleetRow): Driver {
  const key = "llm.hosting.spare";
  const because = WHY[row.spare];
  return {
    name: "spare",
    value: row.spare,
    unit: "",
    provenance:
      part.hosting.spare === undefined ? { kind: "assumed", key, because } : { kind: "yours", key, because },
  };
}
