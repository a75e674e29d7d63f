import { EC2_HEADER } from "../../bench/offer-header.ts";
import table from "../../data/offer-columns.json" with { type: "json" };
import { checksOf, lostOn } from "../../src/prices/list/list-check.ts";
import type { ListDocument, PriceList } from "../../src/prices/list/list-document.ts";
import { keyRecipe } from "../../src/prices/list/recipe.ts";
import { Decimal } from "../../src/units.ts";
import { LIST_CASES } from "../prices/list/cases.ts";
import { documentOf, type ListRow } from "../prices/list/row.ts";

export const LIST = { version: "20261118213000", publishedAt: "2026-11-18T21:30:00Z" };

export interface RegionalList {
  readonly region: string;
  /** Prices of us-east-1 times this. */
  readonly times?: string;
  /** Leaves rows out or changes them. */
  readonly change?: (key: string, row: ListRow) => ListRow | undefined;
  /** With rows of another region among them, as no file of AWS has. */
  readonly mixed?: true;
}

/** Every row of test/prices/list/cases.ts and what stands beside it, as it would be sold in a region. */
export function documentsIn({ region, times = "1", change, mixed }: RegionalList): ListDocument[] {
  return LIST_CASES.flatMap(({ key, row, decoys }, nth) => {
    const own = change === undefined ? row : change(key, row);
    const beside = Object.values(decoys).map((decoy) => ({
      ...row,
      ...decoy,
      attributes: { ...row.attributes, ...decoy.attributes },
    }));
    // Decoys first: nothing may depend on the order.
    const named = (one: ListRow, place: number) =>
      documentOf(key, one, `SKU${String(nth).padStart(4, "0")}N${place}`);
    return [...beside.map(named).filter(isNobodys), ...(own === undefined ? [] : [named(own, beside.length)])]
      .filter((document) => mixed === true || !isAbroad(document))
      .map((document) => movedTo(region, times, document));
  });
}

/** What stands beside one price may be another: those have rows of their own. */
const isNobodys = (document: ListDocument): boolean =>
  LIST_CASES.every(({ key }) => {
    const asked = keyRecipe(key);
    return asked === undefined || lostOn(document, checksOf({ asked, region: "us-east-1" })).length > 0;
  });

const isAbroad = ({ attributes: { regionCode, fromRegionCode } }: ListDocument): boolean =>
  [regionCode, fromRegionCode].includes("eu-west-1");

const PREFIX: Readonly<Record<string, string>> = { "eu-west-1": "EU-", "us-east-1": "" };

function movedTo(region: string, times: string, document: ListDocument): ListDocument {
  const { attributes } = document;
  const moved = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (value === "us-east-1") return [name, region];
      if (name === "usagetype" && region !== "us-east-1")
        return [name, `${PREFIX[region]}${value.replace(/^(USE1|us-east-1)-/, "")}`];
      return [name, value];
    }),
  );
  const priced = (usd: string) => new Decimal(usd).times(times).toFixed(10);
  return {
    ...document,
    sku: region === "us-east-1" ? document.sku : `${document.sku}ABROAD`,
    attributes: moved,
    terms: document.terms.map((term) => ({
      ...term,
      dimensions: term.dimensions.map((one) => ({
        ...one,
        pricePerUnit: { USD: priced(one.pricePerUnit.USD ?? "") },
      })),
    })),
  };
}

const ofService = (documents: readonly ListDocument[], service: string): ListDocument[] =>
  documents.filter((document) => document.service === service);

type Named = Partial<Omit<PriceList, "service">> & { readonly service: string };

const HEADER_OF = new Map(Object.entries(table.columns).map(([header, name]) => [name as string, header]));
/** Columns that every service has, before its attributes. */
const OWN = EC2_HEADER.slice(0, EC2_HEADER.indexOf("Product Family") + 1);
const cells = (row: readonly string[]) => `${row.map((cell) => `"${cell}"`).join(",")}\n`;

/** The documents of a service as AWS's bulk file in CSV. */
export function csvOf(named: Named, documents: readonly ListDocument[]): string {
  const { service, version, publishedAt } = { ...LIST, ...named };
  const own = ofService(documents, service);
  const names = [...new Set(own.flatMap(({ attributes }) => Object.keys(attributes)))].filter(
    (name) => name !== "servicecode",
  );
  const header = [...OWN, "serviceCode", ...names.map((name) => HEADER_OF.get(name) ?? name)];
  const about = [
    ["FormatVersion", "v1.0"],
    ["Disclaimer", "This pricing list is for informational purposes only."],
    ["Publication Date", publishedAt],
    ["Version", version],
    ["OfferCode", service],
    header,
  ];
  const rows = own.flatMap(({ sku, productFamily, attributes, terms }) =>
    terms.flatMap((term) =>
      term.dimensions.map((one) => [
        ...[sku, term.offerTermCode, one.rateCode, term.kind, "rounded", term.effectiveDate.slice(0, 10)],
        ...[one.beginRange, one.endRange, one.unit],
        ...[Object.values(one.pricePerUnit)[0] ?? "", Object.keys(one.pricePerUnit)[0] ?? "", ""],
        ...["LeaseContractLength", "PurchaseOption", "OfferingClass"].map(
          (name) => term.attributes[name] ?? "",
        ),
        ...[productFamily, service, ...names.map((name) => attributes[name] ?? "")],
      ]),
    ),
  );
  return [...about, ...rows].map(cells).join("");
}

/** One document as the Query API gives it. */
function apiDocumentOf(named: Named, { sku, productFamily, attributes, terms }: ListDocument): object {
  const { service, version, publishedAt } = { ...LIST, ...named };
  const ofKind = (kind: string) =>
    Object.fromEntries(
      terms
        .filter((term) => term.kind === kind)
        .map(({ offerTermCode, effectiveDate, attributes: termAttributes, dimensions }) => [
          `${sku}.${offerTermCode}`,
          {
            offerTermCode,
            sku,
            effectiveDate,
            termAttributes,
            priceDimensions: Object.fromEntries(dimensions.map((one) => [one.rateCode, one])),
          },
        ]),
    );
  const family = productFamily === "" ? {} : { productFamily };
  return {
    product: { sku, ...family, attributes },
    serviceCode: service,
    version,
    publicationDate: publishedAt,
    terms: { OnDemand: ofKind("OnDemand"), Reserved: ofKind("Reserved") },
  };
}

/** The documents of a service as answers of GetProducts. */
export const pagesOf = (named: Named, documents: readonly ListDocument[]): object[] =>
  ofService(documents, named.service).map((document) => apiDocumentOf(named, document));

/** The documents of a service as AWS's bulk file in JSON. */
export function jsonOf(named: Named, documents: readonly ListDocument[]): string {
  const { service, version, publishedAt } = { ...LIST, ...named };
  const own = ofService(documents, service);
  const products = own.map(({ sku, productFamily, attributes }) => [sku, { sku, productFamily, attributes }]);
  const termsOf = (kind: "OnDemand" | "Reserved") =>
    own.flatMap((document) => {
      const { terms } = apiDocumentOf(named, document) as { terms: Record<string, object> };
      const mine = terms[kind] ?? {};
      return Object.keys(mine).length === 0 ? [] : [[document.sku, mine]];
    });
  return JSON.stringify({
    formatVersion: "v1.0",
    offerCode: service,
    version,
    publicationDate: publishedAt,
    products: Object.fromEntries(products),
    terms: {
      OnDemand: Object.fromEntries(termsOf("OnDemand")),
      Reserved: Object.fromEntries(termsOf("Reserved")),
    },
  });
}
