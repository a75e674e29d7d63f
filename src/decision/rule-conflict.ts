import type { Part } from "../alternatives/alternative.ts";
import type { PartDecision } from "./decision.ts";
import { isHosting } from "./verdict.ts";

/** The two answers that a rule on one part can give. */
type RuleSide = "self-host" | "buy";

/** Published rules that stand beside the verdict. */
type RuleName = "tracking" | "score" | "premium" | "wrong build" | "leaving" | "phase" | "trigger";

/** What one of them says of a part. */
export interface RuleSaying {
  readonly rule: RuleName;
  readonly part: Part;
  readonly says: RuleSide;
  /** Row that the rule would have; absent: it names none. */
  readonly alternative?: string;
  /** The component that a score or a premium is about. */
  readonly component?: string;
}

/** A rule that says something else than the verdict: named, never averaged. */
interface RuleConflict extends RuleSaying {
  readonly verdict: RuleSide;
}

/** Which side of a part its verdict stands on; undefined while it explains or is undecided. */
export function verdictSide(
  { verdict, names }: Pick<PartDecision, "verdict" | "names">,
  runByUs: (alternative: string) => boolean,
): RuleSide | undefined {
  if (isHosting(verdict)) return "self-host";
  if (verdict !== "buy") return undefined;
  return runByUs(names) ? "self-host" : "buy";
}

/** Every saying that its part's verdict does not share. A part whose verdict is open contradicts nothing. */
export function ruleConflicts(
  sayings: readonly RuleSaying[],
  sideOf: (part: Part) => RuleSide | undefined,
): RuleConflict[] {
  return sayings.flatMap((saying) => {
    const verdict = sideOf(saying.part);
    return verdict === undefined || verdict === saying.says ? [] : [{ ...saying, verdict }];
  });
}
