import { describe, expect, test } from "vitest";
import { readRecordedPages } from "../../src/aws/recorded-pages.ts";
import type { Sieve } from "../../src/prices/list/list-document.ts";
import { chunksOf, EVERYTHING } from "./chunks.ts";
import { recorded } from "./recorded-documents.ts";

const read = (text: string, sieve: Partial<Sieve> = {}) =>
  readRecordedPages(chunksOf(text, [11]), { ...EVERYTHING, ...sieve }, "nat.json");

const both = [recorded("A"), recorded("B")];
const texts = both.map((document) => JSON.stringify(document));
const response = (PriceList: readonly unknown[]) => ({ FormatVersion: "aws_v1", NextToken: "x", PriceList });
const lines = (values: readonly unknown[]) => `${values.map((value) => JSON.stringify(value)).join("\n")}\n`;

describe("recorded answers of GetProducts", () => {
  test.each([
    ["an array of documents", JSON.stringify(both, undefined, 2)],
    ["an array of texts", JSON.stringify(texts)],
    ["lines of documents", lines(both)],
    ["lines of texts", lines(texts)],
    ["one response of texts", JSON.stringify(response(texts))],
    ["lines of responses", lines([response([texts[0]]), response([both[1]]), response([])])],
    ["an array of responses", JSON.stringify([response(both)])],
  ])("%s", async (_, text) => {
    const { list, rows, documents } = await read(text);
    expect(list).toEqual({
      service: "AmazonEC2",
      version: "20261118213000",
      publishedAt: "2026-11-18T21:30:00Z",
    });
    expect(rows).toBe(2);
    expect(documents.map(({ sku, terms }) => [sku, terms.map(({ kind }) => kind)])).toEqual([
      ["A", ["OnDemand", "Reserved"]],
      ["B", ["OnDemand", "Reserved"]],
    ]);
  });

  test("pass the sieve like a bulk file", async () => {
    const found = await read(lines(both), { terms: false, needles: ["Gateway-B"] });
    expect(found.documents.map(({ sku, terms }) => [sku, terms.length])).toEqual([["B", 1]]);
    expect(found.rows).toBe(2);
  });

  test("a page recorded twice counts once", async () => {
    expect((await read(lines([...both, ...both]))).documents.map(({ terms }) => terms.length)).toEqual([
      2, 2,
    ]);
  });

  test.each([
    ["two versions", lines([recorded("A"), recorded("B", { version: "2" })]), "OFFER_FILE_MIXED", "(list 2)"],
    [
      "two services",
      lines([recorded("A"), recorded("B", { serviceCode: "X" })]),
      "OFFER_FILE_MIXED",
      "of X (list",
    ],
    ["no version", lines([recorded("A", { version: undefined })]), "PRICE_DOCUMENT_INVALID", "version"],
    ["nothing", "[]", "OFFER_FILE_TRUNCATED", "no document"],
    ["a text that is no JSON", '["abc"]', "OFFER_FILE_DAMAGED", "not JSON"],
    ["cut", JSON.stringify(both).slice(0, -1), "OFFER_FILE_TRUNCATED", "JSON stops"],
  ])("are refused: %s", async (_, text, code, problem) => {
    await expect(read(text)).rejects.toMatchObject({ code, exitCode: 2 });
    await expect(read(text)).rejects.toThrow(problem);
  });
});
