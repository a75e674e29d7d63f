import { z } from "zod";
import type { Fleet } from "../src/sizing/fleet.ts";

const amiId = z
  .string()
  .regex(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/, "must be an AMI id such as ami-0123456789abcdef0");
const image = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.:_/-]*@sha256:(?!0{64})[0-9a-f]{64}$/,
    "must be pinned as repository@sha256:<64 hex digits>",
  );
const arn = z.string().regex(/^arn:aws[a-z-]*:[a-z0-9-]+:.+$/, "must be an ARN");

const llmSite = z.strictObject({
  amiId: amiId.describe("x86_64 GPU base image of Amazon Linux 2023"),
  image: image.describe("vLLM server, of the fleet's vllmVersion"),
  modelUri: z.string().describe("s3://bucket/prefix, or hf://organisation/name@<commit>"),
  huggingFaceTokenSecretArn: arn.optional().describe("secret with a Hugging Face token, for gated models"),
});

const vectorSite = z.strictObject({
  amiId: amiId.describe("arm64 Amazon Linux 2023"),
  image: image.describe("Qdrant for arm64, the -unprivileged variant, of the fleet's version"),
});

const trackingSite = z.strictObject({
  amiId: amiId.describe("arm64 Amazon Linux 2023"),
  artifactBucketName: z.string().optional().describe("existing bucket for artefacts, holding nothing else"),
});

/**
 * What an account brings to a decision: names of things that outlive the services, or that only AWS can give.
 * Which instances run, and how many, stands in the fleet alone.
 */
export const siteSchema = z.strictObject({
  llm: llmSite.optional(),
  vectors: vectorSite.optional(),
  tracking: trackingSite.optional(),
  certificateArn: arn
    .optional()
    .describe("ACM certificate of *.<domainName>; required in prod and in public"),
  domainName: z
    .string()
    .min(3)
    .optional()
    .describe("the services become llm., vectors. and tracking.<domainName>"),
  hostedZoneId: z
    .string()
    .regex(/^Z[0-9A-Z]+$/, "must be a hosted zone id")
    .optional()
    .describe("public zone of domainName"),
  allowedCidrs: z.array(z.string()).min(1).describe("networks whose clients may connect"),
  alarmTopicArn: arn.optional().describe("SNS topic of the alarms"),
});

export type Site = z.infer<typeof siteSchema>;
export type LlmSite = z.infer<typeof llmSite>;
export type VectorSite = z.infer<typeof vectorSite>;
export type TrackingSite = z.infer<typeof trackingSite>;

/**
 * The site of a plan that nobody deploys yet: every value says so, and `siteFromConfig` accepts none of them.
 * The planner captures with it, because no value in it moves a price.
 */
export function planningSite(region: string): Site {
  const digest = `sha256:${"0".repeat(64)}`;
  return {
    llm: { amiId: "ami-planning", image: `planning/vllm@${digest}`, modelUri: "s3://model-planning/weights" },
    vectors: { amiId: "ami-planning", image: `planning/qdrant@${digest}` },
    tracking: { amiId: "ami-planning" },
    certificateArn: `arn:aws:acm:${region}:000000000000:certificate/planning`,
    domainName: "planning.invalid",
    hostedZoneId: "Z0PLANNING",
    allowedCidrs: ["10.42.0.0/16"],
  };
}

/** The parts of a fleet that a site must serve. */
export type SiteParts = Pick<Fleet, "environment" | "region" | "llm" | "vectors" | "tracking">;
