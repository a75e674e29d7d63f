/** One measurement in a process of its own: `offer-candidate read|terms|scan|nothing <file>` prints time, memory and what was found. */
import { closeSync, openSync, readSync } from "node:fs";
import { readOfferFile } from "../src/aws/offer-file.ts";
import type { Sieve } from "../src/prices/list/list-document.ts";

const [kind, path = ""] = process.argv.slice(2);

/** Every instance type at once: Linux, shared, nothing installed; on demand, or with every way to reserve it. */
const MACHINES: Sieve = {
  needles: ["BoxUsage"],
  terms: kind === "terms",
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
  if (kind === "nothing") return "";
  if (kind === "scan") return `${newlines()} lines`;
  const read = await readOfferFile(path, MACHINES);
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
