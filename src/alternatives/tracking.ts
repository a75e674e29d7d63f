import { impliedUsage } from "../bill/usage/implied-usage.ts";
import type { TrackingUsage } from "../bill/usage/tracking.ts";
import { trackingDemand } from "../demand/tracking-demand.ts";
import { InputError } from "../errors.ts";
import { driverOf } from "../offers/formula.ts";
import { lastSeatAtFirstRate, ownSeatLines } from "../offers/own-service.ts";
import { ownBill } from "../offers/service-bill.ts";
import { isSelfHosted, trackingCharges } from "../offers/services.ts";
import { isUnknown } from "../prices/charge.ts";
import type { Unknown } from "../provenance.ts";
import type { Figure } from "../scenario/figure.ts";
import type { TrackingPart } from "../scenario/scenario.ts";
import { instanceType } from "../sizing/instance-type.ts";
import { mlflowSizing } from "../sizing/mlflow-sizing.ts";
import type { Alternative } from "./alternative.ts";
import { serviceAlternative } from "./bought-service.ts";
import { fleetOf, type PlanContext } from "./context.ts";
import { hostedAlternative, instead } from "./hosted.ts";
import { type HostedBill, hostedBill } from "./hosted-bill.ts";
import { infeasibleHost } from "./infeasible.ts";
import { ownOfferNamed } from "./own-offer.ts";
import type { PartPlan } from "./part-plan.ts";
import { atSeats, steadyAt, still } from "./seats.ts";

/** Every way to keep track of experiments. */
export function planTracking(context: PlanContext, part: TrackingPart): PartPlan {
  const offers = [
    ...(part.today === undefined ? [] : [part.today]),
    ...part.candidates.filter((name) => name !== part.today),
  ];
  const bought = offers
    .filter((name) => !isSelfHosted("tracking", name))
    .map((name) => boughtService(context, part, name));
  const hosted = offers.some((name) => isSelfHosted("tracking", name))
    ? hostedServer(context, part)
    : undefined;
  return {
    part: "tracking",
    alternatives: [...bought, ...(hosted?.row ? [hosted.row] : [])],
    leversRefused: [],
    ruledOut: hosted?.because === undefined ? [] : [{ what: "MLflow", because: hosted.because }],
    ...(hosted?.row?.fleet && { fleet: hosted.row.fleet }),
    ...(hosted?.free && { free: hosted.free }),
  };
}

const seatsIn = (part: TrackingPart, month: number, growth: Figure): number => {
  const { users } = trackingDemand(part, month, growth);
  return typeof users === "number" ? users : 0;
};

function boughtService({ scenario }: PlanContext, part: TrackingPart, offer: string): Alternative {
  const growth = scenario.growthPerMonth;
  const own = ownOfferNamed(scenario, offer);
  const dearerAbove = lastSeatAtFirstRate(own, part.sso);
  const billOf = (at: TrackingPart, growing: Figure, month: number) =>
    own === undefined
      ? trackingCharges(offer, at, { growth: growing }, month)
      : ownBill(ownSeatLines(own, { seats: seatsIn(at, month, growing), sso: part.sso }, month));
  return serviceAlternative(scenario, {
    part: "tracking",
    offer,
    ...(own && { label: own.name }),
    running: offer === part.today,
    leaves: part.today !== undefined,
    billIn: (month, seats) => billOf(atSeats(part, seats), growth, month),
    steadily: (month, seats) => billOf(steadyAt(part, seats), still(growth), month),
    volumeIn: (month) => seatsIn(part, month, growth),
    ...(dearerAbove !== undefined && { dearerAbove }),
    // What is stored may pile up.
    steady: false,
  });
}

interface Server {
  readonly row?: Alternative;
  readonly because?: string;
  readonly free?: HostedBill["free"];
}

