import { retuneMonths, tuning, tuningUsd } from "../offers/tuning.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Candidate, LlmPart, RequestClass } from "../scenario/llm-terms.ts";
import type { Alternative, Month } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import type { Dated } from "./dated.ts";
import { shortName } from "./llm-volume.ts";
import { replaced } from "./replaced.ts";
import { withStore } from "./retrieval-store.ts";

/** How a candidate differs from its base model; absent: it is used as it is. */
export function builtOf({ tuning: tuned, retrieval }: Candidate): Alternative["built"] {
  return tuned !== undefined ? "fine-tuned" : retrieval !== undefined ? "retrieval" : undefined;
}

/** What stands for the weights and what they are given to read: equal names need no gate between them. */
export function weightsName(candidate: Candidate): string {
  const built = builtOf(candidate);
  return built === undefined ? candidate.model : `${candidate.model} (${built})`;
}

/** The candidate inside an id: "gpt-oss-20b", "gpt-oss-20b-fine-tuned". */
export function slugOf(candidate: Candidate): string {
  const built = builtOf(candidate);
  return built === undefined ? shortName(candidate.model) : `${shortName(candidate.model)}-${built}`;
}

/** As the table prints it: "gpt-oss-20b fine-tuned". */
export function labelOf(candidate: Candidate): string {
  const built = builtOf(candidate);
  return built === undefined ? shortName(candidate.model) : `${shortName(candidate.model)} ${wordOf(built)}`;
}

function wordOf(built: NonNullable<Alternative["built"]>): string {
  return built === "retrieval" ? "with retrieval" : built;
}

/** Served by a fleet of our own: every open model that is not tuned for somebody else's machines. */
export function isHostable({ open, tuning: tuned }: Candidate): boolean {
  return open && (tuned === undefined || tuned.servedAs === "own");
}

/** The workload as the candidate gets it: with retrieved text in each prompt. */
export function workloadFor(part: LlmPart, { retrieval }: Candidate): LlmPart {
  if (retrieval === undefined) return part;
  const added = retrieval.promptTokensAdded;
  const longer = (c: RequestClass): RequestClass => ({
    ...c,
    promptTokens: plus(c.promptTokens, added),
    promptTokensP99: plus(c.promptTokensP99, added),
  });
  return { ...part, classes: part.classes.map(longer) };
}

function plus(figure: Figure, added: Figure): Figure {
  const { months } = figure;
  return {
    ...figure,
    key: `${figure.key} + ${added.key}`,
    low: figure.low + added.low,
    base: figure.base + added.base,
    high: figure.high + added.high,
    ranged: figure.ranged || added.ranged,
    ...(months && { months: months.map((tokens) => tokens + added.base) }),
  };
}

/** A row of a candidate with what tuning and retrieval add to it. */
export function adapted(
  context: PlanContext,
  part: LlmPart,
  candidate: Candidate,
  row: Alternative,
): Alternative {
  const built = builtOf(candidate);
  if (built === undefined) return row;
  const tuned = retuned(replaced(row, { built }), candidate);
  const store = candidate.retrieval?.store;
  return store === undefined ? tuned : withStore(context, part, store, tuned);
}

function retuned(row: Alternative, candidate: Candidate): Alternative {
  const months = retuneMonths(candidate, row.months.length);
  const each = tuningUsd(candidate);
  const notes = [...row.notes, ...tuningNotes(candidate)];
  if (months.length === 0 || each === 0) return replaced(row, { notes });
  const when = months.length === 1 ? `month ${months[0]}` : `months ${months.join(", ")}`;
  return replaced(row, {
    months: row.months.map((month, i) => (months.includes(i + 1) ? dearer(month, each) : month)),
    dated: [...(row.dated ?? []), ...months.map((month) => tunedAgain(candidate, month, each))],
    notes: [...notes, `tuned again in ${when}: ${each.toLocaleString("en-US")} USD each time`],
  });
}

function tunedAgain(candidate: Candidate, month: number, usd: number): Dated {
  const charges = tuning(candidate).map((charge) => ({
    ...charge,
    id: `${charge.id}.month${month}`,
    name: `${charge.name} again, month ${month}`,
  }));
  return { month, usd, owed: false, charges };
}

function dearer(month: Month, usd: number): Month {
  return {
    ...month,
    usd: month.usd + usd,
    machinesUsd: month.machinesUsd + usd,
    ...(month.listUsd !== undefined && { listUsd: month.listUsd + usd }),
  };
}

const SERVED = {
  vendor: "fine-tuned, served by its vendor at the rates you gave",
  adapter: "fine-tuned, served as an adapter on the base model",
  dedicated: "fine-tuned, served on machines rented by the hour",
  own: "fine-tuned, served by a fleet of your own; its quality counts as measured after tuning",
} as const;

function tuningNotes(candidate: Candidate): string[] {
  const { tuning: tuned } = candidate;
  if (tuned === undefined) return [];
  const free =
    tuning(candidate).length === 0 ? ["labelling and training are not given and count as none"] : [];
  return [SERVED[tuned.servedAs], ...free];
}
