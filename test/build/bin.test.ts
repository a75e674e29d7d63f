import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundle } from "../../build/bundle.ts";

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

  it("a capture runs in it, under 100 MB, and other commands do not load Pulumi", async () => {
    write(
      "capture.ts",
      `import { Instance } from ${JSON.stringify(join(root, "node_modules/@pulumi/aws/ec2/index.js"))};
      import { capture } from ${JSON.stringify(join(root, "src/graph/capture.ts"))};
      export const graph = () => capture(() => { new Instance("a", { ami: "ami-1", instanceType: "m7i.large" }); });`,
    );
    write(
      "main.ts",
      `if (process.argv[2] === "graph") {
        const { graph } = await import("./capture.ts");
        const keys = (await graph()).map(({ key }) => key);
        process.stdout.write(JSON.stringify({ keys, megabytes: process.resourceUsage().maxRSS / 1024 }));
      } else {
        process.stdout.write(JSON.stringify({ here: import.meta.dirname, megabytes: process.resourceUsage().maxRSS / 1024 }));
      }`,
    );
    await bundle(entry, join(folder, "dist"));

    const graph = run(["graph"]);
    expect(graph.stderr).toBe("");
    const captured = JSON.parse(graph.stdout) as { keys: string[]; megabytes: number };
    expect(captured.keys).toEqual(["aws:ec2/instance:Instance::a"]);
    expect(captured.megabytes).toBeLessThan(100);

    const plain = JSON.parse(run([]).stdout) as { here: string; megabytes: number };
    expect(plain.here).toBe(source);
    expect(plain.megabytes).toBeLessThan(captured.megabytes - 5);
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
