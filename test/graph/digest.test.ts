import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type RegisteredResource, SECRET, UNKNOWN } from "../../src/bill/registered-resource.ts";
import { InputError } from "../../src/errors.ts";
import { readDigest } from "./digest.ts";

// Recorded from the real engine by test/engine/digests.ts; the engine suite checks that they are current.
const fixture = (name: string) => readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`), "utf8");
const read = (name: string) => readDigest(fixture(name), `${name}.json`);
const keys = (graph: readonly RegisteredResource[]) => graph.map(({ key }) => key);

interface Step {
  op: string;
  urn: string;
  provider?: string;
  oldState?: Record<string, unknown>;
  newState?: Record<string, unknown>;
}
interface Digest {
  config: Record<string, string>;
  steps: Step[];
  diagnostics: { severity: string; message: string }[];
  changeSummary?: Record<string, number>;
}

/** The first preview with one thing changed. */
function changed(change: (digest: Digest) => void, name = "first"): string {
  const digest = JSON.parse(fixture(name)) as Digest;
  change(digest);
  return JSON.stringify(digest);
}

function step(digest: Digest, name: string): Step {
  const found = digest.steps.find(({ urn }) => urn.endsWith(`::${name}`));
  if (found === undefined) throw new Error(`no step ${name} in the fixture`);
  return found;
}

function one(graph: readonly RegisteredResource[], name: string): RegisteredResource {
  const found = graph.find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`no ${name} in ${keys(graph)}`);
  return found;
}

function refusal(text: string): InputError {
  try {
    readDigest(text, "preview.json");
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("a first preview", () => {
  it("plans 12 resources: 7 instances, a password, a component, a provider and two that are only read", () => {
    const { prior, planned } = read("first");
    expect(prior).toEqual([]);
    expect(planned.map(({ key, kind, region }) => `${key} ${kind} ${String(region)}`)).toEqual([
      "aws:ec2/instance:Instance::a::b custom us-east-1",
      "aws:ec2/instance:Instance::asia custom ap-southeast-1",
      "aws:ec2/instance:Instance::europe custom eu-west-1",
      "aws:ec2/instance:Instance::late custom us-east-1",
      "aws:ec2/instance:Instance::old custom us-east-1",
      "aws:ec2/instance:Instance::theirs read us-east-1",
      "crossover:index:App$aws:ec2/instance:Instance::app-behind custom us-east-1",
      "crossover:index:App$aws:ec2/instance:Instance::app-front custom us-east-1",
      "crossover:index:App$random:index/randomPassword:RandomPassword::app-password custom us-east-1",
      "crossover:index:App::app component us-east-1",
      "pulumi:providers:aws::europe provider eu-west-1",
      "pulumi:pulumi:StackReference::self read us-east-1",
    ]);
  });

  it("keeps names that hold the separator of URNs", () => {
    expect(one(read("first").planned, "a::b").type).toBe("aws:ec2/instance:Instance");
  });

  it("marks what is unknown or secret, and drops the engine's bookkeeping", () => {
    const { planned } = read("first");
    expect(one(planned, "app-behind").inputs).toEqual({
      ami: "ami-planning",
      instanceType: "m7i.large",
      privateDnsNameOptions: { hostnameType: UNKNOWN },
      region: "us-east-1",
      userData: UNKNOWN,
    });
    expect(one(planned, "asia").inputs.tags).toEqual({ token: SECRET });
    expect(Object.keys(one(planned, "europe").inputs)).not.toContain("version");
  });

  it("names parent and source line", () => {
    const front = one(read("first").planned, "app-front");
    expect(front.parent).toBe("crossover:index:App::app");
    expect(front.source).toMatch(/^test\/engine\/programs\/small\.ts:\d+$/);
    expect(one(read("first").planned, "old").parent).toBeUndefined();
  });
});

describe("a preview of a deployed stack", () => {
  it("unchanged: prior and planned hold the same 12 keys", () => {
    const { prior, planned } = read("unchanged");
    expect(keys(prior)).toEqual(keys(planned));
    expect(planned).toHaveLength(12);
    // What was unknown before the deployment is known in the state, the secret stays one.
    expect(one(prior, "app-behind").inputs).toMatchObject({
      privateDnsNameOptions: { hostnameType: "app-front-id" },
      userData: SECRET,
    });
  });

  it("changed: one created, one gone, one larger, one replaced", () => {
    const { prior, planned } = read("changed");
    expect(keys(planned).filter((key) => !keys(prior).includes(key))).toEqual([
      "aws:ec2/instance:Instance::new",
    ]);
    expect(keys(prior).filter((key) => !keys(planned).includes(key))).toEqual([
      "aws:ec2/instance:Instance::old",
    ]);
    const sides = [prior, planned];
    expect(sides.map((graph) => one(graph, "app-front").inputs.instanceType)).toEqual([
      "m7i.large",
      "m7i.xlarge",
    ]);
    expect(sides.map((graph) => one(graph, "app-behind").inputs.instanceType)).toEqual([
      "m7i.large",
      "m7i.large",
    ]);
    expect(sides.map((graph) => one(graph, "a::b").kind)).toEqual(["custom", "custom"]);
    const replaced = planned.find(({ key }) => key === "aws:ec2/instance:Instance::europe");
    expect(replaced?.inputs.ami).toBe("ami-next");
    expect(replaced?.region).toBe("eu-west-1");
  });

  it("physical replacement steps change nothing: 12 resources, none twice", () => {
    expect(read("changed-with-replacement-steps")).toEqual(read("changed"));
  });

  it("without --show-sames: refused, 8 unchanged counted and 1 shown", () => {
    const error = refusal(fixture("changed-without-sames"));
    expect(error.message).toBe('preview.json: changeSummary counts 8 "same" steps, the file holds 1.');
    expect(error.hint).toContain("pulumi preview --json --show-sames");
  });
});

describe("regions, first hit wins", () => {
  const regionOf = (name: string, change: (digest: Digest) => void) =>
    one(readDigest(changed(change), "preview.json").planned, name).region;
  const withoutOwn = (digest: Digest, name: string) => {
    step(digest, name).newState = { ...step(digest, name).newState, inputs: { instanceType: "c7i.large" } };
  };

  it("the explicit provider's when the resource has none of its own", () => {
    expect(regionOf("europe", (digest) => withoutOwn(digest, "europe"))).toBe("eu-west-1");
  });
  it("the config's for the default provider", () => {
    expect(regionOf("old", (digest) => withoutOwn(digest, "old"))).toBe("us-east-1");
  });
  it("Unknown without config", () => {
    const change = (digest: Digest) => {
      withoutOwn(digest, "old");
      digest.config = {};
    };
    expect(regionOf("old", change)).toEqual(UNKNOWN);
  });
  it("Unknown, not the config's, when the explicit provider is not in the file or names none", () => {
    const lost = (digest: Digest) => {
      withoutOwn(digest, "asia");
      const state = step(digest, "asia").newState ?? {};
      state.provider = String(state.provider).replace("::europe::", "::elsewhere::");
    };
    expect(regionOf("asia", lost)).toEqual(UNKNOWN);
    const mute = (digest: Digest) => {
      withoutOwn(digest, "asia");
      const providers = digest.steps.filter(({ urn }) => urn.includes("::pulumi:providers:aws::"));
      for (const { newState } of providers) if (newState !== undefined) newState.inputs = {};
    };
    expect(regionOf("asia", mute)).toEqual(UNKNOWN);
  });
  it("Unknown when the argument itself is", () => {
    const change = (digest: Digest) => {
      const state = step(digest, "old").newState ?? {};
      state.inputs = { region: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    };
    expect(regionOf("old", change)).toEqual(UNKNOWN);
  });
  it("in the prior state also the ARN's", () => {
    const text = changed((digest) => {
      const state = step(digest, "old").oldState ?? {};
      state.inputs = {};
      state.outputs = { arn: "arn:aws:ec2:sa-east-1:123456789012:instance/i-0" };
    }, "unchanged");
    const { prior, planned } = readDigest(text, "preview.json");
    expect([one(prior, "old").region, one(planned, "old").region]).toEqual(["sa-east-1", "us-east-1"]);
  });
});

describe("what is no whole preview is refused, with the reason and the next command", () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["not JSON", "Previewing update (dev):", /not JSON/],
    ["empty", "", /not JSON/],
    ["a list", "[]", /expected object/],
    ["events of the engine", '{"sequence":0,"timestamp":1}\n{"sequence":1}\n', /events, one per line/],
    ["an exported state", '{"version":3,"deployment":{}}', /an exported state/],
    ["no steps and no counts", "{}", /no changeSummary/],
    [
      "a step less",
      changed(({ steps }) => steps.splice(4, 1)),
      /counts 11 "create" steps, the file holds 10/,
    ],
    [
      "an op from the future",
      changed(({ steps }) => Object.assign(steps[3] ?? {}, { op: "adopt" })),
      /steps\.3\.op is "adopt"/,
    ],
    [
      "a failed program",
      changed(({ diagnostics }) => diagnostics.push({ severity: "error", message: "error: no\n" })),
      /the preview failed.*: error: no$/,
    ],
    [
      "another resource's type",
      changed((digest) =>
        Object.assign(step(digest, "old").newState ?? {}, { type: "aws:s3/bucket:Bucket" }),
      ),
      /newState: type must be the last type of urn/,
    ],
    [
      "a step without newState",
      changed((digest) => delete step(digest, "old").newState),
      /newState: Invalid input/,
    ],
    [
      "a lost component",
      changed(lostComponent),
      /stands below crossover:index:App::app, which is not in the file/,
    ],
  ];
  it.each(cases)("%s", (_, text, message) => {
    const error = refusal(text);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/pulumi preview --json --show-sames/);
    expect(error.exitCode).toBe(2);
  });

  function lostComponent(digest: Digest): void {
    digest.steps = digest.steps.filter(({ urn }) => !urn.endsWith("::app"));
    digest.changeSummary = { create: 10 };
  }
});
