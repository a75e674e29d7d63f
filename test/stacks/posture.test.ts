import type { CustomResourceOptions, ResourceTransformation } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import type { Value } from "../../src/bill/registered-resource.ts";
import { capture } from "../../src/graph/capture.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import { platform } from "../../stacks/platform.ts";
import { QdrantCluster } from "../../stacks/qdrant.ts";
import { planningSite, type Site } from "../../stacks/site.ts";
import { matches } from "../../stacks/vllm-paths.ts";
import { at, captureDeployed } from "./deployed.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const SITE = planningSite("us-east-1");
const PARTS = { llm: LLM, vectors: VECTORS, tracking: TRACKING };
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** What the program asks of the engine beside the inputs, by type and name. */
async function optionsOf(program: () => void): Promise<ReadonlyMap<string, CustomResourceOptions>> {
  const options = new Map<string, CustomResourceOptions>();
  const remember: ResourceTransformation = ({ type, name, opts }) => {
    options.set(`${type} ${name}`, opts);
    return undefined;
  };
  await capture(() => {
    pulumi.runtime.registerStackTransformation(remember);
    program();
  });
  return options;
}

test("the internet may open 443 and the redirect on 80 of a public load balancer, and nothing else", async () => {
  const open: Site = { ...SITE, allowedCidrs: ["0.0.0.0/0"] };
  const graph = await captureFleet(fleet("prod", { llm: { ...LLM, exposure: "public" } }), open);
  const rules = graph.filter(({ type, inputs }) => type === INGRESS && inputs.cidrIpv4 === "0.0.0.0/0");
  expect(rules.map(({ name, inputs }) => [name, inputs.fromPort, inputs.toPort])).toEqual([
    ["support-llm-alb-443-0-0-0-0-0", 443, 443],
    ["support-llm-alb-80-0-0-0-0-0", 80, 80],
  ]);
});

test("no group has inline rules, no rule lacks a description, no port 22 anywhere", async () => {
  const graph = await captureFleet(fleet("prod", PARTS), SITE);
  for (const { type, key, inputs } of graph) {
    if (type === "aws:ec2/securityGroup:SecurityGroup")
      expect(inputs.ingress ?? inputs.egress, key).toBeUndefined();
    if (!type.startsWith("aws:vpc/securityGroup")) continue;
    expect(inputs.description, key).toMatch(/\w/);
    expect([inputs.fromPort, inputs.ipProtocol]).not.toEqual([22, "tcp"]);
  }
});

test("Qdrant's peer port 6335 is open to the nodes' own group only, also without certificate", async () => {
  const bare: Site = { vectors: SITE.vectors, allowedCidrs: SITE.allowedCidrs };
  const graphs = [
    await captureDeployed(fleet("prod", { vectors: VECTORS })),
    await captureDeployed(fleet("dev", { vectors: VECTORS }), bare),
  ];
  for (const graph of graphs) {
    const peers = graph.filter(({ type, inputs }) => type === INGRESS && inputs.fromPort === 6335);
    expect(peers).toHaveLength(1);
    expect(peers[0]?.inputs).toMatchObject({
      securityGroupId: "id-support-vec",
      referencedSecurityGroupId: "id-support-vec",
      toPort: 6335,
    });
  }
});

test("every volume is encrypted and tagged with the fleet, every instance asks for metadata tokens at one hop", async () => {
  const graph = await captureFleet(fleet("prod", PARTS), SITE);
  const encrypted: (Value | undefined)[] = graph.flatMap(({ type, inputs }) => {
    if (type === "aws:ebs/volume:Volume") return [inputs.encrypted];
    if (type === "aws:ec2/instance:Instance") return [at(inputs, "rootBlockDevice", "encrypted")];
    if (type === "aws:rds/instance:Instance") return [inputs.storageEncrypted];
    if (type === "aws:ec2/launchTemplate:LaunchTemplate") {
      return [at(inputs, "blockDeviceMappings", 0, "ebs", "encrypted") === "true"];
    }
    return [];
  });
  expect(encrypted).toEqual(Array(3 + 3 + 1 + 2).fill(true));
  for (const { key, inputs } of graph) {
    if (inputs.metadataOptions !== undefined) {
      expect(inputs.metadataOptions, key).toMatchObject({
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      });
      expect(inputs.keyName ?? inputs.associatePublicIpAddress, key).toBeUndefined();
    }
    if (key.includes("Volume::"))
      expect(inputs.tags, key).toMatchObject({ Fleet: "support", Environment: "prod" });
  }
});

