/**
 * How fast, and in how much memory, a whole EC2 price list is read: our readers, with reserved terms and without, plain and
 * from gzip, jq, and a plain byte scan that only counts newlines. Every candidate runs in a process of its own, the readers
 * as the command line ships them: bundled.
 *
 * `npm run bench:prices`, or `node bench/stream-offer-file.ts <megabytes> <runs>`.
 */
import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";
import { build } from "esbuild";
import { stubs } from "../build/stubs.ts";
import { linesFor, type OfferForm, writeOffer } from "./offer-file.ts";

interface Measured {
  readonly milliseconds: number;
  /** Peak resident set of the process, bytes. */
  readonly peak: number;
  readonly found: string;
}

const MB = 1e6;
const MIB = 1024 * 1024;
const [megabytes = "460", runs = "5"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "crossover-bench-"));
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Reads one file in one way and prints what it took. */
const CANDIDATE = fileURLToPath(new URL("offer-candidate.ts", import.meta.url));

try {
  const bundled = join(folder, "candidate.mjs");
  await build({
    entryPoints: [CANDIDATE],
    outfile: bundled,
    bundle: true,
    platform: "node",
    format: "esm",
    plugins: [stubs],
    logLevel: "warning",
  });
  const bare = bareProcess();
  const loaded = candidate(bundled, "nothing", "").peak;
  say(
    `node ${process.version}, bare process ${(bare / MIB).toFixed(1)} MiB, ${(loaded / MIB).toFixed(1)} MiB once our readers are loaded`,
  );
  say(`best of ${runs} runs, median in brackets; peaks are above the bare process`);
  for (const form of ["csv", "json"] as const) {
    const path = join(folder, `offer.${form}`);
    const bytes = await writeOffer(path, form, linesFor(form, Number(megabytes) * MB));
    say(`\n${form.toUpperCase()}, ${(bytes / MB).toFixed(0)} MB`);
    const scan = report("plain byte scan", bytes, bare, () => candidate(bundled, "scan", path));
    const ours = report(`our ${form} reader`, bytes, bare, () => candidate(bundled, "read", path));
    report("  reserved terms", bytes, bare, () => candidate(bundled, "terms", path));
    const packed = await gzipped(path);
    report("  from gzip", bytes, bare, () => candidate(bundled, "read", packed));
    report("  both", bytes, bare, () => candidate(bundled, "terms", packed));
    say(`  our reader takes ${(ours / scan).toFixed(2)} × the scan`);
    jq(form, path, bytes);
    rmSync(path);
    rmSync(packed);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The file once more, packed as a server packs it; resolves with its path. */
async function gzipped(path: string): Promise<string> {
  const packed = `${path}.gz`;
  await pipeline(createReadStream(path), createGzip(), createWriteStream(packed));
  return packed;
}

function candidate(script: string, kind: string, path: string): Measured {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, kind, path], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${kind} failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Peak resident set of a process that only reports it, bytes. */
function bareProcess(): number {
  const script = join(folder, "bare.mjs");
  writeFileSync(script, "process.stdout.write(String(process.resourceUsage().maxRSS * 1024));\n");
  return Number(spawnSync(process.execPath, [script], { encoding: "utf8" }).stdout);
}

/** Prints the best and the median run; returns the best time in milliseconds. */
function report(name: string, bytes: number, bare: number, run: () => Measured): number {
  const all = Array.from({ length: Number(runs) }, run).sort((a, b) => a.milliseconds - b.milliseconds);
  const [best, median] = [all[0], all[Math.floor(all.length / 2)]];
  if (best === undefined || median === undefined) throw new Error("at least one run is needed");
  const above = (Math.max(...all.map(({ peak }) => peak)) - bare) / MIB;
  const speed = (bytes / MB / (best.milliseconds / 1000)).toFixed(0).padStart(6);
  const time = `${best.milliseconds.toFixed(0)} ms (${median.milliseconds.toFixed(0)})`.padStart(14);
  say(`  ${name.padEnd(18)}${speed} MB/s ${time}   peak +${above.toFixed(1)} MiB   ${best.found}`);
  return best.milliseconds;
}

/** What most people reach for. It reads no CSV; whole files it holds in memory, streamed ones it takes event by event. */
function jq(form: OfferForm, path: string, bytes: number): void {
  if (spawnSync("jq", ["--version"]).status !== 0) {
    say("  jq is not on PATH");
    return;
  }
  const filters: Readonly<Record<OfferForm, readonly (readonly [string, readonly string[]])[]>> = {
    csv: [["jq -R, lines", ["-Rn", "reduce inputs as $line (0; . + 1)"]]],
    json: [
      ["jq, whole", ['[.products[] | select(.attributes.usagetype | contains("BoxUsage"))] | length']],
      ["jq --stream", ["--stream", "-n", "reduce inputs as $event (0; . + 1)"]],
    ],
  };
  for (const [name, filter] of filters[form]) {
    const started = performance.now();
    // GNU time prints the peak in KiB; where it is missing, the speed is measured alone.
    const timed = spawnSync("/usr/bin/time", ["-f", "%M", "jq", ...filter, path], { encoding: "utf8" });
    const run = timed.error === undefined ? timed : spawnSync("jq", [...filter, path], { encoding: "utf8" });
    const milliseconds = performance.now() - started;
    const peak =
      timed.error === undefined ? `${(Number(timed.stderr.trim()) / 1024).toFixed(0)} MiB` : "unknown";
    const speed = (bytes / MB / (milliseconds / 1000)).toFixed(0).padStart(6);
    const time = `${milliseconds.toFixed(0)} ms`.padStart(14);
    say(`  ${name.padEnd(18)}${speed} MB/s ${time}   peak ${peak}   ${run.stdout.trim()}`);
  }
}
