/** The share of output tokens at which two prices blend to a third. */
export type BlendShare =
  | { readonly kind: "at"; readonly share: number }
  | { readonly kind: "never"; readonly because: string };

/** (blended − input) ÷ (output − input); a share outside 0 to 1 is no mix. Prices in one unit. */
export function blendShare(input: number, output: number, blended: number): BlendShare {
  if (output === input)
    return { kind: "never", because: "both prices are equal, so every mix costs the same" };
  const share = (blended - input) / (output - input);
  return share >= 0 && share <= 1
    ? { kind: "at", share }
    : { kind: "never", because: "the price lies outside the two" };
}
