import { Decimal } from "../../units.ts";
import type { ListDocument, ListTerm } from "./list-document.ts";
import { isNumber } from "./list-tiers.ts";

/** One way to reserve an instance, as the list prints it. Decimal strings in USD. */
export interface Commitment {
  readonly offerTermCode: string;
  /** 12 or 36. */
  readonly termMonths: number;
  /** "standard" or "convertible". */
  readonly offeringClass: string;
  /** "No Upfront", "Partial Upfront", "All Upfront". */
  readonly purchaseOption: string;
  /** Paid once at the start; "0" without one. */
  readonly upfrontUsd: string;
  readonly hourlyUsd: string;
}

/** Reserved terms of a product, cheapest words first by code; a term that cannot be read is left out and never guessed. */
export function commitmentsOf(document: ListDocument): readonly Commitment[] {
  return document.terms
    .flatMap((term) => (term.kind === "Reserved" ? (commitmentOf(term) ?? []) : []))
    .toSorted((a, b) => (a.offerTermCode < b.offerTermCode ? -1 : 1));
}

const HOURLY = /^(hrs|hours)$/i;

/** An hourly price (0 where all is paid upfront) and, with an upfront, one in units of "Quantity". */
function commitmentOf({ offerTermCode, attributes, dimensions }: ListTerm): Commitment | undefined {
  const years = /^([13]) ?yr$/.exec(attributes.LeaseContractLength ?? "")?.[1];
  const { OfferingClass: offeringClass, PurchaseOption: purchaseOption } = attributes;
  const hourly = dimensions.filter(({ unit }) => unit !== "Quantity");
  const upfront = dimensions.filter(({ unit }) => unit === "Quantity");
  const hourlyUsd = hourly[0]?.pricePerUnit.USD ?? "";
  if (years === undefined || !offeringClass || !purchaseOption) return undefined;
  if (hourly.length !== 1 || upfront.length > 1 || !HOURLY.test(hourly[0]?.unit ?? "")) return undefined;
  if ((purchaseOption === "No Upfront") !== (upfront.length === 0)) return undefined;
  const upfrontUsd = upfront.length === 0 ? "0" : (upfront[0]?.pricePerUnit.USD ?? "");
  if (!isNumber(hourlyUsd) || !isNumber(upfrontUsd)) return undefined;
  // Nothing at once and nothing by the hour is a placeholder of the list, not a free machine.
  if (new Decimal(hourlyUsd).plus(upfrontUsd).isZero()) return undefined;
  return {
    offerTermCode,
    termMonths: 12 * Number(years),
    offeringClass,
    purchaseOption,
    upfrontUsd: new Decimal(upfrontUsd).toFixed(),
    hourlyUsd: new Decimal(hourlyUsd).toFixed(),
  };
}
