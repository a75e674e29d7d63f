import { afterAll, describe, expect, it } from "vitest";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { readDigest } from "../graph/digest.ts";
import { seededHome } from "./cli.ts";
import { type Run, Workspace } from "./workspace.ts";

const home = seededHome();
const opened: Workspace[] = [];
afterAll(() => {
  for (const workspace of opened) workspace.stop();
});

async function small(config: Readonly<Record<string, unknown>>): Promise<{ workspace: Workspace; run: Run }> {
  const workspace = await new Workspace(home ?? "", "test/engine/programs/small.ts").start();
  opened.push(workspace);
  workspace.configure("dev", { "aws:region": "us-east-1", ...config });
  await workspace.pulumi(["stack", "init", "dev"]);
  return { workspace, run: await workspace.pulumi(["preview", "--json", "--show-sames", "--stack", "dev"]) };
}

interface Printed {
  readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
}
const diagnostics = ({ stdout }: Run) => (JSON.parse(stdout) as Printed).diagnostics;

describe.skipIf(home === undefined)("the report inside a preview of the real engine", () => {
  it("holds what the digest of the same preview holds: 10 resources, the late one too, in 3 regions", async () => {
    const { workspace, run } = await small({});
    expect(run.stderr).toBe("");
    expect(run.code).toBe(0);
    const [report, ...others] = diagnostics(run);
    expect(others).toEqual([]);
    expect(report?.severity).toBe("info");

    const hooked = JSON.parse(report?.message ?? "") as RegisteredResource[];
    const { planned, prior } = readDigest(run.stdout, "preview.json");
    expect(prior).toEqual([]);
    expect(hooked.map(comparable)).toEqual(planned.filter(({ kind }) => kind !== "read").map(comparable));
    expect(hooked.map(({ name }) => name)).toContain("late");
    const regions = new Set(hooked.filter(({ kind }) => kind === "custom").map(({ region }) => region));
    expect([...regions].sort()).toEqual(["ap-southeast-1", "eu-west-1", "us-east-1"]);
    expect(run.stdout).not.toContain("not to be printed");

    // 7 instances and a password; the provider is the engine's, components are nobody's.
    expect(workspace.aws.count("Create(preview)") + workspace.random.count("Create(preview)")).toBe(8);
    expect(workspace.aws.count("Create")).toBe(0);
  });

  it("over budget: the report, then one sentence and exit 1", async () => {
    const { run } = await small({ "crossover:budgetUsdPerMonth": 900 });
    expect(run.code).not.toBe(0);
    const [report, error, ...others] = diagnostics(run);
    expect(report?.severity).toBe("info");
    expect(error).toMatchObject({
      severity: "error",
      message:
        "error: over budget: 1,000.00 USD a month, crossover:budgetUsdPerMonth is 900.00 USD, 100.00 USD less\n",
    });
    expect(others).toEqual([]);
  });

  it("after a mistake of the program: no report, and the digest is refused", async () => {
    const { run } = await small({ "crossover:mistake": "throws" });
    expect(run.code).not.toBe(0);
    expect(diagnostics(run).filter(({ severity }) => severity === "info")).toEqual([]);
    expect(() => readDigest(run.stdout, "preview.json")).toThrow(
      /the preview failed.*the program's own mistake/s,
    );
  });

  it("a misspelt argument fails in the stand-in and is named", async () => {
    const { run } = await small({ "crossover:mistake": "argument" });
    expect(run.code).not.toBe(0);
    expect(run.stdout).toContain("aws:ec2/instance:Instance has no argument instanceTyp");
  });
});

/** Without what only one way in can know: the provider writes the region, the engine knows the source line. */
function comparable({ source: _, inputs: { region: __, ...inputs }, ...resource }: RegisteredResource) {
  return { ...resource, inputs };
}
