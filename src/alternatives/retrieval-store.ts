import type { Charge } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import type { Alternative, CostCurve, Month } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { boughtCurve } from "./curve.ts";
import { requestsIn } from "./llm-volume.ts";
import { replaced } from "./replaced.ts";
import { planVectors } from "./vectors.ts";

/**
 * A row that answers from a store of its own: the store's lines, one-offs and months on top of the row's. One search for
 * each request, so a bought store follows the volume; a hosted one is held as it is planned for month 1.
 */
export function withStore(
  context: PlanContext,
  part: LlmPart,
  storePart: VectorsPart,
  row: Alternative,
): Alternative {
  const store = cheapestStore(context, storePart);
  // Its graph is not captured yet: this plan is made again.
  if (store === undefined) return row;
  const requests = requestsIn(part, 1);
  const first = store.months[0]?.usd ?? 0;
  const storeAt = (volume: number): number => {
    if (store.kind === "hosted" || requests === 0) return first;
    const searched = { ...storePart, queriesPerMonth: scaled(storePart.queriesPerMonth, volume / requests) };
    return cheapestStore(context, searched)?.months[0]?.usd ?? first;
  };
  const { range } = row;
  return replaced(row, {
    feasible: store.feasible.kind === "no" ? store.feasible : row.feasible,
    oneOff: [...row.oneOff, ...inStore(store.oneOff)],
    monthly: [...row.monthly, ...inStore(store.monthly)],
    months: row.months.map((month, i) => both(month, store.months[i])),
    ...(store.dated && { dated: [...(row.dated ?? []), ...store.dated] }),
    usdAt: (volume) => row.usdAt(volume) + storeAt(volume),
    get curve() {
      return together(row.curve, store.kind === "hosted" ? flat(first) : boughtCurve(storeAt, requests));
    },
    ...(range && { range: { ...range, low: range.low + first, high: range.high + first } }),
    alsoSellers: [store.seller],
    notes: [...row.notes, `answers from ${store.name}`, ...store.notes],
  });
}

/** Of one engine the smallest fleet; the price of the others is the vectors part's to compare. */
function cheapestStore(context: PlanContext, storePart: VectorsPart): Alternative | undefined {
  const rows = planVectors(context, storePart).alternatives;
  return rows.toSorted((a, b) => (a.months[0]?.usd ?? 0) - (b.months[0]?.usd ?? 0))[0];
}

function scaled(figure: Figure, factor: number): Figure {
  const { months } = figure;
  return {
    ...figure,
    low: figure.low * factor,
    base: figure.base * factor,
    high: figure.high * factor,
    ...(months && { months: months.map((count) => count * factor) }),
  };
}

const inStore = (charges: readonly Charge[]): Charge[] =>
  charges.map((charge) => ({ ...charge, id: `store.${charge.id}`, name: `${charge.name}, store` }));

function both(month: Month, store: Month | undefined): Month {
  if (store === undefined) return month;
  const listed = month.listUsd !== undefined || store.listUsd !== undefined;
  return {
    ...month,
    usd: month.usd + store.usd,
    machinesUsd: month.machinesUsd + store.machinesUsd,
    peopleUsd: month.peopleUsd + store.peopleUsd,
    ...(listed && { listUsd: (month.listUsd ?? month.usd) + (store.listUsd ?? store.usd) }),
    atLeast: month.atLeast || store.atLeast,
  };
}

const flat = (usd: number): CostCurve => ({ fixedUsd: usd, unitUsd: 0, perVolumeUsd: 0 });

/** Two costs of one volume: one of them may have a minimum, which then rises with the other's line. */
function together(row: CostCurve | undefined, store: CostCurve | undefined): CostCurve | undefined {
  if (row === undefined || store === undefined) return undefined;
  if (row.minimumUsd !== undefined && store.minimumUsd !== undefined) return undefined;
  const [floored, line] = row.minimumUsd === undefined ? [store, row] : [row, store];
  const floor = floored.minimumUsd;
  return {
    fixedUsd: row.fixedUsd + store.fixedUsd,
    unitUsd: row.unitUsd + store.unitUsd,
    perVolumeUsd: row.perVolumeUsd + store.perVolumeUsd,
    ...(floor !== undefined && {
      minimumUsd: floor + line.fixedUsd,
      minimumPerVolumeUsd: (floored.minimumPerVolumeUsd ?? 0) + line.perVolumeUsd,
    }),
  };
}
