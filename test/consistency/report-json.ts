import type { Report } from "../../src/report/report.ts";

/** What stands in the JSON of a report: types only, every value comes from JSON.parse. */
export type Json = Report;
export type Alternative = Json["alternatives"][number];
export type Row = NonNullable<Alternative["row"]>;
export type Charge = Alternative["monthly"][number];
export type Decision = Json["decisions"][number];
export type Action = Decision["now"][number];
export type Rejection = Decision["not"][number];
export type Payback = Action["payback"];

/** Something that the report says and its own figures do not: `cause` groups, the text says where. */
export interface Problem {
  readonly cause: string;
  readonly text: string;
}

export function problem(cause: string, ...words: unknown[]): Problem {
  const said = words.map((word) => (typeof word === "string" ? word : JSON.stringify(word)));
  return { cause, text: said.join(" ") };
}

/** @throws Error when the report names an alternative that it does not hold. */
export function alternativeOf(report: Json, part: string, id: string): Alternative {
  const found = report.alternatives.find((a) => a.part === part && a.id === id);
  if (found === undefined) throw new Error(`${part} names ${id}, which is no alternative of it`);
  return found;
}

/** @throws Error for an alternative without figures: every one has them. */
export function rowOf(alternative: Alternative): Row {
  if (alternative.row === undefined) throw new Error(`${alternative.id} has no row`);
  return alternative.row;
}
