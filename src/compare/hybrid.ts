import { EQUAL_SHARE } from "./difference.ts";
import { type Payback, paybackOf } from "./payback.ts";
import type { HostedCost } from "./staircase.ts";

/** One class of requests, a month. */
export interface HybridClass {
  readonly name: string;
  /** Requests a month, at least 0. */
  readonly volume: number;
  /** p and c: USD of one request bought, and of one more request hosted beside what its machines cost. */
  readonly boughtUsdPerUnit: number;
  readonly ownUsdPerUnit: number;
  /** a: volume of the hosted staircase that one request takes. */
  readonly capacityUse: number;
  /** Share that may be hosted, 0 to 1: what passes the quality gate. */
  readonly eligible: number;
}

export interface HybridInput {
  readonly classes: readonly HybridClass[];
  /** Machines by the volume they carry, USD a month; paid as soon as anything is hosted. */
  readonly hosted: Omit<HostedCost, "usdPerVolume">;
  /** USD a month: max(minimum, base + requests), paid as long as anything is bought. */
  readonly bought?: { readonly baseUsd: number; readonly minimumUsd: number };
  /** USD a month while requests go both ways. */
  readonly routingUsd: number;
  /** USD, each as soon as its side is used; the router's when both are. */
  readonly onceUsd?: { readonly hosted: number; readonly bought: number; readonly routing: number };
  /** Months over which one-offs count against monthly savings. */
  readonly spreadMonths: number;
}

export interface HybridSplit {
  readonly kind: "bought" | "own" | "split";
  /** In the order of the classes. */
  readonly shares: readonly { readonly name: string; readonly hostedShare: number }[];
  /** Volume of the staircase that is hosted, and the units that carry it. */
  readonly hostedVolume: number;
  readonly units: number;
  readonly monthUsd: number;
  readonly onceUsd: number;
  /** monthUsd + onceUsd ÷ spreadMonths: what is least for the best split. */
  readonly spreadUsd: number;
}

export interface Hybrid {
  readonly best: HybridSplit;
  readonly allBought: HybridSplit;
  readonly allOwn: HybridSplit | { readonly kind: "none"; readonly because: string };
  /** USD a month, one-offs spread. */
  readonly savingOverBoughtUsd: number;
  readonly savingOverOwnUsd: number | undefined;
  /** Of the best split over buying everything, undiscounted. */
  readonly payback: Payback;
}

/**
 * The cheapest split of requests between machines of one's own and a bought offer.
 *
 * Classes move by (p − c) ÷ a, highest first; one with p ≤ c never does. Between two whole-unit limits each further
 * request moved saves money, so only these totals can be least: nothing, each limit reached, everything that may move,
 * the point where the remainder meets the plan's minimum, and everything hosted, which ends plan and router.
 * With a minimum and differing `ownUsdPerUnit` the order of classes is that without a minimum.
 */
export function hybrid(input: HybridInput): Hybrid {
  const classes = input.classes.toSorted(byWorth);
  const priced = (shares: readonly number[], units?: number) => splitOf(input, classes, shares, units);
  const allBought = priced(classes.map(() => 0));
  const allOwn = ownSplit(classes, priced);
  const candidates = [
    allBought,
    ...fills(input, classes).map(({ shares, units }) => priced(shares, units)),
    ...(allOwn.kind === "none" ? [] : [allOwn]),
  ];
  const best = candidates.reduce((least, split) => (split.spreadUsd < least.spreadUsd ? split : least));
  return {
    best: inOrder(best, input.classes),
    allBought: inOrder(allBought, input.classes),
    allOwn: allOwn.kind === "none" ? allOwn : inOrder(allOwn, input.classes),
    savingOverBoughtUsd: allBought.spreadUsd - best.spreadUsd,
    savingOverOwnUsd: allOwn.kind === "none" ? undefined : allOwn.spreadUsd - best.spreadUsd,
    payback: paybackOf(best.onceUsd - allBought.onceUsd, [allBought.monthUsd - best.monthUsd]),
  };
}

const gainOf = (of: HybridClass): number => of.boughtUsdPerUnit - of.ownUsdPerUnit;

/** (p − c) ÷ a, highest first; equal ones by name, so that no order of input shows. */
function byWorth(x: HybridClass, y: HybridClass): number {
  const [worth, other] = [worthOf(x), worthOf(y)];
  return worth === other ? (x.name < y.name ? -1 : 1) : worth > other ? -1 : 1;
}

/** What takes no capacity moves first if it gains anything; what gains nothing moves never, so it comes last. */
function worthOf(of: HybridClass): number {
  const gain = gainOf(of);
  if (gain <= 0) return Number.NEGATIVE_INFINITY;
  return of.capacityUse === 0 ? Number.POSITIVE_INFINITY : gain / of.capacityUse;
}

interface Fill {
  readonly shares: readonly number[];
  readonly units: number;
}

function fills(input: HybridInput, classes: readonly HybridClass[]): readonly Fill[] {
  const movers = classes.map((of) => (gainOf(of) > 0 ? of.eligible : 0));
  const most = capacityOf(classes, movers);
  if (movers.every((share, j) => share * (classes[j]?.volume ?? 0) === 0)) return [];
  const limits = unitLimits(input.hosted, most);
  const whole = input.hosted.unitsFor(most);
  const last = Number.isFinite(whole) ? [{ volume: most, units: whole }] : [];
  return [...limits, ...atMinimum(input, classes, movers), ...last].map(({ volume, units }) => ({
    shares: filled(classes, movers, volume),
    units,
  }));
}

