import type { Fleet } from "../../src/sizing/fleet.ts";
import { SITE_CONFIG_KEYS } from "../../stacks/site-config.ts";

const digest = (character: string) => `sha256:${character.repeat(64)}`;

/** A value of the right shape for each key that an account brings; nothing in them exists. */
const VALUES: Readonly<Record<string, string>> = {
  llmAmiId: "ami-0a1b2c3d4e5f60718",
  llmImage: `docker.io/vllm/vllm-openai@${digest("a")}`,
  llmModelUri: "s3://models.example.com/weights",
  vectorsAmiId: "ami-0123456789abcdef0",
  vectorsImage: `docker.io/qdrant/qdrant@${digest("b")}`,
  trackingAmiId: "ami-0123456789abcdef0",
  domainName: "ai.example.com",
  hostedZoneId: "Z0123456789ABCDEFGHIJ",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000",
  allowedCidrs: "10.42.0.0/16",
  alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:alarms",
};

/** The config of a stack that deploys `fleet`. */
export function configOf(fleet: Fleet): Readonly<Record<string, unknown>> {
  const site = SITE_CONFIG_KEYS.filter((key) => VALUES[key] !== undefined);
  return {
    "aws:region": fleet.region,
    "crossover:fleet": fleet,
    ...Object.fromEntries(site.map((key) => [`crossover:${key}`, VALUES[key]])),
  };
}

/** The same as the program reads it: text by key. */
export function textConfigOf(fleet: Fleet): Readonly<Record<string, string>> {
  const entries = Object.entries(configOf(fleet));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}
