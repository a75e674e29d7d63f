import { type Charge, flatPrice, isUnknown } from "../prices/charge.ts";
import { Decimal } from "../units.ts";

/** When the upfront payments of commitments are due, in the place of their share in each month of the term. */
export interface Upfront {
  /** Month 0: for the machines of month 1. */
  readonly oneOff: Charge;
  /** Month 1's share, taken off again. */
  readonly share: Charge;
  /** USD by which month t's sum changes (index t − 1): renewals and further machines added, shares taken off. */
  readonly changes: readonly number[];
}

/**
 * Committed hours are priced with their payment spread over the term; the cash goes at its start. Machines that are
 * added later, and terms that end inside the horizon, are paid in the month in which they begin; a machine that is no
 * longer needed is paid for until its term ends.
 *
 * @param chargesIn machines' lines of month t, 1 to horizon
 * @returns undefined where nothing is paid upfront
 */
export function upfrontOf(
  chargesIn: (month: number) => readonly Charge[],
  horizon: number,
): Upfront | undefined {
  const first = sharesOf(chargesIn(1));
  if (first.size === 0) return undefined;
  const months = Array.from({ length: horizon }, (_, i) => (i === 0 ? first : sharesOf(chargesIn(i + 1))));
  const changes = months.map((shares) => sum(shares.values()).negated());
  let atStart = new Decimal(0);
  for (const term of new Set(months.flatMap((shares) => [...shares.keys()]))) {
    const paid = paidIn(
      months.map((shares) => shares.get(term) ?? new Decimal(0)),
      term,
    );
    for (const [i, usd] of paid.entries())
      if (i === 0) atStart = atStart.plus(usd);
      else changes[i] = (changes[i] ?? new Decimal(0)).plus(usd);
  }
  return {
    oneOff: line("upfront", "Upfront payments of commitments", "oneOff", atStart),
    share: line(
      "upfront.share",
      "Share of upfront payments, paid at the start",
      "compute",
      sum(first.values()).negated(),
    ),
    changes: changes.map((usd) => usd.toNumber()),
  };
}

const sum = (amounts: Iterable<Decimal>): Decimal => [...amounts].reduce((a, b) => a.plus(b), new Decimal(0));

/** USD of a month that were paid at the start of a term, by its months. */
function sharesOf(charges: readonly Charge[]): Map<number, Decimal> {
  const shares = new Map<number, Decimal>();
  for (const { price, quantity, origin } of charges) {
    // The hours by which an update overlaps are nobody's commitment.
    if (origin !== "resource") continue;
    const upfront = isUnknown(price) ? undefined : price.overridden?.upfront;
    if (upfront === undefined || isUnknown(quantity)) continue;
    const known = shares.get(upfront.termMonths) ?? new Decimal(0);
    shares.set(upfront.termMonths, known.plus(quantity.times(upfront.usdPerUnit)));
  }
  return shares;
}

/** What is paid in each month, so that every month's share is covered by terms that run: the share × the term's months. */
function paidIn(shares: readonly Decimal[], termMonths: number): Decimal[] {
  const begun: Decimal[] = [];
  for (const [i, share] of shares.entries()) {
    const running = sum(begun.slice(Math.max(0, i - termMonths + 1), i));
    begun.push(Decimal.max(0, share.minus(running)));
  }
  return begun.map((share) => share.times(termMonths));
}

function line(id: string, name: string, category: Charge["category"], usd: Decimal): Charge {
  const provenance = { kind: "yours", key: "overrides" } as const;
  return {
    id,
    name,
    category,
    origin: "yours",
    quantity: new Decimal(1),
    unit: "payment",
    formula: "committed hours × the upfront part of their price",
    drivers: [],
    price: flatPrice(usd, "payment", provenance, { key: id }),
    cost: { kind: "known", usd },
    listCost: { kind: "known", usd: new Decimal(0) },
  };
}
