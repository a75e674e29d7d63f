import type { z } from "zod";
import { InputError } from "../../errors.ts";
import { nearest } from "../book/region.ts";
import { type Override, overrideKinds, overridesSchema } from "./override.ts";

/**
 * The rules of an overrides file.
 * @param file names it in errors.
 * @throws InputError OVERRIDE_FIELD_UNKNOWN for a field that no rule of its kind has, OVERRIDE_INVALID for anything else.
 */
export function parseOverrides(raw: unknown, file: string): readonly Override[] {
  const parsed = overridesSchema.safeParse(raw);
  if (!parsed.success) throw issueError(parsed.error, raw, file);
  refuseTwins(parsed.data.overrides, file);
  for (const rule of parsed.data.overrides) refuseContradiction(rule, file);
  return parsed.data.overrides;
}

function issueError({ issues }: z.ZodError, raw: unknown, file: string): InputError {
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) throw new Error("a schema error without an issue");
  const [, index, field = ""] = issue.path;
  const rule = typeof index === "number" ? ruleAt(raw, index) : undefined;
  if (issue.code === "unrecognized_keys") return unknownField(String(issue.keys[0]), rule, file);
  const name = nameOf(rule, index);
  const got = rule === undefined ? raw : rule[String(field)];
  if (rule === undefined) return invalid(file, `${file} must hold a list called overrides.`);
  if (field === "kind") return invalid(file, kindProblem(name, got));
  if (got === undefined && field !== "")
    return invalid(file, `${name} lacks ${String(field)}.`, meaningOf(rule, String(field)));
  return invalid(file, `${name}: ${String(field)} ${wanted(issue, got)}, got ${JSON.stringify(got)}.`);
}

type RawRule = Readonly<Record<string, unknown>>;

function ruleAt(raw: unknown, index: number): RawRule {
  const rule: unknown = (raw as { overrides: readonly unknown[] }).overrides[index];
  return typeof rule === "object" && rule !== null ? (rule as RawRule) : {};
}

function nameOf(rule: RawRule | undefined, index: PropertyKey | undefined): string {
  return typeof rule?.id === "string" ? `Override ${rule.id}` : `Override ${Number(index) + 1} of the file`;
}

type Kind = keyof typeof overrideKinds;
const KINDS = Object.keys(overrideKinds) as Kind[];
const isKind = (value: unknown): value is Kind => KINDS.includes(value as Kind);
const fieldsOf = (kind: Kind): string[] => Object.keys(overrideKinds[kind].shape);

/** `"multiplyer" is not a field. Did you mean multiplier?` */
function unknownField(field: string, rule: RawRule | undefined, file: string): InputError {
  const kind = isKind(rule?.kind) ? rule.kind : undefined;
  const fields = rule === undefined ? ["overrides"] : kind === undefined ? [] : fieldsOf(kind);
  const others = KINDS.filter((other) => fieldsOf(other).includes(field));
  const guess = nearest(field, fields);
  const message =
    kind !== undefined && others.length > 0
      ? `"${field}" is a field of ${others.join(", ")}, not of ${kind}.`
      : `"${field}" is not a field.${guess === undefined ? "" : ` Did you mean ${guess}?`}`;
  const place = rule === undefined ? file : `${file}, ${nameOf(rule, 0).replace("Override", "override")}`;
  return new InputError(
    "OVERRIDE_FIELD_UNKNOWN",
    message,
    `In ${place}. ${kind === undefined ? "Its" : `A rule of kind ${kind} has the`} fields: ${fields.join(", ")}.`,
  );
}

function kindProblem(name: string, got: unknown): string {
  if (got === undefined) return `${name} lacks kind: one of ${KINDS.join(", ")}.`;
  const guess = nearest(String(got), KINDS);
  return `${name}: kind must be one of ${KINDS.join(", ")}, got ${JSON.stringify(got)}.${guess === undefined ? "" : ` Did you mean ${guess}?`}`;
}

function meaningOf(rule: RawRule, field: string): string | undefined {
  const shape = isKind(rule.kind) ? overrideKinds[rule.kind].shape : undefined;
  const meaning = (shape as Readonly<Record<string, z.ZodType>> | undefined)?.[field]?.description;
  return meaning && `${field}: ${meaning}`;
}

/** What a field must be, in words: the schema's own where it has some. */
function wanted(issue: z.core.$ZodIssue, got: unknown): string {
  if (issue.code === "invalid_type" && issue.expected === "string") {
    return typeof got === "number" ? `must be a decimal in quotes, "${got}"` : "must be text";
  }
  if (issue.code === "invalid_type" && issue.expected === "boolean") return "must be true or false";
  if (issue.code === "invalid_type")
    return `must be ${issue.expected === "array" ? "a list" : `of type ${issue.expected}`}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  if (issue.code === "too_small")
    return issue.origin === "array" ? "must not be empty" : `must be above ${issue.minimum}`;
  return issue.message;
}

function refuseTwins(rules: readonly Override[], file: string): void {
  const seen = new Set<string>();
  for (const { id } of rules) {
    if (seen.has(id)) throw invalid(file, `Two overrides are called ${id}.`, "Give each an id of its own.");
    seen.add(id);
  }
}

/** Fields that are right by themselves and cannot all be true. */
function refuseContradiction(rule: Override, file: string): void {
  const problem = contradiction(rule);
  if (problem !== undefined) throw invalid(file, `Override ${rule.id} ${problem}`);
}

/** A price of many times the list is a slip of the pen: "9" where 9 % off was meant. */
const MOST = 2;

function contradiction(rule: Override): string | undefined {
  if (rule.kind === "discount") {
    const factor = Number(rule.multiplier);
    if (factor > 0 && factor <= MOST) return undefined;
    return `multiplies by ${rule.multiplier}; a multiplier is above 0 and at most ${MOST}, 9 % off is "0.91".`;
  }
  if (rule.kind === "price")
    return Number(rule.usd) > 0 ? undefined : "has a price of 0. A paid item cannot be free.";
  const hourly = Number(rule.hourlyUsd);
  const upfront = "upfrontUsd" in rule ? Number(rule.upfrontUsd ?? 0) : 0;
  if (hourly + upfront === 0) return "has a rate of 0. A paid item cannot be free.";
  const option = "purchaseOption" in rule ? rule.purchaseOption : undefined;
  const said = `says ${option} with hourlyUsd ${rule.hourlyUsd} and upfrontUsd ${upfront};`;
  if (option === "no-upfront" && upfront > 0) return `${said} without an upfront payment upfrontUsd is 0.`;
  if (option === "all-upfront" && hourly > 0) return `${said} when all is paid upfront hourlyUsd is "0".`;
  if (option === "partial-upfront" && (hourly === 0 || upfront === 0))
    return `${said} of a part both are above 0.`;
  return undefined;
}

function invalid(file: string, message: string, hint?: string): InputError {
  const fields = "Every field: schema/overrides.schema.json; an example: crossover.overrides.example.yaml";
  return new InputError("OVERRIDE_INVALID", message, `In ${file}. ${hint ?? fields}`);
}
