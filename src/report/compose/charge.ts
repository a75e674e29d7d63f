import { type Charge, type Cost, isUnknown, type UnitPrice } from "../../prices/charge.ts";
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
          tiers: tiersOf(price),
          provenance: price.provenance,
          facts: { ...price.facts },
          ...(price.overridden && {
            overridden: { by: [...price.overridden.by], list: listOf(price.overridden.list) },
          }),
        },
    cost: costText(cost),
    ...(charge.listCost && { listCost: costText(charge.listCost) }),
  };
}

const costText = (cost: Cost) =>
  cost.kind === "known" ? { kind: "known" as const, usd: cost.usd.toFixed() } : cost;

const tiersOf = ({ tiers }: UnitPrice) =>
  tiers.map(({ begin, end, usd }) => ({
    begin: begin.toFixed(),
    end: end === null ? null : end.toFixed(),
    usd: usd.toFixed(),
  }));

const listOf = (list: NonNullable<UnitPrice["overridden"]>["list"]) =>
  isUnknown(list)
    ? { kind: list.kind, because: list.because, resolve: list.resolve }
    : { tiers: tiersOf(list), provenance: list.provenance };
