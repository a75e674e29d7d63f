/**
 * How the price's entry was found. exact: the same id. form: the same after dropping prefixes, dates or versions that
 * only one side has. alias: the entry names the id, but stands for another. pattern: caught by a prefix or the like.
 */
export type ModelMatch = "exact" | "form" | "alias" | "pattern";

const PREFIX = /^(?:accounts\/fireworks\/models\/|(?:global|regional|us-gov|us|eu|apac|au|jp)\.)/;
const DATE = /(?:-20\d{6}|-20\d{2}-\d{2}-\d{2}|@20\d{6})$/;
const VERSION = /-v\d+$/;

/** Lower case, without the seller's path, the geography and a trailing `:digits`. */
export function normalised(id: string): string {
  return id.toLowerCase().trim().replace(PREFIX, "").replace(/:\d+$/, "");
}

/** Normalised and without a date at its end. */
export function undated(id: string): string {
  return normalised(id).replace(DATE, "");
}

interface Parts {
  readonly stem: string;
  readonly date: string | undefined;
  readonly version: string | undefined;
}

function parts(id: string): Parts {
  const whole = normalised(id);
  const version = VERSION.exec(whole)?.[0];
  const unversioned = whole.replace(VERSION, "");
  const date = DATE.exec(unversioned)?.[0];
  return { stem: unversioned.replace(DATE, ""), date, version };
}

/** Equal, or equal but for a date or a version that only one of them carries. */
export function sameForm(a: string, b: string): boolean {
  const left = parts(a);
  const right = parts(b);
  const oneSided = (x: string | undefined, y: string | undefined) =>
    x === y || x === undefined || y === undefined;
  return left.stem === right.stem && oneSided(left.date, right.date) && oneSided(left.version, right.version);
}

/** @param named ids that the entry lists as equal to itself. */
export function matchOf(requested: string, entry: string, named: readonly string[]): ModelMatch {
  if (requested === entry) return "exact";
  if (sameForm(requested, entry)) return "form";
  const lower = requested.toLowerCase();
  return named.some((id) => id.toLowerCase() === lower) ? "alias" : "pattern";
}

/** The id moves to a newer model by itself. */
export function isUnpinned(requested: string, match: ModelMatch): boolean {
  return match === "alias" || /-latest$/i.test(requested);
}

/**
 * How closely a row's model pattern names one of the ids: characters matched, more for a whole id than for a prefix;
 * −1 for no match. `*` alone matches everything with 0.
 */
export function closeness(pattern: string, ids: readonly string[]): number {
  const wanted = normalised(pattern.replace(/\*$/, ""));
  const prefix = pattern.endsWith("*");
  const names = ids.flatMap((id) => [normalised(id), undated(id)]);
  if (prefix) return names.some((name) => name.startsWith(wanted)) ? wanted.length : -1;
  return names.includes(wanted) ? wanted.length + 1 : -1;
}
