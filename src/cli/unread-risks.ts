import { InputError } from "../errors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { sidesOf } from "./part-sides.ts";

/**
 * A risk of a side that its part has not moves no total, and terms of leaving need something that is left.
 * @throws InputError naming the key and what would read it.
 */
export function refuseUnreadRisks(file: string, scenario: Scenario): void {
  for (const [i, { side, part, name }] of scenario.risks.entries()) {
    const { bought, hosted } = sidesOf(scenario, part);
    if (side === "self-host" ? hosted : bought) continue;
    const what = side === "self-host" ? "is run by ourselves" : "is bought";
    throw new InputError(
      "KEY_UNREAD",
      `${file}: risks.${i} (${name}) is of ${side}, but nothing of ${part} ${what}.`,
      `Remove it, or add what carries it to ${part}.candidates.`,
    );
  }
  if (scenario.llm?.interface !== undefined && scenario.llm.today === undefined) {
    throw new InputError(
      "KEY_UNREAD",
      `${file}: llm.interface is given, but llm.today names nothing that could be left.`,
      "Name it, for example llm.today: anthropic/claude-sonnet-4-6.",
    );
  }
}
