import { InputError } from "../errors.ts";
import { retrievalOf, tuningOf } from "./adaptation.ts";
import { beside } from "./beside.ts";
import { nearest } from "./issue.ts";
import type { RawLlm } from "./llm-schema.ts";
import { requireOwn, type Surroundings } from "./llm-surroundings.ts";
import type { Candidate, RequestClass } from "./llm-terms.ts";
import { qualityOf } from "./quality.ts";
import { reasonsByDefault } from "./reasoning-models.ts";
import { figuresAt } from "./rule-parts.ts";

type RawCandidate = NonNullable<RawLlm["candidates"]>[number];

function plainCandidate(raw: RawCandidate, index: number, around: Surroundings): Candidate {
  const entry = typeof raw === "string" ? { model: raw } : raw;
  const at = `llm.candidates.${index}`;
  const { make, context } = around;
  const config =
    "config" in entry && entry.config !== undefined ? beside(context.file, entry.config) : undefined;
  const open = config !== undefined || context.openModels.includes(entry.model);
  if (!open) requireProvider(entry.model, `${at}.model`, around);
  const reasons = reasonsByDefault(entry.model, open);
  const training = make.optional(`${at}.trainingUsd`, entry.trainingUsd);
  const labelling = make.optional(`${at}.labellingUsd`, entry.labellingUsd);
  return {
    model: entry.model,
    open,
    ...(config !== undefined && { config }),
    ...(entry.precision !== undefined && { precision: entry.precision }),
    weights: entry.weights ?? "open",
    quality: qualityOf(entry.quality),
    reasoningMultiplier: make.orDefault(
      `${at}.reasoningMultiplier`,
      entry.reasoningMultiplier,
      reasons ? `llm.reasoningMultiplier.${open ? "open" : "closed"}` : "llm.reasoningMultiplier",
    ),
    ...(training && { trainingUsd: training }),
    ...(labelling && { labellingUsd: labelling }),
    ...(entry.profile && { profile: figuresAt(make, `${at}.profile`, entry.profile) }),
  };
}

/** Two tunings of one model that are served alike would be one row told twice. */
export function requireDistinct({ candidates = [] }: RawLlm, { context }: Surroundings): void {
  const seen = new Map<string, number>();
  for (const [i, entry] of candidates.entries()) {
    if (typeof entry === "string" || (entry.tuning ?? entry.retrieval) === undefined) continue;
    const way = entry.tuning ? `tuned, served as ${entry.tuning.servedAs}` : "with retrieval";
    const first = seen.get(`${entry.model} ${way}`);
    if (first !== undefined) {
      throw new InputError(
        "CANDIDATE_TWICE",
        `${context.file}: llm.candidates.${first} and llm.candidates.${i} are both ${entry.model} ${way}.`,
        "Keep one of them, and try the other with --set.",
      );
    }
    seen.set(`${entry.model} ${way}`, i);
  }
}

/** A candidate that may be tuned, or answer from retrieved text. */
export function candidateOf(
  raw: RawCandidate,
  index: number,
  around: Surroundings,
  list: readonly RequestClass[],
): Candidate {
  const made = plainCandidate(raw, index, around);
  if (typeof raw === "string" || (raw.tuning === undefined && raw.retrieval === undefined)) return made;
  const { make, context, growth } = around;
  const place = {
    at: `llm.candidates.${index}`,
    make,
    file: context.file,
    model: made.model,
    open: made.open,
  };
  if (raw.tuning !== undefined && (raw.trainingUsd !== undefined || raw.labellingUsd !== undefined)) {
    throw new InputError(
      "TUNING_TWICE",
      `${context.file}: ${place.at} gives tuning and ${raw.trainingUsd === undefined ? "labellingUsd" : "trainingUsd"} beside it.`,
      "Move it into tuning.",
    );
  }
  return {
    ...made,
    ...(raw.tuning && { tuning: tuningOf(raw.tuning, place) }),
    ...(raw.retrieval && { retrieval: retrievalOf(raw.retrieval, place, { classes: list }, growth) }),
  };
}

function requireProvider(model: string, key: string, around: Surroundings): void {
  if (model.startsWith("own/")) {
    requireOwn(model.slice(4), key, around);
    return;
  }
  const guess = nearest(model, around.context.openModels);
  if (model.includes("/") && guess === undefined) return;
  throw new InputError(
    "MODEL_UNKNOWN",
    `${around.context.file}: ${key} is "${model}", which is neither an open model that Crossover knows nor provider/model.${guess === undefined ? "" : ` Did you mean ${guess}?`}`,
    "Open models are named by their repository id, such as openai/gpt-oss-120b; the list: data/models.json",
  );
}
