import { volumeInMonth } from "../demand/growth.ts";
import { totalOf } from "../prices/charge.ts";
import type { Candidate, LlmPart } from "../scenario/scenario.ts";
import { instancesFor, rateOf } from "../sizing/capacity.ts";
import { sizeCandidate } from "../sizing/fleet-search.ts";
import type { FleetRow } from "../sizing/verdict.ts";
import type { CostCurve } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import type { HostedBill } from "./hosted-bill.ts";
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

/** Nothing of a fleet but how many replicas are busy: R = 1. */
const perReplica = (row: FleetRow): FleetRow => ({ ...row, rate: 1, rateLow: 1, rateHigh: 1 });

/** Cost and capacity of the placement over the replicas that are busy. USD a month, people included. */
export interface ReplicaStairs {
  readonly fixedUsd: number;
  readonly unitUsd: number;
  readonly unitsFor: (replicas: number) => number;
  readonly volumeOf: (units: number) => number;
  /** USD: build, tuning, leaving. */
  readonly onceUsd: number;
}

/** The fleet of exactly these requests on the same machines; undefined where they cannot be served there. */
export function placedFor(
  { context, part, candidate, contender }: Placed,
  shares: readonly number[],
): Contender | undefined {
  const some = shareOfPart(part, shares);
  if (some === undefined) return undefined;
  const request = requestFor(context, some, candidate, candidate.reasoningMultiplier.base);
  const row = sizeCandidate(request, contender.row);
  if (row.kind !== "fleet") return undefined;
  return { row, instances: instancesFor(row, request.demand.sizeRate), computeUsd: contender.computeUsd };
}

/** The hosted row of so much of each class. */
export function hostedShare(
  placed: Placed,
  shares: readonly number[],
  contender: Contender,
  several: boolean,
) {
  const { context, part, candidate, bill } = placed;
  const some = shareOfPart(part, shares);
  if (some === undefined) throw new Error("a fleet for no request");
  return hostedRow(context, some, { candidate, quality: candidate.quality, several, contender, bill });
}

/** What a class asks of a replica that serves nothing else; undefined where the placement cannot serve it. */
export function loadOf(placed: Placed, index: number): ClassLoad | undefined {
  const alone = placed.part.classes.map((_, i) => (i === index ? 1 : 0));
  const own = shareOfPart(placed.part, alone);
  const fleet = placedFor(placed, alone);
  if (own === undefined || fleet === undefined) return undefined;
  const { context, candidate } = placed;
  const perRequest = ratePerRequest(own, candidate.reasoningMultiplier.base);
  const usdPerRequest = once(
    knownIn<number>(context, "usage"),
    JSON.stringify([place(placed), own.classes, context.scenario.usage]),
    () => hostedShare(placed, alone, fleet, false).curve?.perVolumeUsd ?? 0,
  );
  return { replicasPerRequest: perRequest / fleet.row.rate, usdPerRequest };
}

/** The staircase of the placement, from the fleet of the classes that may move. */
export function stairsOf(
  placed: Placed,
  shares: readonly number[],
  fleet: Contender,
): ReplicaStairs | undefined {
  const { context, part, candidate } = placed;
  const { usage, people, offers } = context.scenario;
  const { curve, onceUsd } = once(
    knownIn<{ readonly curve: CostCurve | undefined; readonly onceUsd: number }>(context, "stairs"),
    JSON.stringify([place(placed), shares, part.classes, part.hosting, candidate, usage, people, offers]),
    () => {
      const row = hostedShare(placed, shares, fleet, false);
      return { curve: row.curve, onceUsd: totalOf(row.oneOff).usd.toNumber() };
    },
  );
  if (curve === undefined) return undefined;
  const row = perReplica(fleet.row);
  return {
    fixedUsd: curve.fixedUsd,
    unitUsd: curve.unitUsd,
    unitsFor: (replicas) => instancesFor(row, replicas),
    volumeOf: (units) => rateOf(row, units),
    onceUsd,
  };
}

/** Requests of each class in one month. */
export function volumesIn({ classes }: LlmPart, month: number): readonly number[] {
  return classes.map((c) => volumeInMonth(c.requestsPerMonth, c.growthPerMonth, month));
}

const place = ({ candidate, contender: { row } }: Placed) => [
  candidate.model,
  candidate.reasoningMultiplier.base,
  row.instanceType,
  row.precision,
  row.kvCacheDtype,
  row.tensorParallel,
];

const known = new WeakMap<object, Map<string, Map<string, never>>>();

/** Figures that follow from the scenario and the prices of one run, kept for its hundreds of plans. */
function knownIn<T>({ planes }: PlanContext, what: string): Map<string, T> {
  const byKind = known.get(planes) ?? new Map<string, Map<string, never>>();
  known.set(planes, byKind);
  return once(byKind as unknown as Map<string, Map<string, T>>, what, () => new Map<string, T>());
}
