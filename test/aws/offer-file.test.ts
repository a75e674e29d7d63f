import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { offerText } from "../../bench/offer-file.ts";
import { readOfferFile } from "../../src/aws/offer-file.ts";
import { comparable, EVERYTHING } from "./chunks.ts";
import { recorded } from "./recorded-documents.ts";

const CSV = [...offerText("csv", 300)].join("");
const JSON_TEXT = [...offerText("json", 300)].join("");
const PAGES = `${[recorded("A"), recorded("B")].map((document) => JSON.stringify(document)).join("\n")}\n`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-offer-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("a price list on disk", () => {
  test.each([
    ["csv", "ec2.csv", CSV],
    ["json", "ec2.json", JSON_TEXT],
    ["pages", "nat.jsonl", PAGES],
    ["pages", "nat.json", JSON.stringify({ PriceList: [recorded("A"), recorded("B")] })],
    ["csv", "download", `\ufeff${CSV}`],
    ["pages", "misnamed.csv", JSON.stringify([JSON.stringify(recorded("A"))])],
    ["pages", "text.ndjson", `${JSON.stringify(JSON.stringify(recorded("A")))}\n`],
  ])("is told by its content: %s in %s, packed or not", async (form, name, content) => {
    const path = written(name, content);
    const packed = written(`${name}.gz`, gzipSync(content));
    const plain = await readOfferFile(path, EVERYTHING);
    expect(plain).toMatchObject({ form, regions: ["us-east-1"], bytes: statSync(path).size });
    expect(plain.list).toMatchObject({ service: "AmazonEC2", version: "20261118213000" });
    expect(await readOfferFile(packed, EVERYTHING)).toEqual({ ...plain, bytes: statSync(packed).size });
  });

  test("CSV and JSON of one list are one list", async () => {
    const csv = await readOfferFile(written("a.csv", CSV), EVERYTHING);
    const json = await readOfferFile(written("a.json", JSON_TEXT), EVERYTHING);
    expect(comparable(csv.documents)).toEqual(comparable(json.documents));
  });

  test("tells its progress in bytes of the file, to its end", async () => {
    for (const path of [written("p.csv", CSV), written("p.csv.gz", gzipSync(CSV))]) {
      const told: number[] = [];
      const { bytes } = await readOfferFile(path, EVERYTHING, { onBytes: (read) => told.push(read) });
      expect(told).toEqual([...told].sort((a, b) => a - b));
      expect(told.at(-1)).toBe(bytes);
    }
  });

  test("knows its region though nothing passes the needles", async () => {
    const sieve = { ...EVERYTHING, needles: ["nothing of the kind"] };
    for (const path of [written("n.csv", CSV), written("n.json", JSON_TEXT), written("n.jsonl", PAGES)]) {
      expect(await readOfferFile(path, sieve)).toMatchObject({ documents: [], regions: ["us-east-1"] });
    }
  });

  test("of traffic is the region that all of it shares", async () => {
    const traffic = (sku: string, fromRegionCode: string, toRegionCode: string) =>
      recorded(sku, { product: { sku, attributes: { usagetype: "x", fromRegionCode, toRegionCode } } });
    const [out, back] = [traffic("A", "us-east-1", "eu-west-1"), traffic("B", "us-west-2", "us-east-1")];
    const path = written("traffic.json", JSON.stringify([out, back]));
    expect(await readOfferFile(path, EVERYTHING)).toMatchObject({ regions: ["us-east-1"] });
    const alone = written("one-way.json", JSON.stringify([out]));
    expect(await readOfferFile(alone, EVERYTHING)).toMatchObject({ regions: ["eu-west-1", "us-east-1"] });
  });
});

describe("what is no price list is refused", () => {
  const regionless = recorded("A", { product: { sku: "A", attributes: { usagetype: "HostedZone" } } });

  test("without a region, unless its service has none", async () => {
    const path = written("zone.json", JSON.stringify([regionless]));
    await expect(readOfferFile(path, EVERYTHING)).rejects.toMatchObject({
      code: "OFFER_FILE_UNNAMED",
      exitCode: 2,
    });
    await expect(readOfferFile(path, EVERYTHING)).rejects.toThrow("does not say its region");
    expect(await readOfferFile(path, EVERYTHING, { global: () => true })).toMatchObject({ regions: [] });
  });

  test.each([
    ["text", "hello", "OFFER_FILE_UNKNOWN", '"hello"'],
    ["nothing", "", "OFFER_FILE_UNKNOWN", "begins with"],
    ["another JSON", '{"schema": 1}', "OFFER_FILE_UNKNOWN", "no price list"],
    ["half a gzip", gzipSync(CSV).subarray(0, 2000), "OFFER_FILE_TRUNCATED", "gzip"],
    [
      "a damaged gzip",
      Buffer.concat([gzipSync(CSV).subarray(0, 500), Buffer.alloc(500, 7)]),
      "OFFER_FILE_DAMAGED",
      "gzip",
    ],
  ])("%s", async (name, content, code, problem) => {
    const path = written(name, content);
    await expect(readOfferFile(path, EVERYTHING)).rejects.toMatchObject({ code, exitCode: 2 });
    await expect(readOfferFile(path, EVERYTHING)).rejects.toThrow(problem);
  });

  test("a file that is not there, or a folder", async () => {
    for (const path of [join(folder, "missing.csv"), folder]) {
      await expect(readOfferFile(path, EVERYTHING)).rejects.toMatchObject({ code: "OFFER_FILE_MISSING" });
    }
  });
});
