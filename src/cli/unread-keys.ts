import { InputError } from "../errors.ts";
import { isSelfHosted, readsOf } from "../offers/services.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ScenarioFile } from "./scenario-file.ts";
import { refuseUnreadCommitments } from "./unread-commitments.ts";
import { refuseHybridKeys } from "./unread-hybrid-keys.ts";
import { refuseUnreadRisks } from "./unread-risks.ts";
import { refuseUnreadRuleKeys } from "./unread-rule-keys.ts";
import { refuseUnreadSharedKeys } from "./unread-shared-keys.ts";

/** Keys of a store's part that its hosted engine reads. */
const ENGINE_READS = {
  vectors: [
    "vectors.vectors",
    "vectors.dimensions",
    "vectors.bytesPerDimension",
    "vectors.metadataBytes",
    "vectors.payloadBytesInRam",
    "vectors.queriesPerMonth",
    "vectors.recordsWrittenPerMonth",
    "vectors.recordsPerWriteRequest",
    "vectors.topK",
    "vectors.growthPerMonth",
    "vectors.buildHours",
    "vectors.upkeepHoursPerMonth",
  ],
  tracking: [
    "tracking.seats",
    "tracking.runsPerMonth",
    "tracking.metricPointsPerRun",
    "tracking.artifactGBPerRun",
    "tracking.retentionMonths",
    "tracking.buildHours",
    "tracking.upkeepHoursPerMonth",
  ],
} as const;

/** Keys that an offer at the reader's own rates may count. */
const OWN_READS = {
  vectors: ["vectors.vectors", "vectors.queriesPerMonth", "vectors.recordsWrittenPerMonth"],
  tracking: ["tracking.seats"],
} as const;

/** What machines that hold vectors are counted by. */
function memoryReads(scenario: Scenario, part: string, offer: string): readonly string[] {
  const own = scenario.offers.own.find(({ name }) => offer === `own/${name}`);
  return part === "vectors" && own?.host?.usableGB !== undefined
    ? ["vectors.dimensions", "vectors.bytesPerDimension", "vectors.payloadBytesInRam"]
    : [];
}

/** Single sign-on moves an offer that has a rate for it. */
function signOnReads(scenario: Scenario, offer: string): readonly string[] {
  const own = scenario.offers.own.find(({ name }) => offer === `own/${name}`);
  return own?.kind === "seats" && own.ssoSeatUsd !== undefined ? ["tracking.sso"] : [];
}

/**
 * Keys that say which alternatives there are, that some rule beside the costs reads, or that a part is not complete
 * without, even if none of its offers has a price.
 */
const ALWAYS_READ =
  /^(vectors|tracking)\.(today|candidates|embedding|selfHostMandate|growthPerMonth|vectors|dimensions|queriesPerMonth)/;

/**
 * Nothing is asked that is not used: a key that no alternative of its part reads is an error.
 * @throws InputError naming the key and who would read it.
 */
export function refuseUnreadKeys(file: ScenarioFile, scenario: Scenario): void {
  for (const part of ["vectors", "tracking"] as const) {
    const given = file.raw[part];
    const own = scenario[part];
    if (given === undefined || own === undefined) continue;
    const offers = [...new Set([...(own.today === undefined ? [] : [own.today]), ...own.candidates])];
    const read = new Set(
      offers.flatMap((offer): readonly string[] =>
        isSelfHosted(part, offer)
          ? ENGINE_READS[part]
          : offer.startsWith("own/")
            ? [...OWN_READS[part], ...memoryReads(scenario, part, offer), ...signOnReads(scenario, offer)]
            : readsOf(part, offer),
      ),
    );
    refuseAlone(file.file, part, offers);
    for (const key of leaves(given, part)) {
      if (ALWAYS_READ.test(key) || [...read].some((wanted) => key === wanted || key.startsWith(`${wanted}.`)))
        continue;
      throw unread(file.file, key, offers);
    }
  }
  refuseLlmKeys(file, scenario);
  refuseUnreadCommitments(file.file, scenario);
  refuseOwnOffers(file, scenario);
  refuseUnreadRuleKeys(file, scenario);
  refuseUnreadSharedKeys(file, scenario);
  refuseUnreadRisks(file.file, scenario);
}

