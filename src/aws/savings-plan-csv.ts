import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { PriceList } from "../prices/list/list-document.ts";
import type { SavingsPlanRow } from "../prices/list/savings-plan.ts";
import { outside } from "./bulk-refusal.ts";
import { sieveLines } from "./line-sieve.ts";

/** Five lines of metadata, then the header. */
const METADATA_LINES = 5;

const COLUMNS = {
  plan: "Product Family",
  rateCode: "RateCode",
  unit: "Unit",
  effectiveDate: "EffectiveDate",
  rate: "DiscountedRate",
  currency: "Currency",
  sku: "DiscountedSKU",
  service: "DiscountedServiceCode",
  usageType: "DiscountedUsageType",
  operation: "DiscountedOperation",
  region: "DiscountedRegionCode",
  purchaseOption: "PurchaseOption",
  term: "LeaseContractLength",
  termUnit: "LeaseContractLengthUnit",
} as const;
type Field = keyof typeof COLUMNS;

const MONTHS: Readonly<Record<string, number>> = { year: 12, years: 12, month: 1, months: 1 };

export interface SavingsPlanList {
  readonly list: PriceList;
  readonly rows: AsyncIterable<SavingsPlanRow>;
}

/**
 * Reads the CSV of savings plans in a region as it streams by.
 *
 * @param where names the file in errors.
 * @param needles Texts of which the usage type of every wanted row holds at least one, since the list of a large region
 * is hundreds of MB; left out, all rows are wanted. More rows than wanted may come.
 * @throws InputError SAVINGS_PLANS_UNREADABLE, exit 6, here or while the rows are read; whatever `chunks` throws.
 */
export async function readSavingsPlans(
  chunks: AsyncIterable<Uint8Array>,
  where: string,
  needles?: readonly string[],
): Promise<SavingsPlanList> {
  const head = new Head(where);
  const parser = parse({
    bom: true,
    relax_column_count: true,
    on_record: (cells) => (head.passes(cells) ? cells : null),
  });
  // Whoever iterates the parser is told what went wrong on either side of it.
  const wanted = needles === undefined ? chunks : sieveLines(chunks, METADATA_LINES + 1, needles);
  pipeline(wanted, parser, () => {});
  const rows = rowsOf(parser, head, where);
  await rows.next();
  return { list: head.list(), rows: rows as AsyncIterable<SavingsPlanRow> };
}

/** Stops once at the header, then row by row. */
async function* rowsOf(
  parser: AsyncIterable<string[]>,
  head: Head,
  where: string,
): AsyncGenerator<SavingsPlanRow | undefined> {
  let isHeader = true;
  try {
    for await (const cells of parser) {
      yield isHeader ? undefined : rowOf(cells, head, where);
      isHeader = false;
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(where, error.message) : error;
  }
}

function rowOf(cells: readonly string[], head: Head, where: string): SavingsPlanRow {
  const cell = (field: Field): string => head.cell(cells, field);
  const refuse = (what: string): Error => unreadable(where, `${cell("rateCode")} has ${what}`);
  const rate = cell("rate");
  if (!/^\d+(\.\d+)?$/.test(rate)) throw refuse(`a rate "${rate}", which is no decimal`);
  const termMonths = Number(cell("term")) * (MONTHS[cell("termUnit").toLowerCase()] ?? Number.NaN);
  if (!Number.isInteger(termMonths) || termMonths <= 0) {
    throw refuse(`a term of "${cell("term")} ${cell("termUnit")}"`);
  }
  return {
    plan: cell("plan"),
    rateCode: cell("rateCode"),
    unit: cell("unit"),
    effectiveDate: cell("effectiveDate"),
    rate,
    currency: cell("currency"),
    sku: cell("sku"),
    service: cell("service"),
    usageType: cell("usageType"),
    operation: cell("operation"),
    region: cell("region"),
    purchaseOption: cell("purchaseOption"),
    termMonths,
  };
}

/** The lines above the rows, and what they say of the rows. */
class Head {
  readonly #where: string;
  readonly #metadata = new Map<string, string>();
  #columns: Readonly<Record<Field, number>> | undefined;
  #width = 0;
  #line = 0;

  constructor(where: string) {
    this.#where = where;
  }

  /** True for the header and the rows. Called for each record, in their order. */
  passes(cells: readonly string[]): boolean {
    this.#line++;
    if (this.#line <= METADATA_LINES) {
      this.#metadata.set(cells[0] ?? "", cells[1] ?? "");
      return false;
    }
    if (this.#columns === undefined) {
      this.#columns = this.#columnsOf(cells);
      this.#width = cells.length;
      return true;
    }
    if (cells.length !== this.#width) {
      throw unreadable(
        this.#where,
        `a row has ${cells.length} of ${this.#width} columns: the file is cut short or damaged`,
      );
    }
    return true;
  }

  cell(cells: readonly string[], field: Field): string {
    return cells[this.#columns?.[field] ?? -1] ?? "";
  }

  list(): PriceList {
    const said = (name: string): string => {
      const value = this.#metadata.get(name);
      if (value === undefined) throw unreadable(this.#where, `its first lines lack "${name}"`);
      return value;
    };
    return { service: said("OfferCode"), version: said("Version"), publishedAt: said("Publication Date") };
  }

  #columnsOf(header: readonly string[]): Readonly<Record<Field, number>> {
    const columns = Object.entries(COLUMNS).map(([field, name]) => {
      const index = header.indexOf(name);
      if (index < 0) throw unreadable(this.#where, `line ${this.#line} has no column "${name}"`);
      return [field, index];
    });
    return Object.fromEntries(columns);
  }
}

function unreadable(where: string, what: string): Error {
  return outside(
    "SAVINGS_PLANS_UNREADABLE",
    `${where}: ${what}; nothing was written.`,
    "Try again; if it stays, AWS has changed the format: report it.",
  );
}
