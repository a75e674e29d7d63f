import type { Alternative } from "../../alternatives/alternative.ts";
import { type AskedHours, askedHours } from "../../decision/open-hours.ts";
import { InputError } from "../../errors.ts";
import { type Charge, totalOf } from "../../prices/charge.ts";
import { CHECKLIST, type ChecklistItem } from "../../scenario/checklist.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { Decimal } from "../../units.ts";
import type { Report } from "../report.ts";

type Entry = NonNullable<Report["checklist"]>[number];

/**
 * Each item of the checklist: priced by lines of the compared rows, left out by the reader, not applicable, or not priced.
 * @throws InputError where the reader leaves out what stands in the totals
 */
export function checklistOf(scenario: Scenario, alternatives: readonly Alternative[]): Entry[] {
  const possible = alternatives.filter(({ feasible }) => feasible.kind === "yes");
  return CHECKLIST.map((item) => entryOf(item, scenario, possible));
}

function entryOf(item: ChecklistItem, scenario: Scenario, possible: readonly Alternative[]): Entry {
  const rows = possible.filter(CONCERNS[item.concerns].holds);
  const own = rows.map((row) => ({ once: mine(item, row.oneOff), monthly: mine(item, row.monthly) }));
  const lines = own.flatMap(({ once, monthly }) => [...once, ...monthly]);
  const priced = own.filter(({ once, monthly }) => [...once, ...monthly].some(isKnown)).length;
  const sums = {
    ...most(
      "mostUsdPerMonth",
      own.map(({ monthly }) => monthly),
    ),
    ...most(
      "mostUsdOnce",
      own.map(({ once }) => once),
    ),
  };
  const base = { item: item.item, pricedRows: priced, rows: rows.length };
  const left = scenario.excluded?.find((excluded) => excluded.item === item.item);
  if (left !== undefined) {
    if (priced > 0) throw contradiction(item.item, lines);
    return { ...base, state: "excluded", because: left.because };
  }
  return { ...base, ...stateOf(item, scenario, rows, lines), ...(item.inside === true ? {} : sums) };
}

const isKnown = ({ cost }: Charge) => cost.kind === "known";

function mine({ lines, category }: ChecklistItem, charges: readonly Charge[]): Charge[] {
  const patterns = lines.map((pattern) => new RegExp(pattern));
  return charges.filter(
    (charge) =>
      (category === undefined || charge.category === category) &&
      patterns.some((pattern) => pattern.test(charge.id) || pattern.test(charge.name)),
  );
}

/** What an item is a cost of, and what to say where nothing of that kind is compared. */
const CONCERNS: Readonly<
  Record<ChecklistItem["concerns"], { readonly holds: (a: Alternative) => boolean; readonly none: string }>
> = {
  any: { holds: () => true, none: "nothing is compared" },
  hosted: { holds: ({ kind }) => kind === "hosted", none: "nothing is hosted" },
  "hosted:llm": {
    holds: ({ kind, part }) => kind === "hosted" && part === "llm",
    none: "no model is hosted",
  },
  bought: { holds: ({ kind }) => kind === "bought", none: "no offer is newly bought" },
  "part:llm": { holds: ({ part }) => part === "llm", none: "no model is compared" },
  tuned: {
    holds: ({ oneOff }) => oneOff.some(({ id }) => /\b(labelling|training)$/.test(id)),
    none: "no candidate is tuned",
  },
};

function stateOf(
  item: ChecklistItem,
  scenario: Scenario,
  rows: readonly Alternative[],
  lines: readonly Charge[],
): Pick<Entry, "state" | "because" | "resolve"> {
  const known = lines.filter(isKnown);
  if (rows.length === 0) return { state: "not-applicable", because: CONCERNS[item.concerns].none };
  const unknown = lines.flatMap(({ cost }) => (cost.kind === "unknown" ? [cost] : []))[0];
  if (unknown !== undefined)
    return { state: "not-priced", because: unknown.because, resolve: unknown.resolve };
  if (item.unless !== undefined && valueAt(scenario, item.unless) === "none")
    return { state: "not-priced", because: `${item.unless} is none`, resolve: item.unless };
  const open = unansweredOf(item, scenario, rows);
  if (open !== undefined) {
    const part = known.length === 0 ? item.otherwise : `only ${names(known)}; ${item.otherwise}`;
    return { state: "not-priced", because: open.note ?? part, resolve: open.key };
  }
  const bare = rows.some(({ oneOff, monthly }) => mine(item, [...oneOff, ...monthly]).length === 0);
  if (item.partly !== undefined && bare) return { state: "not-priced", because: item.partly };
  if (known.length > 0)
    return { state: "priced", because: `${item.inside === true ? "inside " : ""}${names(known)}` };
  if (item.absent !== undefined) return { state: item.absent, because: item.otherwise };
  const resolve = item.resolve === undefined ? {} : { resolve: item.resolve };
  return { state: "not-priced", because: item.otherwise, ...resolve };
}

/** The first key that would price the rest of it: of a part that is not compared nobody is asked. */
function unansweredOf(
  { asks = [], lines, otherwise }: ChecklistItem,
  scenario: Scenario,
  rows: readonly Alternative[],
): { readonly key: string; readonly note?: string } | undefined {
  const own = asks.flatMap((key) => askedOf(key, scenario, rows));
  const open = own.flatMap(({ key, answered }) => (answered ? [] : [key]));
  const first = open[0];
  if (first === undefined) return undefined;
  const partly = open.length < own.length && lines.length > 0;
  return partly ? { key: first, note: `${otherwise}: ${open.join(", ")} is not given` } : { key: first };
}

type Asked = Pick<AskedHours, "key" | "answered">;

/** Hours of hosting are asked of each row that runs a model, under the keys where that row has them. */
function askedOf(key: string, scenario: Scenario, rows: readonly Alternative[]): Asked[] {
  if (!key.startsWith("llm.hosting.")) return [{ key, answered: valueAt(scenario, key) !== undefined }];
  const { llm } = scenario;
  const hosted = rows.filter(({ part, kind }) => part === "llm" && kind === "hosted");
  const asked = llm === undefined ? [] : hosted.flatMap((row) => askedHours(row, llm.hosting));
  const kind = asked.filter((hours) => key === `llm.hosting.${hours.kind}HoursPerMonth`);
  return [...new Map(kind.map((hours) => [hours.key, hours])).values()];
}

function valueAt(scenario: Scenario, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>((node, word) => (node as Record<string, unknown> | undefined)?.[word], scenario);
}

/** The first few lines by name, each once. */
function names(charges: readonly Charge[]): string {
  const unique = [...new Set(charges.map(({ name }) => name))];
  const [first = "", second = "", ...rest] = unique;
  if (rest.length > 0) return `${first}, ${second} and ${rest.length} more`;
  return second === "" ? first : `${first} and ${second}`;
}

function most(
  name: "mostUsdPerMonth" | "mostUsdOnce",
  sets: readonly (readonly Charge[])[],
): Partial<Record<typeof name, string>> {
  const sums = sets.filter((set) => set.some(isKnown)).map((set) => totalOf(set).usd);
  return sums.length === 0 ? {} : { [name]: Decimal.max(...sums).toFixed() };
}

function contradiction(item: string, lines: readonly Charge[]): InputError {
  const line = lines.find(isKnown)?.id ?? "";
  return new InputError(
    "EXCLUDED_PRICED",
    `excluded names "${item}", but the totals hold lines of it (${line}).`,
    "Drop the entry: what is priced cannot be left out by name.",
  );
}
