import type { Report, ReportCharge, ReportProvenance } from "../report/report.ts";
import type { RecordedUnitPrice } from "./recorded-prices-schema.ts";

type Price = Extract<ReportCharge["price"], { tiers: unknown }>;
type Listed = Extract<NonNullable<Price["overridden"]>["list"], { tiers: unknown }>;

/**
 * The unit prices behind every row that may be chosen, each once. Of a price that rules of your own changed the list
 * price stands here; one that no list has is left out.
 */
export function unitPricesOf({ alternatives }: Report): RecordedUnitPrice[] {
  const found = new Map<string, RecordedUnitPrice>();
  for (const { infeasible, monthly, oneOff } of alternatives) {
    if (infeasible !== undefined) continue;
    for (const charge of [...monthly, ...oneOff]) {
      const price = unitPriceOf(charge);
      if (price !== undefined) keep(found, price);
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Two lines may buy the same thing at two prices, a request class in another tier of length: both stand. */
function keep(found: Map<string, RecordedUnitPrice>, price: RecordedUnitPrice): void {
  for (let nth = 1; ; nth += 1) {
    const id = nth === 1 ? price.id : `${price.id} (${nth})`;
    const held = found.get(id);
    if (held !== undefined && JSON.stringify({ ...held, id: price.id }) !== JSON.stringify(price)) continue;
    found.set(id, { ...price, id });
    return;
  }
}

function unitPriceOf(charge: ReportCharge): RecordedUnitPrice | undefined {
  const { price } = charge;
  if (!("tiers" in price)) return undefined;
  const list = price.overridden?.list;
  const said: Price | Listed | undefined = list === undefined ? price : "tiers" in list ? list : undefined;
  if (said === undefined) return undefined;
  return {
    id: idOf(charge, price),
    unit: price.unit,
    tiers: said.tiers.map(({ begin, end, usd }) => ({ begin, end, usd })),
    ...sourceOf(said.provenance),
    ...(price.facts.match !== undefined && { match: price.facts.match }),
  };
}

function idOf(charge: ReportCharge, { facts }: Price): string {
  const { key, region, seller, model } = facts;
  if (key !== undefined) return region === undefined ? key : `${region} ${key}`;
  if (seller !== undefined && model !== undefined) return `${seller}/${model} ${charge.id}`;
  return charge.id;
}

function sourceOf(provenance: ReportProvenance): Pick<RecordedUnitPrice, "from" | "source" | "at"> {
  switch (provenance.kind) {
    case "assumed":
      return { from: "assumed", source: provenance.because };
    case "yours":
      return {
        from: "yours",
        source: provenance.key,
        ...(provenance.at !== undefined && { at: provenance.at }),
      };
    default:
      return { from: provenance.kind, source: provenance.source, at: provenance.at };
  }
}
