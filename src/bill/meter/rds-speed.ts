import { aboveIncluded } from "../../prices/allowance.ts";
import { isUnknown } from "../../prices/charge.ts";
import { type RdsZones, rdsIops, rdsThroughput } from "../../prices/price-key.ts";
import { type BillingRules, ruleProvenance } from "../../prices/rules.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import { known } from "../known.ts";
import type { LineItem } from "../line-item.ts";
import { lineOf, type Metered } from "../meter.ts";
import type { Priced } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";

/** Storage of a database whose IOPS are sold apart from its size. */
interface FastStorage {
  readonly type: "gp3" | "io1";
  readonly zones: RdsZones;
  readonly size: number | Unknown;
  readonly iops: Priced<number>;
  readonly storageThroughput: Priced<number>;
}

/** Included IOPS and MiB/s; io1 includes none and sells IOPS alone. */
interface Included {
  readonly iops: number;
  readonly throughputMiBps: number;
  readonly extendable: boolean;
}

/** IOPS and MiB/s beyond the included part: below 400 GiB of gp3 it is fixed, from there on more can be bought. */
export function speedLines(
  resource: RegisteredResource,
  storage: FastStorage,
  rules: BillingRules,
): readonly LineItem[] {
  const { type, zones, size } = storage;
  const rule = rules.values["rds-gp3-included"];
  const gp3 = !isUnknown(size) && size >= rule.splitGiB ? rule.from : rule.below;
  const included: Included = type === "io1" ? { iops: 0, throughputMiBps: 0, extendable: true } : gp3;
  const beyond = (key: string, found: number | Unknown, free: number): Decimal | Unknown => {
    if (isUnknown(found)) return found;
    const extra = aboveIncluded(new Decimal(found), free);
    if (extra.isZero() || type === "io1") return extra;
    if (isUnknown(size)) return size;
    if (included.extendable) return extra;
    return unknown(`RDS refuses ${key} of ${found} below ${rule.splitGiB} GiB of gp3`, `leave ${key} out`);
  };
  const iops = known(resource, "iops", storage.iops, type === "io1" ? undefined : included.iops);
  const speed = known(resource, "storageThroughput", storage.storageThroughput, included.throughputMiBps);
  const common = { category: "database", drivers: type === "io1" ? [] : [driver(included, rules)] } as const;
  return [
    ...unlessZero(resource, {
      ...common,
      what: "iops",
      name: `Database IOPS (${type}, ${spoken(zones)})`,
      priceKey: rdsIops(type, zones),
      quantity: beyond("iops", iops, included.iops),
      unit: "IOPS-month",
      formula: `${isUnknown(iops) ? "unknown" : iops} IOPS − ${included.iops} included`,
    }),
    ...unlessZero(resource, {
      ...common,
      what: "throughput",
      name: `Database throughput (gp3, ${spoken(zones)})`,
      priceKey: rdsThroughput(zones),
      quantity:
        type === "io1" ? new Decimal(0) : beyond("storageThroughput", speed, included.throughputMiBps),
      unit: "MiBps-month",
      formula: `${isUnknown(speed) ? "unknown" : speed} MiB/s − ${included.throughputMiBps} included`,
    }),
  ];
}

function unlessZero(resource: RegisteredResource, metered: Metered): readonly LineItem[] {
  return !isUnknown(metered.quantity) && metered.quantity.isZero() ? [] : [lineOf(resource, metered)];
}

function driver({ iops, throughputMiBps }: Included, rules: BillingRules) {
  const provenance = ruleProvenance(rules, "rds-gp3-included");
  return { name: "included", value: `${iops} IOPS, ${throughputMiBps}`, unit: "MiB/s", provenance };
}

export const spoken = (zones: RdsZones): string => (zones === "multi-az" ? "Multi-AZ" : "Single-AZ");
