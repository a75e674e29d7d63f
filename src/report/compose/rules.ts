import type { Report } from "../report.ts";
import type { ReportRisks } from "../report-risk.ts";
import type { Findings } from "./compose.ts";
import { conflictFacts } from "./rule-conflicts.ts";
import { performanceFacts } from "./rule-performance.ts";
import { capabilityOf, leavingsOf, phaseFacts } from "./rule-phase.ts";
import { componentFacts, contextFacts, guidanceFacts, trackingFacts } from "./rule-published.ts";
import { scaleToZeroFacts, timeFacts, unitFacts } from "./rule-units.ts";

export type Rules = NonNullable<Report["rules"]>;

/** Share of draws in which an alternative is cheaper than what is kept; undefined where nobody drew. */
export type CheaperShare = (part: Rules["units"][number]["part"], alternative: string) => number | undefined;

/** Rules beside the verdict, each where the scenario feeds it. */
export function rulesOf(
  found: Findings,
  cheaperShare: CheaperShare = () => undefined,
  lockIn: ReportRisks["lockIn"] = [],
): Rules {
  const context = contextFacts(found.scenario);
  const tracking = trackingFacts(found);
  const performance = performanceFacts(found);
  const leaving = leavingsOf(found, cheaperShare);
  const phase = phaseFacts(found, leaving);
  const idle = scaleToZeroFacts(found);
  const rules = {
    ...(context && { context }),
    ...(tracking && { tracking }),
    components: componentFacts(found),
    ...(performance && { performance }),
    units: unitFacts(found),
    ...(idle && { scaleToZero: idle }),
    time: timeFacts(found),
    leaving,
    ...(phase && { phase }),
    capability: capabilityOf(found),
    guidance: guidanceFacts(found),
  };
  return { ...rules, conflicts: conflictFacts(found, { ...rules, lockIn }) };
}
