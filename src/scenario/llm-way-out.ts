import { InputError } from "../errors.ts";
import type { Figures } from "./figures.ts";
import { nearest } from "./issue.ts";
import type { ParseContext } from "./parse.ts";
import type { ModelInterface } from "./switching.ts";
import type { RawInterface } from "./switching-schema.ts";

/** @throws InputError for a model whose weights nobody here knows: it could not be deployed. */
export function fallbackOf(model: string, { context }: { readonly context: ParseContext }): string {
  if (context.openModels.includes(model)) return model;
  const guess = nearest(model, context.openModels);
  throw new InputError(
    "FALLBACK_UNKNOWN",
    `${context.file}: llm.fallback is "${model}", which is no open model that Crossover knows.${guess === undefined ? "" : ` Did you mean ${guess}?`}`,
    "Open models are named by their repository id, such as openai/gpt-oss-120b; the list: data/models.json",
  );
}

export function interfaceOf(raw: RawInterface, make: Figures): ModelInterface {
  const systems = make.optional("llm.interface.systems", raw.systems);
  return { calls: raw.calls, ...(systems && { systems }) };
}
