import type { Alternative } from "../../src/alternatives/alternative.ts";
import type { DecisionInput } from "../../src/decision/verdict.ts";
import { type Charge, flatPrice } from "../../src/prices/charge.ts";
import { unknown } from "../../src/provenance.ts";
import type { Figure } from "../../src/scenario/figure.ts";
import type { Quality } from "../../src/scenario/quality.ts";
import type { Criteria, People } from "../../src/scenario/scenario.ts";
import { Decimal } from "../../src/units.ts";

export const fig = (key: string, base: number): Figure => ({
  key,
  low: base,
  base,
  high: base,
  ranged: false,
  provenance: { kind: "yours", key },
});

export const criteria: Criteria = {
  paybackGoodMonths: fig("criteria.paybackMonths.good", 12),
  paybackBadMonths: fig("criteria.paybackMonths.bad", 24),
  qualityDelta: fig("criteria.qualityDelta", 0.1),
  tieBand: fig("criteria.tieBand", 0.05),
  dataPolicy: "none",
};

export const expert: People = { hourlyUsd: fig("people.hourlyUsd", 115), gpuExpertise: "yes" };

export const charge = (id: string, usd: number | "unknown", origin: Charge["origin"] = "offer"): Charge => {
  const missing = unknown(`no price for ${id}`, "crossover prices refresh");
  return {
    id,
    name: id,
    category: "metered",
    origin,
    quantity: new Decimal(1),
    unit: "month",
    formula: "1 month",
    drivers: [],
    price: usd === "unknown" ? missing : flatPrice(usd, "month", { kind: "yours", key: id }),
    cost: usd === "unknown" ? missing : { kind: "known", usd: new Decimal(usd) },
  };
};

interface Sketch {
  readonly id: string;
  readonly kind: Alternative["kind"];
  readonly monthly: number | readonly number[];
  readonly oneOff?: number;
  readonly model?: string;
  readonly seller?: string;
  readonly quality?: Quality;
  readonly infeasible?: string;
  readonly unknownLines?: readonly string[];
  readonly more?: Partial<Alternative>;
}

const HORIZON = 36;

/** An alternative by its totals; a list of months repeats its last value. */
export function alternative(sketch: Sketch): Alternative {
  const { id, kind, oneOff = 0, unknownLines = [] } = sketch;
  const months = typeof sketch.monthly === "number" ? [sketch.monthly] : sketch.monthly;
  const usdAt = (i: number) => months[Math.min(i, months.length - 1)] ?? 0;
  const quality: Quality = kind === "today" || kind === "lever" ? { kind: "same" } : { kind: "unanswered" };
  return {
    id,
    part: "llm",
    kind,
    name: id,
    model: sketch.model ?? (kind === "hosted" || kind === "bought" ? "open" : "frontier"),
    seller: sketch.seller ?? (kind === "hosted" ? "self" : "anthropic"),
    quality: sketch.quality ?? quality,
    feasible: sketch.infeasible === undefined ? { kind: "yes" } : { kind: "no", because: sketch.infeasible },
    oneOff: oneOff === 0 ? [] : [charge("build", oneOff, "people")],
    monthly: [
      charge("run", usdAt(0), kind === "hosted" ? "resource" : "offer"),
      ...unknownLines.map((line) => charge(line, "unknown", kind === "hosted" ? "resource" : "offer")),
    ],
    months: Array.from({ length: HORIZON }, (_, i) => ({
      usd: usdAt(i),
      machinesUsd: usdAt(i),
      peopleUsd: 0,
      volume: 1000,
      atLeast: unknownLines.length > 0,
    })),
    usdAt: () => usdAt(0),
    notes: [],
    ...sketch.more,
  };
}

export function input(
  alternatives: readonly Alternative[],
  more: Partial<DecisionInput> = {},
): DecisionInput {
  return {
    part: "llm",
    alternatives,
    criteria,
    people: expert,
    hours: {
      buildHours: fig("llm.hosting.buildHours", 400),
      upkeepHoursPerMonth: fig("llm.hosting.upkeepHoursPerMonth", 20),
    },
    horizonMonths: HORIZON,
    discountRatePerYear: 0.1,
    ...more,
  };
}

export const delta = (value: number, n?: number): Quality => ({
  kind: "measured",
  delta: value,
  ...(n !== undefined && { n }),
});
