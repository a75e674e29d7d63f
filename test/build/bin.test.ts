import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundle } from "../../build/bundle.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import { planningSite } from "../../stacks/site.ts";
import { PROD } from "../bill/fleets.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "crossover-bin-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// A package of its own: the launcher and what is bundled beside it.
mkdirSync(join(folder, "bin"));
copyFileSync(join(root, "bin/crossover.js"), join(folder, "bin/crossover.js"));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');

const run = (args: readonly string[], flags: readonly string[] = []) =>
  spawnSync(process.execPath, [...flags, join(folder, "bin/crossover.js"), ...args], { encoding: "utf8" });

describe("the launcher", () => {
  it("without a bundle: says how to build it, exit 2", () => {
    const { status, stderr } = run([]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/dist\/crossover\.js is missing\.\n {2}Build it with: npm run build/);
  });

  it.each(["20.20.2", "22.17.1"])("on Node %s: says which it needs and how to get it, exit 2", (version) => {
    const old = join(folder, `node-${version}.cjs`);
    const versions = `{ ...process.versions, node: ${JSON.stringify(version)} }`;
    const pretend = (key: string, value: string) =>
      `Object.defineProperty(process, "${key}", { value: ${value} });`;
    writeFileSync(old, pretend("versions", versions) + pretend("version", JSON.stringify(`v${version}`)));
    const { status, stderr } = run([], ["--require", old]);
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`needs Node 22\\.18 or newer; this is v${version}`));
    expect(stderr).toContain("npx crossover");
  });
});

describe("the bundle", () => {
  const source = join(folder, "src/cli");
  const entry = join(source, "main.ts");
  const write = (file: string, text: string) => {
    mkdirSync(join(folder, "src/cli"), { recursive: true });
    writeFileSync(join(source, file), text);
  };

  it("captures the graph that the sources capture, below 130 MB; other commands do not load Pulumi", async () => {
    const from = (path: string) => JSON.stringify(join(root, path));
    write(
      "capture.ts",
      `import { captureFleet } from ${from("src/graph/capture-fleet.ts")};
      import { planningSite } from ${from("stacks/site.ts")};
      import { PROD } from ${from("test/bill/fleets.ts")};
      export const graph = () => captureFleet(PROD, planningSite(PROD.region));`,
    );
    write(
      "main.ts",
      `const graph = process.argv[2] === "graph" ? await (await import("./capture.ts")).graph() : [];
      const megabytes = process.resourceUsage().maxRSS / 1024;
      process.stdout.write(JSON.stringify({ graph, here: import.meta.dirname, megabytes }));`,
    );
    await bundle(entry, join(folder, "dist"));
    const outcome = (...args: string[]) => {
      const { stderr, stdout } = run(args);
      expect(stderr).toBe("");
      return JSON.parse(stdout) as { graph: unknown[]; here: string; megabytes: number };
    };
    const captured = outcome("graph");
    expect(captured.graph.length).toBeGreaterThan(100);
    expect(captured.graph).toEqual(await captureFleet(PROD, planningSite(PROD.region)));
    expect(captured.megabytes).toBeLessThan(130);
    expect(captured.here).toBe(source);
    expect(outcome().megabytes).toBeLessThan(captured.megabytes - 15);
    expect(readdirSync(join(folder, ".cache/compile")).length).toBeGreaterThan(0);
  });

  it("refuses an entry that would load Pulumi for every command", async () => {
    write(
      "main.ts",
      `import * as pulumi from ${JSON.stringify(join(root, "node_modules/@pulumi/pulumi/index.js"))}; pulumi.log.info("x");`,
    );
    await expect(bundle(entry, join(folder, "dist"))).rejects.toThrow(/loads .*@pulumi.* at start/);
  });
});
