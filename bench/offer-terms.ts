/** Terms of invented products: prices on demand with their tiers, and reservations. */

export interface InventedDimension {
  readonly rateCode: string;
  readonly unit: string;
  /** Empty for an upfront payment, in both forms of the file. */
  readonly beginRange: string;
  readonly endRange: string;
  readonly usd: string;
  readonly description: string;
}

export interface InventedTerm {
  readonly kind: "OnDemand" | "Reserved";
  readonly code: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly dimensions: readonly InventedDimension[];
}

/** Codes of the terms of a reservation, as many as there are kinds of it. */
const LEASES = ["1yr", "3yr"].flatMap((length) =>
  ["standard", "convertible"].flatMap((offering) =>
    ["No Upfront", "Partial Upfront", "All Upfront"].map((purchase) => ({ length, offering, purchase })),
  ),
);
const ON_DEMAND = "JRTCKXETXF";
const HOURLY = "6YS6EN2CT7";
const UPFRONT = "2TG2D8R56U";
/** Every way to reserve a machine that costs `hourly` USD an hour on demand. */
export function reservations(sku: string, hourly: number, type: string): readonly InventedTerm[] {
  return LEASES.map(({ length, offering, purchase }, place) => {
    const code = `38NPMPTW${String(place).padStart(2, "0")}`;
    const years = length === "1yr" ? 1 : 3;
    const share = { "No Upfront": 0, "Partial Upfront": 0.5, "All Upfront": 1 }[purchase] ?? 0;
    const reduced = hourly * (years === 1 ? 0.63 : 0.43) * (offering === "standard" ? 1 : 1.15);
    const upfront = Math.round(reduced * share * 8760 * years);
    const perHour = tier(
      "Hrs",
      reduced * (1 - share),
      `Linux/UNIX (Amazon VPC), ${type} reserved instance applied`,
    );
    const attributes = { LeaseContractLength: length, OfferingClass: offering, PurchaseOption: purchase };
    const dimensions = [
      { ...perHour, rateCode: `${sku}.${code}.${HOURLY}` },
      ...(share === 0 ? [] : [upfrontOf(`${sku}.${code}.${UPFRONT}`, upfront)]),
    ];
    return { kind: "Reserved", code, attributes, dimensions };
  });
}

const upfrontOf = (rateCode: string, usd: number): InventedDimension => ({
  rateCode,
  unit: "Quantity",
  beginRange: "",
  endRange: "",
  usd: String(usd),
  description: "Upfront Fee",
});

export function onDemand(sku: string, tiers: readonly InventedDimension[]): InventedTerm {
  const dimensions = tiers.map((one, place) => ({
    ...one,
    rateCode: `${sku}.${ON_DEMAND}.${place === 0 ? HOURLY : `TIER${place}`}`,
  }));
  return { kind: "OnDemand", code: ON_DEMAND, attributes: {}, dimensions };
}

export const tier = (
  unit: string,
  usd: number,
  description: string,
  beginRange = "0",
  endRange = "Inf",
): InventedDimension => ({
  rateCode: "",
  unit,
  beginRange,
  endRange,
  usd: usd.toFixed(10),
  description,
});
