import leven from "leven";
import type { z } from "zod";
import { InputError } from "../errors.ts";
import { meaningOfLargest } from "./largest.ts";
import { scenarioSchema } from "./schema.ts";

type Issue = z.core.$ZodIssue;

/** The nearest of some names, when it is near enough to be what the reader meant. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const begun = names.filter((name) => name.toLowerCase().startsWith(word.toLowerCase()) && word.length > 2);
  if (begun.length === 1) return begun[0];
  const ranked = (begun.length > 0 ? begun : names)
    .map((name) => ({ name, distance: leven(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && (begun.length > 0 || best.distance <= Math.max(2, Math.floor(word.length / 3)))
    ? best.name
    : undefined;
}

const dotted = (path: readonly PropertyKey[]) => path.map(String).join(".");

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    raw,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  // JSON has no word for what YAML writes .nan and .inf.
  const text = typeof value === "number" ? asWritten(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function asWritten(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? ".inf" : "-.inf";
}

interface Described {
  readonly description?: string;
  readonly unit?: string;
  readonly properties?: Record<string, Described>;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
  readonly oneOf?: readonly Described[];
}

let jsonSchema: Described | undefined;

/** Where the schema of one path stands; through lists and unions. */
function schemaAt(path: readonly PropertyKey[]): Described | undefined {
  jsonSchema ??= scenarioSchema.toJSONSchema({ io: "input" }) as Described;
  let here: readonly Described[] = [jsonSchema];
  for (const key of path) {
    const open = here.flatMap((s) => [s, ...(s.anyOf ?? []), ...(s.oneOf ?? [])]);
    const next = open.flatMap((s) =>
      typeof key === "number" ? (s.items ? [s.items] : []) : (s.properties?.[String(key)] ?? []),
    );
    if (next.length === 0) return undefined;
    here = next;
  }
  return here[0];
}

