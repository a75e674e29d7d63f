import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { Fleet } from "../../src/sizing/fleet.ts";
import { readDigest } from "../graph/digest.ts";
import { root, seededHome } from "./cli.ts";
import { configOf } from "./site-config.ts";
import { Workspace } from "./workspace.ts";

const home = seededHome();
const opened: Workspace[] = [];
afterAll(() => {
  for (const workspace of opened) workspace.stop();
});

/** A folder of a team: its scenario, the record beside it, the config that choose writes. */
async function decided() {
  const workspace = await new Workspace(home ?? "").start();
  opened.push(workspace);
  mkdirSync(join(workspace.folder, "ours"));
  copyFileSync(join(root, "scenarios/ml-team.yaml"), join(workspace.folder, "ours/team.yaml"));
  const cli = join(root, "bin/crossover.js");
  const record = await workspace.run(process.execPath, [cli, "record", "ours/team.yaml"]);
  expect([record.stderr, record.code]).toEqual(["", 0]);
  const choose = await workspace.run(process.execPath, [cli, "choose", "ours/team.yaml"]);
  expect([choose.stderr, choose.code]).toEqual(["", 0]);
  const file = join(workspace.folder, "Pulumi.dev.yaml");
  const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  writeFileSync(file, stringify({ config: { ...configOf(config["crossover:fleet"] as Fleet), ...config } }));
  const { id } = config["crossover:decision"] as { id: string };
  return { workspace, id };
}

describe.skipIf(home === undefined)("a decided stack in the real engine", () => {
  it("exports the decision and tags with it, and prices what it priced", async () => {
    const { workspace, id } = await decided();
    await workspace.pulumi(["stack", "init", "dev"]);
    const run = await workspace.pulumi(["preview", "--json", "--show-sames", "--stack", "dev"]);
    expect(`${run.stderr}${run.code === 0 ? "" : run.stdout.slice(-3000)}`).toBe("");
    const { planned } = readDigest(run.stdout, "preview.json");
    const balancer = planned.find(({ type }) => type === "aws:lb/loadBalancer:LoadBalancer");
    expect(balancer?.inputs.tags).toMatchObject({ "crossover:decision": id });
    // A digest holds no outputs of the stack; what a person sees does.
    const shown = (await workspace.pulumi(["preview", "--stack", "dev"])).stdout;
    const outputs = shown.slice(shown.lastIndexOf("Outputs:"));
    expect(outputs).toMatch(new RegExp(`decision: \\{[\\s\\S]*id +: "${id}"`));
    expect(outputs).toContain('tracking: "self-host: MLflow, m7g.large + db.m7g.large"');
  });
});
