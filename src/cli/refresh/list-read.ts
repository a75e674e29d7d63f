import type { ServiceReading } from "../../prices/book/refreshed-snapshot.ts";
import type { ListDocument, PriceList } from "../../prices/list/list-document.ts";
import type { ListSieve } from "../../prices/list/list-sieve.ts";
import { describeKey, homeOf, keyRecipe } from "../../prices/list/recipe.ts";
import { select } from "../../prices/list/select.ts";
import type { NotSelected, Selection } from "../../prices/list/selection.ts";
import type { BillingRules } from "../../prices/rules.ts";
import type { SavingsPlans } from "./savings-plans.ts";

/** One price list as it was read for one region, from wherever. */
export interface ListRead {
  readonly region: string;
  /** Region whose own file it is; absent for answers of the Query API, whose rows name their region. */
  readonly fileRegion?: string;
  readonly list: PriceList;
  readonly via: "query" | "bulk";
  readonly form: "csv" | "json" | "pages";
  /** Instant. */
  readonly retrievedAt: string;
  readonly rows: number;
  readonly documents: readonly ListDocument[];
  readonly sieve: Sifted;
  /** Recorded answers: some products of the list, whichever were asked for. */
  readonly partial: boolean;
  /** Rates of savings plans, where they were read beside it. */
  readonly plans?: SavingsPlans;
}

/** What a sieve tells about a list that has passed through it. */
export type Sifted = Pick<ListSieve, "carried" | "values" | "rows" | "terms" | "offered" | "turnedAway">;

/** What is asked of a region. */
export interface Asked {
  readonly keys: readonly string[];
  readonly globs: readonly string[];
  readonly terms: boolean;
  /** A key of which every row is to be shown. */
  readonly shown?: string;
}

/** Selects every key that the list can answer for its region. */
export function readingOf(read: ListRead, asked: Asked, rules: BillingRules): ServiceReading {
  const { list, via, form, retrievedAt, rows, region } = read;
  const wanted = [...new Set([...asked.keys, ...read.sieve.offered()])].filter(
    (key) => keyRecipe(key)?.recipe.service === list.service && homeOf(key, region) === region,
  );
  // A list has every type a dozen times: what is about one thing is looked up, not searched for.
  const about = new Map<string, Map<string, ListDocument[]>>();
  const documentsAbout = (attribute: string, value: string): readonly ListDocument[] => {
    const known = about.get(attribute) ?? byAttribute(read.documents, attribute);
    about.set(attribute, known);
    return known.get(value) ?? [];
  };
  const selections = new Map(
    wanted.sort().map((key) => [key, selectionOf(key, read, rules, documentsAbout)]),
  );
  return {
    list: { ...list, via, form, retrievedAt, rows },
    selections,
    values: read.sieve.values,
    terms: read.sieve.terms,
    partial: read.partial,
  };
}

function byAttribute(documents: readonly ListDocument[], attribute: string): Map<string, ListDocument[]> {
  return Map.groupBy(documents, ({ attributes }) => attributes[attribute] ?? "");
}

function selectionOf(
  key: string,
  read: ListRead,
  rules: BillingRules,
  documentsAbout: (attribute: string, value: string) => readonly ListDocument[],
): Selection {
  const asked = keyRecipe(key);
  if (asked === undefined) throw new Error(`no recipe for ${key}`);
  const { subject } = asked.recipe;
  const documents = subject === undefined ? read.documents : documentsAbout(subject, asked.segments[0] ?? "");
  const { region, fileRegion } = read;
  const question = { asked, region, ...(fileRegion !== undefined && { fileRegion }) };
  const selection = select(documents, question, rules, read.sieve.carried);
  if (selection.kind === "none") return said(selection, key, read);
  return selection.kind === "price" && read.plans ? read.plans.on(selection, key, region) : selection;
}

/** A price that is not there, told from one that was not looked for. */
function said(selection: NotSelected, key: string, { list, region, sieve }: ListRead): NotSelected {
  const asked = keyRecipe(key);
  const others = asked === undefined ? 0 : sieve.turnedAway(asked) + nearby(selection, asked.segments[0]);
  const more = others === 0 ? "" : `; ${others} ${others === 1 ? "row has" : "rows have"} other attributes`;
  const what = describeKey(key).replace(`${list.service} `, "");
  return { ...selection, because: `AWS lists no ${what} in ${region} (list ${list.version})${more}` };
}

/** Candidates about the same thing. */
function nearby({ candidates }: NotSelected, subject: string | undefined): number {
  if (subject === undefined) return 0;
  return candidates.filter(({ lost }) => !lost.some(({ wanted }) => wanted === subject)).length;
}
