import type { DecisionRecord, DraftRecord } from "./decision-record.ts";
import { schemaOf } from "./read-record.ts";

/** A value as text that only depends on what it says: keys of every object in the order of their letters. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? "null";
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}

/** How many hex digits of the digest a record is called by, and a file's name. */
const ID_DIGITS = 16;
export const FILE_DIGITS = 8;

/** The record with the id that its own content gives it. `digest` is a sha256 in hex of a text. */
export function withId(draft: DraftRecord, digest: (text: string) => string): DecisionRecord {
  const { schema, ...rest } = draft;
  return { schema, id: digest(canonical(draft)).slice(0, ID_DIGITS), ...rest };
}

/** Whether the record still says what it said when it got its id. */
export function isUntouched({ id, ...draft }: DecisionRecord, digest: (text: string) => string): boolean {
  return withId(draft, digest).id === id;
}

/** The bytes of a record's file: keys in the schema's order, one trailing newline. */
export function recordText(record: DecisionRecord): string {
  return `${JSON.stringify(schemaOf(record).parse(record), null, 2)}\n`;
}
