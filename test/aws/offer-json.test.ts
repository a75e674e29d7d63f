import { describe, expect, test } from "vitest";
import { offerText } from "../../bench/offer-file.ts";
import { readOfferCsv } from "../../src/aws/offer-csv.ts";
import { readOfferJson } from "../../src/aws/offer-json.ts";
import type { Sieve } from "../../src/prices/list/list-document.ts";
import { chunksOf, comparable, EVERYTHING } from "./chunks.ts";

const LINES = 60;
const JSON_TEXT = [...offerText("json", LINES)].join("");
const OFFER = JSON.parse(JSON_TEXT);
const SHARED_LINUX: Sieve = {
  needles: ["BoxUsage"],
  terms: false,
  keep: ({ attributes }) => attributes.operatingSystem === "Linux" && attributes.tenancy === "Shared",
};

/** Reads and counts how often the file was begun. */
async function read(text: string, sieve: Sieve = EVERYTHING, lengths?: readonly number[]) {
  let passes = 0;
  const open = () => {
    passes++;
    return chunksOf(text, lengths);
  };
  return { ...(await readOfferJson(open, sieve, "ec2.json")), passes };
}

/** The same offer with its top-level members in another order. */
const ordered = (...names: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, OFFER[name]])));

describe("a bulk JSON", () => {
  test.each([
    ["everything", EVERYTHING],
    ["on demand", { ...EVERYTHING, terms: false }],
    ["what a sieve keeps", SHARED_LINUX],
  ])("says the same as the CSV of the same list: %s", async (_, sieve) => {
    const json = await read(JSON_TEXT, sieve, [1000, 7]);
    const csv = await readOfferCsv(chunksOf([...offerText("csv", LINES)].join(""), [999, 3]), sieve);
    expect(json.list).toEqual(csv.list);
    expect(json.documents.length).toBeGreaterThan(3);
    expect(comparable(json.documents)).toEqual(comparable(csv.documents));
    expect(json.passes).toBe(1);
  });

  test("counts products, and holds tiers and upfront payments", async () => {
    const { rows, documents } = await read(JSON_TEXT);
    expect(rows).toBe(Object.keys(OFFER.products).length);
    const tiers = documents.find(({ productFamily }) => productFamily === "System Operation")?.terms[0]
      ?.dimensions;
    expect(tiers?.map(({ beginRange }) => beginRange)).toEqual(["0", "32000", "64000"]);
    const upfront = documents[0]?.terms
      .flatMap(({ dimensions }) => dimensions)
      .find(({ unit }) => unit === "Quantity");
    expect(upfront).toMatchObject({
      beginRange: "",
      endRange: "",
      pricePerUnit: { USD: expect.any(String) },
    });
  });

  test("in any order of its members, read again where it must be", async () => {
    const whole = await read(JSON_TEXT, SHARED_LINUX);
    const orders = [
      ["formatVersion", "terms", "offerCode", "version", "publicationDate", "products"],
      ["terms", "products", "publicationDate", "version", "offerCode"],
      ["offerCode", "products", "terms", "publicationDate", "version"],
    ];
    const passes = [2, 3, 1];
    for (const [place, names] of orders.entries()) {
      expect(await read(ordered(...names), SHARED_LINUX)).toEqual({ ...whole, passes: passes[place] });
    }
  });

  test("an empty attribute is absent, an escaped one is found, a product without terms is no document", async () => {
    const product = (sku: string, usagetype: string) => ({ sku, attributes: { usagetype, operation: "" } });
    const [terms] = Object.values(OFFER.terms.OnDemand);
    const offer = {
      ...OFFER,
      products: { A: product("A", "BoxUsage:a"), B: product("B", "BoxUsage:b"), C: product("C", "Other:c") },
      terms: { OnDemand: { A: terms, C: terms } },
    };
    const escaped = JSON.stringify(offer)
      .replace("BoxUsage:a", "\\u0042oxUsage:a")
      .replace("Other", "\\u004fther");
    const { documents } = await read(escaped, { ...SHARED_LINUX, keep: () => true });
    expect(documents).toMatchObject([
      { sku: "A", productFamily: "", attributes: { usagetype: "BoxUsage:a" }, terms: [{ kind: "OnDemand" }] },
    ]);
    expect(documents[0]?.attributes).not.toHaveProperty("operation");
  });
});

