import { constant } from "../src/sizing/constants.ts";
import type { InstanceType } from "../src/sizing/instance-type.ts";
import { checkVolumes } from "./block-device.ts";
import { checkVersion } from "./image.ts";
import type { MlflowPlan } from "./mlflow-arguments.ts";
import { refuseIf } from "./service-arguments.ts";

/** Refuses what would not start, not fit or not be sold. Throws InputError. */
export function checkMlflow(plan: MlflowPlan, instance: InstanceType, lock: string): void {
  checkVersion(
    "MLflow",
    plan.version,
    "3.13.0",
    "older ones show traces to users who may not read them (CVE-2026-8147)",
  );
  const locked = /^mlflow==(\S+)/m.exec(lock)?.[1];
  refuseIf(
    locked !== plan.version,
    "STACK_VERSION",
    `The lock file ${plan.requirementsLock} installs MLflow ${locked ?? "of no version"}, the fleet asks for ${plan.version}.`,
    "Write the lock file again for the version (requirements.in beside it says how), or change the version.",
  );
  const workersGiB = plan.workers * constant("mlflowWorkerGiB");
  refuseIf(
    workersGiB > instance.memoryGiB,
    "STACK_WORKERS",
    `${plan.workers} workers take about ${workersGiB.toFixed(1)} GiB, ${instance.instanceType} has ${instance.memoryGiB} GiB.`,
    "Lower `workers` or take a larger instance.",
  );
  refuseIf(
    instance.architecture !== "arm64",
    "STACK_ARCHITECTURE",
    `MLflow runs on Graviton here: the AMI and the lock file are arm64, ${instance.instanceType} is ${instance.architecture}.`,
    "Take a t4g, m7g or r7g type.",
  );
  refuseIf(
    !/^db\.[a-z0-9]+\.[a-z0-9]+$/.test(plan.databaseClass),
    "STACK_DATABASE",
    `"${plan.databaseClass}" is not an RDS class.`,
    "Write it as db.m7g.large.",
  );
  refuseIf(
    plan.databaseGiB < 20 || plan.databaseMaxGiB < plan.databaseGiB,
    "STACK_DATABASE",
    `The database needs at least 20 GiB and a maximum that is no smaller; got ${plan.databaseGiB} and ${plan.databaseMaxGiB}.`,
    "RDS sells gp3 from 20 GiB. Change databaseGiB or databaseMaxGiB.",
  );
  checkVolumes(instance, [plan.rootVolume]);
}
