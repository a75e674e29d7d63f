import type { DecisionRecord, RecordedDecision } from "./decision-record.ts";

/** A row that a verdict lets be chosen; without `names` there is none. */
export interface Chosen {
  readonly names?: string;
  readonly name: string;
}

const NOTHING: Chosen = { name: "nothing may be chosen yet" };

/** What a recorded decision lets be chosen. Schema 1 names what runs today even where it is ruled out: then nothing is. */
export function chosenIn({ alternatives }: DecisionRecord, decision: RecordedDecision): Chosen {
  const { part, names, name } = decision;
  if (names === undefined || name === undefined) return NOTHING;
  const row = alternatives.find((one) => one.part === part && one.id === names);
  return row?.infeasible === undefined ? { names, name } : NOTHING;
}

/** The same of a row of a report, or of what a flip would name. */
export function chosenRow(
  names: string,
  row: { readonly infeasible?: string | undefined } | undefined,
  name: string,
): Chosen {
  return row?.infeasible === undefined ? { names, name } : NOTHING;
}

/** "buy, W&B pro", "explain, meanwhile claude-haiku-4-5", "explain, nothing may be chosen yet". */
export function verdictText(verdict: string, { names, name }: Chosen): string {
  return verdict === "explain" && names !== undefined ? `explain, meanwhile ${name}` : `${verdict}, ${name}`;
}
