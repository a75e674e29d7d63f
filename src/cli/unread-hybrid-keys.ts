import { InputError } from "../errors.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";

/**
 * What only a hybrid or a gate by class reads.
 * @throws InputError where there is no candidate for either
 */
export function refuseHybridKeys(file: string, given: Record<string, unknown>, llm: LlmPart): void {
  const hosted = llm.hosting.fixed === undefined && llm.candidates.some(({ open }) => open);
  if (given.hybrid !== undefined && !hosted) {
    throw new InputError(
      "KEY_UNREAD",
      `${file}: llm.hybrid is given, but ${llm.hosting.fixed === undefined ? "no candidate has open weights" : "llm.hosting.fixed is a host whose capacity nobody knows"}, so no fleet is planned that could share the work.`,
      "Add an open model to llm.candidates, for example openai/gpt-oss-20b, or remove llm.hybrid.",
    );
  }
  const measured = llm.classes.findIndex(({ quality }) => quality !== undefined);
  if (measured >= 0 && llm.candidates.length === 0) {
    throw new InputError(
      "KEY_UNREAD",
      `${file}: llm.classes.${measured}.quality is given, but llm.candidates names no model that it could be of.`,
      "Name the model that was measured as the first of llm.candidates.",
    );
  }
}
