import type { Figure } from "../scenario/figure.ts";
import type { Decimal } from "../units.ts";
import type { TokenPurchase } from "./token-purchase.ts";

export type LeverKind = "cache" | "batch" | "seller";

/** A change that keeps the model and needs no gate, pulled on top of the levers before it. */
export interface Lever {
  readonly id: LeverKind;
  /** "cached prefix", "batch", "Groq": what the row's name adds. */
  readonly name: string;
  /** The workload as it is bought with this lever and those before it: price it with `tokenCharges`. */
  readonly purchase: TokenPurchase;
  /** Hours of this lever alone, one-off. */
  readonly hours: Figure;
  /** Month 1, on top of the levers before it; above 0. */
  readonly savingUsd: Decimal;
  readonly because: string;
  /** What would take the saving away, and how to find out: "nothing if …: check …". */
  readonly doubt?: string;
  readonly notes: readonly string[];
}

export interface RefusedLever {
  readonly id: LeverKind;
  readonly name: string;
  readonly because: string;
}

export type Proposal = Omit<Lever, "savingUsd"> | RefusedLever;

export const LEVER_NAMES: Readonly<Record<LeverKind, string>> = {
  cache: "cached prefix",
  batch: "batch",
  seller: "same model at another seller",
};
