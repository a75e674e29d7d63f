import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadBook } from "../../src/cli/price-files.ts";
import { InputError } from "../../src/errors.ts";
import { ec2Instance } from "../../src/prices/price-key.ts";
import { BOOK_DIR } from "./books.ts";

const SNAPSHOT = "aws/us-east-1/2026-08-14.json";
let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "book-"));
  cpSync(BOOK_DIR, dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(join(dir, file), change(readFileSync(join(dir, file), "utf8")));
const look = () => loadBook(dir, "2026-11-21").find(ec2Instance("g5.2xlarge"), "us-east-1");

function refusal(): InputError {
  try {
    look();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

test("an untouched book opens", () => {
  expect(look()).toMatchObject({ unit: "hour" });
});

test("a price changed by hand is refused with both hashes and the way back", () => {
  edit(SNAPSHOT, (text) => text.replace('"usd": "1.212"', '"usd": "0.212"'));
  const error = refusal();
  expect(error).toMatchObject({ code: "SNAPSHOT_CORRUPT", exitCode: 2 });
  expect(error.message).toMatch(
    /was changed after it was written \(sha256 [0-9a-f]{12}, the index says [0-9a-f]{12}\)/,
  );
  expect(error.hint).toContain("git checkout -- ");
});

test("an added newline is a change", () => {
  edit(SNAPSHOT, (text) => `${text}\n`);
  expect(refusal().code).toBe("SNAPSHOT_CORRUPT");
});

test("damage in one region does not keep another from opening, but is found when it is asked for", () => {
  edit("aws/eu-west-1/2026-08-14.json", () => "{}");
  const book = loadBook(dir, "2026-11-21");
  expect(book.find(ec2Instance("g5.2xlarge"), "us-east-1")).toMatchObject({ unit: "hour" });
  expect(() => book.find(ec2Instance("g5.2xlarge"), "eu-west-1")).toThrow("was changed after it was written");
});

test("a snapshot that the index does not name is refused", () => {
  writeFileSync(join(dir, "aws/us-east-1/2026-12-24.json"), readFileSync(join(dir, SNAPSHOT)));
  expect(refusal().message).toContain("2026-12-24.json is not in ");
});

test("an index that lies about a file is refused", () => {
  edit("index.json", (text) => text.replace('"entries": 257', '"entries": 256'));
  expect(refusal()).toMatchObject({
    code: "SNAPSHOT_CORRUPT",
    message: expect.stringContaining("256 entries; the file holds"),
  });
});

test.each([
  ["a missing snapshot", () => rmSync(join(dir, SNAPSHOT)), "PRICE_FILE_MISSING"],
  ["a missing index", () => rmSync(join(dir, "index.json")), "PRICE_FILE_MISSING"],
  ["an index cut short", () => edit("index.json", (text) => text.slice(0, 100)), "PRICE_FILE_DAMAGED"],
  ["an empty rules file", () => edit("rules.json", () => ""), "PRICE_FILE_DAMAGED"],
  [
    "an index of schema 2",
    () => edit("index.json", (text) => text.replace('"schema": 1', '"schema": 2')),
    "PRICES_SCHEMA_NEWER",
  ],
  [
    "an index with a path outside the book",
    () => edit("index.json", (text) => text.replace(SNAPSHOT, "aws/../../2026-08-14.json")),
    "INDEX_INVALID",
  ],
])("%s is refused, exit 2", (_, damage, code) => {
  damage();
  const error = refusal();
  expect(error).toMatchObject({ code, exitCode: 2 });
  expect(error.hint).toBeDefined();
});
