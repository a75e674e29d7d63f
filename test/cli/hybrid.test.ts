import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { readStackConfig } from "../../src/graph/stack-config.ts";
import { crossover } from "./in-process.ts";

const home = process.cwd();
const claims = resolve("scenarios/claims-desk.yaml");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-"));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

it("choose writes the hybrid's fleet, 5 machines and not 6, and which requests preview prices on it", async () => {
  const { out, exitCode } = await crossover("choose", claims);
  expect(exitCode).toBe(0);
  expect(out).toContain("5 × g6e.xlarge + claude-haiku-4-5");
  expect(out).not.toContain("The verdict is not to host it");
  const { config } = parse(readFileSync("Pulumi.dev.yaml", "utf8"));
  expect(config["crossover:fleet"].llm).toMatchObject({ instanceType: "g6e.xlarge", instances: 5 });
  expect(config["crossover:scenario"].hostedShares).toEqual([1, 1, 0]);
  // The engine hands objects over as JSON; the account's own values are another test's matter.
  const texts = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  expect(() => readStackConfig(texts, folder)).not.toThrow(/hostedShares/);
});

it("explain takes the hybrid by its word, with the router among what is spent once", async () => {
  const { out, exitCode } = await crossover("explain", "hybrid", claims);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^hybrid\.g6e\.xlarge · hybrid 5 × g6e\.xlarge \+ claude-haiku-4-5/);
  expect(out).toMatch(/people\.router +Router +80 hours +9,200\.00/);
  expect(out).toMatch(/tokens\.input/);
});
