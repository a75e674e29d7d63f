import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { planningSite, siteSchema } from "../../stacks/site.ts";
import { SITE_CONFIG_KEYS, siteFromConfig } from "../../stacks/site-config.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const ALL = fleet("prod", { llm: LLM, vectors: VECTORS, tracking: TRACKING });
const CONFIG = {
  llmAmiId: "ami-0123456789abcdef0",
  llmImage: `docker.io/vllm/vllm-openai@${DIGEST}`,
  llmModelUri: "s3://models/gpt-oss-20b",
  vectorsAmiId: "ami-0123456789abcdef1",
  vectorsImage: `docker.io/qdrant/qdrant@${DIGEST}`,
  trackingAmiId: "ami-0123456789abcdef1",
  domainName: "ai.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b",
  allowedCidrs: "10.42.0.0/16, 10.7.0.0/16",
};

function refusal(config: Readonly<Record<string, string>>, of = ALL): InputError {
  try {
    siteFromConfig(config, of);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("not refused");
}

test("a full config gives the site, lists split at commas", () => {
  expect(siteFromConfig(CONFIG, ALL)).toEqual({
    llm: { amiId: CONFIG.llmAmiId, image: CONFIG.llmImage, modelUri: CONFIG.llmModelUri },
    vectors: { amiId: CONFIG.vectorsAmiId, image: CONFIG.vectorsImage },
    tracking: { amiId: CONFIG.trackingAmiId },
    domainName: "ai.example.com",
    certificateArn: CONFIG.certificateArn,
    allowedCidrs: ["10.42.0.0/16", "10.7.0.0/16"],
  });
});

test("an empty config names all 9 keys that a prod fleet of three parts needs, each with a command", () => {
  const { code, message, hint, exitCode } = refusal({});
  expect([code, exitCode]).toEqual(["SITE_CONFIG_MISSING", 2]);
  for (const key of Object.keys(CONFIG)) {
    expect(message).toContain(`crossover:${key}`);
    expect(hint).toMatch(new RegExp(`^  ${key}: .{10,}$`, "m"));
  }
  expect(hint).toContain(
    "aws ssm get-parameter --region us-east-1 --name /aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-amazon-linux-2023/latest/ami-id",
  );
  expect(hint).toContain("docker.io/vllm/vllm-openai:v0.20.0");
  expect(hint).toContain("https://huggingface.co/openai/gpt-oss-20b HEAD");
  expect(hint).toContain("npm run pulumi -- config set crossover:<key>");
});

describe("only what the fleet has a part for is asked for", () => {
  test("vectors in dev: 3 keys, no certificate, no GPU", () => {
    const dev = fleet("dev", { vectors: VECTORS });
    const { message } = refusal({}, dev);
    expect(message).toBe(
      "The stack's config lacks crossover:vectorsAmiId, crossover:vectorsImage, crossover:allowedCidrs.",
    );
    const { vectorsAmiId, vectorsImage, allowedCidrs } = CONFIG;
    expect(siteFromConfig({ vectorsAmiId, vectorsImage, allowedCidrs }, dev).llm).toBeUndefined();
  });
  test("a public model in dev needs certificate and domain", () => {
    const open = fleet("dev", { llm: { ...LLM, exposure: "public" } });
    expect(refusal({}, open).message).toContain("crossover:domainName, crossover:certificateArn");
  });
  test("blank is missing", () =>
    expect(refusal({ ...CONFIG, llmAmiId: " " }).message).toContain("lacks crossover:llmAmiId"));
});

describe("a broken value is named with what it should be and how it is found", () => {
  const broken: readonly (readonly [string, string, RegExp])[] = [
    ["llmAmiId", "ami-planning", /crossover:llmAmiId must be an AMI id.*got "ami-planning"/],
    [
      "llmImage",
      "vllm/vllm-openai:latest",
      /crossover:llmImage must be pinned.*got "vllm\/vllm-openai:latest"/,
    ],
    ["vectorsImage", `planning/qdrant@sha256:${"0".repeat(64)}`, /crossover:vectorsImage must be pinned/],
    ["certificateArn", "cert-1", /crossover:certificateArn must be an ARN; got "cert-1"/],
  ];
  for (const [key, value, message] of broken) {
    test(`${key}: ${value.slice(0, 24)}`, () => {
      const error = refusal({ ...CONFIG, [key]: value });
      expect(error.message).toMatch(message);
      expect(error.hint).toMatch(new RegExp(`^${key}: `));
    });
  }
});

test("the planning site is for no account: not one of its parts passes the schema of a real one", () => {
  const site = planningSite("eu-west-1");
  expect(JSON.stringify(site)).toContain("arn:aws:acm:eu-west-1:000000000000:certificate/planning");
  for (const part of ["llm", "vectors", "tracking"] as const) {
    expect(siteSchema.safeParse({ allowedCidrs: site.allowedCidrs, [part]: site[part] }).success).toBe(false);
  }
});

test("13 keys of the config are known", () => {
  expect(SITE_CONFIG_KEYS).toHaveLength(13);
});
