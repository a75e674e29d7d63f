import type { Chosen } from "./chosen.ts";
import type { ChangedCriterion, RecordPart } from "./decision-record.ts";
import type { RecordedUnitPrice } from "./recorded-prices-schema.ts";

/** One of the reasons for which a decision is looked at again: it holds, it does not, or nobody can know it here. */
export interface ReviewReason {
  readonly id: string;
  readonly state: "holds" | "not" | "unknown";
  readonly text: string;
  /** The flag or file that tells, where it is not known. */
  readonly tell?: string;
}

export interface ReviewedDecision {
  readonly part: RecordPart;
  readonly old: Chosen & { readonly verdict: string };
  /** Absent: the part is no longer asked about. */
  readonly now?: Chosen & { readonly verdict: string; readonly because: string };
  /** Another verdict, or the same one naming something else; the same service on other machines is not something else. */
  readonly flips: boolean;
}

/** A unit price then and now; an absent side: no line of that plan used it. */
export interface MovedPrice {
  readonly id: string;
  readonly old?: RecordedUnitPrice;
  readonly now?: RecordedUnitPrice;
}

export interface MovedRow {
  readonly part: RecordPart;
  readonly id: string;
  readonly name: string;
  readonly old?: { readonly monthUsd: number; readonly tcoUsd: number };
  readonly now?: { readonly monthUsd: number; readonly tcoUsd: number };
  /** "list": rules of your own bear on it, so both sides are at list prices. */
  readonly at: "decided" | "list";
}

export interface MovedKey {
  readonly key: string;
  readonly old: unknown;
  readonly now: unknown;
}

/** Months of one set of prices, and the sum of (kept − instead) over them. */
interface WaitedMonths {
  readonly months: number;
  readonly usd: number;
}

/** What keeping the old choice costs beside what is named now; USD, below 0: it saves. */
export type Waiting =
  | {
      /** Since the decision, at the volume of the record. */
      readonly kind: "cost";
      readonly part: RecordPart;
      /** Both sums together. */
      readonly usd: number;
      readonly months: number;
      readonly kept: string;
      readonly instead: string;
      readonly at: "decided" | "list";
      /** In the part's own unit. */
      readonly volume?: number;
      readonly recorded: WaitedMonths;
      /** `from`, `to`: first and last day on which a price of the two became today's; undated: one of them does not say. */
      readonly today: WaitedMonths & {
        readonly from?: string;
        readonly to?: string;
        readonly undated?: true;
      };
    }
  | {
      /** One month of the question as it is asked now: since when it is asked so, nobody says. */
      readonly kind: "month";
      readonly part: RecordPart;
      readonly usd: number;
      readonly kept: string;
      readonly instead: string;
      readonly at: "decided" | "list";
    }
  | { readonly kind: "unknown"; readonly part: RecordPart; readonly because: string };

export interface Review {
  readonly schema: 1;
  readonly id: string;
  readonly decidedAt: string;
  readonly asOf: string;
  readonly due: boolean;
  readonly flips: boolean;
  readonly reasons: readonly ReviewReason[];
  /** The recorded question at today's prices. */
  readonly decisions: readonly ReviewedDecision[];
  /** What was changed in the question for the volumes of now. */
  readonly asked?: readonly string[];
  /** The question as it is asked now; absent: nothing was said to have changed. */
  readonly decisionsAsNow?: readonly ReviewedDecision[];
  readonly prices: readonly MovedPrice[];
  readonly rows: readonly MovedRow[];
  readonly keys: readonly MovedKey[];
  readonly criteria: readonly ChangedCriterion[];
  readonly waiting: readonly Waiting[];
  readonly remarks: readonly string[];
}
