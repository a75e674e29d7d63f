/** Who says so, and when. Every figure of a report carries one. */
export type Provenance =
  | { readonly kind: "published"; readonly source: string; readonly at: string; readonly note?: string }
  | { readonly kind: "measured"; readonly source: string; readonly at: string; readonly note?: string }
  | { readonly kind: "fitted"; readonly source: string; readonly at: string; readonly note?: string }
  | { readonly kind: "assumed"; readonly key: string; readonly because: string }
  /** `at`: the day on which you were told, where that matters. */
  | { readonly kind: "yours"; readonly key: string; readonly because?: string; readonly at?: string };

/** A quantity or price that is not known: the third state beside a number and an error. */
export interface Unknown {
  readonly kind: "unknown";
  /** Why, as a sentence part: "no price for AmazonEC2 g6e.xlarge in eu-west-1". */
  readonly because: string;
  /** What would resolve it: a key to set or a command to run. */
  readonly resolve: string;
}

export function unknown(because: string, resolve: string): Unknown {
  return { kind: "unknown", because, resolve };
}
