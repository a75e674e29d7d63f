import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readOfferCsv } from "../../src/aws/offer-csv.ts";
import type { Sieve } from "../../src/prices/list/list-document.ts";
import { chunksOf, EVERYTHING } from "./chunks.ts";

const METADATA = [
  '"FormatVersion","v1.0"',
  '"Disclaimer","This list is for ""information"", it says."',
  '"Publication Date","2026-11-18T21:30:00Z"',
  '"Version","20261118213000"',
  '"OfferCode","AmazonEC2"',
];
const HEADER = [
  ...["SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate"],
  ...["StartingRange", "EndingRange", "Unit", "PricePerUnit", "Currency", "LeaseContractLength"],
  ...["PurchaseOption", "OfferingClass", "Product Family", "usageType", "operation", "Pre Installed S/W"],
];

type Cells = Readonly<Record<string, string>>;

const ROW: Cells = {
  SKU: "S1",
  OfferTermCode: "JRTCKXETXF",
  RateCode: "S1.JRTCKXETXF.R1",
  TermType: "OnDemand",
  PriceDescription: "$0.1 per hour",
  EffectiveDate: "2026-11-01",
  StartingRange: "0",
  EndingRange: "Inf",
  Unit: "Hrs",
  PricePerUnit: "0.1000000000",
  Currency: "USD",
  "Product Family": "Compute Instance",
  usageType: "BoxUsage:m5.large",
  operation: "RunInstances",
};

const line = (cells: Cells, header: readonly string[] = HEADER): string =>
  header
    .map((name) => cells[name] ?? "")
    .map((cell) => (cell === "" ? "" : `"${cell.replaceAll('"', '""')}"`))
    .join(",");

const fileOf = (rows: readonly Cells[], header: readonly string[] = HEADER): string =>
  [
    ...METADATA,
    header.map((name) => `"${name}"`).join(","),
    ...rows.map((row) => line(row, header)),
    "",
  ].join("\n");

const read = (text: string | Buffer, sieve: Partial<Sieve> = {}, lengths?: readonly number[]) =>
  readOfferCsv(chunksOf(text, lengths), { ...EVERYTHING, ...sieve }, "ec2.csv");

