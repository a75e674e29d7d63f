import { isHostable } from "../alternatives/adapted.ts";
import { InputError } from "../errors.ts";
import { isSelfHosted } from "../offers/services.ts";
import type { Scenario } from "../scenario/scenario.ts";

/**
 * A commitment changes what a hosted fleet costs, and nothing else.
 * @throws InputError for a commitment of a part that is not there, or of which nothing is hosted.
 */
export function refuseUnreadCommitments(file: string, scenario: Scenario): void {
  for (const { part, key } of scenario.commitments) {
    if (isHosted(scenario, part)) continue;
    throw new InputError(
      "KEY_UNREAD",
      `${file}: ${key} commits instances of the ${part} part, ` +
        (scenario[part] === undefined ? `but the scenario has no ${part}.` : "but nothing of it is hosted."),
      part === "llm"
        ? "Add an open model to llm.candidates, for example openai/gpt-oss-120b, without llm.hosting.fixed."
        : "Add qdrant to vectors.candidates.",
    );
  }
}

function isHosted({ llm, vectors }: Scenario, part: "llm" | "vectors"): boolean {
  if (part === "llm") return llm?.hosting.fixed === undefined && (llm?.candidates ?? []).some(isHostable);
  const offers = vectors === undefined ? [] : [vectors.today, ...vectors.candidates];
  return offers.some((offer) => offer !== undefined && isSelfHosted("vectors", offer));
}