/** What a key means, from the schema that editors read too. */
function meaningOf(path: readonly PropertyKey[]): string | undefined {
  for (let end = path.length; end > 0; end -= 1) {
    const found = schemaAt(path.slice(0, end))?.description;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Unit of a key, or of the one that holds this end of a range or this month. */
function unitAround(path: readonly PropertyKey[]): string | undefined {
  const ends = Array.from({ length: path.length }, (_, i) => path.slice(0, path.length - i));
  return ends.map((end) => schemaAt(end)?.unit).find((unit) => unit !== undefined);
}

/** Unit of a numeric key, dotted; undefined for a key that has none. */
export function unitOf(key: string): string | undefined {
  const path = key.split(".").map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
  return schemaAt(path)?.unit;
}

function keysAt(path: readonly PropertyKey[]): string[] {
  const found = schemaAt(path);
  return Object.keys({
    ...found?.properties,
    ...Object.assign({}, ...(found?.anyOf ?? []).map((s) => s.properties ?? {})),
  });
}

/** Every numeric or other key of the schema, dotted, for suggestions of whole paths. */
export function allKeys(schema: Described | undefined = schemaAt([]), prefix = ""): string[] {
  return Object.entries(schema?.properties ?? {}).flatMap(([key, child]) => [
    `${prefix}${key}`,
    ...allKeys(child, `${prefix}${key}.`),
  ]);
}

/** Of a union's failures, those of the branch that the value looks most like. */
function deepest(
  issue: Issue,
  raw: unknown,
  path: readonly PropertyKey[],
): { issue: Issue; path: readonly PropertyKey[] } {
  if (issue.code !== "invalid_union") return { issue, path };
  const value = valueAt(raw, path);
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const fitting = branches.find((branch) => {
    const first = branch[0];
    return first !== undefined && !(first.code === "invalid_type" && first.path.length === 0);
  });
  const wanted = typeof value === "object" && value !== null ? fitting : (fitting ?? branches[0]);
  const inner = (wanted ?? branches[0])?.[0];
  return inner === undefined ? { issue, path } : deepest(inner, raw, [...path, ...inner.path]);
}

/** "120k" means something on the command line; a file wants the digits. */
function asNumber(text: string): string {
  const match = /^\s*([\d_,]+(?:\.\d+)?)\s*([kKMB]?)\b/.exec(text);
  if (match === null || !/[kKMB_,]/.test(text)) return "";
  const scale = { k: 1e3, K: 1e3, M: 1e6, B: 1e9 }[match[2] ?? ""] ?? 1;
  const value = Number((match[1] ?? "").replaceAll(/[_,]/g, "")) * scale;
  return Number.isFinite(value) ? ` Write ${Number(value.toPrecision(15))}.` : "";
}

const KINDS: Readonly<Record<string, string>> = {
  int: "a whole number",
  array: "a list",
  object: "a block of keys",
  string: "text",
};

function sentence(issue: Issue, raw: unknown, path: readonly PropertyKey[]): string {
  const name = dotted(path);
  const got = shown(valueAt(raw, path));
  if (issue.code === "unrecognized_keys") {
    const key = String(issue.keys[0]);
    const full = dotted([...path, key]);
    const guess = nearest(key, keysAt(path)) ?? nearest(full, allKeys());
    return `${full} is not a key of a scenario.${guess === undefined ? "" : ` Did you mean ${guess}?`}`;
  }
  if (issue.code === "too_small") {
    if (issue.origin === "array") return `${name} must hold at least ${issue.minimum} entries, got ${got}.`;
    return `${name} must be ${issue.inclusive ? "at least" : "above"} ${issue.minimum}, got ${got}.`;
  }
  if (issue.code === "too_big") {
    const meant = meaningOfLargest(unitAround(path), issue.maximum);
    const limit = `${issue.inclusive ? "at most" : "below"} ${issue.maximum}`;
    return `${name} must be ${limit}${meant === undefined ? "" : ` (${meant})`}, got ${got}.`;
  }
  if (issue.code === "invalid_type") {
    if (valueAt(raw, path) === undefined) return `${name} is missing.`;
    if (issue.expected === "number" && typeof valueAt(raw, path) === "string")
      return `${name} must be a number, got ${got}.${asNumber(String(valueAt(raw, path)))}`;
    if (issue.expected === "array")
      return `${name} must be a list, got ${got}. Write ${JSON.stringify([valueAt(raw, path)])}.`;
    return `${name} must be ${KINDS[issue.expected] ?? `a ${issue.expected}`}, got ${got}.`;
  }
  if (issue.code === "invalid_value") return `${name} must be one of ${issue.values.join(", ")}, got ${got}.`;
  if (name === "") return `${issue.message}.`;
  return `${name}: ${issue.message}, got ${got}.`;
}

/** Errors of one file that are said at once; the rest comes when these are mended. */
const MOST_ERRORS = 4;

/** Every broken relation of a file, unknown keys first, with what the keys mean and what to do. */
export function scenarioError(error: z.ZodError, raw: unknown, file: string): InputError {
  const issues = error.issues
    .flatMap((issue): Issue[] =>
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue],
    )
    .map((issue) => deepest(issue, raw, issue.path))
    .toSorted(
      (a, b) => Number(b.issue.code === "unrecognized_keys") - Number(a.issue.code === "unrecognized_keys"),
    );
  if (issues.length === 0) throw new Error("a schema error without an issue");
  const shown = issues.slice(0, MOST_ERRORS);
  const lines = shown.map(({ issue, path }) => `${file}: ${sentence(issue, raw, path)}`);
  const more = issues.length - shown.length;
  const meanings = shown.flatMap(({ issue, path }) => {
    const meaning = issue.code === "unrecognized_keys" ? undefined : meaningOf(path);
    return meaning === undefined ? [] : [`${dotted(path)}: ${meaning}`];
  });
  const hints = [
    ...new Set(meanings),
    ...(meanings.length < shown.length ? ["Every key and its unit: schema/scenario.schema.json"] : []),
  ];
  return new InputError(
    "SCENARIO_INVALID",
    [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"),
    hints.join("\n  "),
  );
}