describe("a bulk CSV", () => {
  test("says its list, its products by the Query API's names, and their terms", async () => {
    const reserved = { ...ROW, OfferTermCode: "R", TermType: "Reserved", LeaseContractLength: "1yr" };
    const upfront = { ...reserved, RateCode: "S1.R.U", Unit: "Quantity", StartingRange: "", EndingRange: "" };
    const found = await read(fileOf([{ ...reserved, PurchaseOption: "All Upfront" }, ROW, upfront]));
    expect(found.list).toEqual({
      service: "AmazonEC2",
      version: "20261118213000",
      publishedAt: "2026-11-18T21:30:00Z",
    });
    expect(found.rows).toBe(3);
    const [hourly, once] = [
      {
        rateCode: ROW.RateCode,
        unit: "Hrs",
        beginRange: "0",
        endRange: "Inf",
        pricePerUnit: { USD: "0.1000000000" },
      },
      {
        rateCode: "S1.R.U",
        unit: "Quantity",
        beginRange: "",
        endRange: "",
        pricePerUnit: { USD: "0.1000000000" },
      },
    ];
    expect(found.documents).toEqual([
      {
        service: "AmazonEC2",
        sku: "S1",
        productFamily: "Compute Instance",
        attributes: { usagetype: "BoxUsage:m5.large", operation: "RunInstances" },
        terms: [
          {
            kind: "OnDemand",
            offerTermCode: "JRTCKXETXF",
            effectiveDate: "2026-11-01",
            attributes: {},
            dimensions: [hourly],
          },
          {
            kind: "Reserved",
            offerTermCode: "R",
            effectiveDate: "2026-11-01",
            attributes: { LeaseContractLength: "1yr", PurchaseOption: "All Upfront" },
            dimensions: [hourly, once],
          },
        ],
      },
    ]);
  });

  test("rows of one product are one document though others stand between them; tiers stay apart, currencies join", async () => {
    const other = { ...ROW, SKU: "S2" };
    const tier = { ...ROW, RateCode: "S1.JRTCKXETXF.R2", StartingRange: "10240" };
    const yuan = { ...ROW, Currency: "CNY", PricePerUnit: "0.7" };
    const { documents } = await read(fileOf([ROW, other, tier, yuan]));
    expect(documents.map(({ sku }) => sku)).toEqual(["S1", "S2"]);
    expect(documents[0]?.terms).toHaveLength(1);
    expect(
      documents[0]?.terms[0]?.dimensions.map(({ beginRange, pricePerUnit }) => [beginRange, pricePerUnit]),
    ).toEqual([
      ["0", { USD: "0.1000000000", CNY: "0.7" }],
      ["10240", { USD: "0.1000000000" }],
    ]);
  });

  test("an empty family stays empty, an empty cell is no attribute", async () => {
    const { documents } = await read(fileOf([{ ...ROW, "Product Family": "", operation: "" }]));
    expect(documents[0]).toMatchObject({ productFamily: "", attributes: { usagetype: "BoxUsage:m5.large" } });
    expect(documents[0]?.attributes).not.toHaveProperty("operation");
  });

  test("the sieve: reserved terms only when asked, needles in the usage type alone, each product once", async () => {
    const asked: string[] = [];
    const keep: Sieve["keep"] = ({ sku }) => {
      asked.push(sku);
      return sku !== "S3";
    };
    const rows = [
      ROW,
      { ...ROW, TermType: "Reserved", OfferTermCode: "R" },
      { ...ROW, SKU: "S2", usageType: "HostUsage:m5", PriceDescription: "not BoxUsage" },
      { ...ROW, SKU: "S3" },
      { ...ROW, SKU: "S3", StartingRange: "5" },
      { ...ROW, SKU: "S4", usageType: 'Odd"BoxUsage' },
    ];
    const found = await read(fileOf(rows), { needles: ['"Box', "BoxUsage:"], terms: false, keep });
    expect(asked).toEqual(["S1", "S3", "S4"]);
    expect(found.documents.map(({ sku, terms }) => [sku, terms.length])).toEqual([
      ["S1", 1],
      ["S4", 1],
    ]);
    expect(found.rows).toBe(6);
  });

  test("a kind of term that is not priced here is passed over", async () => {
    const flat = { ...ROW, TermType: "FlatRate" };
    expect((await read(fileOf([flat, ROW]))).documents[0]?.terms).toHaveLength(1);
    expect((await read(fileOf([flat]))).documents).toEqual([]);
  });

  test("CRLF, a byte order mark and a last row without newline change nothing", async () => {
    const text = fileOf([ROW, { ...ROW, SKU: "S2", TermType: "Reserved" }]);
    const plain = await read(text);
    expect(await read(`\ufeff${text}`)).toEqual(plain);
    expect(await read(text.replaceAll("\n", "\r\n"), {}, [1])).toEqual(plain);
    expect(await read(text.trimEnd())).toEqual(plain);
  });
});

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "機", ",", '"', "\n", "\r\n", "OnDemand"),
  maxLength: 6,
});
const anyRow = fc.record({
  SKU: fc.constantFrom("S1", "S2", 'S"3'),
  OfferTermCode: fc.constantFrom("T1", "T2"),
  RateCode: fc.string({ minLength: 1 }),
  TermType: fc.constantFrom("OnDemand", "Reserved", "Other", 'On"Demand', "OnDemand,"),
  PriceDescription: cell,
  usageType: fc.oneof(
    cell,
    cell.map((text) => `${text}BoxUsage${text}`),
  ),
  "Pre Installed S/W": cell,
});

