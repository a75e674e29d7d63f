import { round } from "../../report/number.ts";
import { instancesFor } from "../../sizing/capacity.ts";
import { llmFleetOf } from "../../sizing/llm-fleet.ts";
import type { FleetFlag, FleetRow, FleetVerdict } from "../../sizing/verdict.ts";
import { vllmFlags } from "../../sizing/vllm-flags.ts";
import { plainTable } from "../plain-table.ts";
import { because, figure, percent } from "./figure-text.ts";
import { flagNote } from "./flag-note.ts";
import type { SizedModel, SizedScenario } from "./sized-scenario.ts";
import { type TypeGroup, typeGroups } from "./type-group.ts";

const HEAD = [
  "instance",
  "precision",
  "TP × repl.",
  "replicas (range)",
  "instances",
  "at peak × 3/6/12",
  "load peak/mean",
  "TTFT p95/TPOT ms",
  "KV GiB/in flight",
  "requests/s of one (range)",
  "model error",
  "notes",
];

/** What the short heads stand for. */
const LEGEND = [
  "TP × repl.: GPUs of one replica × replicas of one machine",
  "replicas (range): that carry the peak, without the spare; at both ends of the model's error",
  "instances: machines with the spare; at peak × 3/6/12: the same if the busiest hour were so many times the mean (llm.peakToMean)",
  "load peak/mean: of what saturates the fleet; TTFT p95/TPOT: at the peak",
  "KV GiB/in flight: room for the KV cache of one replica, and the most requests it answers at once",
  "requests/s of one (range): one replica that keeps the objective; a slower one keeps it with fewer requests at once, so this range is wider than the model's error",
  "model error: of the throughput at one and the same load, by the classes under Ranges; notes: the letters below",
];

/** Every fleet that carries the demand, and every one that does not with the number that ruled it out. */
export function sizeText(sized: SizedScenario, full: boolean): string {
  return sized.models.map((model) => modelText(sized, model, full)).join("\n");
}

function modelText(
  sized: SizedScenario,
  { model, demand, peaks, verdicts, unmatched }: SizedModel,
  full: boolean,
): string {
  const works = verdicts.flatMap((verdict) => (verdict.kind === "fleet" ? [verdict] : []));
  const groups = full ? works.map(alone) : typeGroups(works);
  const ruledOut = typeGroups(verdicts.filter((verdict) => verdict.kind !== "fleet"));
  const letters = lettersOf(works);
  return [
    `${sized.name} · ${model.id} · month 1, ${sized.environment} · vLLM ${sized.vllmVersion} (assumed)`,
    ...(model.note === undefined || model.licence !== "not read" ? [] : [`${model.source}: ${model.note}`]),
    `${figure(demand.promptTokens)} prompt and ${figure(demand.outputTokens)} generated tokens a request, ${percent(demand.prefixShare)} of the prompt shared · ${rate(demand.meanRate)} requests/s mean, ${rate(demand.peakRate)} at the peak, sized for ${rate(demand.sizeRate)} · TPOT ≤ ${figure(demand.tpotMs)} ms, TTFT p95 ≤ ${figure(demand.ttftP95Ms)} ms`,
    "",
    ...(groups.length === 0
      ? ["No fleet carries it:"]
      : plainTable(
          [HEAD, ...groups.map((group) => cellsOf(group, letters, peaks))],
          HEAD.map((_, i) => (i < 2 || i === HEAD.length - 1 ? {} : { right: true as const })),
        )),
    "",
    ...(groups.length === 0 ? [] : ["Columns", ...LEGEND.map((line) => `  ${line}`), ""]),
    ...notesText(works, letters),
    ...ruledOutText(ruledOut, full),
    ...unmatched.map(
      ({ name, tensorParallel, gpu, precision, kv8 }) =>
        `Your benchmark ${name} is of ${tensorParallel} ${gpu}, ${precision}${kv8 ? "+kv8" : ""}: no placement here has that.`,
    ),
    "",
    ...flagsText(works, model.id, sized.vllmVersion),
    "",
  ].join("\n");
}

const alone = (row: FleetRow): TypeGroup<FleetRow> => ({ types: row.instanceType, count: 1, row });