test("every bucket blocks public access, refuses clear text, is versioned and forgets old versions", async () => {
  const graph = await captureDeployed(fleet("prod", PARTS));
  const buckets = graph.filter(({ type }) => type === "aws:s3/bucket:Bucket").map(({ name }) => name);
  expect(buckets).toEqual(["support-trk-artifacts", "support-vec-snapshots"]);
  for (const bucket of buckets) {
    const of = (type: string) =>
      graph.find((resource) => resource.name === bucket && resource.type.endsWith(`:${type}`))?.inputs;
    expect(of("BucketPublicAccessBlock")).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(String(of("BucketPolicy")?.policy)).toContain('"aws:SecureTransport":"false"');
    expect(of("BucketVersioning")).toMatchObject({ versioningConfiguration: { status: "Enabled" } });
    expect(at(of("BucketLifecycleConfiguration"), "rules", 0, "noncurrentVersionExpiration")).toBeDefined();
  }
});

describe("options", () => {
  test("prod protects 3 volumes, 1 database and 2 buckets from destroy; dev protects nothing", async () => {
    const protectedIn = async (environment: "dev" | "prod") => {
      const options = await optionsOf(() => void platform(fleet(environment, PARTS), SITE));
      return [...options]
        .filter(([, { protect }]) => protect === true)
        .map(([key]) => key.split(":").at(-1))
        .sort();
    };
    expect(await protectedIn("prod")).toEqual([
      "Bucket support-trk-artifacts",
      "Bucket support-vec-snapshots",
      "Instance support-trk-db",
      "Volume support-vec-0-data",
      "Volume support-vec-1-data",
      "Volume support-vec-2-data",
    ]);
    expect(await protectedIn("dev")).toEqual([]);
  });

  test("of 3 nodes only the rollout node may be replaced, and with -1 none", async () => {
    const frozen = async (rolloutNode: number) => {
      const options = await optionsOf(
        () =>
          void new QdrantCluster("vec", {
            vpcId: "vpc-1",
            privateSubnetIds: ["a", "b", "c"],
            availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
            allowedCidrs: ["10.0.0.0/16"],
            amiId: "ami-planning",
            nodes: 3,
            version: "1.19.0",
            image: `q@sha256:${"0".repeat(64)}`,
            dataVolumeGiB: 50,
            internalZoneId: "Z1",
            internalDomain: "internal",
            rolloutNode,
          }),
      );
      return [0, 1, 2].map((i) => {
        const { ignoreChanges, deleteBeforeReplace } =
          options.get(`aws:ec2/instance:Instance vec-${i}`) ?? {};
        expect(deleteBeforeReplace).toBe(true);
        return (ignoreChanges ?? []).join(" ");
      });
    };
    const all = "ami userData instanceType";
    expect(await frozen(-1)).toEqual([all, all, all]);
    expect(await frozen(1)).toEqual([all, "", all]);
  });

  test("the number of instances is the policy's business once there is one", async () => {
    const ignored = async (maxInstances: number) => {
      const options = await optionsOf(
        () => void platform(fleet("dev", { llm: { ...LLM, maxInstances } }), SITE),
      );
      return options.get("aws:autoscaling/group:Group support-llm")?.ignoreChanges;
    };
    expect(await ignored(2)).toEqual([]);
    expect(await ignored(5)).toEqual(["desiredCapacity"]);
  });
});

test("of the load balancer's paths the 5 allowed reach vLLM, everything like them gets 404; 3 patterns a rule at most", async () => {
  const graph = await captureFleet(fleet("prod", { llm: LLM }), SITE);
  const rules = graph
    .filter(({ type }) => type === "aws:lb/listenerRule:ListenerRule")
    .map(({ inputs }) => at(inputs, "conditions", 0, "pathPattern", "values") as readonly string[]);
  expect(rules.map((patterns) => patterns.length)).toEqual([3, 2]);
  const served = (path: string) => rules.flat().some((pattern) => matches(pattern, path));
  for (const path of ["models", "chat/completions", "completions", "embeddings", "responses"]) {
    expect(served(`/v1/${path}`), path).toBe(true);
  }
  for (const path of [
    "/v1/../invocations",
    "//v1/models",
    "/V1/models",
    "/v1/models/",
    "/v1/models?x",
    "/v1",
    "/invocations",
    "/metrics",
    "/v1/chat",
  ]) {
    expect(served(path), path).toBe(false);
  }
  expect([matches("/v?/*", "/v1/x/y"), matches("/a.b", "/axb"), matches("/A", "/a")]).toEqual([
    true,
    false,
    false,
  ]);
});
