import type { Criteria } from "../scenario/scenario.ts";
import { cheapest, type Entry, ownUnknowns } from "./entry.ts";
import type { Outcome } from "./rule.ts";

/**
 * A hybrid is two systems to run, so it must cost less than each pure option by more than the tie band: present value
 * over the horizon, known lines. One whose own lines are not all known is left to the order's second step.
 *
 * @param pure what may be bought alone, and the fleets that may carry all of it
 * @returns the cheapest of those that it does not undercut
 */
export function notUndercut(hybrid: Entry, pure: readonly Entry[], { tieBand }: Criteria): Entry | undefined {
  return cheapest(
    pure.filter(
      (option) =>
        ownUnknowns(option, hybrid).length === 0 &&
        hybrid.presentValueUsd >= option.presentValueUsd * (1 - tieBand.base),
    ),
  );
}

/** The outcome of the verdict order, read for a hybrid: what a pure option does as well is bought or hosted whole. */
export function hybridOutcome(outcome: Outcome, beatenBy: Entry | undefined): Outcome {
  if (outcome.verdict === "buy") return outcome;
  if (beatenBy !== undefined) return { verdict: "buy", clause: "6", material: [] };
  return outcome.verdict === "self-host" ? { ...outcome, verdict: "hybrid" } : outcome;
}
