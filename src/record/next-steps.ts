import type { Report, ReportDecision } from "../report/report.ts";
import { runsMachines } from "./own-machines.ts";

/**
 * What to prepare while the decision stands, without a figure: first what is advised now, then each open question with
 * its test, then what keeps the next move cheap.
 */
export function nextStepsOf(decision: ReportDecision, report: Report): string[] {
  const rows = report.alternatives.filter(({ part }) => part === decision.part);
  const row = (id: string) => rows.find((one) => one.id === id);
  const now = decision.now.flatMap(({ alternative }) => {
    const found = row(alternative);
    return found === undefined ? [] : [`Now: ${found.doing ?? found.name}.`];
  });
  const tests = decision.test.flatMap(({ open }) =>
    // A line without a price is answered by a command, a question of the scenario under its key.
    open.map(({ key, question, test }) =>
      rows.some(({ id }) => key.startsWith(`${id}.`))
        ? `${question} Run: ${test}`
        : `Answer ${key}: ${question} ${test}`,
    ),
  );
  return [...new Set([...now, ...tests, ...preparation(decision, row(decision.names)?.kind)])];
}

/** A bought model is left by way of the same model at another seller; what makes that a change of an address. */
function preparation({ part }: ReportDecision, kind: string | undefined): string[] {
  if (part !== "llm" || kind === undefined || runsMachines(kind)) return [];
  return [
    "Keep calls behind one interface in an OpenAI-style dialect and keep your own evaluation set, so that the next model is a change of an address.",
  ];
}
