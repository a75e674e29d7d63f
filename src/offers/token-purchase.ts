import type { Figure } from "../scenario/figure.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";

/** Who sells the tokens, by the project's name, and the model by the seller's own id. */
export interface Seller {
  readonly provider: string;
  readonly model: string;
}

/** One model bought by token from one seller for the whole workload of the llm part. */
export interface TokenPurchase {
  readonly part: LlmPart;
  readonly seller: Seller;
  /** Billed ÷ visible output tokens of this model. */
  readonly reasoningMultiplier: Figure;
  /** Another model than the one whose tokens the scenario counts: tokens × llm.tokenizerFactor. */
  readonly anotherTokenizer?: boolean;
  /** Bought today: its batched share without a batch price is unknown, not standard. */
  readonly running?: boolean;
  /** Changes of settings on top of how the workload is bought today. */
  readonly levers?: { readonly cache?: boolean; readonly batch?: boolean };
  /** The reader's own offers, for sellers named `own`. */
  readonly own: readonly OwnOffer[];
  /** "YYYY-MM-DD" of the scenario. */
  readonly asOf: string;
}
