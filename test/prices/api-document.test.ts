import { describe, expect, test } from "vitest";
import { listDocument } from "../../src/prices/list/api-document.ts";
import { recorded } from "../aws/recorded-documents.ts";

describe("a document of the Query API", () => {
  test("becomes a product with its terms; what is empty is absent, what is new is let be", () => {
    expect(listDocument(recorded("A", { novelty: true }), "page 1")).toEqual({
      service: "AmazonEC2",
      sku: "A",
      productFamily: "NAT Gateway",
      attributes: { usagetype: "NatGateway-A", regionCode: "us-east-1", locationType: "AWS Region" },
      terms: ["OnDemand", "Reserved"].map((kind) => {
        const code = kind === "OnDemand" ? "T" : "R";
        return {
          kind,
          offerTermCode: code,
          effectiveDate: "2026-11-01T00:00:00Z",
          attributes: kind === "OnDemand" ? {} : { LeaseContractLength: "1yr" },
          dimensions: [
            {
              rateCode: `A.${code}.1`,
              unit: "Hrs",
              beginRange: "0",
              endRange: "Inf",
              pricePerUnit: { USD: "0.0450000000" },
            },
          ],
        };
      }),
    });
  });

  test("may lack its family, and terms of a kind", () => {
    const bare = recorded("A", { product: { sku: "A", attributes: {} }, terms: { Reserved: {} } });
    expect(listDocument(bare, "page 1")).toMatchObject({ productFamily: "", attributes: {}, terms: [] });
  });

  test.each([
    ["no object", "text", "the value"],
    ["no SKU", recorded("A", { product: { attributes: {} } }), "product.sku"],
    [
      "an attribute that is no text",
      recorded("A", { product: { sku: "A", attributes: { x: 1 } } }),
      "attributes.x",
    ],
    ["no terms", recorded("A", { terms: undefined }), "terms"],
    ["no date", recorded("A", { publicationDate: "today" }), "publicationDate"],
  ])("is refused with its place: %s", (_, json, place) => {
    expect(() => listDocument(json, "page 1, document 3")).toThrow(place);
    expect(() => listDocument(json, "page 1, document 3")).toThrow("page 1, document 3");
  });
});
