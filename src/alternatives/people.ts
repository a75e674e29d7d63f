import { type Charge, flatPrice } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import { Decimal } from "../units.ts";

/**
 * Engineers' time as a line of its own: hours × USD/h.
 *
 * @param hours h (one-off) or h/month
 * @param rate USD/h, one rate for both sides of a comparison
 */
export function peopleCharge(id: string, name: string, hours: Figure, rate: Figure): Charge {
  const quantity = new Decimal(hours.base);
  const usdPerHour = new Decimal(rate.base);
  return {
    id: `people.${id}`,
    name,
    category: "people",
    origin: "people",
    quantity,
    unit: "hour",
    formula: `${hours.base} h`,
    drivers: [{ name: hours.key, value: String(hours.base), unit: "h", provenance: hours.provenance }],
    price: flatPrice(usdPerHour, "hour", rate.provenance, { key: rate.key }),
    cost: { kind: "known", usd: quantity.times(usdPerHour) },
  };
}
