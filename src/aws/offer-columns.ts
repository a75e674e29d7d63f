import table from "../../data/offer-columns.json" with { type: "json" };
import { damaged } from "./offer-damage.ts";

/** Columns that say what a row costs, and the name by which we know each. */
const ROW_COLUMNS = {
  sku: "SKU",
  offerTermCode: "OfferTermCode",
  rateCode: "RateCode",
  termType: "TermType",
  effectiveDate: "EffectiveDate",
  beginRange: "StartingRange",
  endRange: "EndingRange",
  unit: "Unit",
  price: "PricePerUnit",
  currency: "Currency",
} as const;

/** Columns without which a row says nothing less: lists without reservations lack the terms, some the family. */
const OTHER_COLUMNS = ["PriceDescription", "RelatedTo", "Product Family"];
const TERM_COLUMNS = ["LeaseContractLength", "OfferingClass", "PurchaseOption"];

/** Column number and attribute name. */
export type AttributeColumn = readonly [column: number, name: string];

/** Where things stand in the rows of one file; columns are counted from 0. */
export type OfferColumns = { readonly [C in keyof typeof ROW_COLUMNS]: number } & {
  readonly count: number;
  readonly usageType: number;
  /** -1 when the list has no families. */
  readonly productFamily: number;
  readonly termAttributes: readonly AttributeColumn[];
  readonly attributes: readonly AttributeColumn[];
};

/**
 * Reads the header of a CSV offer file.
 * @throws InputError OFFER_FILE_DAMAGED when a column is missing or stands there twice.
 */
export function offerColumns(header: readonly string[], where: string): OfferColumns {
  const at = new Map(header.map((name, column) => [name, column]));
  if (at.size < header.length) {
    const twice = header.find((name, column) => at.get(name) !== column);
    throw damaged(where, `has two columns "${twice}"`);
  }
  const columnOf = (name: string): number => {
    const column = at.get(name);
    if (column !== undefined) return column;
    throw damaged(where, `has no column "${name}"; its header begins ${header.slice(0, 4).join(", ")}`);
  };
  const {
    sku,
    offerTermCode,
    rateCode,
    termType,
    effectiveDate,
    beginRange,
    endRange,
    unit,
    price,
    currency,
  } = ROW_COLUMNS;
  return {
    count: header.length,
    usageType: columnOf("usageType"),
    sku: columnOf(sku),
    offerTermCode: columnOf(offerTermCode),
    rateCode: columnOf(rateCode),
    termType: columnOf(termType),
    effectiveDate: columnOf(effectiveDate),
    beginRange: columnOf(beginRange),
    endRange: columnOf(endRange),
    unit: columnOf(unit),
    price: columnOf(price),
    currency: columnOf(currency),
    productFamily: at.get("Product Family") ?? -1,
    termAttributes: TERM_COLUMNS.flatMap((name) => (at.has(name) ? [[columnOf(name), name] as const] : [])),
    attributes: attributeColumns(header),
  };
}

/**
 * Attribute names by column. Spellings of the table are exact, because some headers differ only in case; a header that it
 * lacks is named by rule, or by itself where the rule's name is taken.
 */
function attributeColumns(header: readonly string[]): readonly AttributeColumn[] {
  const known: Readonly<Record<string, string>> = table.columns;
  const ours = new Set<string>([...Object.values(ROW_COLUMNS), ...TERM_COLUMNS, ...OTHER_COLUMNS]);
  const taken = new Set(header.flatMap((name) => known[name] ?? []));
  return header.flatMap((name, column) => {
    if (ours.has(name)) return [];
    const mapped = Object.hasOwn(known, name) ? known[name] : undefined;
    if (mapped !== undefined) return [[column, mapped] as const];
    const ruled = attributeName(name);
    const attribute = ruled === "" || taken.has(ruled) ? name : ruled;
    taken.add(attribute);
    return [[column, attribute] as const];
  });
}

/**
 * The name that AWS would give the attribute behind a header: one word in small letters ("CapacityStatus" →
 * "capacitystatus"), several as "Pre Installed S/W" → "preInstalledSw".
 */
export function attributeName(header: string): string {
  const words = header
    .replace(/[^\p{L}\p{N} ]/gu, "")
    .split(" ")
    .filter((word) => word !== "");
  return words
    .map((word, place) =>
      place === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join("");
}
