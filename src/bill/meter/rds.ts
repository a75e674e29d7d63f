import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { type RdsZones, rdsInstance, rdsStorage, secret } from "../../prices/price-key.ts";
import type { BillingRules } from "../../prices/rules.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { Decimal, HOURS_PER_MONTH } from "../../units.ts";
import { known } from "../known.ts";
import type { LineItem } from "../line-item.ts";
import { lineOf, type Meter } from "../meter.ts";
import { amount, flag, pricedInputs, text } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import { usageFact } from "../usage-facts.ts";
import { noMeter } from "./no-meter.ts";
import { speedLines, spoken } from "./rds-speed.ts";

const inputs = z.object({
  engine: text(),
  instanceClass: text(),
  multiAz: flag(),
  storageType: text(),
  allocatedStorage: amount({ min: 1 }),
  iops: amount(),
  storageThroughput: amount(),
  manageMasterUserPassword: flag(),
  performanceInsightsEnabled: flag(),
  performanceInsightsRetentionPeriod: amount(),
});
type Inputs = z.output<typeof inputs>;

/**
 * `aws:rds/instance:Instance`, PostgreSQL: class hours, storage, IOPS and MiB/s beyond the included part, the managed
 * master secret. Multi-AZ has prices of its own, never twice the single one. Backups are usage.
 */
export const meterDatabase: Meter = (resource, { rules }) => {
  const given = pricedInputs(resource, inputs);
  const engine = known(resource, "engine", given.engine);
  if (!isUnknown(engine) && engine !== "postgres") throw noMeter(resource, `the database engine ${engine}`);
  const multiAz = known(resource, "multiAz", given.multiAz, false);
  const open = isUnknown(engine) ? engine : isUnknown(multiAz) ? multiAz : undefined;
  const zones: RdsZones = multiAz === true ? "multi-az" : "single-az";
  return [
    classHours(resource, given, zones, open),
    ...storageLines(resource, given, zones, open, rules),
    ...masterSecret(resource, given),
    ...insights(resource, given),
  ];
};

function classHours(
  resource: RegisteredResource,
  given: Inputs,
  zones: RdsZones,
  open: Unknown | undefined,
): LineItem {
  const found = known(resource, "instanceClass", given.instanceClass);
  const dbClass = isUnknown(found) ? "unknown" : found;
  return lineOf(resource, {
    what: "hours",
    name: `Database usage (${dbClass}, PostgreSQL, ${spoken(zones)})`,
    category: "database",
    priceKey: rdsInstance(dbClass, zones),
    quantity: open ?? (isUnknown(found) ? found : HOURS_PER_MONTH.amount),
    unit: "hour",
    formula: `1 database × ${HOURS_PER_MONTH.amount} h`,
  });
}

function storageLines(
  resource: RegisteredResource,
  given: Inputs,
  zones: RdsZones,
  open: Unknown | undefined,
  rules: BillingRules,
): readonly LineItem[] {
  // AWS: io1 when IOPS are given, else gp2.
  const type = known(resource, "storageType", given.storageType, given.iops === undefined ? "gp2" : "io1");
  const size = known(resource, "allocatedStorage", given.allocatedStorage);
  const priced = type === "gp3" || type === "gp2" || type === "io1" ? type : undefined;
  const unpriced = isUnknown(type)
    ? type
    : unknown(`no price for RDS storage of type ${type}`, "use gp3, gp2 or io1");
  const reason = open ?? (priced === undefined ? unpriced : undefined);
  const storage = lineOf(resource, {
    what: "storage",
    name: `Database storage (${priced ?? "unknown type"}, ${spoken(zones)})`,
    category: "database",
    priceKey: rdsStorage(priced ?? "gp3", zones),
    quantity: reason ?? (isUnknown(size) ? size : new Decimal(size)),
    unit: "GiB-month",
    formula: `${isUnknown(size) ? "unknown" : size} GiB`,
  });
  if (reason !== undefined) return [storage];
  return [
    storage,
    ...(priced === "gp3" || priced === "io1"
      ? speedLines(resource, { ...given, type: priced, zones, size }, rules)
      : []),
  ];
}

function masterSecret(resource: RegisteredResource, given: Inputs): readonly LineItem[] {
  const managed = known(resource, "manageMasterUserPassword", given.manageMasterUserPassword, false);
  if (managed === false) return [];
  return [
    lineOf(resource, {
      what: "master-secret",
      name: "Secret (managed master password)",
      category: "security",
      priceKey: secret(),
      quantity: isUnknown(managed) ? managed : new Decimal(1),
      unit: "secret-month",
      formula: "1 secret that RDS creates and rotates",
    }),
  ];
}

/** The free days of Performance Insights are no line; longer has a price that the book does not hold. */
function insights(resource: RegisteredResource, given: Inputs): readonly LineItem[] {
  const free = usageFact("insights-free").value;
  const on = known(resource, "performanceInsightsEnabled", given.performanceInsightsEnabled, false);
  const days = known(
    resource,
    "performanceInsightsRetentionPeriod",
    given.performanceInsightsRetentionPeriod,
    free,
  );
  if (on === false || (!isUnknown(days) && days <= free)) return [];
  const dbClass = typeof given.instanceClass === "string" ? given.instanceClass : "unknown";
  const beyond = unknown(
    `Performance Insights kept ${isUnknown(days) ? "unknown" : days} days has no price here`,
    `keep ${free}`,
  );
  return [
    lineOf(resource, {
      what: "insights",
      name: "Performance Insights (long retention)",
      category: "observability",
      priceKey: rdsInstance(dbClass, "single-az"),
      quantity: isUnknown(days) ? days : beyond,
      unit: "hour",
      formula: "retention beyond the free days",
    }),
  ];
}