function cellsOf(
  { types, row }: TypeGroup<FleetRow>,
  letters: ReadonlyMap<FleetFlag, string>,
  peaks: SizedModel["peaks"],
): string[] {
  const { tensorParallel, replicasPerInstance, replicas, replicasLow, replicasHigh } = row;
  const notes = row.flags.filter((flag) => flag !== "wideRange").map((flag) => letters.get(flag) ?? "");
  return [
    types,
    `${row.precision}${row.kvCacheDtype === "fp8" ? "+kv8" : ""}`,
    `${tensorParallel} × ${replicasPerInstance}`,
    `${replicas} (${replicasLow} to ${replicasHigh ?? "none"})`,
    `${row.instances}, spare ${row.spare}`,
    peaks.map(({ sizeRate }) => instancesFor(row, sizeRate)).join("/"),
    `${percent(row.loadAtPeak)}/${percent(row.meanLoad)}`,
    `${figure(row.ttftP95MsAtPeak)}/${figure(row.tpotMsAtPeak)}`,
    `${round(row.kvRoomGiB, 1).toFixed(1)}/${figure(row.maxConcurrency)}`,
    `${rate(row.rate)} (${row.rateLow === null ? "none" : rate(row.rateLow)} to ${rate(row.rateHigh)})`,
    `−${percent(row.range.low)}, +${percent(row.range.high)}`,
    notes.join(" "),
  ];
}

const rate = (value: number): string => round(value, value < 10 ? 2 : 1).toString();

/** A letter for each remark that some fleet earns. */
function lettersOf(works: readonly FleetRow[]): ReadonlyMap<FleetFlag, string> {
  const flags = [...new Set(works.flatMap((row) => row.flags))].filter((flag) => flag !== "wideRange");
  return new Map(flags.map((flag, i) => [flag, String.fromCharCode("a".charCodeAt(0) + i)]));
}

function notesText(works: readonly FleetRow[], letters: ReadonlyMap<FleetFlag, string>): string[] {
  const named = [...letters].map(([flag, letter]) => `${letter}: ${flagNote(flag, works)}`);
  const classes = new Map(works.flatMap(({ range }) => range.classes.map((one) => [one.name, one] as const)));
  const ranges = [...classes.values()].map(
    ({ name, low, high, because: why }) => `${name} −${percent(low)}, +${percent(high)}: ${why}`,
  );
  return [
    ...(named.length === 0 ? [] : ["Notes", ...named.map((line) => `  ${line}`), ""]),
    ...(ranges.length === 0 ? [] : ["Ranges", ...ranges.map((line) => `  ${line}`), ""]),
  ];
}

/** The reasons by type, precision and TP; without --full as many as fit beside the fleets. */
function ruledOutText(groups: readonly TypeGroup<FleetVerdict>[], full: boolean): string[] {
  const most = full ? Number.POSITIVE_INFINITY : 12;
  const lines = plainTable(
    groups
      .slice(0, most)
      .map(({ types, row }) => [
        types,
        `${row.precision}${row.kvCacheDtype === "fp8" ? "+kv8" : ""}`,
        `TP ${row.tensorParallel}`,
        because(row),
      ]),
    [{}, {}, {}, {}],
  );
  if (lines.length === 0) return [];
  const rest = groups.length > most ? [`  and ${groups.length - most} more: --full`] : [];
  return ["Ruled out", ...lines.map((line) => `  ${line}`), ...rest];
}

/** Flags that all fleets share once, the others by value. */
function flagsText(works: readonly FleetRow[], model: string, vllmVersion: string): string[] {
  const all = works.map((row) => ({ row, flags: vllmFlags(llmFleetOf(row)) }));
  const names = Object.keys(all[0]?.flags ?? {});
  const lines = names.map((name) => {
    const values = Map.groupBy(all, ({ flags }) => String(flags[name]));
    if (values.size === 1) return `  --${name} ${[...values.keys()][0]}`;
    const which =
      name === "tensor-parallel-size" || name === "data-parallel-size"
        ? "as in the column TP × repl."
        : [...values]
            .map(([value, own]) => `${value} on ${[...new Set(own.map(({ row }) => row.gpu))].join(", ")}`)
            .join("; ");
    return `  --${name}: ${which}`;
  });
  const precisions = [...new Set(works.map(({ precision }) => precision))].join(", ");
  return lines.length === 0
    ? []
    : [
        `vLLM ${vllmVersion} with the flags that the plan assumes; weights of ${model} in ${precisions}, as in the column precision`,
        ...lines,
      ];
}
