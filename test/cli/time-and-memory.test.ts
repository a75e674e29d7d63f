import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Seconds on two quiet cores; a busy machine may take three times as long before this fails. */
const SECONDS = 2;
const BUSY = 3;
/** Bytes of the whole process, whatever else runs. */
const MEMORY = 200e6;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-limits-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The first command that the README tells a newcomer to type, without the package runner before it. */
function readmeCommand(): string[] {
  const text = readFileSync(join(root, "README.md"), "utf8");
  const found = /npx crossover (compare scenarios\/\S+)/.exec(text)?.[1];
  if (found === undefined) throw new Error("the README names no comparison of an example");
  return found.split(" ");
}

/** One run of what was built last: `npm test` builds first. */
function measured(args: readonly string[]) {
  const peak = join(folder, "peak");
  const probe = join(folder, "probe.cjs");
  writeFileSync(
    probe,
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`,
  );
  const start = performance.now();
  const run = spawnSync(process.execPath, ["--require", probe, "bin/crossover.js", ...args], {
    cwd: root,
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / 1000;
  return { ...run, seconds, bytes: Number(readFileSync(peak, "utf8")) * 1024 };
}

it("the README's first command stays under 200 MB, and under 2 s where nothing else runs", () => {
  const args = readmeCommand();
  // The first run after a build compiles what later ones find compiled.
  const runs = [measured(args), measured(args), measured(args)];
  for (const { status, stdout, stderr } of runs) {
    expect(`${status} ${stderr}`).toBe("0 ");
    expect(stdout).toContain("Flips it");
  }
  // On a busy machine the collector lags behind in some run or other.
  expect(Math.min(...runs.slice(1).map(({ bytes }) => bytes))).toBeLessThan(MEMORY);
  expect(Math.min(...runs.map(({ seconds }) => seconds))).toBeLessThan(SECONDS * BUSY);
}, 120_000);
