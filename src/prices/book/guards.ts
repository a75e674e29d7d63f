import type { NotSelected, SelectedPrice } from "../list/selection.ts";
import { GUARD_LIMITS } from "./guard-limits.ts";
import { movedShare, priceText, samePrice } from "./price-move.ts";
import type { Snapshot, SnapshotEntry } from "./snapshot.ts";

type GuardName =
  | "vanished"
  | "unselected"
  | "moved"
  | "many"
  | "family line"
  | "per-GPU band"
  | "same everywhere"
  | "unknown value"
  | "size";

/** Something about a refresh that a person should look at before it is written. */
export interface Tripped {
  readonly guard: GuardName;
  readonly key?: string;
  readonly because: string;
  /** False: it can only be mended or the key dropped, no reason makes it right. */
  readonly acceptable: boolean;
}

/** A whole region as it would be written, beside what stands there. */
export interface Candidate {
  readonly region: string;
  readonly before?: Snapshot;
  readonly entries: Readonly<Record<string, SnapshotEntry>>;
  /** What was selected and what was not, of the services that were read. */
  readonly selected: ReadonlyMap<string, SelectedPrice>;
  readonly notSelected: ReadonlyMap<string, NotSelected>;
  /** Attribute values that the rows carry. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rows read of each service, now and the last time in the same way. */
  readonly rows: Readonly<Record<string, { readonly now: number; readonly before?: number }>>;
  readonly others: readonly OtherRegion[];
}

/** Another region of the book, with what the same refresh makes of it. */
export interface OtherRegion {
  readonly region: string;
  readonly entries: Readonly<Record<string, SnapshotEntry>>;
  readonly before?: Readonly<Record<string, SnapshotEntry>>;
}

/** Every guard on the whole candidate, before anything is written. */
export function trippedBy(candidate: Candidate): readonly Tripped[] {
  return [
    ...notThere(candidate),
    ...moved(candidate),
    ...familyLine(candidate),
    ...perGpu(candidate),
    ...sameEverywhere(candidate),
    ...unknownValues(candidate),
    ...fewRows(candidate),
  ];
}

const percent = (share: number) => `${share < 0 ? "−" : "+"}${(100 * Math.abs(share)).toFixed(1)} %`;

/** Keys of the last snapshot that the list no longer answers. */
function notThere({ before, notSelected, region }: Candidate): Tripped[] {
  return [...notSelected].flatMap(([key, { kind, because }]): Tripped[] => {
    if (before?.entries[key] === undefined) return [];
    if (kind === "none") {
      const text = `${key} has no row in ${region} now, it had one on ${before.snapshotAt}`;
      return [{ guard: "vanished", key, because: text, acceptable: true }];
    }
    return [{ guard: "unselected", key, because: `${key} is ${kind}: ${because}`, acceptable: false }];
  });
}

const familyOf = (key: string) =>
  /^(?:ec2\/instance\/|rds\/instance\/postgres\/db\.)([a-z0-9-]+)\./.exec(key)?.[1];

function moved({ before, entries, selected }: Candidate): Tripped[] {
  const { movedShare: limit, steadyFamilies, manyShare } = GUARD_LIMITS;
  const changes = [...selected.keys()].flatMap((key) => {
    const [old, now] = [before?.entries[key], entries[key]];
    return old === undefined || now === undefined || samePrice(old, now) ? [] : [{ key, old, now }];
  });
  const tripped = changes.flatMap(({ key, old, now }): Tripped[] => {
    const share = movedShare(old, now);
    const prices = `(${priceText(old)} → ${priceText(now)})`;
    const trip = (because: string) => [{ guard: "moved" as const, key, because, acceptable: true }];
    if (share === undefined)
      return trip(`${key} has other tiers, another unit or a price in the place of 0 ${prices}`);
    const text = `${key} moved ${percent(share)} ${prices}`;
    if (Math.abs(share) > limit.value) return trip(`${text}, more than ${100 * limit.value} %`);
    const steady = steadyFamilies.value.includes(familyOf(key) ?? "");
    return steady ? trip(`${text}; prices of its family have not moved in years`) : [];
  });
  const services = new Set([...selected.keys()].flatMap((key) => entries[key]?.service ?? []));
  // Of a few recorded answers every price may have moved: the service's whole list is what is compared with.
  const compared = Object.values(before?.entries ?? {}).filter(({ service }) => services.has(service)).length;
  const many = changes.length > manyShare.value * compared && changes.length > 1;
  if (!many) return tripped;
  const because = `${changes.length} of ${compared} prices moved, more than ${100 * manyShare.value} %`;
  return [...tripped, { guard: "many", because, acceptable: true }];
}

