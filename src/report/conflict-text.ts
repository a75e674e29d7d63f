import { monthSpan } from "./number.ts";
import { find, type PartView, partViews } from "./part-view.ts";
import { rejectionSentence } from "./rejection-sentence.ts";
import type { Report, ReportPart } from "./report.ts";
import { PARTS, type Rules, rowName } from "./rule-text.ts";
import { clause, sentence } from "./wording.ts";

type Conflict = Rules["conflicts"][number];

/** A published rule against the verdict, each with the row that it would have, and what the verdict goes by. */
export function conflictTexts(
  report: Report,
  asked: {
    readonly rules: readonly Conflict["rule"][];
    readonly part?: ReportPart;
    readonly component?: string;
  },
): string[] {
  const { rules, part, component } = asked;
  const found = (report.rules?.conflicts ?? []).filter(
    (conflict) =>
      rules.includes(conflict.rule) &&
      (part === undefined || conflict.part === part) &&
      (component === undefined || conflict.component === component),
  );
  return found.map((conflict) => conflictText(report, conflict));
}

const SIDES = { "self-host": "run it yourself", buy: "buy" } as const;

function conflictText(report: Report, conflict: Conflict): string {
  const { part, says, verdict, alternative } = conflict;
  const view = partViews(report).find((entry) => entry.part === part);
  const row = alternative === undefined ? "" : ` (${rowName(report, part, alternative)})`;
  const names = view === undefined ? "" : ` (${rowName(report, part, view.decision.names)})`;
  const reason =
    view === undefined ? "" : ` ${sentence(`the verdict goes by this: ${reasonOf(view, conflict)}`)}`;
  return `Conflict: ${ruleName(report, conflict)} says ${SIDES[says]}${row}, the verdict on ${PARTS[part]} says ${SIDES[verdict]}${names}; both stand.${reason}`;
}

function ruleName(report: Report, { rule, component }: Conflict): string {
  switch (rule) {
    case "tracking":
      return "the tracking rule";
    case "score":
      return `the score of ${component}`;
    case "premium":
      return `the premium of ${component}`;
    case "wrong build":
      return `the rule on a wrong build, totals over ${monthSpan(report.scenario.horizonMonths)},`;
    case "leaving":
      return "the rule on leaving what is bought";
    case "phase":
      return `phase ${report.rules?.phase?.phase}`;
    case "trigger":
      return "the best month to move";
  }
}

/** The one number that rules out what the rule would have; else why the verdict is what it is. */
function reasonOf(view: PartView, { alternative }: Conflict): string {
  const rejection = view.decision.not.find((entry) => entry.alternative === alternative);
  return clause(
    rejection === undefined || find(view, alternative) === undefined
      ? view.decision.because
      : rejectionSentence(view, rejection),
  );
}
