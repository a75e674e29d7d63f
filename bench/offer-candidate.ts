/** One measurement in a process of its own: `offer-candidate csv|json|scan <file>` prints time, memory and what was found. */
import { closeSync, openSync, readSync } from "node:fs";
import { fileChunks } from "../src/aws/file-chunks.ts";
import { readOfferCsv } from "../src/aws/offer-csv.ts";
import { readOfferJson } from "../src/aws/offer-json.ts";
import type { Sieve } from "../src/prices/list/list-document.ts";

const [kind, path = ""] = process.argv.slice(2);

/** Every instance type at once: on demand, Linux, shared, nothing installed. */
const MACHINES: Sieve = {
  needles: ["BoxUsage"],
  terms: false,
  keep: ({ attributes }) =>
    attributes.operatingSystem === "Linux" &&
    attributes.tenancy === "Shared" &&
    attributes.preInstalledSw === "NA",
};

const started = performance.now();
const found = await run();
const milliseconds = performance.now() - started;
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ milliseconds, peak, found }));

async function run(): Promise<string> {
  if (kind === "scan") return `${newlines()} lines`;
  const read =
    kind === "csv"
      ? await readOfferCsv(fileChunks(path), MACHINES, path)
      : await readOfferJson(() => fileChunks(path), MACHINES, path);
  return `${read.documents.length} of ${read.rows}`;
}

/** The fastest way through a file that we know of in Node: one buffer that fits the cache, and native search in it. */
function newlines(): number {
  const file = openSync(path, "r");
  const buffer = Buffer.allocUnsafeSlow(256 * 1024);
  const fill = () => readSync(file, buffer, 0, buffer.length, null);
  let lines = 0;
  for (let read = fill(); read > 0; read = fill()) {
    const filled = buffer.subarray(0, read);
    for (let at = filled.indexOf(10); at !== -1; at = filled.indexOf(10, at + 1)) lines++;
  }
  closeSync(file);
  return lines;
}
