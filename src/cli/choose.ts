import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Document, parseDocument } from "yaml";
import { missingSiteKeys } from "../../stacks/site-config.ts";
import type { Alternative, Part } from "../alternatives/alternative.ts";
import type { PartPlan } from "../alternatives/part-plan.ts";
import { InputError } from "../errors.ts";
import { OVERRIDES_KEY } from "../graph/stack-config.ts";
import { usd } from "../report/number.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Fleet, fleetSchema } from "../sizing/fleet.ts";
import { askedScenario } from "./bill-tokens.ts";
import { decidePart } from "./deciding.ts";
import { rawScenario, type ScenarioFlags } from "./flags.ts";
import type { Output } from "./output.ts";
import { type OverridesFlags, readOverrides, USUAL_FILE } from "./overrides-file.ts";
import { planWithGraphs } from "./planner.ts";
import { decisionBeside } from "./record-beside.ts";
import { contextOf, openedBook } from "./report-of.ts";
import { bookFlag } from "./shell-word.ts";
import { refuseUnreadKeys } from "./unread-keys.ts";

export interface ChooseFlags extends ScenarioFlags, OverridesFlags {
  readonly stack: string;
  readonly part: readonly string[];
  readonly replace?: true;
  readonly book: string;
}

const PARTS: readonly Part[] = ["llm", "vectors", "tracking"];

/**
 * `crossover choose`: writes the cheapest hosted fleet of each part into the stack's config, whatever the verdict,
 * with the scenario it was chosen for. Keys that only the account knows are left out; the program asks for them.
 */
export async function choose(file: string, flags: ChooseFlags, output: Output): Promise<void> {
  refuseChanges(file, flags);
  const wanted = partsOf(flags.part);
  const given = rawScenario(file, flags);
  const scenario = askedScenario(given.raw, contextOf(given));
  refuseUnreadKeys(given, scenario);
  const overrides = readOverrides(flags);
  const { plan } = await planWithGraphs(scenario, openedBook(flags.book, scenario, overrides));
  const chosen = plan.parts
    .filter(({ part }) => wanted.includes(part))
    .map((part) => withHybridFleet(scenario, part))
    .filter(({ fleet }) => fleet !== undefined);
  const fleet = combined(file, chosen, flags.book);
  const decided = decisionBeside(file, given.text);
  const shares = hybridOf(chosen)?.routes?.classes.map(({ share }) => share);
  const reference = {
    path: relative(resolve("."), resolve(file)),
    text: given.text,
    ...(shares && { hostedShares: shares }),
  };
  const config = write(
    flags.stack,
    fleet,
    { ...reference, ...bookOf(flags), ...(decided && { decision: decided }) },
    flags.replace === true,
  );
  output.out(
    [
      `Written: ${config}`,
      ...chosen.map((part) => line(scenario, part)),
      ...(overrides === undefined ? [] : [pricedWith(overrides.file)]),
      ...(decided === undefined ? [] : [`  decided by ${decided.path}: preview exports it and tags with it`]),
      ...(bookFlag(flags.book) === "" ? [] : [`  priced with the book ${flags.book}; preview reads it too`]),
      "",
      ...next(fleet, flags.stack),
    ].join("\n"),
  );
}

/** The fleet of a hybrid carries fewer requests than one for all of them: it is written where the verdict names it. */
function withHybridFleet(scenario: Scenario, part: PartPlan): PartPlan {
  const { verdict, names } = decidePart(scenario, part);
  const fleet = part.alternatives.find(({ id }) => verdict === "hybrid" && id === names)?.fleet;
  return fleet === undefined ? part : { ...part, fleet };
}

/** The row of a hybrid whose fleet is written: preview prices the traffic of its requests alone. */
function hybridOf(parts: readonly PartPlan[]): Alternative | undefined {
  return parts
    .flatMap(({ alternatives, fleet }) =>
      alternatives.filter((a) => a.kind === "hybrid" && a.fleet === fleet),
    )
    .find(({ fleet }) => fleet !== undefined);
}

/** Preview reads the scenario's file again, so the fleet must be of the file and of nothing else. */
function refuseChanges(file: string, flags: ChooseFlags): void {
  const { stack: _s, part: _p, book: _b, replace: _r, overrides: _o, set, candidate, ...others } = flags;
  const changed = [
    ...Object.keys(others).map((key) => `--${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`),
    ...(set.length > 0 ? ["--set"] : []),
    ...(candidate.length > 0 ? ["--candidate"] : []),
  ];
  if (changed.length === 0) return;
  throw new InputError(
    "CHOOSE_FROM_FILE",
    `crossover choose takes a scenario file alone, got ${changed.join(", ")}: preview reads the same file again.`,
    `Save what you mean first: crossover compare ${file} ${changed[0]} … --save chosen.yaml${bookFlag(flags.book)}`,
  );
}

function partsOf(given: readonly string[]): readonly Part[] {
  const wrong = given.find((part) => !PARTS.includes(part as Part));
  if (wrong !== undefined)
    throw new InputError("PART_UNKNOWN", `--part must be one of ${PARTS.join(", ")}, got "${wrong}".`);
  return given.length === 0 ? PARTS : (given as readonly Part[]);
}

