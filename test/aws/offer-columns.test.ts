import { describe, expect, test } from "vitest";
import table from "../../data/offer-columns.json" with { type: "json" };
import { attributeName, offerColumns } from "../../src/aws/offer-columns.ts";

const NEEDED = [
  ...["SKU", "OfferTermCode", "RateCode", "TermType", "EffectiveDate", "StartingRange", "EndingRange"],
  ...["Unit", "PricePerUnit", "Currency", "usageType"],
];
/** Attribute names by header, for a file with these columns beside those that every file has. */
function namesOf(...more: string[]): Readonly<Record<string, string>> {
  const header = [...new Set([...NEEDED, ...more])];
  const { attributes } = offerColumns(header, "x.csv");
  return Object.fromEntries(attributes.map(([column, name]) => [header[column], name]));
}

describe("headers become the Query API's attribute names", () => {
  test.each([
    ["Instance Type", "instanceType"],
    ["usageType", "usagetype"],
    ["operation", "operation"],
    ["Region Code", "regionCode"],
    ["From Region Code", "fromRegionCode"],
    ["Pre Installed S/W", "preInstalledSw"],
    ["CapacityStatus", "capacitystatus"],
    ["MarketOption", "marketoption"],
    ["Volume API Name", "volumeApiName"],
    ["Max IOPS/volume", "maxIopsvolume"],
    ["Instance Capacity - 10xlarge", "instanceCapacity10xlarge"],
    ["instanceSKU", "instancesku"],
    ["VPCNetworkingSupport", "vpcnetworkingsupport"],
    ["Database Engine", "databaseEngine"],
    ["serviceCode", "servicecode"],
  ])("%s → %s", (header, name) => {
    expect(table.columns).toHaveProperty([header], name);
    expect(namesOf(header)[header]).toBe(name);
  });

  test("the rule for headers that nobody listed gives the names of those that are listed", () => {
    for (const [header, name] of Object.entries(table.columns)) expect(attributeName(header)).toBe(name);
  });

  test("two headers that differ only in case are two attributes, the listed one by its name", () => {
    expect(namesOf("Operation", "operation")).toMatchObject({
      operation: "operation",
      Operation: "Operation",
    });
    expect(namesOf("New Thing", "new thing")).toMatchObject({
      "New Thing": "newThing",
      "new thing": "new thing",
    });
  });

  test("what a row costs is no attribute of its product", () => {
    expect(namesOf("Product Family", "PriceDescription", "LeaseContractLength")).toEqual({
      usageType: "usagetype",
    });
  });
});
