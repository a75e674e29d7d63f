import type { Driver } from "../prices/charge.ts";
import {
  type Charge,
  type ChargeCategory,
  costOf,
  flatPrice,
  totalOf,
  type UnitPrice,
} from "../prices/charge.ts";
import type { Unknown } from "../provenance.ts";
import { Decimal } from "../units.ts";
import { digits } from "./formula.ts";
import type { OfferRate } from "./offer-rates.ts";

/** What a bought service charges in one month, and whether it can carry that month at all. */
export interface ServiceBill {
  readonly charges: readonly Charge[];
  readonly notes: readonly string[];
  readonly feasible: { readonly kind: "yes" } | { readonly kind: "no"; readonly because: string };
  /** The month at the high end where prices are published as a range; the charges stand at the low end. */
  readonly high?: { readonly usd: Decimal; readonly because: string };
}

export const FEASIBLE = { kind: "yes" } as const;

/** A month of the reader's own rates: nothing of it limits what it can carry. */
export function ownBill(charges: readonly Charge[]): ServiceBill {
  return { charges, notes: [], feasible: FEASIBLE };
}

export interface Line {
  readonly id: string;
  readonly name: string;
  readonly category?: ChargeCategory;
  readonly quantity: Decimal | Unknown;
  readonly unit: string;
  readonly formula: string;
  readonly drivers: readonly Driver[];
  readonly price: UnitPrice | Unknown;
}

/** One line of a bought service. */
export function serviceLine(line: Line): Charge {
  return { category: "metered", origin: "offer", ...line, cost: costOf(line.quantity, line.price) };
}

/**
 * A floor on usage, not a fee on top: max(minimum, usage) as a line of its own. Unknown lines are at least 0, so the
 * top-up over the known ones keeps the total a lower bound.
 */
export function minimumTopUp(id: string, minimum: OfferRate, usage: readonly Charge[]): Charge {
  const known = totalOf(usage).usd;
  const missing = Decimal.max(0, minimum.value.minus(known));
  return {
    id,
    name: "Minimum usage top-up",
    category: "adjustment",
    origin: "offer",
    quantity: missing,
    unit: "USD",
    formula: `max(0, ${digits(minimum.value)} − ${digits(known)})`,
    drivers: [
      { name: "minimum", value: minimum.value.toFixed(), unit: "USD/month", provenance: minimum.provenance },
    ],
    price: flatPrice(1, "USD", minimum.provenance, { minimum: `${minimum.value} ${minimum.unit}` }),
    cost: { kind: "known", usd: missing },
  };
}