const capacityOf = (classes: readonly HybridClass[], shares: readonly number[]): number =>
  classes.reduce((sum, of, j) => sum + (shares[j] ?? 0) * of.volume * of.capacityUse, 0);

interface Limit {
  readonly volume: number;
  readonly units: number;
}

/** Counts in a row that may carry no more than the one before; then the fleet ends. */
const LONGEST_GAP = 16;

/** What each whole number of units carries, below `most`. */
function unitLimits(hosted: HybridInput["hosted"], most: number): readonly Limit[] {
  const limits: Limit[] = [];
  let carried = 0;
  let gap = 0;
  for (let units = hosted.unitsFor(0); gap < LONGEST_GAP; units++) {
    const volume = hosted.volumeOf(units);
    if (volume >= most * (1 - EQUAL_SHARE)) return volume <= most ? [...limits, { volume, units }] : limits;
    gap = volume > carried ? 0 : gap + 1;
    if (volume > carried) limits.push({ volume, units });
    carried = Math.max(carried, volume);
  }
  return limits;
}

/** Shares when the movers are filled in order up to a volume of the staircase. */
function filled(
  classes: readonly HybridClass[],
  movers: readonly number[],
  volume: number,
): readonly number[] {
  let left = volume;
  return classes.map((of, j) => {
    const most = movers[j] ?? 0;
    const wanted = most * of.volume * of.capacityUse;
    const share = wanted <= left * (1 + EQUAL_SHARE) ? most : (most * left) / wanted;
    left = Math.max(0, left - wanted);
    return share;
  });
}

/** Where moving more no longer lowers the bill, because the plan's minimum is reached. */
function atMinimum(
  input: HybridInput,
  classes: readonly HybridClass[],
  movers: readonly number[],
): readonly Limit[] {
  const { baseUsd, minimumUsd } = input.bought ?? { baseUsd: 0, minimumUsd: 0 };
  let above = baseUsd - minimumUsd + classes.reduce((sum, of) => sum + of.volume * of.boughtUsdPerUnit, 0);
  let volume = 0;
  for (const [j, of] of classes.entries()) {
    const usd = (movers[j] ?? 0) * of.volume * of.boughtUsdPerUnit;
    const wanted = (movers[j] ?? 0) * of.volume * of.capacityUse;
    if (above > 0 && usd > above) {
      const at = volume + (wanted * above) / usd;
      const units = input.hosted.unitsFor(at);
      return Number.isFinite(units) ? [{ volume: at, units }] : [];
    }
    above -= usd;
    volume += wanted;
  }
  return [];
}

function ownSplit(
  classes: readonly HybridClass[],
  priced: (shares: readonly number[]) => HybridSplit,
): Hybrid["allOwn"] {
  const barred = classes.find((of) => of.eligible < 1 && of.volume > 0);
  if (barred !== undefined) return { kind: "none", because: `not all of ${barred.name} may be hosted` };
  const split = priced(classes.map(() => 1));
  return Number.isFinite(split.monthUsd)
    ? split
    : { kind: "none", because: "no number of machines carries all of it" };
}

/** @param units machines; absent: what the staircase asks for */
function splitOf(
  input: HybridInput,
  classes: readonly HybridClass[],
  shares: readonly number[],
  units?: number,
): HybridSplit {
  const once = input.onceUsd ?? { hosted: 0, bought: 0, routing: 0 };
  const moved = classes.some((of, j) => (shares[j] ?? 0) * of.volume > 0);
  const stays = classes.some((of, j) => (1 - (shares[j] ?? 0)) * of.volume > 0);
  const hostedVolume = capacityOf(classes, shares);
  const machines = moved ? (units ?? input.hosted.unitsFor(hostedVolume)) : 0;
  const both = moved && stays;
  const monthUsd =
    (moved ? hostedUsd(input, classes, shares, machines) : 0) +
    (stays ? boughtUsd(input, classes, shares) : 0) +
    (both ? input.routingUsd : 0);
  const onceUsd = (moved ? once.hosted : 0) + (stays ? once.bought : 0) + (both ? once.routing : 0);
  return {
    kind: both ? "split" : moved ? "own" : "bought",
    shares: classes.map(({ name }, j) => ({ name, hostedShare: shares[j] ?? 0 })),
    hostedVolume,
    units: machines,
    monthUsd,
    onceUsd,
    spreadUsd: monthUsd + onceUsd / input.spreadMonths,
  };
}

function hostedUsd(
  { hosted }: HybridInput,
  classes: readonly HybridClass[],
  shares: readonly number[],
  units: number,
): number {
  const own = classes.reduce((sum, of, j) => sum + (shares[j] ?? 0) * of.volume * of.ownUsdPerUnit, 0);
  return hosted.fixedUsd + units * hosted.unitUsd + own;
}

function boughtUsd(
  { bought }: HybridInput,
  classes: readonly HybridClass[],
  shares: readonly number[],
): number {
  const requests = classes.reduce(
    (sum, of, j) => sum + (1 - (shares[j] ?? 0)) * of.volume * of.boughtUsdPerUnit,
    0,
  );
  return Math.max(bought?.minimumUsd ?? 0, (bought?.baseUsd ?? 0) + requests);
}

function inOrder(split: HybridSplit, classes: readonly HybridClass[]): HybridSplit {
  const byName = new Map(split.shares.map((share) => [share.name, share]));
  return { ...split, shares: classes.flatMap(({ name }) => byName.get(name) ?? []) };
}
