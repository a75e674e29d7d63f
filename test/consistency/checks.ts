import { answersIn } from "./answers.ts";
import type { Raw } from "./arbitrary.ts";
import { besideProblems } from "./beside.ts";
import { explainProblems, faceProblems } from "./faces.ts";
import { listProblems, stackProblems } from "./lists.ts";
import type { Json, Problem } from "./report-json.ts";
import { paybackProblems, rowProblems } from "./rows.ts";
import { verdictProblems } from "./verdict.ts";

/** Everything that a report can be held to without asking again. */
export function reportProblems(report: Json, raw: Raw): Problem[] {
  const answers = answersIn(raw);
  return [
    ...rowProblems(report),
    ...report.decisions.flatMap((decision) => [
      ...paybackProblems(report, decision),
      ...listProblems(report, decision),
      ...verdictProblems(report, decision, answers),
    ]),
    ...stackProblems(report),
    ...besideProblems(report),
    ...faceProblems(report),
    ...explainProblems(report),
  ];
}
