import { z } from "zod";
import steps from "../../data/mlflow-steps.json" with { type: "json" };
import type { TrackingDemand } from "../demand/tracking-demand.ts";
import { BYTES_PER_GIB } from "../units.ts";
import { constant } from "./constants.ts";
import { defaultVersion } from "./engine-version.ts";
import type { TrackingFleet } from "./fleet.ts";
import { instanceType } from "./instance-type.ts";

const stepSchema = z.strictObject({
  maxUsers: z.int().positive(),
  workers: z.int().positive(),
  instanceType: z.string(),
  databaseClass: z.string(),
  multiAz: z.boolean().describe("outside production; production is always Multi-AZ"),
  source: z.string(),
  at: z.string(),
});

type Step = Readonly<z.infer<typeof stepSchema>>;

const stepsByUsers: readonly Step[] = z
  .array(stepSchema)
  .parse(steps)
  .map(checked)
  .toSorted((a, b) => a.maxUsers - b.maxUsers);

export type MlflowSizing =
  | {
      readonly kind: "fleet";
      readonly fleet: TrackingFleet;
      /** Memory that the server needs, GiB. */
      readonly serverGiB: number;
      /** Database before the 20 GiB floor and rounding; undefined: runs or points per run are not given. */
      readonly databaseGiB: number | undefined;
      readonly notes: readonly string[];
    }
  | { readonly kind: "notModelled"; readonly because: string; readonly resolve: string };

/**
 * Server and database of a tracking service, by steps of users.
 *
 *   server RAM ≥ 1.5 + 0.7·workers GiB
 *   database   = max(20, 1.3·runs kept·(250 B·points + 20 kB) ÷ 2³⁰) GiB, for the runs kept once retention is full
 *
 * Users unknown, or above the last step: not modelled, since no public load test exists.
 */
export function mlflowSizing(demand: TrackingDemand, environment: "prod" | "dev"): MlflowSizing {
  const { users } = demand;
  if (typeof users !== "number")
    return { kind: "notModelled", because: users.because, resolve: users.resolve };
  const step = stepsByUsers.find((entry) => users <= entry.maxUsers);
  if (step === undefined) {
    return {
      kind: "notModelled",
      because: `${Math.ceil(users)} users, and no public load test of MLflow goes beyond ${stepsByUsers.at(-1)?.maxUsers}`,
      resolve: "a load test of your own",
    };
  }
  const needed = databaseGiB(demand);
  const databaseStart = Math.ceil(Math.max(constant("mlflowDatabaseMinGiB"), needed ?? 0));
  return {
    kind: "fleet",
    serverGiB: serverGiB(step.workers),
    databaseGiB: needed,
    fleet: {
      instanceType: step.instanceType,
      workers: step.workers,
      databaseClass: step.databaseClass,
      databaseGiB: databaseStart,
      databaseMaxGiB: Math.max(constant("mlflowDatabaseMaxGiB"), 2 * databaseStart),
      multiAz: environment === "prod" || step.multiAz,
      version: defaultVersion("mlflow").version,
    },
    notes: [
      "users per server are assumed: no public load test exists",
      ...(needed === undefined
        ? ["database at its minimum: runs a month and metric points per run are not given"]
        : []),
    ],
  };
}

/** 1.5 + 0.7·workers GiB */
function serverGiB(workers: number): number {
  return constant("mlflowBaseGiB") + constant("mlflowWorkerGiB") * workers;
}

function databaseGiB(demand: TrackingDemand): number | undefined {
  const { runsKeptWhenFull: runs, metricPointsPerRun: points } = demand;
  if (typeof runs !== "number" || typeof points !== "number") return undefined;
  const perRun = constant("mlflowBytesPerPoint") * points + constant("mlflowBytesPerRun");
  return (constant("mlflowDatabaseFactor") * runs * perRun) / BYTES_PER_GIB;
}

/** A step whose host is too small for its workers would be our own mistake. */
function checked(step: Step): Step {
  const memory = instanceType(step.instanceType)?.memoryGiB ?? 0;
  if (memory >= serverGiB(step.workers)) return step;
  throw new Error(
    `${step.instanceType} has ${memory} GiB, ${step.workers} workers need ${serverGiB(step.workers)}`,
  );
}
