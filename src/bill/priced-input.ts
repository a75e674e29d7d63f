import { z } from "zod";
import { InputError } from "../errors.ts";
import type { OpaqueValue, RegisteredResource, SecretValue, UnknownValue } from "./registered-resource.ts";

/** A value that is present but cannot be read: known after deployment, secret, or no plain value at all. */
export type Marked = UnknownValue | SecretValue | OpaqueValue;

/** An input that a price depends on: read, marked, or not given. */
export type Priced<T> = T | Marked | undefined;

export function isMarked(value: unknown): value is Marked {
  return typeof value === "object" && value !== null && "marker" in value && typeof value.marker === "string";
}

/** JSON's own grammar: "200" and "0.5" are numbers; "0x10", " 200", "200 GiB" and "" are not. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

interface Bounds {
  readonly min?: number;
  readonly whole?: boolean;
}

/** A number at or above `min` (0 unless said); foreign programs may hold it as text that is exactly a number. */
export function amount({ min = 0, whole = false }: Bounds = {}) {
  return priced((value) => {
    const number = typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number))
      return { wrong: `a number, got ${shown(value)}` };
    if (number < min) return { wrong: `at least ${min}, got ${number}` };
    if (whole && !Number.isInteger(number)) return { wrong: `a whole number, got ${number}` };
    return { right: number };
  });
}

export function text() {
  return priced((value) =>
    typeof value === "string" && value !== "" ? { right: value } : { wrong: `text, got ${shown(value)}` },
  );
}

/** Foreign programs may hold a switch as "true" or "false". */
export function flag() {
  return priced((value) => {
    if (value === true || value === "true") return { right: true };
    if (value === false || value === "false") return { right: false };
    return { wrong: `true or false, got ${shown(value)}` };
  });
}

/** A list of anything, for lists whose length alone matters. */
export function list() {
  return priced((value) =>
    Array.isArray(value) ? { right: value as readonly unknown[] } : { wrong: `a list, got ${shown(value)}` },
  );
}

/** Lists and nested objects as such may be marked or missing too; null is "not given". */
export function perhaps<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (value) => value ?? undefined,
    z.union([z.custom<Marked>(isMarked), schema]).optional(),
  );
}

/** A list of nested objects, each of which may be marked as a whole. */
export function items<S extends z.ZodType>(schema: S) {
  return perhaps(z.array(z.union([z.custom<Marked>(isMarked), schema])));
}

/** One input of a nested object; what is marked as a whole has no readable part. */
export function inside<T extends object, K extends keyof T>(
  value: T | Marked | undefined,
  key: K,
): T[K] | Marked | undefined {
  return value === undefined || isMarked(value) ? value : value[key];
}

type Reading<T> = { readonly right: T } | { readonly wrong: string };

function priced<T>(read: (value: unknown) => Reading<T>) {
  return z
    .unknown()
    .optional()
    .transform((value, context): Priced<T> => {
      if (value === undefined || value === null) return undefined;
      if (isMarked(value)) return value;
      const reading = read(value);
      if ("right" in reading) return reading.right;
      context.addIssue(`must be ${reading.wrong}`);
      return z.NEVER;
    });
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

/** Resources never change, and a graph is billed many times with few of them exchanged: each is read once. */
const readings = new WeakMap<RegisteredResource, Map<z.ZodType, unknown>>();

/**
 * The inputs of a resource that cost money; all others are left out.
 *
 * @throws InputError that names the resource, the input and what it is, when one has the wrong type or range.
 */
export function pricedInputs<S extends z.ZodType>(resource: RegisteredResource, schema: S): z.output<S> {
  const known = readings.get(resource) ?? new Map<z.ZodType, unknown>();
  readings.set(resource, known);
  const before = known.get(schema);
  if (before !== undefined) return before as z.output<S>;
  const parsed = schema.safeParse(resource.inputs);
  if (parsed.success) {
    known.set(schema, parsed.data);
    return parsed.data;
  }
  const issue = innermost(parsed.error.issues[0]);
  throw new InputError(
    "PRICED_INPUT",
    `${resource.type} "${resource.name}": ${issue.path.join(".")} ${issue.message}.`,
    `Correct it where ${resource.source ?? "the program"} registers ${resource.key}.`,
  );
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Below a union ("marked or an object") the useful issue is the one of the branch that got furthest. */
function innermost(issue: z.core.$ZodIssue | undefined, before: readonly PropertyKey[] = []): Issue {
  if (issue === undefined) throw new Error("a failed parse has an issue");
  const path = [...before, ...issue.path];
  if (issue.code !== "invalid_union") return { path, message: issue.message };
  const nested = issue.errors.flat().map((inner) => innermost(inner, path));
  const best = nested.reduce(
    (a, b) => (b.path.length > a.path.length ? b : a),
    nested[0] ?? { path, message: issue.message },
  );
  return best.path.length > path.length
    ? best
    : { path, message: "must be an object or a list of the documented shape" };
}