describe("a JSON that is not whole is refused", () => {
  const [SKU = ""] = Object.keys(OFFER.terms.OnDemand);
  const [TERM = ""] = Object.keys(OFFER.terms.OnDemand[SKU]);
  const FIRST_TERM = OFFER.terms.OnDemand[SKU][TERM];
  const withTerms = (terms: unknown) => ({ ...OFFER, terms: { OnDemand: { [SKU]: terms } } });

  test("cut anywhere", async () => {
    const text = [...offerText("json", 1)].join("").trimEnd();
    for (let end = 0; end < text.length; end += 97) {
      await expect(read(text.slice(0, end)), `cut at ${end}`).rejects.toMatchObject({
        code: "OFFER_FILE_TRUNCATED",
        exitCode: 2,
      });
    }
    await expect(read(text.slice(0, -1))).rejects.toMatchObject({ code: "OFFER_FILE_TRUNCATED" });
  });

  test.each([
    ["no service", { ...OFFER, offerCode: undefined }, "OFFER_FILE_UNNAMED", "service"],
    ["no version", { ...OFFER, version: undefined }, "OFFER_FILE_UNNAMED", "version"],
    ["no products", { ...OFFER, products: undefined }, "OFFER_FILE_DAMAGED", 'no "products"'],
    ["no terms", { ...OFFER, terms: undefined }, "OFFER_FILE_DAMAGED", 'no "terms"'],
    ["nothing in it", { ...OFFER, products: {} }, "OFFER_FILE_TRUNCATED", "empty"],
    ["another format", { ...OFFER, formatVersion: "v2.0" }, "OFFER_FILE_DAMAGED", '"v2.0", not "v1.0"'],
    [
      "a wrong key",
      { ...OFFER, products: { A: { sku: "B", attributes: {} } } },
      "OFFER_FILE_DAMAGED",
      "B under the key A",
    ],
    ["no attributes", { ...OFFER, products: { A: { sku: "A" } } }, "PRICE_DOCUMENT_INVALID", "products.A"],
    ["a list", [OFFER], "OFFER_FILE_DAMAGED", "begins with ["],
    ["products in a list", { ...OFFER, products: [] }, "OFFER_FILE_DAMAGED", "products begins with ["],
    ["terms in a list", withTerms([]), "OFFER_FILE_DAMAGED", `terms.OnDemand.${SKU} begins with [`],
    ["a term that is none", withTerms({ [TERM]: 1 }), "OFFER_FILE_DAMAGED", `${TERM} begins with 1`],
    ["a term of nothing", withTerms({ [TERM]: {} }), "PRICE_DOCUMENT_INVALID", "offerTermCode"],
    [
      "a term without dimensions",
      withTerms({ [TERM]: { ...FIRST_TERM, priceDimensions: undefined } }),
      "PRICE_DOCUMENT_INVALID",
      `${TERM} is no document of an AWS price list: dimensions`,
    ],
    [
      "a dimension that is none",
      withTerms({ [TERM]: { ...FIRST_TERM, priceDimensions: { R: "0.1" } } }),
      "PRICE_DOCUMENT_INVALID",
      "dimensions.0.unit",
    ],
  ])("%s", async (_, offer, code, problem) => {
    const refused = read(JSON.stringify(offer));
    await expect(refused).rejects.toMatchObject({ code, exitCode: 2 });
    await expect(refused).rejects.toThrow(problem);
  });
});