function hostedServer(context: PlanContext, part: TrackingPart): Server {
  const { scenario, rules, metrics } = context;
  const growth = scenario.growthPerMonth;
  // Sized for the largest month: a server and a database are not resized every month.
  const largest = growth.base < 0 ? 1 : scenario.horizonMonths;
  const sizing = mlflowSizing(trackingDemand(part, largest, growth), scenario.environment);
  if (part.seats === undefined)
    throw new InputError(
      "SCENARIO_INCOMPLETE",
      "tracking.seats is missing: MLflow's server is sized by it, and services bill it.",
      "Add tracking.seats, or --set tracking.seats=<people who log in>.",
    );
  if (sizing.kind === "notModelled")
    return { because: sizing.because, row: outOfReach(context, part, sizing) };
  const fleet = fleetOf(scenario, { tracking: sizing.fleet });
  const graph = context.quick ? context.similar(fleet) : context.graph(fleet);
  if (graph === undefined) {
    context.miss(fleet);
    return {};
  }
  if (graph.kind === "refused") return { because: graph.because };
  const bill = hostedBill(graph, context);
  const type = instanceType(sizing.fleet.instanceType);
  const usage = (month: number, tracking = trackingUsage(part, month, growth)) => {
    return impliedUsage({
      fleet,
      deployed: bill.deployed,
      tracking,
      units: { tracking: 1 },
      drivers: scenario.usage,
      rules,
      metrics: { tracking: metrics.tracking },
      month,
    });
  };
  const row = hostedAlternative(context, {
    id: `tracking.host.${sizing.fleet.instanceType}`,
    part: "tracking",
    name: `MLflow, ${sizing.fleet.instanceType} + ${sizing.fleet.databaseClass}`,
    model: "mlflow",
    quality: { kind: "same" },
    notes: sizing.notes,
    fleet,
    capacity: {
      instanceType: sizing.fleet.instanceType,
      instances: 1,
      instancesLow: 1,
      instancesHigh: 1,
      unitsFor: () => 1,
      volumeOf: () => Number.POSITIVE_INFINITY,
      flags: [],
      ...(type && { quotaName: type.quotaName, quotaVcpus: type.vcpu, quotaFormula: `1 × ${type.vcpu}` }),
    },
    buildHours: part.buildHours,
    monthlyHours: [{ id: "upkeep", name: "Upkeep", hours: part.upkeepHoursPerMonth }],
    instead: instead(part.today, "mlflow"),
    stepless: true,
    volumeOf: (month) => seatsIn(part, month, growth),
    unitsOf: () => 1,
    countedBy: part.seats === undefined ? [] : [driverOf(part.seats, "users")],
    usageKey: usageKey(part, growth),
    // Artefacts pile up month by month, so no two months are alike.
    dated: "monthly",
    // Runs go with the people who start them; a month's own seats hold its growth already.
    lines: (month, _, seats) => [
      ...bill.linesFor(graph.units),
      ...(seats === seatsIn(part, month, growth)
        ? usage(month)
        : usage(month, trackingUsage(atSeats(part, seats), month, growth))),
    ],
    steadily: (month, seats) => [
      ...bill.linesFor(graph.units),
      ...usage(month, trackingUsage(steadyAt(part, seats), month, still(growth))),
    ],
  });
  return { row, free: bill.free };
}

/** Everything that traffic, artefacts and backups follow from; seats move the server's size alone. */
function usageKey(
  { runsPerMonth, metricPointsPerRun, artifactGBPerRun, retentionMonths }: TrackingPart,
  growth: Figure,
): string {
  return JSON.stringify([runsPerMonth, metricPointsPerRun, artifactGBPerRun, retentionMonths, growth]);
}

/** Runs and artefacts of a month, each with who says so; what nobody stated stays unknown. */
export function trackingUsage(part: TrackingPart, month: number, growth: Figure): TrackingUsage {
  const demand = trackingDemand(part, month, growth);
  const from = (value: number | Unknown, figure: Figure | undefined) =>
    isUnknown(value)
      ? value
      : { value, provenance: figure?.provenance ?? { kind: "yours" as const, key: "tracking" } };
  return {
    runsPerMonth: from(demand.runsPerMonth, part.runsPerMonth),
    metricPointsPerRun: from(demand.metricPointsPerRun, part.metricPointsPerRun),
    artifactGBPerRun: from(demand.artifactGBPerRun, part.artifactGBPerRun),
    artifactGB: from(demand.artifactGB, part.artifactGBPerRun),
  };
}

/** A team that no public load test reaches: listed with its reason, and with what would settle it. */
function outOfReach(
  { scenario }: PlanContext,
  part: TrackingPart,
  { because, resolve }: { because: string; resolve: string },
): Alternative {
  return infeasibleHost(scenario, {
    id: "tracking.host",
    part: "tracking",
    name: "MLflow",
    model: "mlflow",
    because,
    resolve,
    volumeOf: (month) => seatsIn(part, month, scenario.growthPerMonth),
  });
}
