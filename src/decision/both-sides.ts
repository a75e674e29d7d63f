import { type Alternative, isOurs } from "../alternatives/alternative.ts";
import type { Criteria } from "../scenario/scenario.ts";
import type { PartDecision, Row } from "./decision.ts";
import { ruledOutBy } from "./policy.ts";

/** One alternative with its figures. */
export interface Option {
  readonly alternative: Alternative;
  readonly row: Row;
  /** In a sentence of its own: a change of today's offer says what it changes. */
  readonly called: string;
}

/** What would be bought and what would be run, of one part: the pair that most of its risks are about. */
export interface BothSides {
  readonly bought?: Option;
  readonly hosted?: Option;
}

/** Run by ourselves, on our stack or on a host of our own; of a hybrid some of it. */
export const isOwn = (row: Alternative): boolean => isOurs(row) || row.kind === "hybrid";

export function optionOf(
  id: string | undefined,
  decision: PartDecision,
  alternatives: readonly Alternative[],
): Option | undefined {
  const alternative = alternatives.find((a) => a.id === id);
  const row = decision.rows.find((r) => r.alternative === id);
  if (alternative === undefined || row === undefined) return undefined;
  return { alternative, row, called: calledOf(alternative, alternatives) };
}

/** "claude-sonnet-4-6 + cached prefix", "Llama-3.1-8B at Groq". */
export function calledOf(
  { kind, name }: Pick<Alternative, "kind" | "name">,
  alternatives: readonly Alternative[],
): string {
  const today = alternatives.find((a) => a.kind === "today")?.name;
  if (kind !== "lever" || today === undefined) return name;
  return name.startsWith("at ") ? `${today.split(", ")[0]} ${name}` : `${today} ${name}`;
}

/** The best offer and the leading fleet; where our own host runs today, that and the cheapest offer. */
export function bothSides(
  decision: PartDecision,
  alternatives: readonly Alternative[],
  policy: Criteria["dataPolicy"],
): BothSides {
  const named = [decision.keep, decision.today, decision.lead]
    .map((id) => optionOf(id, decision, alternatives))
    .filter((option) => option !== undefined);
  const feasible = alternatives.filter(
    (a) => a.feasible.kind === "yes" && ruledOutBy(policy, a) === undefined,
  );
  const offers = feasible.flatMap((a) => (isOwn(a) ? [] : (optionOf(a.id, decision, alternatives) ?? [])));
  const bought = named.find(({ alternative }) => !isOwn(alternative)) ?? cheapestOption(offers);
  const hosted = named.find(({ alternative }) => isOwn(alternative));
  return { ...(bought && { bought }), ...(hosted && { hosted }) };
}

/** Priced ones first, then the lowest total, then the id: the order of the alternatives decides nothing. */
export function cheapestOption(options: readonly Option[]): Option | undefined {
  const [best] = options.toSorted(
    ({ row: x }, { row: y }) =>
      Number(x.atLeast) - Number(y.atLeast) ||
      x.tcoUsd - y.tcoUsd ||
      (x.alternative < y.alternative ? -1 : 1),
  );
  return best;
}
