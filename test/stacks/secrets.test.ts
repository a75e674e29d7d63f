import { expect, test } from "vitest";
import { SECRET, type Value } from "../../src/bill/registered-resource.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import { planningSite } from "../../stacks/site.ts";
import { captureDeployed, SENTINEL, userDataOf } from "./deployed.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const FLEET = fleet("prod", { llm: LLM, vectors: VECTORS, tracking: TRACKING });

/** Paths of all values inside inputs that `wanted` picks. */
function paths(
  value: Value | Readonly<Record<string, Value>> | undefined,
  wanted: (value: Value) => boolean,
  path = "",
): string[] {
  if (value === undefined) return [];
  if (wanted(value as Value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner as Value, wanted, `${path}.${key}`));
}

const isSecret = (value: Value) =>
  typeof value === "object" && value !== null && "marker" in value && value.marker === SECRET.marker;

test("four secrets of 5 passwords: secret values stand in SecretVersion inputs and nowhere else", async () => {
  const graph = await captureDeployed(FLEET);
  const found = graph.flatMap((resource) =>
    paths(resource.inputs, isSecret).map((path) => `${resource.type}${path}`),
  );
  expect(found).toEqual(Array(4).fill("aws:secretsmanager/secretVersion:SecretVersion.secretString"));
  expect(graph.filter(({ type }) => type === "random:index/randomPassword:RandomPassword")).toHaveLength(5);
});

test("no generated password leaks in clear text: not into inputs, not into user data", async () => {
  const graph = await captureDeployed(FLEET);
  expect(JSON.stringify(graph)).not.toContain(SENTINEL);
  for (const resource of graph.filter(({ inputs }) => inputs.userData !== undefined)) {
    expect(userDataOf(resource).text).not.toContain(SENTINEL);
  }
});

test("user data refers to secrets by ARN only, and holds no long random text of its own", async () => {
  for (const resource of (await captureDeployed(FLEET)).filter(
    ({ inputs }) => inputs.userData !== undefined,
  )) {
    const { text } = userDataOf(resource);
    const settings = [...text.matchAll(/^ *([A-Z_]*SECRET)='(.*)'$/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(settings.length).toBeGreaterThan(0);
    for (const [name, value] of settings) {
      if (name !== "HUB_TOKEN_SECRET")
        expect(value).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:/);
    }
    // Image digests and the lock file's digest are public; anything else that long would be a key.
    const long = text.replaceAll(/[0-9a-f]{64}/g, "").match(/[A-Za-z0-9+]{40,}/g) ?? [];
    expect(long).toEqual([]);
  }
});

test("an ARN that is brought creates no secret: 1 fewer, and the role reads the given one", async () => {
  const graph = await captureFleet(fleet("dev", { llm: LLM }), planningSite("us-east-1"));
  expect(graph.filter(({ type }) => type.includes("secretsmanager/"))).toHaveLength(2);
  const policy = (await captureDeployed(fleet("dev", { llm: LLM }))).find(
    ({ type }) => type === "aws:iam/rolePolicy:RolePolicy",
  );
  const statements = JSON.parse(String(policy?.inputs.policy)).Statement as {
    Action: string[];
    Resource: string[];
  }[];
  const reads = statements.filter(({ Action }) => Action.includes("secretsmanager:GetSecretValue"));
  expect(reads.flatMap(({ Resource }) => Resource)).toEqual([
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:support-llm-api-key-0a1b2c3-AbCdEf",
  ]);
});

test("roles name full ARNs; * stands only where the API knows no resource", async () => {
  const site = planningSite("us-east-1");
  const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm@sha256:${"a".repeat(64)}`;
  const graph = await captureDeployed(FLEET, {
    ...site,
    llm: { amiId: "ami-planning", modelUri: "s3://models/llama", image },
  });
  const policies = graph.filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy");
  expect(policies).toHaveLength(3);
  for (const { inputs } of policies) {
    const statements = JSON.parse(String(inputs.policy)).Statement as {
      Action: string[];
      Resource: string[];
      Condition?: unknown;
    }[];
    for (const { Action, Resource, Condition } of statements) {
      if (!Resource.includes("*")) expect(Resource.every((arn) => arn.startsWith("arn:aws:"))).toBe(true);
      else if (Action[0] === "cloudwatch:PutMetricData") {
        expect(Condition).toEqual({ StringEquals: { "cloudwatch:namespace": "Crossover" } });
      } else expect(Action).toEqual(["ecr:GetAuthorizationToken"]);
    }
  }
});
