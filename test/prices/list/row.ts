import type { ListDocument, PriceDimension } from "../../../src/prices/list/list-document.ts";
import { keyRecipe } from "../../../src/prices/list/recipe.ts";

/** One product as a test writes it down; what is left out is as in the row it stands beside. */
export interface ListRow {
  readonly family?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly usage?: string;
  readonly unit?: string;
  /** One price, or begin–price pairs of tiers. */
  readonly usd?: string | readonly (readonly [begin: string, usd: string])[];
  readonly service?: string;
  readonly sku?: string;
}

/** A priced item with a row of the list that is it, and rows beside it that are not. */
export interface ListCase {
  readonly key: string;
  readonly row: ListRow;
  /** What is wrong with each, and how it differs from the row. */
  readonly decoys: Readonly<Record<string, ListRow>>;
  /** Price of the first tier in our unit; by default the printed one. */
  readonly expected?: string;
}

const REGION = { regionCode: "us-east-1", locationType: "AWS Region", location: "US East (N. Virginia)" };
const FROM = {
  fromRegionCode: "us-east-1",
  fromLocationType: "AWS Region",
  fromLocation: "US East (N. Virginia)",
};

const PLACES = { region: REGION, from: FROM, any: { location: "Any" }, none: {} };

/** The row as a document of us-east-1. */
export function documentOf(key: string, row: ListRow, sku = "TRUEROW000000001"): ListDocument {
  const asked = keyRecipe(key);
  if (asked === undefined) throw new Error(`no recipe for ${key}`);
  const { recipe } = asked;
  const place = PLACES[recipe.region ?? "region"];
  const name = row.sku ?? sku;
  return {
    service: row.service ?? recipe.service,
    sku: name,
    productFamily: row.family ?? "",
    attributes: { ...place, servicecode: recipe.service, usagetype: row.usage ?? "", ...row.attributes },
    terms: [
      {
        kind: "OnDemand",
        offerTermCode: "JRTCKXETXF",
        effectiveDate: "2026-08-01T00:00:00Z",
        attributes: {},
        dimensions: dimensionsOf(name, row),
      },
    ],
  };
}

function dimensionsOf(sku: string, { usd = "0", unit = "" }: ListRow): PriceDimension[] {
  const tiers = typeof usd === "string" ? [["0", usd] as const] : usd;
  return tiers.map(([begin, price], i) => ({
    rateCode: `${sku}.JRTCKXETXF.${String(i).padStart(10, "6YS6EN2CT7")}`,
    unit,
    beginRange: begin,
    endRange: tiers[i + 1]?.[0] ?? "Inf",
    pricePerUnit: { USD: price },
  }));
}

/** The true document and its decoys, each decoy a change of the row. */
export function documentsOf({ key, row, decoys }: ListCase): {
  own: ListDocument;
  others: [string, ListDocument][];
} {
  const others = Object.entries(decoys).map(([name, change], i): [string, ListDocument] => [
    name,
    documentOf(
      key,
      { ...row, ...change, attributes: { ...row.attributes, ...change.attributes } },
      `DECOY${String(i).padStart(11, "0")}`,
    ),
  ]);
  return { own: documentOf(key, row), others };
}
