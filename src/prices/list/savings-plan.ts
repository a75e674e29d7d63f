import { Decimal } from "../../units.ts";

/** One rate of a savings plan's list. Everything as printed but the term. */
export interface SavingsPlanRow {
  /** "ComputeSavingsPlans", "EC2InstanceSavingsPlans", …: one list holds several plans. */
  readonly plan: string;
  readonly rateCode: string;
  readonly unit: string;
  readonly effectiveDate: string;
  readonly rate: string;
  readonly currency: string;
  /** Of the product that is discounted; so are service, usage type, operation and region. */
  readonly sku: string;
  readonly service: string;
  readonly usageType: string;
  /** "" where the list gives none. */
  readonly operation: string;
  readonly region: string;
  /** "No Upfront", "Partial Upfront", "All Upfront". */
  readonly purchaseOption: string;
  readonly termMonths: number;
}

/** The on-demand price for which rates are looked up. */
export interface DiscountedUsage {
  readonly sku: string;
  readonly service: string;
  readonly region: string;
  readonly usageType: string;
  readonly operation: string;
}

interface SavingsPlanRate {
  readonly plan: string;
  readonly termMonths: number;
  readonly purchaseOption: string;
  /** Decimal string, USD. */
  readonly hourlyUsd: string;
}

/** No rates: the plans do not cover the usage. Anything but one positive price in USD per hour is not a rate. */
export type SavingsPlanMatch =
  | { readonly kind: "rates"; readonly rates: readonly SavingsPlanRate[] }
  | {
      readonly kind: "ambiguous" | "zero" | "unit" | "currency";
      /** A sentence. */
      readonly because: string;
      readonly rows: readonly SavingsPlanRow[];
    };

const HOURS = ["Hrs", "Hours", "hours"];

/**
 * What each plan, term and purchase option asks for one hour of `usage`, sorted by these three.
 *
 * A row is joined by its SKU; only where no row has that SKU (AWS replaces them), by usage type and operation
 * together: rows of several operations share a usage type, and only the operation tells Linux from a licence of
 * one's own. Never by instance type, of which some rows name only the family.
 */
export function savingsPlanRates(rows: Iterable<SavingsPlanRow>, usage: DiscountedUsage): SavingsPlanMatch {
  const all = [...rows].filter(({ service }) => service === usage.service);
  const bySku = all.filter(({ sku }) => sku === usage.sku);
  const matched = bySku.length > 0 ? bySku : all.filter((row) => isSameUsage(row, usage));

  const rates: SavingsPlanRate[] = [];
  for (const group of Map.groupBy(matched, offerOf).values()) {
    const refusal = refusalOf(group);
    if (refusal !== undefined) return refusal;
    const [row] = group;
    if (row === undefined) continue;
    const { plan, termMonths, purchaseOption, rate } = row;
    rates.push({ plan, termMonths, purchaseOption, hourlyUsd: new Decimal(rate).toFixed() });
  }
  return { kind: "rates", rates: rates.sort(byOffer) };
}

const isSameUsage = (row: SavingsPlanRow, { usageType, operation, region }: DiscountedUsage): boolean =>
  row.usageType === usageType && row.operation === operation && row.region === region;

const offerOf = ({ plan, termMonths, purchaseOption }: SavingsPlanRow): string =>
  `${plan}, ${termMonths} months, ${purchaseOption}`;

function byOffer(a: SavingsPlanRate, b: SavingsPlanRate): number {
  return (
    a.plan.localeCompare(b.plan, "en") ||
    a.termMonths - b.termMonths ||
    a.purchaseOption.localeCompare(b.purchaseOption, "en")
  );
}

/** Why the rows of one plan, term and purchase option are not one rate; undefined if they are. */
function refusalOf(
  rows: readonly SavingsPlanRow[],
): Exclude<SavingsPlanMatch, { kind: "rates" }> | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const offer = `${first.usageType} (${offerOf(first)})`;

  const foreign = rows.find(({ currency }) => currency !== "USD");
  if (foreign !== undefined) {
    return { kind: "currency", because: `${offer} is priced in ${foreign.currency}, not in USD.`, rows };
  }
  const other = rows.find(({ unit }) => !HOURS.includes(unit));
  if (other !== undefined) {
    return { kind: "unit", because: `${offer} is priced per ${other.unit}, not per hour.`, rows };
  }
  const different = rows.find(({ rate }) => !new Decimal(rate).eq(first.rate));
  if (different !== undefined) {
    const each = [first, different].map(({ rate, rateCode }) => `${rate} (${rateCode})`).join(" and ");
    return { kind: "ambiguous", because: `Two rates for ${offer}: ${each}.`, rows };
  }
  return new Decimal(first.rate).gt(0)
    ? undefined
    : { kind: "zero", because: `${offer} has a rate of ${first.rate} (${first.rateCode}).`, rows };
}
