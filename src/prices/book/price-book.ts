import type { Unknown } from "../../provenance.ts";
import type { UnitPrice } from "../charge.ts";
import { describeKey, homeOf } from "../list/recipe.ts";
import { type CommittedRate, listedRate } from "../override/commitment.ts";
import { type PriceKey, parsePriceKey } from "../price-key.ts";
import type { CommitmentSource, PriceSource } from "../price-source.ts";
import type { BillingRules } from "../rules.ts";
import { type BookIndex, requireSame, type SnapshotReference, snapshotsUpTo } from "./book-index.ts";
import { regionProblem } from "./region.ts";
import type { Snapshot, SnapshotEntry } from "./snapshot.ts";
import { seenAt, unitPriceOf } from "./unit-price.ts";

/** Why the book has no price: the four reasons are told apart, none of them is 0. */
export interface Miss extends Unknown {
  readonly reason: "absentKey" | "absentRegion" | "notOnDemand" | "noSnapshot";
}

/** One price of the book and the day it was last seen in a list. */
export interface BookEntry {
  readonly key: PriceKey;
  readonly region: string;
  /** "YYYY-MM-DD" */
  readonly seenAt: string;
  /** It came with the program; no refresh has looked at it yet. */
  readonly seed: boolean;
}

/** List prices as known on one day. */
export interface PriceBook extends PriceSource, CommitmentSource {
  /** "YYYY-MM-DD": later snapshots do not exist for this book. */
  readonly asOf: string;
  readonly rules: BillingRules;
  /** Words that name this book to a command, " --book prices"; "" for the one that ships. */
  readonly flag: string;
  find(key: PriceKey, region: string): UnitPrice | Miss;
  onDemand(key: PriceKey, region: string): UnitPrice | Miss;
  /** Regions with a snapshot at the as-of date, sorted; keys without a region (Route 53) are answered in each. */
  regions(): readonly string[];
  /** Date of the snapshot in use; undefined when the region has none at the as-of date. */
  snapshotAt(region: string): string | undefined;
  /** Date of the oldest snapshot of the region, whatever the as-of date. */
  firstSnapshotAt(region: string): string | undefined;
  /** Every price of a region, sorted by key; region "global" holds what AWS does not split by region. */
  entries(region: string): readonly BookEntry[];
  /** EC2 instance types with an on-demand Linux price in the region, sorted. */
  instanceTypes(region: string): readonly string[];
  /** The entry among these that was seen longest ago; keys without a price are passed over. */
  oldest(wanted: Iterable<{ readonly key: PriceKey; readonly region: string }>): BookEntry | undefined;
  /** The price in every snapshot up to the as-of date, oldest first. */
  history(
    key: PriceKey,
    region: string,
  ): readonly { readonly snapshotAt: string; readonly price: UnitPrice }[];
}

export interface BookFiles {
  readonly index: BookIndex;
  readonly rules: BillingRules;
  /** Words that name the book to a command; absent: none are needed. */
  readonly flag?: string;
  /** Reads, verifies and parses one snapshot; called once for each that is needed. */
  readonly snapshots: (reference: SnapshotReference) => Snapshot;
}

/** The book as it was known on `asOf` ("YYYY-MM-DD"). Nothing is read before it is asked for. */
export function openBook(files: BookFiles, asOf: string): PriceBook {
  return new DatedBook(files, asOf);
}

const INSTANCE = /^ec2\/instance\/([^/]+)\/linux\/shared$/;

class DatedBook implements PriceBook {
  readonly asOf: string;
  readonly rules: BillingRules;
  readonly flag: string;
  readonly #files: BookFiles;
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #prices = new Map<string, UnitPrice | Miss>();

  constructor(files: BookFiles, asOf: string) {
    this.#files = files;
    this.asOf = asOf;
    this.rules = files.rules;
    this.flag = files.flag ?? "";
  }

  find(key: PriceKey, region: string): UnitPrice | Miss {
    const place = `${region} ${key}`;
    const known = this.#prices.get(place);
    if (known !== undefined) return known;
    const found = this.#look(key, region);
    this.#prices.set(place, found);
    return found;
  }

  onDemand(key: PriceKey, region: string): UnitPrice | Miss {
    return this.find(key, region);
  }

  commitments(key: PriceKey, region: string): readonly CommittedRate[] {
    const snapshot = this.#current(homeOf(key, region));
    const entry = snapshot?.entries[key];
    if (snapshot === undefined || entry?.commitments === undefined) return [];
    const at = this.#seenAt(entry, snapshot);
    return entry.commitments.map((listed) => listedRate(listed, at));
  }

  regions(): readonly string[] {
    const held = this.#files.index.snapshots.filter(({ snapshotAt }) => snapshotAt <= this.asOf);
    return [...new Set(held.map(({ region }) => region))].filter((region) => region !== "global").sort();
  }

  snapshotAt(region: string): string | undefined {
    return this.#references(region).at(-1)?.snapshotAt;
  }

