import { describe, expect, test } from "vitest";
import {
  type DiscountedUsage,
  type SavingsPlanRow,
  savingsPlanRates,
} from "../../src/prices/list/savings-plan.ts";

const USAGE: DiscountedUsage = {
  sku: "LINUX",
  service: "AmazonEC2",
  region: "us-east-1",
  usageType: "BoxUsage:m7g.large",
  operation: "RunInstances",
};
const row = (more: Partial<SavingsPlanRow> = {}): SavingsPlanRow => ({
  plan: "ComputeSavingsPlans",
  rateCode: "PLAN.LINUX",
  unit: "Hrs",
  effectiveDate: "2026-09-01T00:00:00Z",
  rate: "0.0566",
  currency: "USD",
  ...USAGE,
  purchaseOption: "No Upfront",
  termMonths: 12,
  ...more,
});
const licence = row({ sku: "BYOL", rateCode: "PLAN.BYOL", operation: "RunInstances:0800", rate: "0.0491" });
const one = {
  plan: "ComputeSavingsPlans",
  termMonths: 12,
  purchaseOption: "No Upfront",
  hourlyUsd: "0.0566",
};

describe("the row of the product", () => {
  test.each([
    ["last", [row(), licence]],
    ["first", [licence, row()]],
  ])("another operation of the usage type comes %s (naive: the last row wins)", (_, rows) => {
    expect(savingsPlanRates(rows, USAGE)).toEqual({ kind: "rates", rates: [one] });
  });

  test("a SKU that was replaced is found by usage type and operation, both", () => {
    const rows = [row({ sku: "OLD" }), { ...licence, sku: "OLDBYOL" }];
    expect(savingsPlanRates(rows, USAGE)).toEqual({ kind: "rates", rates: [one] });
    expect(savingsPlanRates([licence], USAGE)).toEqual({ kind: "rates", rates: [] });
  });

  test("the SKU decides where both are there", () => {
    const rows = [row({ sku: "OLD", rate: "0.07" }), row()];
    expect(savingsPlanRates(rows, USAGE)).toEqual({ kind: "rates", rates: [one] });
  });

  test("another region has the same usage type where it has no prefix; another service the same SKU", () => {
    const rows = [row({ sku: "X", region: "us-gov-west-1" }), row({ service: "AmazonECS" })];
    expect(savingsPlanRates(rows, USAGE)).toEqual({ kind: "rates", rates: [] });
  });
});

test("plans, terms and purchase options are rates of their own, in order", () => {
  const rows = [
    row({ plan: "EC2InstanceSavingsPlans", rate: "0.0514" }),
    row({ termMonths: 36, rate: "0.0389" }),
    row({ purchaseOption: "All Upfront", rate: "0.0555000000" }),
    row(),
    row({ rateCode: "PLAN.AGAIN", rate: "0.05660" }),
  ];
  const match = savingsPlanRates(rows, USAGE);
  expect(match.kind === "rates" && match.rates.map((rate) => Object.values(rate).join(" "))).toEqual([
    "ComputeSavingsPlans 12 All Upfront 0.0555",
    "ComputeSavingsPlans 12 No Upfront 0.0566",
    "ComputeSavingsPlans 36 No Upfront 0.0389",
    "EC2InstanceSavingsPlans 12 No Upfront 0.0514",
  ]);
});

test.each([
  ["ambiguous", [row(), row({ rateCode: "PLAN.TWIN", rate: "0.06" })], /0\.0566 \(PLAN\.LINUX\) and 0\.06/],
  ["zero", [row({ rate: "0.0000000000" })], /BoxUsage:m7g.large .* has a rate of 0.0000000000/],
  ["unit", [row(), row({ unit: "Lambda-GB-Second" })], /per Lambda-GB-Second, not per hour/],
  ["currency", [row({ currency: "CNY" })], /in CNY, not in USD/],
] as const)("%s rows are no rate (naive: take one of them)", (kind, rows, because) => {
  expect(savingsPlanRates(rows, USAGE)).toMatchObject({ kind, because: expect.stringMatching(because) });
});
