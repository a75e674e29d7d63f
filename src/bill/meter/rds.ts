import { z } from "zod";
import { aboveIncluded } from "../../prices/allowance.ts";
import { isUnknown } from "../../prices/charge.ts";
import {
  type RdsZones,
  rdsInstance,
  rdsIops,
  rdsStorage,
  rdsThroughput,
  secret,
} from "../../prices/price-key.ts";
import { type BillingRules, ruleProvenance } from "../../prices/rules.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { Decimal, HOURS_PER_MONTH } from "../../units.ts";
import { known } from "../known.ts";
import type { LineItem } from "../line-item.ts";
import { lineOf, type Meter } from "../meter.ts";
import { amount, flag, pricedInputs, text } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import { usageFact } from "../usage-facts.ts";
import { noMeter } from "./no-meter.ts";

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
    ...(priced === "gp3" || priced === "io1" ? speedLines(resource, given, priced, zones, size, rules) : []),
  ];
}

/** Beyond the included part: below 400 GiB it is fixed and AWS refuses more, from there on more can be bought. */
function speedLines(
  resource: RegisteredResource,
  given: Inputs,
  type: "gp3" | "io1",
  zones: RdsZones,
  size: number | Unknown,
  rules: BillingRules,
): readonly LineItem[] {
  const rule = rules.values["rds-gp3-included"];
  const part = !isUnknown(size) && size >= rule.splitGiB ? rule.from : rule.below;
  const included = type === "io1" ? { iops: 0, throughputMiBps: 0 } : part;
  const drivers = [
    {
      name: "included IOPS",
      value: String(included.iops),
      unit: "IOPS",
      provenance: ruleProvenance(rules, "rds-gp3-included"),
    },
  ];
  const beyond = (key: string, found: number | Unknown, free: number): Decimal | Unknown => {
    if (isUnknown(found)) return found;
    const extra = aboveIncluded(new Decimal(found), free);
    if (extra.isZero() || type === "io1") return extra;
    if (isUnknown(size)) return size;
    return part.extendable
      ? extra
      : unknown(`RDS refuses ${key} of ${found} below ${rule.splitGiB} GiB of gp3`, `leave ${key} out`);
  };
  const iops = beyond(
    "iops",
    known(resource, "iops", given.iops, type === "io1" ? undefined : included.iops),
    included.iops,
  );
  const speed = beyond(
    "storageThroughput",
    type === "io1"
      ? 0
      : known(resource, "storageThroughput", given.storageThroughput, included.throughputMiBps),
    included.throughputMiBps,
  );
  const lines: LineItem[] = [];
  if (isUnknown(iops) || !iops.isZero()) {
    lines.push(
      lineOf(resource, {
        what: "iops",
        name: `Database IOPS (${type}, ${spoken(zones)})`,
        category: "database",
        priceKey: rdsIops(type, zones),
        quantity: iops,
        unit: "IOPS-month",
        formula: `IOPS beyond the ${included.iops} included`,
        drivers,
      }),
    );
  }
  if (isUnknown(speed) || !speed.isZero()) {
    lines.push(
      lineOf(resource, {
        what: "throughput",
        name: `Database throughput (gp3, ${spoken(zones)})`,
        category: "database",
        priceKey: rdsThroughput(zones),
        quantity: speed,
        unit: "MiBps-month",
        formula: `MiB/s beyond the ${included.throughputMiBps} included`,
      }),
    );
  }
  return lines;
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

const spoken = (zones: RdsZones): string => (zones === "multi-az" ? "Multi-AZ" : "Single-AZ");
