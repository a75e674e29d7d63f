import { InputError } from "../../errors.ts";
import type { ListRead, Sifted } from "./list-read.ts";

/**
 * One read for each region and service: a list that was recorded into several files is one list.
 * @throws InputError LISTS_MIXED, exit 2, for two versions of a list.
 */
export function mergedReads(reads: readonly ListRead[]): readonly ListRead[] {
  const groups = Map.groupBy(reads, ({ region, list }) => `${region} ${list.service}`);
  return [...groups.values()].map((group) => group.reduce(merged));
}

function merged(one: ListRead, other: ListRead): ListRead {
  const { list, region } = one;
  if (list.version !== other.list.version) {
    const versions = [list.version, other.list.version].sort();
    throw new InputError(
      "LISTS_MIXED",
      `Two lists of ${list.service} in ${region}: ${versions.join(" and ")}; a book has one at a time.`,
      `Read each on its own, the older first (${versions[0]}).`,
    );
  }
  const known = new Set(one.documents.map(({ sku }) => sku));
  const documents = [...one.documents, ...other.documents.filter(({ sku }) => !known.has(sku))];
  const { fileRegion: own, ...rest } = one;
  return {
    ...rest,
    ...(own !== undefined && own === other.fileRegion && { fileRegion: own }),
    rows: one.rows + other.rows,
    documents,
    sieve: siftedBoth(one.sieve, other.sieve),
  };
}

function siftedBoth(one: Sifted, other: Sifted): Sifted {
  const values = new Map(one.values);
  for (const [name, found] of other.values)
    values.set(name, new Set([...(values.get(name) ?? []), ...found]));
  return {
    carried: new Set([...one.carried, ...other.carried]),
    values,
    rows: one.rows + other.rows,
    terms: one.terms && other.terms,
    offered: () => [...new Set([...one.offered(), ...other.offered()])].sort(),
    turnedAway: (key) => one.turnedAway(key) + other.turnedAway(key),
  };
}
