import { type Charge, isUnknown } from "../../prices/charge.ts";
import type { ReportCharge } from "../report.ts";

/** A charge with its decimals as text: exact, and the same in every language that reads the JSON. */
export function reportCharge(charge: Charge): ReportCharge {
  const { id, name, category, origin, unit, formula, quantity, price, cost } = charge;
  return {
    id,
    name,
    category,
    origin,
    quantity: isUnknown(quantity) ? quantity : quantity.toFixed(),
    unit,
    formula,
    drivers: charge.drivers.map((driver) => ({ ...driver })),
    price: isUnknown(price)
      ? price
      : {
          unit: price.unit,
          tiers: price.tiers.map(({ begin, end, usd }) => ({
            begin: begin.toFixed(),
            end: end === null ? null : end.toFixed(),
            usd: usd.toFixed(),
          })),
          provenance: price.provenance,
          facts: { ...price.facts },
        },
    cost: cost.kind === "known" ? { kind: "known", usd: cost.usd.toFixed() } : cost,
  };
}
