import { type HybridClass, type HybridSplit, hybrid } from "../compare/hybrid.ts";
import { tuningUsd } from "../offers/tuning.ts";
import type { Contender } from "./llm-search.ts";
import { type ClassLoad, loadOf, type Placed, placedFor, stairsOf, volumesIn } from "./llm-split.ts";

/** So much of each class on that fleet, the rest bought. */
export interface Split {
  readonly placed: Placed;
  /** By class, 0 to 1, whole percents: nobody routes by smaller ones. */
  readonly shares: readonly number[];
  /** Of exactly these requests, month 1. */
  readonly fleet: Contender;
  readonly loads: readonly (ClassLoad | undefined)[];
}

interface Asked {
  readonly eligible: readonly boolean[];
  /** USD of one request bought, by class. */
  readonly boughtUsd: readonly (number | undefined)[];
  /** USD once: build and switching of a fleet, and the router. */
  readonly hostUsd: number;
  readonly routerUsd: number;
}

/** The optimum of one placement in one month, with what it was found from. */
interface Found {
  readonly placed: Placed;
  readonly loads: readonly (ClassLoad | undefined)[];
  readonly classes: readonly HybridClass[];
  readonly best: HybridSplit;
}

/**
 * The best splits over all placements by the volumes of the first and of the last month: what is too little today may be
 * enough in three years. Classes are weighed by what each asks of a replica that serves it alone; the fleet is then sized
 * for the mix, and carries as much of the last class as its machines hold.
 *
 * @returns none where everything bought, or everything on one fleet, costs less
 */
export function splitsOf(placements: readonly Placed[], asked: Asked): readonly Split[] {
  const splits = new Map<string, Split>();
  for (const month of monthsOf(placements)) {
    const found = placements.flatMap((placed) => optimum(placed, asked, month));
    const [first] = found.toSorted((x, y) => x.best.spreadUsd - y.best.spreadUsd);
    if (first?.best.kind !== "split") continue;
    const shares = first.best.shares.map(({ hostedShare }) => percents(hostedShare));
    const { placed, loads } = first;
    // Machines of a later month say nothing of what those of the first hold.
    const made =
      month === 1
        ? fitted(placed, shares, lastOf(first.classes, shares), first.best.units)
        : sized(placed, shares);
    if (made !== undefined)
      splits.set(`${placed.contender.row.instanceType} ${made.shares}`, { placed, loads, ...made });
  }
  return [...splits.values()];
}

/** Where nothing grows, the last month is the first. */
function monthsOf([first]: readonly Placed[]): readonly number[] {
  if (first === undefined) return [];
  const { horizonMonths } = first.context.scenario;
  const same = volumesIn(first.part, 1).join() === volumesIn(first.part, horizonMonths).join();
  return same ? [1] : [1, horizonMonths];
}

function optimum(placed: Placed, asked: Asked, month: number): Found[] {
  const { part, context, candidate } = placed;
  const loads = part.classes.map((_, i) => (asked.eligible[i] === true ? loadOf(placed, i) : undefined));
  const movable = loads.map((load, i) => (load !== undefined && asked.boughtUsd[i] !== undefined ? 1 : 0));
  const whole = placedFor(placed, movable);
  const stairs = whole && stairsOf(placed, movable, whole);
  if (stairs === undefined) return [];
  const classes = volumesIn(part, month).map((volume, i): HybridClass => {
    const load = loads[i];
    return {
      name: String(i),
      volume,
      boughtUsdPerUnit: asked.boughtUsd[i] ?? 0,
      ownUsdPerUnit: load?.usdPerRequest ?? 0,
      capacityUse: load?.replicasPerRequest ?? 0,
      eligible: movable[i] ?? 0,
    };
  });
  const tuned = tuningUsd(candidate);
  const { best } = hybrid({
    classes,
    hosted: stairs,
    routingUsd: part.hybrid?.routingUsdPerMonth.base ?? 0,
    onceUsd: { hosted: asked.hostUsd + tuned, bought: 0, routing: asked.routerUsd },
    spreadMonths: context.scenario.horizonMonths,
  });
  return [{ placed, loads, classes, best }];
}

const percents = (share: number): number => Math.floor(share * 100 + 1e-6) / 100;

interface Sized {
  readonly shares: readonly number[];
  readonly fleet: Contender;
}

/** Undefined where the mix cannot be served there, or all of it would be. */
function sized(placed: Placed, shares: readonly number[]): Sized | undefined {
  const fleet = placedFor(placed, shares);
  const goesTwoWays = placed.part.classes.some(
    ({ requestsPerMonth }, i) => (shares[i] ?? 0) < 1 && requestsPerMonth.base > 0,
  );
  return fleet === undefined || !goesTwoWays ? undefined : { shares, fleet };
}

/** The class that was filled last: the one that is split, else the one worth least of those that moved whole. */
function lastOf(classes: readonly HybridClass[], shares: readonly number[]): number {
  const split = shares.findIndex((share) => share > 0 && share < 1);
  if (split >= 0) return split;
  const worth = (of: HybridClass) => (of.boughtUsdPerUnit - of.ownUsdPerUnit) / of.capacityUse;
  const moved = classes.flatMap((of, i) => ((shares[i] ?? 0) > 0 ? [{ i, worth: worth(of) }] : []));
  return moved.sort((x, y) => x.worth - y.worth)[0]?.i ?? -1;
}

/** As much of the last class as so many machines carry once the mix is sized as a whole, in percents. */
function fitted(placed: Placed, shares: readonly number[], last: number, units: number): Sized | undefined {
  const at = (percent: number) => sized(placed, shares.with(last, percent / 100));
  const fits = (made: Sized | undefined) => made !== undefined && made.fleet.instances <= units;
  if (last < 0) return undefined;
  const whole = at(100);
  if (fits(whole)) return whole;
  let [low, high] = [0, 100];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(at(middle))) low = middle;
    else high = middle;
  }
  // Not even a percent of it: the mix asks for more than its classes alone, so the machines are what they are.
  return low === 0 ? sized(placed, shares) : at(low);
}