describe("what is read", () => {
  test("is what a parser of the whole text finds, wherever the chunks are cut", async () => {
    const rows = fc.array(anyRow, { minLength: 1, maxLength: 8 });
    const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(rows, cuts, fc.boolean(), async (random, lengths, terms) => {
        const text = fileOf(random.map((row) => ({ ...ROW, ...row })));
        const parsed: Cells[] = parse(text, { columns: [...HEADER], relax_column_count: true, from: 7 });
        const wanted = parsed.filter(
          ({ TermType, usageType }) =>
            (TermType === "OnDemand" || (terms && TermType === "Reserved")) &&
            usageType?.includes("BoxUsage"),
        );
        const found = await read(text, { terms, needles: ["BoxUsage"] }, lengths);
        expect(found.rows).toBe(parsed.length);
        const rates = found.documents.flatMap(({ sku, terms }) =>
          terms.flatMap(({ kind, offerTermCode, dimensions }) =>
            dimensions.map(({ rateCode }) => [sku, kind, offerTermCode, rateCode]),
          ),
        );
        const expected = wanted.map((row) => [row.SKU, row.TermType, row.OfferTermCode, row.RateCode]);
        expect(rates.map(String).sort()).toEqual(expected.map(String).sort());
        for (const document of found.documents) {
          const first = wanted.find(({ SKU }) => SKU === document.sku);
          expect(document.attributes.usagetype).toBe(first?.usageType);
          expect(document.attributes.preInstalledSw ?? "").toBe(first?.["Pre Installed S/W"]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a file that is not whole is refused", () => {
  const text = fileOf([ROW, { ...ROW, SKU: "S2", TermType: "Reserved" }]);

  test("cut at any byte of its last row, kept or passed over", async () => {
    // The last three cells are operation and an empty one: after the last comma the row is complete.
    for (let end = text.lastIndexOf("S2"); end < text.lastIndexOf(",") + 1; end++) {
      await expect(read(text.slice(0, end), { terms: false }), `cut at ${end}`).rejects.toMatchObject({
        code: "OFFER_FILE_TRUNCATED",
        exitCode: 2,
      });
    }
  });

  test("cut before its first row, or before its header", async () => {
    const code = { code: "OFFER_FILE_TRUNCATED" };
    await expect(read(fileOf([]))).rejects.toMatchObject(code);
    await expect(read(METADATA.join("\n"))).rejects.toMatchObject(code);
    await expect(read("")).rejects.toMatchObject(code);
  });

  test("a row with fewer or more cells than the header", async () => {
    const short = text.replace(',"BoxUsage:m5.large"', "");
    await expect(read(short)).rejects.toThrow("row 1 after the header has 17 of 18 cells");
    const long = text.replace(',"BoxUsage:m5.large"', ',"BoxUsage:m5.large","x"');
    await expect(read(long)).rejects.toMatchObject({ code: "OFFER_FILE_DAMAGED" });
  });

  test.each([
    ["no OfferCode", METADATA[4] ?? "", '"Other","x"', "OFFER_FILE_UNNAMED", "service"],
    ["no version", METADATA[3] ?? "", '"Other","x"', "OFFER_FILE_UNNAMED", "version"],
    [
      "no date",
      METADATA[2] ?? "",
      '"Publication Date","yesterday"',
      "OFFER_FILE_UNNAMED",
      "publication date",
    ],
    [
      "another format",
      METADATA[0] ?? "",
      '"FormatVersion","v2.0"',
      "OFFER_FILE_DAMAGED",
      '"v2.0", not "v1.0"',
    ],
    ["no such column", '"PricePerUnit"', '"Price"', "OFFER_FILE_DAMAGED", 'no column "PricePerUnit"'],
    ["a column twice", '"operation"', '"usageType"', "OFFER_FILE_DAMAGED", 'two columns "usageType"'],
    ["more metadata", METADATA[4] ?? "", '"a","b","c"', "OFFER_FILE_DAMAGED", "no price list in CSV"],
  ])("%s", async (_, from, to, code, problem) => {
    const refused = read(text.replace(from, to));
    await expect(refused).rejects.toMatchObject({ code, exitCode: 2 });
    await expect(refused).rejects.toThrow(problem);
  });
});
