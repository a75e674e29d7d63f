import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { known } from "../known.ts";
import { amount, flag, inside, isMarked, items, perhaps, pricedInputs } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";

/** What implied usage needs to know of the registered resources: plain numbers, or why they are not known. */
export interface Deployed {
  /** Traffic of private subnets is charged by the GiB as soon as there is one. */
  readonly natGateways: number;
  readonly llm?: DeployedService & {
    /** An update starts the new instance before the old one leaves. */
    readonly surge: boolean | Unknown;
  };
  readonly vectors?: DeployedService & { readonly snapshotKeepDays: number | Unknown };
  readonly tracking?: DeployedService & { readonly database?: DeployedDatabase };
}

export interface DeployedService {
  readonly logRetentionDays: number | Unknown;
  /** Rules of its load balancer beside the default action. */
  readonly listenerRules: number;
}

export interface DeployedDatabase {
  readonly allocatedGiB: number | Unknown;
  readonly backupDays: number | Unknown;
  readonly multiAz: boolean | Unknown;
}

const COMPONENTS = {
  llm: "crossover:index:VllmService",
  vectors: "crossover:index:QdrantCluster",
  tracking: "crossover:index:MlflowServer",
} as const;

/** Reads a captured, previewed or deployed graph of our own stacks; parts that it does not hold are absent. */
export function readDeployed(graph: readonly RegisteredResource[]): Deployed {
  const llm = below(graph, COMPONENTS.llm);
  const vectors = below(graph, COMPONENTS.vectors);
  const tracking = below(graph, COMPONENTS.tracking);
  return {
    natGateways: ofType(graph, "aws:ec2/natGateway:NatGateway").length,
    ...(llm.length > 0 && { llm: { ...service(llm), surge: surge(llm) } }),
    ...(vectors.length > 0 && { vectors: { ...service(vectors), snapshotKeepDays: keepDays(vectors) } }),
    ...(tracking.length > 0 && { tracking: { ...service(tracking), ...database(tracking) } }),
  };
}

function below(graph: readonly RegisteredResource[], component: string): readonly RegisteredResource[] {
  return graph.filter(
    ({ key, kind }) => kind === "custom" && key.slice(0, key.indexOf("::")).includes(`${component}$`),
  );
}

function ofType(graph: readonly RegisteredResource[], type: string): readonly RegisteredResource[] {
  return graph.filter((resource) => resource.type === type && resource.kind === "custom");
}

function service(own: readonly RegisteredResource[]): DeployedService {
  return {
    logRetentionDays: retention(own),
    listenerRules: ofType(own, "aws:lb/listenerRule:ListenerRule").length,
  };
}

const logInputs = z.object({ retentionInDays: amount() });

/** The longest retention of the service's groups; AWS keeps logs for ever when a group says 0 or nothing. */
function retention(own: readonly RegisteredResource[]): number | Unknown {
  const groups = ofType(own, "aws:cloudwatch/logGroup:LogGroup");
  let longest = 0;
  for (const group of groups) {
    const days = known(group, "retentionInDays", pricedInputs(group, logInputs).retentionInDays, 0);
    if (isUnknown(days)) return days;
    if (days === 0) return unknown(`${group.name} keeps its logs for ever`, "give the log group a retention");
    longest = Math.max(longest, days);
  }
  return groups.length > 0 ? longest : unknown("no log group is registered", "give the service a log group");
}

const groupInputs = z.object({
  instanceRefresh: perhaps(z.object({ preferences: perhaps(z.object({ maxHealthyPercentage: amount() })) })),
});

/** A refresh that may hold more than 100 % of the capacity starts new instances first. */
function surge(own: readonly RegisteredResource[]): boolean | Unknown {
  const [group] = ofType(own, "aws:autoscaling/group:Group");
  if (group === undefined) return false;
  const { instanceRefresh } = pricedInputs(group, groupInputs);
  if (instanceRefresh === undefined) return false;
  const preferences = inside(instanceRefresh, "preferences");
  const share = known(group, "maxHealthyPercentage", inside(preferences, "maxHealthyPercentage"), 100);
  return isUnknown(share) ? share : share > 100;
}

const lifecycleInputs = z.object({
  rules: items(z.object({ expiration: perhaps(z.object({ days: amount() })) })),
});

function keepDays(own: readonly RegisteredResource[]): number | Unknown {
  const [rules] = ofType(own, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
  if (rules === undefined)
    return unknown("no bucket rule expires snapshots", "give the snapshot bucket an expiration");
  const given = pricedInputs(rules, lifecycleInputs).rules;
  if (isMarked(given)) return known<number>(rules, "rules", given);
  const expirations = (given ?? [])
    .map((rule) => inside(rule, "expiration"))
    .filter((one) => one !== undefined);
  const days = expirations.map((one) => known(rules, "expiration days", inside(one, "days")));
  return (
    days.find(isUnknown) ??
    days[0] ??
    unknown(`${rules.name} lets no snapshot expire`, "give it an expiration")
  );
}

const databaseInputs = z.object({
  allocatedStorage: amount({ min: 1 }),
  backupRetentionPeriod: amount(),
  multiAz: flag(),
});

function database(own: readonly RegisteredResource[]): { readonly database?: DeployedDatabase } {
  const [found] = ofType(own, "aws:rds/instance:Instance");
  if (found === undefined) return {};
  const given = pricedInputs(found, databaseInputs);
  return {
    database: {
      allocatedGiB: known(found, "allocatedStorage", given.allocatedStorage),
      // AWS keeps one day when nothing is said.
      backupDays: known(found, "backupRetentionPeriod", given.backupRetentionPeriod, 1),
      multiAz: known(found, "multiAz", given.multiAz, false),
    },
  };
}
