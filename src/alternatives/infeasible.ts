import type { Charge } from "../prices/charge.ts";
import { unknown } from "../provenance.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative } from "./alternative.ts";

/** Something that cannot do the job: a row with the number that rules it out, and no figure. */
export interface Impossible extends Pick<Alternative, "id" | "part" | "name" | "model"> {
  readonly because: string;
  readonly resolve: string;
  readonly volumeOf: (month: number) => number;
}

export function infeasibleHost(scenario: Scenario, row: Impossible): Alternative {
  const why = unknown(row.because, row.resolve);
  const machines: Charge = {
    id: "machines",
    name: "Machines",
    category: "compute",
    origin: "resource",
    quantity: why,
    unit: "hour",
    formula: "not sized",
    drivers: [],
    price: why,
    cost: why,
  };
  return {
    id: row.id,
    part: row.part,
    kind: "hosted",
    name: row.name,
    model: row.model,
    seller: "self",
    quality: { kind: "same" },
    feasible: { kind: "no", because: row.because },
    oneOff: [],
    monthly: [machines],
    months: Array.from({ length: scenario.horizonMonths }, (_, i) => ({
      usd: 0,
      machinesUsd: 0,
      peopleUsd: 0,
      volume: row.volumeOf(i + 1),
      atLeast: true,
    })),
    usdAt: () => 0,
    notes: [],
  };
}