  firstSnapshotAt(region: string): string | undefined {
    return snapshotsUpTo(this.#files.index, region, "9999-12-31")[0]?.snapshotAt;
  }

  entries(region: string): readonly BookEntry[] {
    const snapshot = this.#current(region);
    return Object.entries(snapshot?.entries ?? {}).flatMap(([text, entry]) => {
      const key = parsePriceKey(text);
      return key === undefined || snapshot === undefined
        ? []
        : [bookEntry(key, region, this.#seenAt(entry, snapshot), entry)];
    });
  }

  instanceTypes(region: string): readonly string[] {
    return Object.keys(this.#current(region)?.entries ?? {}).flatMap((key) => INSTANCE.exec(key)?.[1] ?? []);
  }

  oldest(wanted: Iterable<{ readonly key: PriceKey; readonly region: string }>): BookEntry | undefined {
    let oldest: BookEntry | undefined;
    for (const { key, region } of wanted) {
      const snapshot = this.#current(homeOf(key, region));
      const entry = snapshot?.entries[key];
      if (snapshot === undefined || entry === undefined) continue;
      const at = this.#seenAt(entry, snapshot);
      if (oldest === undefined || at < oldest.seenAt) oldest = bookEntry(key, snapshot.region, at, entry);
    }
    return oldest;
  }

  history(key: PriceKey, region: string): readonly { snapshotAt: string; price: UnitPrice }[] {
    return this.#references(homeOf(key, region)).flatMap((reference) => {
      const snapshot = this.#read(reference);
      const entry = snapshot.entries[key];
      return entry === undefined
        ? []
        : [{ snapshotAt: reference.snapshotAt, price: unitPriceOf(key, entry, snapshot) }];
    });
  }

  #look(key: PriceKey, region: string): UnitPrice | Miss {
    const home = homeOf(key, region);
    const snapshot = this.#current(home);
    const entry = snapshot?.entries[key];
    if (snapshot !== undefined && entry !== undefined) return unitPriceOf(key, entry, snapshot);
    return this.#notOnDemand(key) ?? this.#withoutRegion(region) ?? this.#absentKey(key, home);
  }

  #notOnDemand(key: PriceKey): Miss | undefined {
    const type = INSTANCE.exec(key)?.[1] ?? "";
    const sold = this.rules.values["not-on-demand"][type];
    if (sold === undefined) return undefined;
    return miss(
      "notOnDemand",
      `${type} has no on-demand price; it is sold as ${sold}.`,
      "Add a quoted rate under kind: capacity-block in crossover.overrides.yaml.",
    );
  }

  #withoutRegion(region: string): Miss | undefined {
    const problem = regionProblem(this, region);
    return problem && miss(problem.kind, problem.message, problem.resolve);
  }

  #absentKey(key: PriceKey, region: string): Miss {
    const elsewhere = this.regions().flatMap((other) => {
      const snapshot = this.#current(other);
      const entry = snapshot?.entries[key];
      return snapshot === undefined || entry === undefined
        ? []
        : [{ region: other, at: this.#seenAt(entry, snapshot) }];
    });
    return miss(
      "absentKey",
      `No price for ${describeKey(key)} in ${region}. ${listedIn(elsewhere)}`,
      `crossover prices refresh --region ${region} --add ${key}${this.flag}`,
    );
  }

  #references(region: string): readonly SnapshotReference[] {
    return snapshotsUpTo(this.#files.index, region, this.asOf);
  }

  #current(region: string): Snapshot | undefined {
    const newest = this.#references(region).at(-1);
    return newest && this.#read(newest);
  }

  #read(reference: SnapshotReference): Snapshot {
    const known = this.#snapshots.get(reference.path);
    if (known !== undefined) return known;
    const snapshot = this.#files.snapshots(reference);
    requireSame(reference, snapshot);
    this.#snapshots.set(reference.path, snapshot);
    return snapshot;
  }

  /** A list that was checked later still held the price then; nothing counts after the as-of date. */
  #seenAt(entry: SnapshotEntry, snapshot: Snapshot): string {
    if (entry.source.kind === "seed") return entry.source.seenAt;
    const checked = this.#files.index.checkedAt[snapshot.region]?.[entry.service]?.at.slice(0, 10);
    if (checked === undefined) return seenAt(entry, snapshot);
    return checked.localeCompare(this.asOf) < 0 ? checked : this.asOf;
  }
}

function bookEntry(key: PriceKey, region: string, seenAt: string, { source }: SnapshotEntry): BookEntry {
  return { key, region, seenAt, seed: source.kind === "seed" };
}

function miss(reason: Miss["reason"], because: string, resolve: string): Miss {
  return { kind: "unknown", reason, because, resolve };
}

/** "The book has it in us-east-1 (2026-07-20), us-west-2 (2026-01-20)."; one date is said once. */
function listedIn(places: readonly { readonly region: string; readonly at: string }[]): string {
  const first = places[0];
  if (first === undefined) return "The book has it nowhere.";
  const oneDate = places.every(({ at }) => at === first.at);
  const list = oneDate
    ? `${places.map(({ region }) => region).join(", ")} (${first.at})`
    : places.map(({ region, at }) => `${region} (${at})`).join(", ");
  return `The book has it in ${list}.`;
}
