import { z } from "zod";
import { aboveIncluded, io2Portions } from "../../prices/allowance.ts";
import { isUnknown } from "../../prices/charge.ts";
import {
  type EbsVolumeType,
  ebsIo2Iops,
  ebsIops,
  ebsStorage,
  ebsThroughput,
} from "../../prices/price-key.ts";
import { type BillingRules, ruleProvenance } from "../../prices/rules.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import { known, productOf } from "../known.ts";
import type { LineItem } from "../line-item.ts";
import { lineOf, type Meter, type Metered } from "../meter.ts";
import { amount, type Priced, pricedInputs, text } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";

const inputs = z.object({ type: text(), size: amount({ min: 1 }), iops: amount(), throughput: amount() });

/** `aws:ebs/volume:Volume`: size in GiB, provisioned IOPS, MiB/s. Without a type AWS makes gp2. */
export const meterVolume: Meter = (resource, { rules }) => {
  const { type, size, iops, throughput } = pricedInputs(resource, inputs);
  // AWS's default type takes neither IOPS nor throughput, so who gives them means another.
  const fallback = iops === undefined && throughput === undefined ? "gp2" : undefined;
  const volume: Volume = {
    label: "data",
    type: known(resource, "type", type, fallback),
    size,
    iops,
    throughput,
  };
  return volumeLines(resource, volume, 1, rules);
};

/** One volume of a resource; sizes as its inputs say them. */
export interface Volume {
  /** "root", "data" or the device's name: the bracket of the line, and its id when the resource holds several. */
  readonly label: string;
  /** First part of the lines' ids; absent when the resource is the volume. */
  readonly prefix?: string;
  readonly type: string | Unknown;
  readonly size: Priced<number>;
  readonly iops: Priced<number>;
  readonly throughput: Priced<number>;
}

const TYPES: ReadonlySet<string> = new Set<EbsVolumeType>(["gp3", "gp2", "io1", "io2", "st1", "sc1"]);
const isVolumeType = (type: string): type is EbsVolumeType => TYPES.has(type);

/** storage = n × GiB; IOPS and MiB/s = n × what is provisioned beyond the part that the type includes. */
export function volumeLines(
  resource: RegisteredResource,
  volume: Volume,
  count: number | Unknown,
  rules: BillingRules,
): readonly LineItem[] {
  const { type } = volume;
  const size = known(resource, "volume size", volume.size);
  if (isUnknown(type)) return unreadable(resource, volume, type);
  if (!isVolumeType(type)) {
    return unreadable(
      resource,
      volume,
      unknown(`no price for volumes of type ${type}`, "use gp3, gp2, io1, io2, st1 or sc1"),
    );
  }
  return [
    line(resource, volume, {
      what: "storage",
      name: `Volume storage (${type}, ${volume.label})`,
      priceKey: ebsStorage(type),
      quantity: productOf(count, size),
      unit: "GiB-month",
      formula: `${say(count, "×")}${say(size)} GiB`,
    }),
    ...iopsLines(resource, volume, type, count, rules),
    ...throughputLines(resource, volume, type, count, rules),
  ];
}

function iopsLines(
  resource: RegisteredResource,
  volume: Volume,
  type: EbsVolumeType,
  count: number | Unknown,
  rules: BillingRules,
): readonly LineItem[] {
  const unit = "IOPS-month";
  const name = `Volume IOPS (${type}, ${volume.label})`;
  if (type === "gp3") {
    const { iops: included } = rules.values["gp3-included"];
    const iops = known(resource, "IOPS", volume.iops, included);
    const extra = isUnknown(iops) ? iops : aboveIncluded(new Decimal(iops), included);
    if (!isUnknown(extra) && extra.isZero()) return [];
    const formula = `${say(count, "×")}(${say(iops)} IOPS − ${included} included)`;
    const drivers = [
      {
        name: "included IOPS",
        value: String(included),
        unit: "IOPS",
        provenance: ruleProvenance(rules, "gp3-included"),
      },
    ];
    return [
      line(resource, volume, {
        what: "iops",
        name,
        priceKey: ebsIops("gp3"),
        quantity: productOf(count, extra),
        unit,
        formula,
        drivers,
      }),
    ];
  }
  if (type !== "io1" && type !== "io2") return [];
  const iops = known(resource, "IOPS", volume.iops);
  const formula = `${say(count, "×")}${say(iops)} IOPS`;
  if (type === "io1") {
    return [
      line(resource, volume, {
        what: "iops",
        name,
        priceKey: ebsIops("io1"),
        quantity: productOf(count, iops),
        unit,
        formula,
      }),
    ];
  }
  const portions = isUnknown(iops) ? [iops] : io2Portions(new Decimal(iops), rules.values["io2-bounds"]);
  return ([1, 2, 3] as const).flatMap((tier) => {
    const portion = portions[tier - 1];
    if (portion === undefined || (!isUnknown(portion) && portion.isZero())) return [];
    const what = `iops-t${tier}`;
    const tierName = `Volume IOPS (${type} tier ${tier}, ${volume.label})`;
    return [
      line(resource, volume, {
        what,
        name: tierName,
        priceKey: ebsIo2Iops(tier),
        quantity: productOf(count, portion),
        unit,
        formula,
      }),
    ];
  });
}

function throughputLines(
  resource: RegisteredResource,
  volume: Volume,
  type: EbsVolumeType,
  count: number | Unknown,
  rules: BillingRules,
): readonly LineItem[] {
  if (type !== "gp3") return [];
  const { throughputMiBps: included } = rules.values["gp3-included"];
  const throughput = known(resource, "throughput", volume.throughput, included);
  const extra = isUnknown(throughput) ? throughput : aboveIncluded(new Decimal(throughput), included);
  if (!isUnknown(extra) && extra.isZero()) return [];
  return [
    line(resource, volume, {
      what: "throughput",
      name: `Volume throughput (${type}, ${volume.label})`,
      priceKey: ebsThroughput(),
      quantity: productOf(count, extra),
      unit: "MiBps-month",
      formula: `${say(count, "×")}(${say(throughput)} MiB/s − ${included} included)`,
      drivers: [
        {
          name: "included throughput",
          value: String(included),
          unit: "MiB/s",
          provenance: ruleProvenance(rules, "gp3-included"),
        },
      ],
    }),
  ];
}

/** A volume whose type cannot be read has no price that could be named: one line, of unknown quantity. */
function unreadable(resource: RegisteredResource, volume: Volume, because: Unknown): readonly LineItem[] {
  return [
    line(resource, volume, {
      what: "storage",
      name: `Volume storage (unknown type, ${volume.label})`,
      priceKey: ebsStorage("gp3"),
      quantity: because,
      unit: "GiB-month",
      formula: "type of the volume not known",
    }),
  ];
}

function line(
  resource: RegisteredResource,
  { prefix }: Volume,
  metered: Omit<Metered, "category">,
): LineItem {
  const what = prefix === undefined ? metered.what : `${prefix}.${metered.what}`;
  return lineOf(resource, { ...metered, what, category: "storage" });
}

/** A factor of a formula in words; a count of one is not worth a word. */
export function say(value: number | Unknown, then: "" | "×" = ""): string {
  if (then === "×" && value === 1) return "";
  const said = isUnknown(value) ? "unknown" : String(value);
  return then === "" ? said : `${said} ${then} `;
}
