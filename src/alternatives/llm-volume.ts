import { volumeInMonth } from "../demand/growth.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";

/** Requests of month t over all classes, retries not counted: the volume that people speak of. */
export function requestsIn(part: LlmPart, month: number): number {
  return part.classes.reduce((sum, c) => sum + volumeInMonth(c.requestsPerMonth, c.growthPerMonth, month), 0);
}

/** The last segment of an id, as tables print it: "gpt-oss-120b". */
export function shortName(model: string): string {
  return model.slice(model.lastIndexOf("/") + 1);
}
