import type { Decimal } from "../../units.ts";
import { HOURS_PER_MONTH } from "../../units.ts";
import { isUnknown, type UnitPrice } from "../charge.ts";
import type { PriceKey } from "../price-key.ts";
import type { CommitmentSource } from "../price-source.ts";
import { breakEvenHours, type CommittedRate, effectiveHourly, rungOf } from "./commitment.ts";

type Terms = Pick<CommittedRate, "termMonths" | "offeringClass" | "purchaseOption" | "minimumDays">;

/** One way to pay for an hour of an instance. */
export interface Rung extends Terms {
  readonly kind: "on-demand" | CommittedRate["kind"];
  readonly rate: RungRate | { readonly kind: "none"; readonly because: string };
}

/** What it costs, USD per hour of one instance, and how it compares with paying on demand. */
interface RungRate {
  readonly kind: "known";
  /** Upfront payments spread over the term. */
  readonly effectiveHourlyUsd: Decimal;
  readonly upfrontUsd: Decimal;
  /** Share of the on-demand price; negative: dearer. Absent without an on-demand price, and for it. */
  readonly saving?: Decimal;
  /** Share of the month's 730 h above which it costs less than on demand; above 1 it never does. Not for spot, which is paid as it runs. */
  readonly breakEvenUtilisation?: Decimal;
  readonly quotedAt: string;
  readonly source: CommittedRate["source"];
  /** Ids of the overrides behind it. */
  readonly by: readonly string[];
}

/** What a rung without data says. A typical percentage would be a number without a source. */
const NO_RATE = "no rate: add one to overrides";

type Step = Pick<Rung, "kind" | "termMonths" | "offeringClass" | "purchaseOption">;

const TERMS = [12, 36] as const;
const OPTIONS = ["no-upfront", "partial-upfront", "all-upfront"] as const;

const STEPS: readonly (Step & { readonly kind: CommittedRate["kind"] })[] = [
  ...TERMS.map((termMonths) => ({ kind: "savings-plan" as const, termMonths })),
  ...(["standard", "convertible"] as const).flatMap((offeringClass) =>
    TERMS.flatMap((termMonths) =>
      OPTIONS.map((purchaseOption) => ({
        kind: "reserved" as const,
        termMonths,
        offeringClass,
        purchaseOption,
      })),
    ),
  ),
  { kind: "capacity-block" },
  { kind: "spot" },
];

/**
 * Every way to pay for an hour of one instance, cheapest commitment or not: on demand, savings plans, reservations,
 * capacity block, spot. A rung without a rate says so.
 */
export function ladderOf(source: CommitmentSource, key: PriceKey, region: string): readonly Rung[] {
  const price = source.onDemand(key, region);
  const hourly = isUnknown(price) ? undefined : price.tiers[0]?.usd;
  const rates = Map.groupBy(source.commitments(key, region), rungOf);
  const onDemand: Rung = {
    kind: "on-demand",
    rate: isUnknown(price) ? { kind: "none", because: price.because } : onDemandRate(price),
  };
  const rungs = STEPS.map((step): Rung => {
    const rate = cheapest(rates.get(rungOf(step)) ?? []);
    if (rate === undefined) return { ...step, rate: { kind: "none", because: NO_RATE } };
    const { purchaseOption, minimumDays } = rate;
    return {
      ...step,
      ...(purchaseOption && { purchaseOption }),
      ...(minimumDays !== undefined && { minimumDays }),
      rate: rungRate(rate, hourly),
    };
  });
  return [onDemand, ...rungs];
}

/** Savings plans of one term differ in how they are paid: the rung shows the cheapest, and its payment. */
function cheapest(rates: readonly CommittedRate[]): CommittedRate | undefined {
  return rates.toSorted((a, b) => effectiveHourly(a).comparedTo(effectiveHourly(b)))[0];
}

function onDemandRate(price: UnitPrice): RungRate {
  const { provenance, overridden } = price;
  const usd = price.tiers[0]?.usd;
  if (usd === undefined) throw new Error("a price without tiers");
  const list =
    overridden !== undefined && !isUnknown(overridden.list) ? overridden.list.provenance : undefined;
  const dated = [provenance, list].find((said) => said !== undefined && "at" in said);
  return {
    kind: "known",
    effectiveHourlyUsd: usd,
    upfrontUsd: usd.times(0),
    quotedAt: dated !== undefined && "at" in dated ? (dated.at ?? "") : "",
    source: overridden === undefined ? "list" : "yours",
    by: overridden?.by ?? [],
  };
}

function rungRate(rate: CommittedRate, onDemand: Decimal | undefined): RungRate {
  const effective = effectiveHourly(rate);
  const hours = onDemand && breakEvenHours(effective, onDemand);
  return {
    kind: "known",
    effectiveHourlyUsd: effective,
    upfrontUsd: rate.upfrontUsd,
    ...(onDemand && { saving: onDemand.minus(effective).dividedBy(onDemand) }),
    ...(hours && rate.kind !== "spot" && { breakEvenUtilisation: hours.dividedBy(HOURS_PER_MONTH.amount) }),
    quotedAt: rate.quotedAt,
    source: rate.source,
    by: rate.by,
  };
}
