/** Names the decision record that a resource stands for. */
export const DECISION_TAG = "crossover:decision";

/**
 * Tags without the decision: what a launch template gives its instances. Another record would otherwise be another
 * version of the template, and so replace every instance; the group's own tags reach new ones anyway.
 */
export function withoutDecision(tags: { readonly [key: string]: string }): { [key: string]: string } {
  const { [DECISION_TAG]: _, ...rest } = tags;
  return rest;
}

/** Tags of a resource: what the program asks for, then the name that the console shows. */
export function named(
  name: string,
  tags: { readonly [key: string]: string } = {},
): { [key: string]: string } {
  return { ...tags, Name: name };
}
