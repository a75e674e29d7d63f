import { afterAll, describe, expect, it } from "vitest";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import { readStackConfig } from "../../src/graph/stack-config.ts";
import type { Fleet } from "../../src/sizing/fleet.ts";
import { planningSite } from "../../stacks/site.ts";
import { DEV, PROD } from "../bill/fleets.ts";
import { readDigest } from "../graph/digest.ts";
import { root, seededHome } from "./cli.ts";
import { billed, comparable } from "./comparable.ts";
import { configOf, textConfigOf } from "./site-config.ts";
import { Workspace } from "./workspace.ts";

const home = seededHome();
const opened: Workspace[] = [];
afterAll(() => {
  for (const workspace of opened) workspace.stop();
});

function only(fleet: Fleet, part: "llm" | "vectors" | "tracking"): Fleet {
  const { llm, vectors, tracking, ...rest } = fleet;
  const parts = { llm, vectors, tracking };
  return { ...rest, ...(parts[part] === undefined ? {} : { [part]: parts[part] }) };
}

const fleets: readonly (readonly [string, Fleet])[] = [
  ["prod, all parts", PROD],
  ["dev, all parts", DEV],
  ["prod, the LLM alone", only(PROD, "llm")],
  ["prod, vectors alone", only(PROD, "vectors")],
  ["dev, tracking alone", only(DEV, "tracking")],
];

/**
 * The strongest test of the project: the graph that the planner prices is, resource by resource and input by input,
 * the one that the engine plans and the one that the report in the preview prices.
 */
describe.skipIf(home === undefined)("one graph, three ways in", () => {
  it.each(fleets)("%s: captured, in the program and in the digest", async (_, fleet) => {
    const workspace = await new Workspace(home ?? "", "test/engine/programs/graph.ts").start();
    opened.push(workspace);
    workspace.configure("dev", configOf(fleet));
    await workspace.pulumi(["stack", "init", "dev"]);
    const run = await workspace.pulumi(["preview", "--json", "--show-sames", "--stack", "dev"]);
    expect(`${run.stderr}${run.code === 0 ? "" : run.stdout.slice(-3000)}`).toBe("");

    const { prior, planned } = readDigest(run.stdout, "preview.json");
    const captured = await captureFleet(fleet, readStackConfig(textConfigOf(fleet), root).site);
    const hooked = JSON.parse(report(run.stdout)) as readonly RegisteredResource[];
    expect(prior).toEqual([]);
    expect(planned.map(comparable)).toEqual(captured.map(comparable));
    expect(hooked.map(comparable)).toEqual(captured.map(comparable));

    const other = await captureFleet(
      { ...fleet, name: `${fleet.name}x` },
      readStackConfig(textConfigOf(fleet), root).site,
    );
    expect(other.map(comparable)).not.toEqual(captured.map(comparable));

    // Line by line, with the placeholders that the planner captures with.
    const plan = billed(await captureFleet(fleet, planningSite(fleet.region)));
    expect(billed(planned)).toEqual(plan);
    expect(billed(hooked)).toEqual(plan);
    expect(plan.filter(({ cost }) => "usd" in cost && cost.usd.gt(0)).length).toBeGreaterThan(5);

    const created = captured.filter(({ kind }) => kind === "custom").length;
    expect(created).toBeGreaterThan(20);
    expect(workspace.aws.count("Create(preview)") + workspace.random.count("Create(preview)")).toBe(created);
    expect(workspace.aws.count("Create") + workspace.random.count("Create")).toBe(0);
  });
});

interface Printed {
  readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
}

function report(stdout: string): string {
  const { diagnostics } = JSON.parse(stdout) as Printed;
  const [reports, warnings] = [
    diagnostics.filter(({ severity }) => severity !== "warning"),
    diagnostics.filter(({ severity }) => severity === "warning"),
  ];
  expect(reports.map(({ severity }) => severity)).toEqual(["info"]);
  for (const { message } of warnings) expect(message).toContain("for longer than a burst");
  return reports[0]?.message ?? "";
}
