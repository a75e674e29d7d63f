import { expect, test } from "vitest";
import { openSavingsPlans } from "../../src/aws/bulk-download.ts";
import { readSavingsPlans } from "../../src/aws/savings-plan-csv.ts";
import type { SavingsPlanRow } from "../../src/prices/list/savings-plan.ts";
import { brief, failure, serve } from "./loopback.ts";

/** The first lines of a file of 2025, as AWS writes them: without quotes, the disclaimer shortened. */
const HEAD = [
  "FormatVersion,v1.0",
  'Disclaimer,"For information, see http://aws.amazon.com. All Free Tier\nterms too"',
  "Publication Date,2025-09-11T18:44:47Z",
  "Version,20250911184447",
  "OfferCode,AmazonComputeSavingsPlan",
  "SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU,DiscountedServiceCode,DiscountedUsageType,DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,ServiceCode,UsageType,Operation,Description,Instance Family,Location,Location Type,Granularity,Product Family,DiscountedRegionCode,DiscountedInstanceType",
];
const row = (sku: string, usageType: string, rate = "0.0425", term = "3,year") =>
  `2JT7C3ZD2AXA73Q4,2JT7C3ZD2AXA73Q4.${sku},Hrs,2025-06-05T18:51:13Z,${rate},USD,${sku},AmazonEC2,${usageType},RunInstances,Partial Upfront,${term},ComputeSavingsPlans,APE2-EC2SP:r7g.3yrPartialUpfront,,3 year Partial Upfront r7g EC2 Instance Savings Plan in ap-east-2,r7g,Asia Pacific (Taipei),AWS Region,hourly,EC2InstanceSavingsPlans,ap-east-2,r7g.medium`;
const ROWS = [row("SKUA", "APE2-BoxUsage:r7g.medium"), row("SKUB", "APE2-DedicatedUsage:r7g.medium")];
const whole = (rows: readonly string[] = ROWS): string => `${[...HEAD, ...rows].join("\n")}\n`;

/** `text` in chunks of `size` bytes: breaks fall anywhere, in the middle of a letter too. */
async function* inChunks(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, needles?: readonly string[], size?: number) {
  const { list, rows } = await readSavingsPlans(inChunks(text, size), "AWSComputeSavingsPlan", needles);
  const all: SavingsPlanRow[] = [];
  for await (const each of rows) all.push(each);
  return { list, rows: all };
}

test("five lines of metadata, then the rows", async () => {
  const { list, rows } = await read(whole());
  expect(list).toEqual({
    service: "AmazonComputeSavingsPlan",
    version: "20250911184447",
    publishedAt: "2025-09-11T18:44:47Z",
  });
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual({
    plan: "EC2InstanceSavingsPlans",
    rateCode: "2JT7C3ZD2AXA73Q4.SKUA",
    unit: "Hrs",
    effectiveDate: "2025-06-05T18:51:13Z",
    rate: "0.0425",
    currency: "USD",
    sku: "SKUA",
    service: "AmazonEC2",
    usageType: "APE2-BoxUsage:r7g.medium",
    operation: "RunInstances",
    region: "ap-east-2",
    purchaseOption: "Partial Upfront",
    termMonths: 36,
  });
});

test.each([1, 7, 64, 100_000])("chunks of %i bytes make the same rows, sieved or not", async (size) => {
  const text = whole([row("SKÜ", "APE2-BoxUsage:r7g.medium"), ...ROWS.slice(1)]);
  const { rows } = await read(text, undefined, size);
  expect(rows.map(({ sku }) => sku)).toEqual(["SKÜ", "SKUB"]);
  const sieved = await read(text, [":r7g.large", "-BoxUsage:r7g.medium"], size);
  expect(sieved.rows.map(({ sku }) => sku)).toEqual(["SKÜ"]);
  expect(sieved.list.version).toBe("20250911184447");
});

test("columns are found by name, in any order", async () => {
  const [header = "", ...rows] = [HEAD[5] ?? "", ...ROWS];
  const turned = [header, ...rows].map((line) => line.split(",").reverse().join(","));
  const { rows: read2 } = await read(`${[...HEAD.slice(0, 5), ...turned].join("\n")}\n`);
  expect(read2.map(({ sku, rate }) => `${sku} ${rate}`)).toEqual(["SKUA 0.0425", "SKUB 0.0425"]);
});

test("a list without rows", async () => {
  expect((await read(whole([]))).rows).toEqual([]);
});

test.each([
  ["a row that is cut short", whole().slice(0, -40), /a row has 22 of 24 columns: the file is cut short/],
  ["a rate that is no decimal", whole([row("SKUA", "BoxUsage", "4e-2")]), /SKUA has a rate "4e-2"/],
  ["a term in another unit", whole([row("SKUA", "BoxUsage", "1", "3,decade")]), /a term of "3 decade"/],
  ["a header without a column", whole().replace("DiscountedSKU", "Sku"), /line 6 has no column "Discounted/],
  ["metadata that are not there", whole().replace("Version,2", "Edition,2"), /first lines lack "Version"/],
  ["another file altogether", "<html>\n", /first lines lack/],
  ["a quote that is not closed", `${whole()}"`, /Quote Not Closed/i],
])("%s is refused", async (_, text, message) => {
  expect(await failure(read(text))).toMatchObject({
    code: "SAVINGS_PLANS_UNREADABLE",
    message: expect.stringMatching(message),
    exitCode: 6,
  });
});

test("a row that is cut short is refused also where nobody wanted it", async () => {
  const error = await failure(read(whole().slice(0, -40), ["-BoxUsage:"]));
  expect(error).toMatchObject({ message: expect.stringContaining("a row has 22 of 24 columns") });
});

test("a download that breaks off says so, not that the CSV is wrong", async () => {
  const text = whole([...ROWS, ...Array(2_000).fill(ROWS[0])]);
  const { url } = await serve((response) => {
    response.writeHead(200, { "content-length": 2 * text.length });
    response.write(text, () => response.destroy());
  });
  const file = { service: "AWSComputeSavingsPlan", region: "ap-east-2", version: "20250911184447" };
  const { chunks } = await openSavingsPlans(file, { root: url, limits: brief });
  const { rows } = await readSavingsPlans(chunks, "AWSComputeSavingsPlan");
  const error = await failure(
    (async () => {
      for await (const _ of rows);
    })(),
  );
  expect(error).toMatchObject({
    message: expect.stringMatching(
      /^The AWSComputeSavingsPlan file ended after [\d.]+ of [\d.]+ MB; nothing was written\.$/,
    ),
    exitCode: 6,
  });
});
