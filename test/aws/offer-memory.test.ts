import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linesFor, type OfferForm, writeOffer } from "../../bench/offer-file.ts";

/** Bytes: large enough that a reader which holds the file, or one chunk in a hundred, is found out. */
const SIZE = 60e6;
const MIB = 1024 * 1024;
/**
 * Growth at this size, of which most is the engine's: a list of eight times the size stays below 64 MiB. A reader of gzip
 * that leaves its chunks to the garbage collector takes 45, reserved terms from cells that are all made texts 31.
 */
const MOST: Readonly<Record<OfferForm, number>> = { csv: 24 * MIB, json: 32 * MIB };

const READER = fileURLToPath(new URL("../../src/aws/offer-file.ts", import.meta.url));
const SCRIPT = `
import { readOfferFile } from ${JSON.stringify(READER)};
const [path, terms] = process.argv.slice(2);
const keep = ({ attributes }) =>
  attributes.operatingSystem === "Linux" && attributes.tenancy === "Shared" && attributes.preInstalledSw === "NA";
const before = process.resourceUsage().maxRSS;
const { documents, rows } = await readOfferFile(path, { needles: ["BoxUsage"], terms: terms === "terms", keep });
const growth = (process.resourceUsage().maxRSS - before) * 1024;
process.stdout.write(JSON.stringify({ growth, documents: documents.length, terms: documents[0].terms.length, rows }));
`;

let folder = "";
let bundled = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "crossover-memory-"));
  const script = join(folder, "read.mjs");
  writeFileSync(script, SCRIPT);
  bundled = join(folder, "bundled.mjs");
  // As it is shipped: to strip types takes memory at start, in which a reader's growth could hide.
  await build({
    entryPoints: [script],
    outfile: bundled,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

function measured(path: string, terms: "" | "terms") {
  const { stdout, stderr } = spawnSync(process.execPath, [bundled, path, terms], { encoding: "utf8" });
  return JSON.parse(stdout || JSON.stringify({ stderr }));
}

describe.each<OfferForm>(["csv", "json"])("a large list in %s passes through little memory", (form) => {
  let path = "";
  beforeAll(async () => {
    path = join(folder, `offer.${form}`);
    expect(await writeOffer(path, form, linesFor(form, SIZE))).toBeGreaterThan(SIZE);
    await pipeline(createReadStream(path), createGzip({ level: 1 }), createWriteStream(`${path}.gz`));
  }, 60_000);

  test.each([
    ["as it is", "", "", 1],
    ["from gzip", ".gz", "", 1],
    ["with reserved terms", "", "terms", 13],
    ["with reserved terms, from gzip", ".gz", "terms", 13],
  ] as const)("%s", (_, packed, kept, terms) => {
    const found = measured(`${path}${packed}`, kept);
    expect(found).toMatchObject({ growth: expect.any(Number), terms });
    expect(found.growth).toBeLessThan(MOST[form]);
    expect(found.documents).toBeGreaterThan(150);
  });
});
