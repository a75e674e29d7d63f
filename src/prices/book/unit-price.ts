import type { Provenance } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import type { UnitPrice } from "../charge.ts";
import type { PriceKey } from "../price-key.ts";
import type { Snapshot, SnapshotEntry } from "./snapshot.ts";

const NOT_RECORDED = "not recorded";

/** An entry of a snapshot as the price of one unit, with all that is known about where it comes from. */
export function unitPriceOf(key: PriceKey, entry: SnapshotEntry, snapshot: Snapshot): UnitPrice {
  return {
    unit: entry.unit,
    tiers: entry.tiers.map(({ begin, end, usd }) => ({
      begin: new Decimal(begin),
      end: end === "Inf" ? null : new Decimal(end),
      usd: new Decimal(usd),
    })),
    provenance: provenanceOf(entry, snapshot),
    facts: factsOf(key, entry, snapshot),
  };
}

/** Day on which somebody last saw the entry in a list; a later check of the list is not in the snapshot. */
export function seenAt(entry: SnapshotEntry, snapshot: Snapshot): string {
  if (entry.source.kind === "seed") return entry.source.seenAt;
  return entry.retrievedAt?.slice(0, 10) ?? snapshot.snapshotAt;
}

function provenanceOf(entry: SnapshotEntry, snapshot: Snapshot): Provenance {
  const { source } = entry;
  if (source.kind === "seed") {
    const note = source.note === undefined ? {} : { note: source.note };
    return { kind: "published", source: source.cite, at: source.seenAt, ...note };
  }
  const list = snapshot.lists?.[entry.service];
  return {
    kind: "published",
    source: `AWS price list ${entry.service}${list === undefined ? "" : ` ${list.version}`}`,
    at: entry.publishedAt?.slice(0, 10) ?? snapshot.snapshotAt,
  };
}

function factsOf(key: PriceKey, entry: SnapshotEntry, snapshot: Snapshot): Readonly<Record<string, string>> {
  const rateCodes = entry.tiers.flatMap(({ rateCode }) => rateCode ?? []);
  const list = snapshot.lists?.[entry.service];
  return {
    key,
    region: snapshot.region,
    service: entry.service,
    sku: entry.sku ?? NOT_RECORDED,
    rateCode: rateCodes.length === 0 ? NOT_RECORDED : rateCodes.join(", "),
    usageType: entry.usageType ?? NOT_RECORDED,
    unit: entry.unit,
    published:
      entry.published === undefined
        ? NOT_RECORDED
        : `${entry.published.usd.join(", ")} USD per ${entry.published.unit}`,
    effectiveAt: entry.effectiveAt ?? NOT_RECORDED,
    list: list === undefined ? NOT_RECORDED : `${list.version}, published ${list.publishedAt.slice(0, 10)}`,
    recipe: entry.selection?.recipe ?? NOT_RECORDED,
    snapshotAt: snapshot.snapshotAt,
    source: entry.source.kind,
  };
}
