import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DEV } from "../bill/fleets.ts";
import { readDigest } from "../graph/digest.ts";
import { root, seededHome } from "./cli.ts";
import { FIXTURES, recordDigests } from "./digests.ts";
import { configOf } from "./site-config.ts";
import { Workspace } from "./workspace.ts";

const home = seededHome();
const opened: Workspace[] = [];
afterAll(() => {
  for (const workspace of opened) workspace.stop();
});

async function workspaceWith(main?: string): Promise<Workspace> {
  const workspace = await new Workspace(home ?? "", main).start();
  opened.push(workspace);
  return workspace;
}

const version = (manifest: string) =>
  (JSON.parse(readFileSync(join(root, manifest), "utf8")) as { version: string }).version;

describe("versions", () => {
  it("the SDK, the CLI's wrapper and the CLI of .ci/pulumi are 3.259.0", () => {
    expect(version("node_modules/@pulumi/pulumi/package.json")).toBe("3.259.0");
    expect(version("node_modules/pulumi/package.json")).toBe("3.259.0");
    const module = readFileSync(join(root, ".ci/pulumi/go.mod"), "utf8");
    expect(module).toContain("github.com/pulumi/pulumi/pkg/v3 v3.259.0");
    expect(module).toContain("github.com/pulumi/pulumi/sdk/v3 v3.259.0");
  });

  it("one copy of @pulumi/pulumi: two would break outputs and mocks", () => {
    const copies = execFileSync("npm", ["ls", "@pulumi/pulumi", "--parseable", "--all"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(new Set(copies.trim().split("\n")).size).toBe(1);
  });
});

describe.skipIf(home === undefined)("the project as a newcomer runs it", () => {
  it("node stacks/pulumi.ts preview: creates the stack, asks no passphrase, keeps stdout JSON", async () => {
    const workspace = await workspaceWith("test/engine/programs/graph.ts");
    workspace.configure("dev", configOf(DEV));
    const preview = ["stacks/pulumi.ts", "preview", "--json", "--show-sames", "--non-interactive"];
    // Without the suite's own passphrase: the local backend must not need one.
    const run = await workspace.run(process.execPath, preview, { PULUMI_CONFIG_PASSPHRASE: undefined });
    expect(`${run.code} ${run.stderr.trim()}`).toBe("0 Created stack 'dev'");
    expect(readDigest(run.stdout, "preview.json").planned.length).toBeGreaterThan(40);
  });

  it("a stack without a fleet: one sentence, the command that writes it, no stack trace", async () => {
    const workspace = await workspaceWith("test/engine/programs/graph.ts");
    workspace.configure("dev", { "aws:region": "us-east-1" });
    await workspace.pulumi(["stack", "init", "dev"]);
    const run = await workspace.pulumi(["preview", "--stack", "dev"]);
    expect(run.code).not.toBe(0);
    expect(run.stdout).toContain("The stack's config lacks crossover:fleet");
    expect(run.stdout).toContain("crossover choose <scenario.yaml>");
    expect(run.stdout).not.toContain("    at ");
  });

  it("a fleet without the account's keys: each missing key with the command that finds its value", async () => {
    const workspace = await workspaceWith("test/engine/programs/graph.ts");
    workspace.configure("dev", { "aws:region": DEV.region, "crossover:fleet": DEV });
    await workspace.pulumi(["stack", "init", "dev"]);
    const run = await workspace.pulumi(["preview", "--stack", "dev"]);
    expect(run.code).not.toBe(0);
    expect(run.stdout).toMatch(/lacks crossover:llmAmiId/);
    expect(run.stdout).toContain("aws ssm get-parameter --region us-east-1");
    expect(workspace.aws.calls).toEqual([]);
  });

  it("the recorded digests read as the engine prints them today", async () => {
    for (const [file, digest] of await recordDigests(home ?? "")) {
      const recorded = readFileSync(join(FIXTURES, file), "utf8");
      if (file === "changed-without-sames.json") {
        expect(() => readDigest(digest, file)).toThrow(/"same" steps/);
        continue;
      }
      expect(readDigest(digest, file), file).toEqual(readDigest(recorded, file));
      expect(digest, file).not.toContain("that no fixture may hold");
    }
  });
});