/** Inside a family price ÷ memory is one number; what is off it may be another tenancy. */
function familyLine({ selected }: Candidate): Tripped[] {
  const { families, exceptSizes, value } = GUARD_LIMITS.familyLine;
  const lines = [...selected].flatMap(([key, price]) => {
    const [, family = "", size = ""] = /^ec2\/instance\/([a-z0-9-]+)\.([a-z0-9-]+)\//.exec(key) ?? [];
    const usd = Number(price.tiers[0]?.usd);
    if (price.memoryGiB === undefined || !families.test(family) || exceptSizes.test(size)) return [];
    return [{ key, family, perGiB: usd / price.memoryGiB }];
  });
  return [...Map.groupBy(lines, ({ family }) => family)].flatMap(([family, types]): Tripped[] => {
    const middle =
      types.map(({ perGiB }) => perGiB).toSorted((a, b) => a - b)[Math.floor(types.length / 2)] ?? 0;
    return types
      .filter(({ perGiB }) => Math.abs(perGiB / middle - 1) > value)
      .map(({ key, perGiB }) => ({
        guard: "family line" as const,
        key,
        because: `${key} is ${percent(perGiB / middle - 1)} off the price per GiB of ${family}: another tenancy?`,
        acceptable: true,
      }));
  });
}

function perGpu({ selected }: Candidate): Tripped[] {
  const { low, high } = GUARD_LIMITS.perGpuHourUsd;
  return [...selected].flatMap(([key, { gpus, tiers }]): Tripped[] => {
    if (gpus === undefined || !key.startsWith("ec2/instance/")) return [];
    const each = Number(tiers[0]?.usd) / gpus;
    if (each >= Number(low) && each <= Number(high)) return [];
    const because = `${key} is ${each.toFixed(3)} USD per GPU-hour, outside ${low} to ${high}`;
    return [{ guard: "per-GPU band", key, because, acceptable: true }];
  });
}

/**
 * Two regions alike in every price of a service, where they were not: one of them was read as the other. Where the book
 * cannot say what they were, their SKUs tell, which no two regions share: us-west-2 honestly costs what us-east-1 does.
 */
function sameEverywhere({ region, before, entries, others, selected }: Candidate): Tripped[] {
  const services = new Set([...selected.keys()].flatMap((key) => entries[key]?.service ?? []));
  return others.flatMap((other) =>
    [...services].flatMap((service): Tripped[] => {
      if (region === "global" || other.region === "global") return [];
      const now = likenessOf(service, entries, other.entries);
      const was = likenessOf(service, before?.entries, other.before);
      if (!now.samePrices || was.samePrices || (!was.comparable && now.otherRows)) return [];
      const because = `every price of ${service} is the same in ${region} and ${other.region}`;
      return [{ guard: "same everywhere", because, acceptable: true }];
    }),
  );
}

/** How two regions compare in the prices of a service that both have. */
function likenessOf(service: string, mine: OtherRegion["entries"] = {}, its: OtherRegion["entries"] = {}) {
  const common = Object.entries(mine).flatMap(([key, entry]) => {
    const same = its[key];
    return entry.service === service && same !== undefined ? [[entry, same] as const] : [];
  });
  const comparable = common.length >= GUARD_LIMITS.sameEverywhere.atLeast;
  return {
    comparable,
    samePrices: comparable && common.every(([a, b]) => samePrice(a, b)),
    otherRows: common.every(([a, b]) => a.sku !== undefined && b.sku !== undefined && a.sku !== b.sku),
  };
}

function unknownValues({ values }: Candidate): Tripped[] {
  return [...values].flatMap(([name, found]) => {
    const known = GUARD_LIMITS.knownValues[name] ?? [];
    return [...found]
      .filter((value) => !known.includes(value))
      .sort()
      .map((value) => ({
        guard: "unknown value" as const,
        because: `rows say ${name} "${value}", which was never seen; a recipe may have to tell it apart`,
        acceptable: true,
      }));
  });
}

function fewRows({ rows }: Candidate): Tripped[] {
  return Object.entries(rows).flatMap(([service, { now, before }]): Tripped[] => {
    if (before === undefined || now >= GUARD_LIMITS.rowsShare.value * before) return [];
    const because = `${service} came with ${now} rows, the last time with ${before}`;
    return [{ guard: "size", because, acceptable: true }];
  });
}
