import type { Part } from "../alternatives/alternative.ts";
import type { Flip, Verdict } from "./decision.ts";

/** One input that may turn a verdict. */
export type FlipDriver =
  | {
      readonly kind: "number";
      readonly key: string;
      readonly base: number;
      /** Sourced or sane range around the base; values outside are never tried. */
      readonly min: number;
      readonly max: number;
      /** log: volumes, prices, hours (also from 0 when min is 0); linear: shares and growth. */
      readonly scale: "log" | "linear";
      readonly whole?: boolean;
      /** Values tried on each side before any is bisected; fewer where a plan takes long and nothing turns twice. */
      readonly rings?: number;
      /** The crossing is known to this share of its value, by values of two digits; absent: as exactly as it can be printed. */
      readonly resolution?: number;
    }
  | {
      readonly kind: "answer";
      readonly key: string;
      readonly base: string;
      readonly values: readonly string[];
    };

export interface FlipOutcome {
  readonly verdict: Verdict;
  readonly names: string;
  readonly called?: string;
}

export interface FlipQuestion {
  readonly part: Part;
  readonly base: FlipOutcome;
  readonly drivers: readonly FlipDriver[];
  /** The whole plan again with one input changed; undefined where the scenario refuses the value. */
  readonly evaluate: (change: {
    readonly key: string;
    readonly value: number | string;
  }) => FlipOutcome | undefined;
}

export interface FlipSearch {
  /** Nearest first, answers after the numbers; one per numeric driver, one per answer that turns it. */
  readonly flips: readonly Flip[];
  /** Numeric drivers that turn nothing, with the values that were tried. */
  readonly unmoved: readonly { readonly key: string; readonly from: number; readonly to: number }[];
}

export function findFlips(question: FlipQuestion): FlipSearch {
  const flips: Flip[] = [];
  const unmoved: { key: string; from: number; to: number }[] = [];
  for (const driver of question.drivers) {
    if (driver.kind === "answer") flips.push(...answerFlips(driver, question));
    else {
      const search = numberFlip(driver, question);
      if (search.flip === undefined) unmoved.push({ key: driver.key, from: search.from, to: search.to });
      else flips.push(search.flip);
    }
  }
  return { flips: flips.sort(nearestFirst), unmoved };
}

function nearestFirst(x: Flip, y: Flip): number {
  const distance = ({ distance: d, base }: Flip) => d ?? (typeof base === "number" ? 1e9 : 1e12);
  return distance(x) - distance(y);
}

function answerFlips(driver: FlipDriver & { kind: "answer" }, question: FlipQuestion): Flip[] {
  return driver.values.flatMap((value) => {
    if (value === driver.base) return [];
    const outcome = question.evaluate({ key: driver.key, value });
    if (outcome === undefined || !differs(outcome, question.base)) return [];
    return { part: question.part, key: driver.key, base: driver.base, value, ...outcome };
  });
}

function differs(x: FlipOutcome, y: FlipOutcome): boolean {
  return x.verdict !== y.verdict || x.names !== y.names;
}

type NumberDriver = FlipDriver & { kind: "number" };

/** Values tried on each side before any is bisected. */
const RINGS = 6;

/** A crossing is known to this share of its value. */
const RESOLUTION = 1e-3;

interface Search {
  readonly flip?: Flip;
  readonly from: number;
  readonly to: number;
}

/**
 * Outward from the base, ring by ring: the rings widen, so that near values are told apart best. The first
 * ring that turns the verdict is bisected; when both sides turn in the same ring the nearer one is kept.
 * About 12 + 10 + 2 evaluations.
 */
