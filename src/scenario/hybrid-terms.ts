import { InputError } from "../errors.ts";
import type { Figures } from "./figures.ts";
import type { RawLlm } from "./llm-schema.ts";
import type { LlmPart } from "./llm-terms.ts";

/**
 * `llm.hybrid`, assumed as soon as there are several classes of requests; nothing for a single one, unless it is asked for.
 * @throws InputError for a class that there is none of.
 */
export function hybridTerms(raw: RawLlm, make: Figures, file: string): Pick<LlmPart, "hybrid"> {
  const given = raw.hybrid;
  const names = raw.classes?.map(({ name }) => name) ?? ["all"];
  if (given === undefined && names.length < 2) return {};
  const wrong = given?.classes?.find((name) => !names.includes(name));
  if (wrong !== undefined) {
    throw new InputError(
      "CLASS_UNKNOWN",
      `${file}: llm.hybrid.classes names "${wrong}", but the classes of requests are ${names.join(", ")}.`,
      "Use a name of llm.classes, or leave llm.hybrid.classes out: then every class may be hosted.",
    );
  }
  return {
    hybrid: {
      routingUsdPerMonth: make.orDefault("llm.hybrid.routingUsdPerMonth", given?.routingUsdPerMonth),
      routerHours: make.orDefault("llm.hybrid.routerHours", given?.routerHours),
      ...(given?.classes && { classes: given.classes }),
    },
  };
}
