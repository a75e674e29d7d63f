import { Decimal, HOURS_PER_MONTH } from "../../units.ts";
import type { SnapshotEntry } from "../book/snapshot.ts";
import type { Quote } from "./override.ts";

type PurchaseOption = "no-upfront" | "partial-upfront" | "all-upfront";

/** What an hour costs in return for a commitment, or at a moment (spot). USD; upfront is paid once, at the start. */
export interface CommittedRate {
  readonly kind: Quote["kind"];
  readonly hourlyUsd: Decimal;
  readonly upfrontUsd: Decimal;
  /** Absent for capacity blocks and spot. */
  readonly termMonths?: number;
  /** Reserved only. */
  readonly offeringClass?: "standard" | "convertible";
  readonly purchaseOption?: PurchaseOption;
  /** Capacity blocks only: the shortest one that was quoted. */
  readonly minimumDays?: number;
  readonly source: "list" | "savings-plan list" | "yours";
  /** "YYYY-MM-DD": when it was quoted, or seen in the list. */
  readonly quotedAt: string;
  /** Ids of the overrides behind it; empty for a rate of the list. */
  readonly by: readonly string[];
}

/** The rung of the ladder that a rate stands on: equal texts, equal terms. A savings plan has one rung for each term. */
export function rungOf({
  kind,
  termMonths,
  offeringClass,
  purchaseOption,
}: Pick<CommittedRate, "kind" | "termMonths" | "offeringClass" | "purchaseOption">): string {
  return [kind, termMonths, ...(kind === "reserved" ? [offeringClass, purchaseOption] : [])]
    .filter((word) => word !== undefined)
    .join(" ");
}

type Payment = Pick<CommittedRate, "hourlyUsd" | "upfrontUsd" | "termMonths">;

/**
 * hourly + upfront ÷ (8,760 × years), USD per hour; a year is 12 × 730 h.
 * t3.medium in us-east-1, standard, 1 year, partial upfront: 0.0124 + 109 ÷ 8,760 = 0.024843.
 */
export function effectiveHourly({ hourlyUsd, upfrontUsd, termMonths }: Payment): Decimal {
  if (upfrontUsd.isZero()) return hourlyUsd;
  if (termMonths === undefined) throw new Error("an upfront payment without a term");
  return hourlyUsd.plus(upfrontUsd.dividedBy(HOURS_PER_MONTH.amount.times(termMonths)));
}

/**
 * Hours a month above which the commitment is the cheaper one: 730 × effective ÷ on demand. It is paid for all 730 h
 * whether they are used or not, so above 730 it never is.
 */
export function breakEvenHours(effective: Decimal, onDemand: Decimal): Decimal {
  return HOURS_PER_MONTH.amount.times(effective).dividedBy(onDemand);
}

/** How a rate is paid, from the amounts. */
function optionOf(hourlyUsd: Decimal, upfrontUsd: Decimal): PurchaseOption {
  if (upfrontUsd.isZero()) return "no-upfront";
  return hourlyUsd.isZero() ? "all-upfront" : "partial-upfront";
}

/** An override's quote as a rate. */
export function quotedRate(quote: Quote): CommittedRate {
  const hourlyUsd = new Decimal(quote.hourlyUsd);
  const upfrontUsd = new Decimal("upfrontUsd" in quote ? (quote.upfrontUsd ?? 0) : 0);
  return {
    kind: quote.kind,
    hourlyUsd,
    upfrontUsd,
    ...("termMonths" in quote && {
      termMonths: quote.termMonths,
      purchaseOption: quote.purchaseOption ?? optionOf(hourlyUsd, upfrontUsd),
    }),
    ...(quote.kind === "reserved" && { offeringClass: quote.offeringClass ?? "standard" }),
    ...(quote.kind === "capacity-block" && quote.minimumDays && { minimumDays: quote.minimumDays }),
    source: "yours",
    quotedAt: quote.quotedAt,
    by: [quote.id],
  };
}

type Listed = NonNullable<SnapshotEntry["commitments"]>[number];

/** A reserved term of the price list as a rate. Plans of the savings-plan lists say so in their offering class. */
export function listedRate(listed: Listed, seenAt: string): CommittedRate {
  const hourlyUsd = new Decimal(listed.hourlyUsd);
  const upfrontUsd = new Decimal(listed.upfrontUsd);
  const plan = /savings/i.test(listed.offeringClass);
  const offeringClass = /convertible/i.test(listed.offeringClass) ? "convertible" : "standard";
  return {
    kind: plan ? "savings-plan" : "reserved",
    hourlyUsd,
    upfrontUsd,
    termMonths: listed.termMonths,
    ...(!plan && { offeringClass }),
    purchaseOption: optionOf(hourlyUsd, upfrontUsd),
    source: plan ? "savings-plan list" : "list",
    quotedAt: seenAt,
    by: [],
  };
}

/** The rate with a discount on everything that is paid. */
export function multipliedRate(rate: CommittedRate, multiplier: Decimal, by: string): CommittedRate {
  return {
    ...rate,
    hourlyUsd: rate.hourlyUsd.times(multiplier),
    upfrontUsd: rate.upfrontUsd.times(multiplier),
    by: [...rate.by, by],
  };
}