function numberFlip(driver: NumberDriver, question: FlipQuestion): Search {
  const seen = new Map<number, FlipOutcome | undefined>([[driver.base, question.base]]);
  const at = (value: number): FlipOutcome | undefined => {
    if (!seen.has(value)) seen.set(value, question.evaluate({ key: driver.key, value }));
    return seen.get(value);
  };
  const turns = (value: number) => {
    const outcome = at(value);
    return outcome !== undefined && differs(outcome, question.base);
  };
  const sides = [driver.max, driver.min]
    .filter((end) => end !== driver.base)
    .map((end) => ({ end, near: driver.base, open: true }));
  for (let ring = 1; ring <= (driver.rings ?? RINGS); ring++) {
    const hits: Flip[] = [];
    for (const side of sides) {
      if (!side.open) continue;
      const far = ringValue(driver, side.end, ring);
      if (far === side.near) continue;
      if (at(far) === undefined) side.open = false;
      else if (turns(far)) hits.push(crossing(driver, question, side.near, far, turns, at));
      else side.near = far;
    }
    const nearest = hits.sort(nearestFirst)[0];
    if (nearest !== undefined) return { flip: nearest, from: driver.min, to: driver.max };
  }
  const tried = [...seen.keys()].filter((value) => seen.get(value) !== undefined);
  return { from: Math.min(...tried), to: Math.max(...tried) };
}

/** Ring r of n towards `end`: (r/n)² of the way, on the driver's scale. */
function ringValue(driver: NumberDriver, end: number, ring: number): number {
  const rings = driver.rings ?? RINGS;
  if (ring === rings) return end;
  const way = (ring / rings) ** 2;
  const { base } = driver;
  const logs = driver.scale === "log" && base > 0 && end > 0;
  const value = logs ? base * (end / base) ** way : base + (end - base) * way;
  return driver.whole === true ? Math.round(value) : value;
}

function crossing(
  driver: NumberDriver,
  question: FlipQuestion,
  near: number,
  far: number,
  turns: (value: number) => boolean,
  at: (value: number) => FlipOutcome | undefined,
): Flip {
  let [kept, turned] = [near, far];
  while (!closeEnough(driver, kept, turned)) {
    const middle = between(driver, kept, turned);
    if (turns(middle)) turned = middle;
    else kept = middle;
  }
  const value = printable(driver, turned, turns);
  const outcome = at(value);
  if (outcome === undefined) throw new Error(`${driver.key} = ${value} has no outcome any more`);
  return {
    part: question.part,
    key: driver.key,
    base: driver.base,
    value,
    ...(driver.base !== 0 && { distance: Math.abs(value / driver.base - 1) }),
    ...outcome,
  };
}

function closeEnough(driver: NumberDriver, kept: number, turned: number): boolean {
  const gap = Math.abs(turned - kept);
  if (driver.whole === true && gap <= 1) return true;
  if (driver.resolution !== undefined)
    return (
      gap <= driver.resolution * Math.abs(turned) || [kept, turned].includes(between(driver, kept, turned))
    );
  return gap <= RESOLUTION * Math.max(Math.abs(turned), RESOLUTION * (driver.max - driver.min));
}

function between(driver: NumberDriver, x: number, y: number): number {
  const middle = driver.scale === "log" && x > 0 && y > 0 ? Math.sqrt(x * y) : (x + y) / 2;
  const value = driver.resolution === undefined ? middle : Number(middle.toPrecision(2));
  return driver.whole === true ? Math.round(value) : value;
}

/**
 * As few digits as still turn the verdict. Towards the base first: the crossing lies between the last value that
 * did not turn and the first that did, so a round number in between may turn it too; then away from the base.
 */
function printable(driver: NumberDriver, found: number, turns: (value: number) => boolean): number {
  if (driver.resolution !== undefined) return found;
  const tries = [
    rounded(found, driver.base, 3, "near"),
    rounded(found, driver.base, 3, "far"),
    rounded(found, driver.base, 4, "far"),
  ];
  for (const value of tries) {
    if (driver.whole === true && !Number.isInteger(value)) continue;
    if (value < driver.min || value > driver.max || value === driver.base) continue;
    if (Math.abs(value - found) <= 5 * RESOLUTION * Math.abs(found) && turns(value)) return value;
  }
  return found;
}

function rounded(value: number, base: number, digits: number, towards: "near" | "far"): number {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log10(Math.abs(value))) - digits + 1;
  const scaled = exponent >= 0 ? value / 10 ** exponent : value * 10 ** -exponent;
  const up = value > base === (towards === "far");
  const whole = (up ? Math.ceil : Math.floor)(Number(scaled.toPrecision(12)));
  return exponent >= 0 ? whole * 10 ** exponent : whole / 10 ** -exponent;
}
