import { volumeInMonth } from "../demand/growth.ts";
import { hours } from "../offers/one-off.ts";
import { totalOf } from "../prices/charge.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import { instancesFor, rateOf } from "../sizing/capacity.ts";
import { sizeCandidate } from "../sizing/fleet-search.ts";
import type { FleetRow } from "../sizing/verdict.ts";
import type { Alternative, CostCurve } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import type { HostedBill } from "./hosted-bill.ts";
import { upkeepOf } from "./llm-hosted.ts";
import { hostedRow, ratePerRequest } from "./llm-row.ts";
import { type Contender, requestFor } from "./llm-search.ts";
import { once } from "./once.ts";
import { shareOfPart } from "./part-share.ts";

/** One placement of one candidate that might carry some classes of the part. */
export interface Placed {
  readonly context: PlanContext;
  readonly part: LlmPart;
  readonly candidate: Candidate;
  readonly contender: Contender;
  readonly bill: HostedBill & { readonly kind: "bill" };
}

/** What one class asks of the placement. */
export interface ClassLoad {
  /** Replicas at the objective that one request a month keeps busy: its λ_size ÷ R of a replica that serves it alone. */
  readonly replicasPerRequest: number;
  /** USD of one request more, where a machine has room for it: traffic and logs. */
  readonly usdPerRequest: number;
}

/** Cost and capacity of the placement over the replicas that are busy. USD a month, people included. */
export interface ReplicaStairs {
  readonly fixedUsd: number;
  readonly unitUsd: number;
  readonly unitsFor: (replicas: number) => number;
  readonly volumeOf: (units: number) => number;
}

/** The fleet of exactly these requests on the same machines; undefined where they cannot be served there. */
export function placedFor(placed: Placed, shares: readonly number[]): Contender | undefined {
  const { context, part, candidate, contender } = placed;
  const some = shareOfPart(part, shares);
  if (some === undefined) return undefined;
  const request = requestFor(context, some, candidate, candidate.reasoningMultiplier.base);
  const row = once(kept<FleetRow | "none">(placed, "sized"), keyOf(placed, shares), () => {
    const sized = sizeCandidate(request, contender.row);
    return sized.kind === "fleet" ? sized : "none";
  });
  if (row === "none") return undefined;
  return { row, instances: instancesFor(row, request.demand.sizeRate), computeUsd: contender.computeUsd };
}

/** The hosted row of so much of each class. */
export function hostedShare(
  { context, part, candidate, bill }: Placed,
  shares: readonly number[],
  contender: Contender,
  several: boolean,
): Alternative {
  const some = shareOfPart(part, shares);
  if (some === undefined) throw new Error("a fleet for no request");
  return hostedRow(context, some, { candidate, quality: candidate.quality, several, contender, bill });
}

/** What a class asks of a replica that serves nothing else; undefined where the placement cannot serve it, or its cost is not known. */
export function loadOf(placed: Placed, index: number): ClassLoad | undefined {
  const alone = placed.part.classes.map((_, i) => (i === index ? 1 : 0));
  const own = shareOfPart(placed.part, alone);
  const fleet = placedFor(placed, alone);
  if (own === undefined || fleet === undefined) return undefined;
  const curve = machinesCurve(placed, alone, fleet);
  if (curve === undefined) return undefined;
  const perRequest = ratePerRequest(own, placed.candidate.reasoningMultiplier.base);
  return {
    replicasPerRequest: perRequest / fleet.row.rate,
    usdPerRequest: curve.perVolumeUsd,
  };
}

/** The staircase of the placement, from the fleet of the classes that may move. */
export function stairsOf(
  placed: Placed,
  shares: readonly number[],
  fleet: Contender,
): ReplicaStairs | undefined {
  const curve = machinesCurve(placed, shares, fleet);
  if (curve === undefined) return undefined;
  // Nothing of a fleet but how many replicas are busy: R = 1.
  const row: FleetRow = { ...fleet.row, rate: 1, rateLow: 1, rateHigh: 1 };
  return {
    fixedUsd: curve.fixedUsd + peopleUsd(placed),
    unitUsd: curve.unitUsd,
    unitsFor: (replicas) => instancesFor(row, replicas),
    volumeOf: (units) => rateOf(row, units),
  };
}

/** Without people, whose hours change where nothing of the machines does. */
function machinesCurve(placed: Placed, shares: readonly number[], fleet: Contender): CostCurve | undefined {
  const found = once(kept<CostCurve | "none">(placed, "curves"), keyOf(placed, shares), () => {
    // A curve is of month 1: no other month is asked for.
    const scenario = { ...placed.context.scenario, horizonMonths: 1 };
    const context = { ...placed.context, scenario };
    const { curve } = hostedShare({ ...placed, context }, shares, fleet, false);
    return curve === undefined ? "none" : { ...curve, fixedUsd: curve.fixedUsd - peopleUsd(placed) };
  });
  return found === "none" ? undefined : found;
}

function peopleUsd({ context, part }: Placed): number {
  const { people } = context.scenario;
  return totalOf(
    upkeepOf(part).map((entry) => hours(entry.id, entry.name, entry.hours, people)),
  ).usd.toNumber();
}

/** Requests of each class in one month. */
export function volumesIn({ classes }: LlmPart, month: number): readonly number[] {
  return classes.map((c) => volumeInMonth(c.requestsPerMonth, c.growthPerMonth, month));
}

const known = new WeakMap<object, Map<string, Map<string, unknown>>>();

/** What follows from the scenario and the prices of one run, kept for its hundreds of plans. */
function kept<T>({ context: { planes } }: Placed, what: string): Map<string, T> {
  const byKind = known.get(planes) ?? new Map<string, Map<string, unknown>>();
  known.set(planes, byKind);
  return once(byKind, what, () => new Map<string, unknown>()) as Map<string, T>;
}

/** Everything that machines, traffic and logs of these requests follow from. */
function keyOf({ part, candidate, context, contender: { row } }: Placed, shares: readonly number[]): string {
  const { hosting, tokenizerFactor } = part;
  const { environment, region, usage, name } = context.scenario;
  return JSON.stringify([
    [candidate.model, candidate.reasoningMultiplier.base, row.instanceType, row.precision],
    [row.kvCacheDtype, row.tensorParallel, shares, figuresOf(part), environment, region, name],
    [hosting.spare, hosting.maxModelLen, hosting.prefixHitShare?.base, tokenizerFactor.base],
    Object.values(usage).map((figure) => figure?.months ?? figure?.base),
  ]);
}

const figures = new WeakMap<LlmPart, string>();

function figuresOf(part: LlmPart): string {
  const found =
    figures.get(part) ??
    JSON.stringify(
      part.classes.map((entry) =>
        Object.values(entry).map((value) =>
          typeof value === "object" && "base" in value ? (value.months ?? value.base) : 0,
        ),
      ),
    );
  figures.set(part, found);
  return found;
}
