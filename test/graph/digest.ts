import type { z } from "zod";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { InputError } from "../../src/errors.ts";
import { plannedGraph, priorGraph } from "./digest-graph.ts";
import { type Digest, digestSchema } from "./digest-schema.ts";

/** Two states of one stack, each sorted by key, the stack resource itself left out. */
export interface PreviewGraphs {
  /** What stands now, as far as the preview shows it. */
  readonly prior: readonly RegisteredResource[];
  /** What would stand after `pulumi up`. */
  readonly planned: readonly RegisteredResource[];
}

const COMMAND = "pulumi preview --json --show-sames";

/**
 * Reads what `pulumi preview --json --show-sames` printed; `source` names it in errors. Only checked inputs are read:
 * outputs of a planned resource are there by accident of timing, if at all.
 *
 * @throws InputError when the text is something else, when the preview failed, or when steps are missing: a partial
 *   graph would read as a cheap stack.
 */
export function readDigest(text: string, source: string): PreviewGraphs {
  const digest = parseDigest(text, source);
  refuseFailed(digest, source);
  refusePartial(digest, source);
  const planned = plannedGraph(digest);
  refuseOrphans(planned, source);
  return { prior: priorGraph(digest), planned };
}

function parseDigest(text: string, source: string): Digest {
  const refuse = (message: string, hint: string) =>
    new InputError("PREVIEW_INVALID", `${source}: ${message}`, hint);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    if (isEventStream(text)) {
      throw refuse(
        "these are the engine's events, one per line, not the digest of a preview.",
        `Unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW and run: ${COMMAND}`,
      );
    }
    throw refuse(`not JSON: ${(error as Error).message}`, `Write it with: ${COMMAND} > preview.json`);
  }
  if (hasKey(raw, "deployment")) {
    throw refuse(
      "this is an exported state, not a preview.",
      `Write a preview with: ${COMMAND} > preview.json`,
    );
  }
  const parsed = digestSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw refuse(firstOffence(parsed.error, raw), `It should be the whole output of: ${COMMAND}`);
}

/** The streaming format: each line is an event with a running number. */
function isEventStream(text: string): boolean {
  try {
    return hasKey(JSON.parse(text.slice(0, text.indexOf("\n"))), "sequence");
  } catch {
    return false;
  }
}

function hasKey(value: unknown, key: string): boolean {
  return typeof value === "object" && value !== null && key in value;
}

/** Path and message of the first broken rule; never a value, inputs may hold secrets of foreign programs. */
function firstOffence(error: z.ZodError, raw: unknown): string {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join(".") ?? "";
  if (issue?.code === "invalid_union" && issue.path.at(-1) === "op") {
    const op = issue.path.reduce<unknown>(
      (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
      raw,
    );
    return `${path} is ${JSON.stringify(op)?.slice(0, 40) ?? "missing"}, a step that is not known here and could hide a resource.`;
  }
  return `${path === "" ? "the whole" : path}: ${issue?.message ?? "not a preview"}.`;
}

function refuseFailed(digest: Digest, source: string): void {
  const failure = digest.diagnostics.find(({ severity }) => severity === "error");
  if (failure === undefined) return;
  throw new InputError(
    "PREVIEW_FAILED",
    `${source}: the preview failed, so its steps are incomplete: ${failure.message.trim()}`,
    `Mend the program and run again: ${COMMAND}`,
  );
}

/** The engine counts what it planned by step; fewer steps than that are a part of the graph. */
function refusePartial({ changeSummary, steps }: Digest, source: string): void {
  if (Object.keys(changeSummary).length === 0) {
    throw new InputError(
      "PREVIEW_PARTIAL",
      `${source}: no changeSummary, so the preview did not finish.`,
      `Run: ${COMMAND}`,
    );
  }
  for (const [op, planned] of Object.entries(changeSummary)) {
    const shown = steps.filter((step) => step.op === op).length;
    if (shown >= planned) continue;
    throw new InputError(
      "PREVIEW_PARTIAL",
      `${source}: changeSummary counts ${planned} "${op}" steps, the file holds ${shown}.`,
      op === "same"
        ? `Unchanged resources need --show-sames: ${COMMAND}`
        : `It should be the whole output of: ${COMMAND}`,
    );
  }
}

function refuseOrphans(planned: readonly RegisteredResource[], source: string): void {
  const keys = new Set(planned.map(({ key }) => key));
  const orphan = planned.find(({ parent }) => parent !== undefined && !keys.has(parent));
  if (orphan === undefined) return;
  throw new InputError(
    "PREVIEW_PARTIAL",
    `${source}: ${orphan.key} stands below ${orphan.parent}, which is not in the file.`,
    `It should be the whole output of: ${COMMAND}`,
  );
}
