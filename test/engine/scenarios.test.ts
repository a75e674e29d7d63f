import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { bundle } from "../../build/bundle.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import { readStackConfig } from "../../src/graph/stack-config.ts";
import { fleetSchema } from "../../src/sizing/fleet.ts";
import { planningSite } from "../../stacks/site.ts";
import { readDigest } from "../graph/digest.ts";
import { root, seededHome } from "./cli.ts";
import { billed, comparable } from "./comparable.ts";
import { configOf, textConfigOf } from "./site-config.ts";
import { type Run, Workspace } from "./workspace.ts";

const home = seededHome();
const opened: Workspace[] = [];
afterAll(() => {
  for (const workspace of opened) workspace.stop();
});

const scenarios = readdirSync(join(root, "scenarios")).filter((name) => name.endsWith(".yaml"));

/** An example in dev: one NAT gateway, one Qdrant node, nothing protected. */
const DEV = "support-assistant-dev.yaml";

/** From the example's file to a preview of the real program, by the commands of the README. */
describe.skipIf(home === undefined)("each example: choose, then preview", () => {
  beforeAll(() => bundle(join(root, "src/cli/main.ts"), join(root, "dist")));

  it.each([...scenarios, DEV])("%s", async (name) => {
    const workspace = await new Workspace(home ?? "").start();
    opened.push(workspace);
    if (name === DEV) {
      const example = readFileSync(join(root, "scenarios", "support-assistant.yaml"), "utf8");
      writeFileSync(join(workspace.folder, DEV), `${example}environment: dev\n`);
    }
    const chosen = await workspace.run(process.execPath, [
      "bin/crossover.js",
      "choose",
      name === DEV ? DEV : `scenarios/${name}`,
    ]);
    expect(`${chosen.code} ${chosen.stderr}`).toBe("0 ");

    // What the account brings comes beside what `choose` wrote.
    const written = parse(readFileSync(join(workspace.folder, "Pulumi.dev.yaml"), "utf8")) as {
      config: object;
    };
    const fleet = fleetSchema.parse(Reflect.get(written.config, "crossover:fleet"));
    workspace.configure("dev", { ...configOf(fleet), ...written.config });
    await workspace.pulumi(["stack", "init", "dev"]);
    const run = await workspace.pulumi(["preview", "--json", "--show-sames", "--stack", "dev"]);
    expect(`${run.stderr}${run.code === 0 ? "" : run.stdout.slice(-3000)}`).toBe("");

    const { planned } = readDigest(run.stdout, "preview.json");
    const captured = await captureFleet(fleet, readStackConfig(textConfigOf(fleet), root).site);
    expect(planned.map(comparable)).toEqual(captured.map(comparable));
    expect(billed(planned)).toEqual(billed(await captureFleet(fleet, planningSite(fleet.region))));
    const created = captured.filter(({ kind }) => kind === "custom").length;
    expect(workspace.aws.count("Create(preview)") + workspace.random.count("Create(preview)")).toBe(created);
    expect(workspace.aws.count("Create") + workspace.random.count("Create")).toBe(0);

    // The report stands in the diagnostics, the export in what a preview prints: one total.
    const text = reportOf(run);
    const cost = costOf(await workspace.pulumi(["preview", "--stack", "dev"]));
    expect(Number(cost.monthlyUsd)).toBeGreaterThan(100);
    const shown = Number(cost.monthlyUsd).toLocaleString("en-US", { minimumFractionDigits: 2 });
    expect(text.split("\n")[0]).toContain(`${shown} USD/month`);
    expect(cost.usage).toBe("priced");
    const parts = (["llm", "vectors", "tracking"] as const).filter((part) => fleet[part] !== undefined);
    for (const part of parts) expect(cost[part], part).toMatch(/^(self-host|hybrid|buy|explain|undecided): /);
  });

  it("without crossover:scenario the graph is priced, and the report says that usage is not", async () => {
    const workspace = await new Workspace(home ?? "").start();
    opened.push(workspace);
    await workspace.run(process.execPath, ["bin/crossover.js", "choose", `scenarios/${scenarios[0]}`]);
    const written = parse(readFileSync(join(workspace.folder, "Pulumi.dev.yaml"), "utf8")) as {
      config: object;
    };
    const fleet = fleetSchema.parse(Reflect.get(written.config, "crossover:fleet"));
    const total = async (more: object) => {
      workspace.configure("dev", { ...configOf(fleet), ...more });
      const run = await workspace.pulumi(["preview", "--json", "--show-sames", "--stack", "dev"]);
      return { text: reportOf(run), cost: costOf(await workspace.pulumi(["preview", "--stack", "dev"])) };
    };
    await workspace.pulumi(["stack", "init", "dev"]);
    const without = await total({});
    expect(without.text).toMatch(/usage not priced/i);
    expect(without.cost).toMatchObject({ usage: "not priced" });
    const withUsage = await total({
      "crossover:scenario": Reflect.get(written.config, "crossover:scenario"),
    });
    expect(Number(withUsage.cost.monthlyUsd)).toBeGreaterThan(Number(without.cost.monthlyUsd));

    // Half of it as a budget: the report, then the refusal.
    const budget = Math.floor(Number(without.cost.monthlyUsd) / 2);
    workspace.configure("dev", { ...configOf(fleet), "crossover:budgetUsdPerMonth": budget });
    const over = await workspace.pulumi(["preview", "--stack", "dev"]);
    expect(over.code).not.toBe(0);
    expect(over.stdout).toMatch(/usage not priced/i);
    expect(over.stdout).toMatch(/over budget: .* USD a month/);
  });

  it("your own prices as a secret of the stack: at work in bill and comparison, nowhere in clear", async () => {
    const workspace = await new Workspace(home ?? "").start();
    opened.push(workspace);
    await workspace.run(process.execPath, ["bin/crossover.js", "choose", `scenarios/${scenarios[0]}`]);
    const file = join(workspace.folder, "Pulumi.dev.yaml");
    const written = parse(readFileSync(file, "utf8")) as { config: object };
    const fleet = fleetSchema.parse(Reflect.get(written.config, "crossover:fleet"));
    workspace.configure("dev", { ...configOf(fleet), ...written.config });
    await workspace.pulumi(["stack", "init", "dev"]);
    const preview = () => workspace.pulumi(["preview", "--json", "--show-sames", "--stack", "dev"]);
    const list = (await preview()) as Run;

    const rules =
      'overrides:\n  - { id: edp-9, kind: discount, match: "*", multiplier: "0.9137", because: EDP, expiresAt: 2099-01-01 }\n';
    const set = ["config", "set", "--stack", "dev", "crossover:overrides"];
    await workspace.pulumi([...set, rules]);
    const clear = await workspace.pulumi(["preview", "--stack", "dev"]);
    expect(clear.code).not.toBe(0);
    expect(clear.stdout).toContain("crossover:overrides stands in clear");

    await workspace.pulumi([...set, "--secret", rules]);
    expect(readFileSync(file, "utf8")).not.toContain("0.9137");
    const run = await preview();
    const [before, after] = [reportOf(list), reportOf(run)];
    const totalIn = (text: string) => Number(/([\d,.]+) USD\/month/.exec(text)?.[1]?.replaceAll(",", ""));
    expect(totalIn(after)).toBeLessThan(totalIn(before));
    expect(after).toContain("at list prices");
    expect(after).toMatch(/edp-9/);
    const plain = await workspace.pulumi(["preview", "--stack", "dev"]);
    expect(plain.stdout.slice(plain.stdout.lastIndexOf("Outputs:"))).toMatch(/cost *: \[secret\]/);

    await workspace.pulumi([...set, "--secret", "overrides:\n  - { id: broken, multiplyer: 0.9137 }\n"]);
    const broken = await workspace.pulumi(["preview", "--stack", "dev"]);
    expect(broken.code).not.toBe(0);
    expect(broken.stdout).toMatch(/crossover:overrides/);
  });
});

function reportOf({ stdout }: Run): string {
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { severity: string; message: string }[] };
  const [reports, warnings] = [
    diagnostics.filter(({ severity }) => severity !== "warning"),
    diagnostics.filter(({ severity }) => severity === "warning"),
  ];
  expect(reports.map(({ severity }) => severity)).toEqual(["info"]);
  for (const { message } of warnings) expect(message).toContain("for longer than a burst");
  return reports[0]?.message ?? "";
}

/** The fields of `cost` as a preview prints the stack's outputs: `+ monthlyUsd: "12.30"`, aligned. */
function costOf({ stdout }: Run): Readonly<Record<string, string>> {
  const outputs = stdout.slice(stdout.lastIndexOf("Outputs:"));
  const fields = outputs.matchAll(/^[ +]+(\w+) *: "?([^"\n]*)"?$/gm);
  const scalars = [...fields].filter(([, , value]) => value !== "{");
  return Object.fromEntries(scalars.map(([, key = "", value = ""]) => [key, value]));
}
