import { InputError } from "../errors.ts";
import type { Report } from "../report/report.ts";
import type { RecordedFinding } from "./decision-record.ts";

/** They say how things are; there is nothing that anybody could answer. */
const STATEMENTS = new Set([
  "bill-agrees",
  "bill-not-comparable",
  "equal-sellers",
  "tie",
  "below-break-even",
  "not-lasting",
  "range-unused",
]);

/**
 * Every finding with the answer given to it.
 * @param answers by the finding's id
 * @param secret leave the sentences out: their figures are made with prices that stay secret
 * @throws InputError FINDING_UNKNOWN for an answer to what was not found; exit 2
 */
export function recordedFindings(
  report: Report,
  answers: Readonly<Record<string, string>>,
  secret: boolean,
): RecordedFinding[] {
  const found = [
    ...report.decisions.flatMap(({ part, findings }) => findings.map((finding) => ({ ...finding, part }))),
    ...report.findings,
  ];
  refuseStrangers(
    found.map(({ id }) => id),
    answers,
  );
  return found.map((finding) => {
    const answer = answers[finding.id];
    return {
      id: finding.id,
      ...("part" in finding && { part: finding.part }),
      ...(!secret && { text: finding.text }),
      ...(finding.key !== undefined && { key: finding.key }),
      asks: !STATEMENTS.has(finding.id),
      ...(answer !== undefined && { answer }),
    };
  });
}

export const unanswered = (findings: readonly RecordedFinding[]): RecordedFinding[] =>
  findings.filter(({ asks, answer }) => asks && answer === undefined);

function refuseStrangers(found: readonly string[], answers: Readonly<Record<string, string>>): void {
  const stranger = Object.keys(answers).find((id) => !found.includes(id));
  if (stranger === undefined) return;
  const known = [...new Set(found)].filter((id) => !STATEMENTS.has(id));
  throw new InputError(
    "FINDING_UNKNOWN",
    `--answer names ${stranger}; the findings of this report that ask something are ${known.join(", ") || "none"}.`,
    known[0] === undefined ? "Leave --answer out." : `For example --answer ${known[0]}="what you found out"`,
  );
}
