import type { Figure } from "../scenario/figure.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";

const made = new WeakMap<LlmPart, Map<string, LlmPart>>();

/**
 * The part with so much of each class. What a request looks like stays as it is, its longest prompt and answer too: half
 * of the requests of a class need the context length that all of them need.
 *
 * @param shares 0 to 1, one for each class; 0 leaves the class out
 * @returns undefined when nothing is left
 */
export function shareOfPart(part: LlmPart, shares: readonly number[]): LlmPart | undefined {
  if (shares.every((share) => share === 1)) return part;
  if (shares.every((share) => share === 0)) return undefined;
  // The same object for the same shares: what is known of a part is kept by the object.
  const known = made.get(part) ?? new Map<string, LlmPart>();
  made.set(part, known);
  const key = shares.join();
  const classes = part.classes.flatMap((entry, i) => {
    const share = shares[i] ?? 0;
    if (share === 0) return [];
    return [{ ...entry, requestsPerMonth: scaled(entry.requestsPerMonth, share) }];
  });
  const found = known.get(key) ?? { ...part, classes };
  known.set(key, found);
  return found;
}

function scaled(figure: Figure, share: number): Figure {
  if (share === 1) return figure;
  const { low, base, high, months } = figure;
  return {
    ...figure,
    low: low * share,
    base: base * share,
    high: high * share,
    ...(months && { months: months.map((value) => value * share) }),
  };
}
