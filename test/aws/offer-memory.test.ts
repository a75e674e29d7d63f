import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linesFor, type OfferForm, writeOffer } from "../../bench/offer-file.ts";

/** Bytes: large enough that a reader which holds the file, or one chunk in a hundred, is found out. */
const SIZE = 60e6;
const MOST = 64 * 1024 * 1024;

const READER = fileURLToPath(new URL("../../src/aws/offer-file.ts", import.meta.url));
const SCRIPT = `
import { readOfferFile } from ${JSON.stringify(READER)};
const keep = ({ attributes }) => attributes.operatingSystem === "Linux" && attributes.tenancy === "Shared";
const before = process.resourceUsage().maxRSS;
const { documents, rows } = await readOfferFile(process.argv[2], { needles: ["BoxUsage"], terms: false, keep });
const growth = (process.resourceUsage().maxRSS - before) * 1024;
process.stdout.write(JSON.stringify({ growth, documents: documents.length, rows }));
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-memory-"));
  writeFileSync(join(folder, "read.mjs"), SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each<OfferForm>(["csv", "json"])(
  "a large list in %s passes through 64 MiB",
  async (form) => {
    const path = join(folder, `offer.${form}`);
    expect(await writeOffer(path, form, linesFor(form, SIZE))).toBeGreaterThan(SIZE);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "read.mjs"), path], {
      encoding: "utf8",
    });
    const found = JSON.parse(stdout || JSON.stringify({ stderr }));
    expect(found).toMatchObject({ growth: expect.any(Number) });
    expect(found.growth).toBeLessThan(MOST);
    expect(found.documents).toBeGreaterThan(500);
  },
  60_000,
);
