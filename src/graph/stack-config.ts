import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Site } from "../../stacks/site.ts";
import { SITE_CONFIG_KEYS, siteFromConfig } from "../../stacks/site-config.ts";
import { InputError } from "../errors.ts";
import { type Fleet, fleetSchema } from "../sizing/fleet.ts";
import { decisionReference, type StackDecision, stackDecision } from "./stack-decision.ts";

/** What a stack's config decides: read once, by the entry program. */
export interface StackConfig {
  readonly fleet: Fleet;
  readonly site: Site;
  /** The file that the fleet was chosen for; absent: usage is not priced. */
  readonly scenario?: {
    readonly file: string;
    readonly text: string /** Folder that `file` is relative to. */;
    readonly root: string;
    /** Of each class of requests, the share that the fleet was chosen for; absent: all of them. */
    readonly hostedShares?: readonly number[];
  };
  /** Folder of the price book; absent: the one that ships. */
  readonly book?: string;
  /** The record that lay beside the scenario when the fleet was chosen. */
  readonly decision?: StackDecision;
  /** USD a month of `crossover:budgetUsdPerMonth`. */
  readonly budgetUsdPerMonth?: number;
  /** YAML of the secret `crossover:overrides`: your own prices and discounts. */
  readonly overrides?: string;
}

/** A stack's own prices: what a company negotiated is nobody else's business, so the key must be a secret. */
export const OVERRIDES_KEY = "crossover:overrides";

/** What `crossover choose` writes beside the fleet. */
const scenarioReference = z.strictObject({
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  hostedShares: z.array(z.number().min(0).max(1)).optional(),
});

const CHOOSE = "Write it with: crossover choose <scenario.yaml>";

/**
 * Reads the config of a stack as the engine hands it over: `project:key` to text, objects as JSON. Paths are relative
 * to `root`, the project's folder; `secrets` are the keys kept as such.
 *
 * @throws InputError for a missing or broken key, with the command that writes it or finds its value.
 */
export function readStackConfig(
  config: Readonly<Record<string, string>>,
  root: string,
  secrets: ReadonlySet<string> = new Set(),
): StackConfig {
  const fleet = object(config, "fleet", fleetSchema);
  if (fleet === undefined) {
    throw new InputError(
      "STACK_CONFIG_MISSING",
      "The stack's config lacks crossover:fleet, what to deploy.",
      CHOOSE,
    );
  }
  checkRegion(config["aws:region"], fleet.region);
  const site = Object.fromEntries(SITE_CONFIG_KEYS.map((key) => [key, config[`crossover:${key}`]]));
  const reference = object(config, "scenario", scenarioReference);
  const decision = object(config, "decision", decisionReference);
  const book = bookOf(config["crossover:book"], root);
  const budget = budgetOf(config["crossover:budgetUsdPerMonth"]);
  const overrides = config[OVERRIDES_KEY];
  if (overrides !== undefined && !secrets.has(OVERRIDES_KEY)) throw inClear();
  return {
    fleet,
    site: siteFromConfig(site, fleet),
    ...(reference === undefined ? {} : { scenario: scenarioOf(reference, root) }),
    ...(decision === undefined ? {} : { decision: stackDecision(decision, root, reference?.sha256) }),
    ...(book === undefined ? {} : { book }),
    ...(budget === undefined ? {} : { budgetUsdPerMonth: budget }),
    ...(overrides === undefined ? {} : { overrides }),
  };
}

function inClear(): InputError {
  return new InputError(
    "STACK_OVERRIDES_IN_CLEAR",
    `${OVERRIDES_KEY} stands in clear in the stack's config; it must be a secret.`,
    `Write it again with: npm run pulumi -- config set --secret ${OVERRIDES_KEY} < crossover.overrides.yaml`,
  );
}

function object<T extends z.ZodType>(
  config: Readonly<Record<string, string>>,
  key: string,
  schema: T,
): z.infer<T> | undefined {
  const text = config[`crossover:${key}`];
  if (text === undefined) return undefined;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new InputError(
      "STACK_CONFIG_INVALID",
      `crossover:${key} must be an object, got ${text.slice(0, 60)}.`,
      CHOOSE,
    );
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = [`crossover:${key}`, ...(issue?.path ?? [])].join(".");
  throw new InputError("STACK_CONFIG_INVALID", `${path}: ${issue?.message ?? "is broken"}.`, CHOOSE);
}

/** The provider deploys to one region and the fleet was sized and priced for one. */
function checkRegion(provider: string | undefined, fleet: string): void {
  if (provider === fleet) return;
  throw new InputError(
    "STACK_REGION",
    `aws:region is ${provider ?? "not set"}, the fleet was chosen for ${fleet}.`,
    `Set it with: npm run pulumi -- config set aws:region ${fleet}`,
  );
}

function scenarioOf({ path, sha256, hostedShares }: z.infer<typeof scenarioReference>, root: string) {
  const file = resolve(root, path);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError(
      "STACK_SCENARIO_UNREADABLE",
      `crossover:scenario.path names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      "Bring the file back, choose again with crossover choose <scenario.yaml>, or remove the key: usage is then not priced.",
    );
  }
  const found = createHash("sha256").update(text).digest("hex");
  if (found === sha256) return { file: path, text, root, ...(hostedShares && { hostedShares }) };
  throw new InputError(
    "STACK_SCENARIO_CHANGED",
    `${path} is not the file that the fleet was chosen for: its sha256 is ${found.slice(0, 12)}…, ` +
      `crossover:scenario.sha256 is ${sha256.slice(0, 12)}….`,
    `Choose again with: crossover choose ${path}`,
  );
}

function bookOf(path: string | undefined, root: string): string | undefined {
  if (path === undefined) return undefined;
  const book = resolve(root, path);
  if (existsSync(join(book, "index.json"))) return book;
  throw new InputError(
    "STACK_BOOK_MISSING",
    `crossover:book names ${path}, which holds no price book (no index.json).`,
    "Bring the folder back, or choose again with crossover choose <scenario.yaml>: prices are then those of the book that ships.",
  );
}

function budgetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const budget = Number(text);
  if (text.trim() !== "" && Number.isFinite(budget) && budget > 0) return budget;
  throw new InputError(
    "STACK_CONFIG_INVALID",
    `crossover:budgetUsdPerMonth must be USD a month above 0, got ${text}.`,
    "Set it with: npm run pulumi -- config set crossover:budgetUsdPerMonth 5000",
  );
}
