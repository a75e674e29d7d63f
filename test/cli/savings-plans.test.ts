import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { crossover } from "./in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "crossover-plans-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
};

const meta = (offer: string) => [
  "FormatVersion,v1.0",
  'Disclaimer,"For information"',
  "Publication Date,2026-11-18T21:30:00Z",
  "Version,20261118213000",
  `OfferCode,${offer}`,
];

const OFFER_HEAD =
  '"SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit","Currency","LeaseContractLength","PurchaseOption","OfferingClass","Product Family","serviceCode","Location Type","Instance Type","Tenancy","Operating System","License Model","usageType","operation","CapacityStatus","MarketOption","Pre Installed S/W","Region Code"';
const product =
  '"Compute Instance","AmazonEC2","AWS Region","t3.medium","Shared","Linux","No License required","BoxUsage:t3.medium","RunInstances","Used","OnDemand","NA","us-east-1"';
const term = (code: string, kind: string, unit: string, usd: string, terms: string) =>
  `"T3MEDIUM00000001","${code}","T3MEDIUM00000001.${code}.${unit === "Quantity" ? "2TG2D8R56U" : "6YS6EN2CT7"}","${kind}","","2026-08-01","0","Inf","${unit}","${usd}","USD",${terms},${product}`;

const offers = file("ec2.csv", [
  ...meta("AmazonEC2"),
  OFFER_HEAD,
  term("JRTCKXETXF", "OnDemand", "Hrs", "0.0416000000", '"","",""'),
  term("HU7G6KETJZ", "Reserved", "Hrs", "0.0124000000", '"1yr","Partial Upfront","standard"'),
  term("HU7G6KETJZ", "Reserved", "Quantity", "109", '"1yr","Partial Upfront","standard"'),
  term("4NA7Y494T4", "Reserved", "Hrs", "0.0261000000", '"1yr","No Upfront","standard"'),
]);

const PLAN_HEAD =
  "SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU,DiscountedServiceCode,DiscountedUsageType,DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,ServiceCode,Product Family,DiscountedRegionCode,DiscountedInstanceType";
const rate = (usd: string, operation: string, sku = "OTHERSKU") =>
  `PLAN1,PLAN1.${usd},Hrs,2026-08-01T00:00:00Z,${usd},USD,${sku},AmazonEC2,BoxUsage:t3.medium,${operation},No Upfront,1,year,ComputeSavingsPlans,ComputeSavingsPlans,us-east-1,t3`;

const plans = file("plans.csv", [
  ...meta("AmazonComputeSavingsPlan"),
  PLAN_HEAD,
  rate("0.0301", "RunInstances"),
  // A licence of one's own under the same usage type, last in the file: whoever lets the last one win takes it.
  rate("0.0555", "RunInstances:0800"),
]);

it("reserved terms and rates of savings plans stand in the book and on the ladder", async () => {
  const book = join(folder, "book");
  const key = "ec2/instance/t3.medium/linux/shared";
  const done = await crossover(
    "prices",
    "refresh",
    "--from",
    offers,
    plans,
    "--book",
    book,
    "--terms",
    "--add",
    key,
  );
  expect(done.err).toContain("2 rates of AmazonComputeSavingsPlan");
  expect(done.exitCode).toBe(0);
  const index = JSON.parse(readFileSync(join(book, "index.json"), "utf8"));
  const snapshot = JSON.parse(readFileSync(join(book, index.snapshots[0].path), "utf8"));
  const { tiers, commitments } = snapshot.entries[key];
  expect(tiers).toEqual([
    { begin: "0", end: "Inf", usd: "0.0416", rateCode: "T3MEDIUM00000001.JRTCKXETXF.6YS6EN2CT7" },
  ]);
  expect(commitments).toEqual([
    {
      offerTermCode: "4NA7Y494T4",
      termMonths: 12,
      offeringClass: "standard",
      purchaseOption: "No Upfront",
      upfrontUsd: "0",
      hourlyUsd: "0.0261",
    },
    {
      offerTermCode: "HU7G6KETJZ",
      termMonths: 12,
      offeringClass: "standard",
      purchaseOption: "Partial Upfront",
      upfrontUsd: "109",
      hourlyUsd: "0.0124",
    },
    {
      offerTermCode: "ComputeSavingsPlans",
      termMonths: 12,
      offeringClass: "ComputeSavingsPlans",
      purchaseOption: "No Upfront",
      upfrontUsd: "0",
      hourlyUsd: "0.0301",
    },
  ]);
});