/** The parts' fleets are of one scenario, so they share name, region, zones and environment. */
function combined(file: string, parts: readonly PartPlan[], book: string): Fleet {
  const fleets = parts.flatMap(({ fleet }) => (fleet === undefined ? [] : [fleet]));
  if (fleets.length === 0) {
    throw new InputError(
      "NOTHING_HOSTED",
      `${file}: no part has a hosted fleet to choose.`,
      `See why: crossover compare ${file} --full${bookFlag(book)}`,
    );
  }
  return fleetSchema.parse(Object.assign({}, ...fleets));
}

function line(scenario: Scenario, part: PartPlan): string {
  const decision = decidePart(scenario, part);
  const row = part.alternatives.find(({ fleet }) => fleet !== undefined && fleet === part.fleet);
  const month = row?.months[0];
  const cost =
    month === undefined ? "" : `, ${month.atLeast ? "at least " : ""}${usd(month.usd)} USD/month with people`;
  const advice = part.alternatives.some(({ id, fleet }) => id === decision.names && fleet === part.fleet)
    ? ""
    : ` The verdict is not to host it: ${decision.verdict}, ${decision.because}`;
  return `  ${part.part}: ${row?.name ?? "?"}${cost}.${advice}`;
}

/** Preview finds the usual file by itself and no other. */
function pricedWith(file: string): string {
  const same = resolve(file) === resolve(USUAL_FILE);
  return `  priced with ${file}${same ? "" : `; preview reads ${USUAL_FILE} in this folder or the secret ${OVERRIDES_KEY}`}`;
}

interface Reference {
  readonly path: string;
  readonly text: string;
  readonly hostedShares?: readonly number[];
  /** Folder of the price book, where it is not the one that ships. */
  readonly book?: string;
  /** The record of this very file, where one lies beside it. */
  readonly decision?: { readonly path: string; readonly id: string };
}

/** Relative to the project, like the scenario: the config is shared. */
function bookOf({ book }: ChooseFlags): { readonly book?: string } {
  return bookFlag(book) === "" ? {} : { book: relative(resolve("."), resolve(book)) || "." };
}

/** Other keys and comments of the stack's file stay; the file is replaced as a whole or not at all. */
function write(stack: string, fleet: Fleet, scenario: Reference, replace: boolean): string {
  if (!/^[A-Za-z0-9_.-]+$/.test(stack))
    throw new InputError(
      "STACK_NAME",
      `--stack must be letters, digits, dots, dashes and underscores, got "${stack}".`,
    );
  const file = `Pulumi.${stack}.yaml`;
  const document = existsSync(file)
    ? parseDocument(readFileSync(file, "utf8"))
    : new Document({ config: {} });
  if (document.errors.length > 0)
    throw new InputError(
      "STACK_CONFIG_INVALID",
      `${file} is not valid YAML: ${document.errors[0]?.message.split("\n")[0]}`,
      "Mend it or move it away.",
    );
  if (!replace) refuseLoss(file, document, fleet);
  document.setIn(["config", "aws:region"], fleet.region);
  document.setIn(["config", "crossover:fleet"], document.createNode(fleet));
  const sha256 = createHash("sha256").update(scenario.text).digest("hex");
  if (scenario.decision === undefined) document.deleteIn(["config", "crossover:decision"]);
  else document.setIn(["config", "crossover:decision"], document.createNode(scenario.decision));
  const { path, hostedShares } = scenario;
  const reference = { path, sha256, ...(hostedShares && { hostedShares }) };
  document.setIn(["config", "crossover:scenario"], document.createNode(reference));
  if (scenario.book === undefined) document.deleteIn(["config", "crossover:book"]);
  else document.setIn(["config", "crossover:book"], scenario.book);
  const beside = join(".", `.${file}.${process.pid}`);
  writeFileSync(beside, document.toString());
  renameSync(beside, file);
  return file;
}

/** The next `pulumi up` deletes what the config no longer names, so another fleet is never dropped in passing. */
function refuseLoss(file: string, document: Document, fleet: Fleet): void {
  const held = document.toJS().config?.["crossover:fleet"] as Partial<Fleet> | undefined;
  if (held === undefined || held === null) return;
  const dropped = PARTS.filter((part) => held[part] !== undefined && fleet[part] === undefined);
  const other = (["name", "region", "environment"] as const).filter((key) => held[key] !== fleet[key]);
  if (dropped.length === 0 && other.length === 0) return;
  const what = [
    ...other.map((key) => `${key} ${held[key]}, this one ${fleet[key]}`),
    ...dropped.map((part) => `${part}, which this one has not`),
  ];
  throw new InputError(
    "FLEET_REPLACED",
    `${file} holds a fleet with ${what.join("; ")}. If it is deployed, the next npm run deploy would delete it.`,
    "Write to another stack with --stack <name>, or drop the old fleet with --replace.",
  );
}

function next(fleet: Fleet, stack: string): string[] {
  const missing = missingSiteKeys(fleet);
  return [
    "Your account's own values come next:",
    ...missing.flatMap(({ key, find }) => [
      `  npm run pulumi -- config set --stack ${stack} crossover:${key} <value>`,
      `    ${find}`,
    ]),
    stack === "dev" ? "Then: npm run preview" : `Then: npm run preview -- --stack ${stack}`,
  ];
}