/** An offer of the reader's own rates is compared where it is named, and nowhere else. */
function refuseOwnOffers({ file }: ScenarioFile, { offers, llm, vectors, tracking }: Scenario): void {
  const stores = [vectors, tracking].flatMap((part) => (part ? [part.today ?? "", ...part.candidates] : []));
  const searched = (llm?.candidates ?? []).flatMap(({ retrieval }) => retrieval?.store?.candidates ?? []);
  const named = new Set([
    ...searched.flatMap((name) => (name.startsWith("own/") ? [name.slice(4)] : [])),
    ...stores.flatMap((name) => (name.startsWith("own/") ? [name.slice(4)] : [])),
    ...(llm?.today?.provider === "own" ? [llm.today.model] : []),
    ...(llm?.candidates ?? []).flatMap(({ model }) => (model.startsWith("own/") ? [model.slice(4)] : [])),
  ]);
  const unnamed = offers.own.find(({ name }) => !named.has(name));
  if (unnamed === undefined) return;
  throw new InputError(
    "KEY_UNREAD",
    `${file}: offers.own holds ${unnamed.name}, but neither llm.today nor llm.candidates names own/${unnamed.name}, nor does another part.`,
    `Add it: --candidate own/${unnamed.name}, or under llm.candidates (vectors, tracking).`,
  );
}

/** One alternative is no comparison. */
function refuseAlone(file: string, part: "vectors" | "tracking", offers: readonly string[]): void {
  const [only, second] = offers;
  if (only === undefined || second !== undefined) return;
  const other = part === "vectors" ? "pinecone/standard" : "wandb/pro";
  throw new InputError(
    "NOTHING_TO_COMPARE",
    `${file}: ${part} has one alternative, ${only}, and nothing to compare it with.`,
    `Name what is bought today (${part}.today: ${other}) or add an offer to ${part}.candidates.`,
  );
}

function refuseLlmKeys({ file, raw }: ScenarioFile, { llm }: Scenario): void {
  const given = raw.llm as Record<string, unknown> | undefined;
  if (given === undefined || llm === undefined) return;
  const hosted =
    llm.hosting.fixed !== undefined ||
    llm.candidates.some(({ open, tuning }) => open && (tuning?.servedAs ?? "own") === "own");
  if (given.hosting !== undefined && !hosted) {
    throw new InputError(
      "KEY_UNREAD",
      `${file}: llm.hosting is given, but no candidate has open weights, so nothing is hosted.`,
      "Add an open model to llm.candidates, for example openai/gpt-oss-120b.",
    );
  }
  refuseHybridKeys(file, given, llm);
  const bought = llm.today !== undefined;
  for (const key of ["billedUsdPerMonth", "cachedPromptShare", "batchedShare", "reasoningMultiplier"]) {
    if (given[key] === undefined || bought) continue;
    throw new InputError(
      "KEY_UNREAD",
      `${file}: llm.${key} is given, but llm.today names nothing that is bought.`,
      "Name it, for example llm.today: anthropic/claude-sonnet-4-6.",
    );
  }
}

/** Dotted keys of what was given; a figure's own keys (low, base, months) are not keys of the scenario. */
function leaves(node: unknown, prefix: string): string[] {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return [prefix];
  const object = node as Record<string, unknown>;
  if ("base" in object || "months" in object) return [prefix];
  return Object.entries(object).flatMap(([key, value]) => leaves(value, `${prefix}.${key}`));
}

function unread(file: string, key: string, offers: readonly string[]): InputError {
  const last = key.slice(key.lastIndexOf(".") + 1);
  return new InputError(
    "KEY_UNREAD",
    `${file}: ${key} is given, but no alternative (${offers.join(", ")}) reads ${last}.`,
    "Remove it, or add the offer that charges it to today or candidates.",
  );
}

/** One-offs are spread in break-even volumes alone. */
export function refuseUnreadSpread(
  { file }: ScenarioFile,
  { spreadMonths }: Scenario,
  beside: readonly { readonly breakEvens: readonly unknown[] }[],
): void {
  if (spreadMonths === undefined || beside.some(({ breakEvens }) => breakEvens.length > 0)) return;
  throw new InputError(
    "KEY_UNREAD",
    `${file}: spreadMonths is given, but nothing is hosted whose break-even volume it could move.`,
    "Remove it, or add an open model to llm.candidates.",
  );
}
