import type { ComponentResource } from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { capture } from "../../src/graph/capture.ts";
import { MlflowServer } from "../../stacks/mlflow.ts";
import type { MlflowServerArgs } from "../../stacks/mlflow-arguments.ts";
import { Network, type NetworkArgs } from "../../stacks/network.ts";
import { platform } from "../../stacks/platform.ts";
import { QdrantCluster } from "../../stacks/qdrant.ts";
import type { QdrantClusterArgs } from "../../stacks/qdrant-arguments.ts";
import { planningSite } from "../../stacks/site.ts";
import { VllmService } from "../../stacks/vllm.ts";
import type { VllmServiceArgs } from "../../stacks/vllm-arguments.ts";
import { fleet, LLM, TRACKING } from "./fleets.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;

const SERVICE = {
  vpcId: "vpc-1",
  privateSubnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  allowedCidrs: ["10.42.0.0/16"],
  amiId: "ami-planning",
};

const VLLM: VllmServiceArgs = {
  ...SERVICE,
  instanceType: "g6e.xlarge",
  image: `vllm/vllm-openai@${DIGEST}`,
  vllmVersion: "0.20.0",
  modelUri: "s3://models/llama",
  servedModelName: "llama",
  maxModelLen: 8192,
  weightsGiB: 13,
  maxNumSeqs: 64,
};

const QDRANT: QdrantClusterArgs = {
  ...SERVICE,
  nodes: 3,
  version: "1.19.0",
  image: `qdrant/qdrant@${DIGEST}`,
  dataVolumeGiB: 100,
  internalZoneId: "Z1",
  internalDomain: "crossover.internal",
};

const MLFLOW: MlflowServerArgs = {
  ...SERVICE,
  isolatedSubnetIds: ["subnet-d", "subnet-e", "subnet-f"],
  version: "3.14.0",
  databaseClass: "db.t4g.medium",
};

const NETWORK: NetworkArgs = { region: "us-east-1", availabilityZones: SERVICE.availabilityZones };

async function refusal(build: () => ComponentResource): Promise<string> {
  const error = await capture(() => void build()).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InputError)) throw new Error(`not refused: ${String(error)}`);
  return `${error.message} ${error.hint}`;
}

const vllm = (change: Partial<VllmServiceArgs>, name = "chat") =>
  refusal(() => new VllmService(name, { ...VLLM, ...change }));
const qdrant = (change: Partial<QdrantClusterArgs>) =>
  refusal(() => new QdrantCluster("vectors", { ...QDRANT, ...change }));
const mlflow = (change: Partial<MlflowServerArgs>) =>
  refusal(() => new MlflowServer("runs", { ...MLFLOW, ...change }));
const network = (change: Partial<NetworkArgs>) =>
  refusal(() => new Network("net", { ...NETWORK, ...change }));

test("the arguments that each refusal below changes are themselves accepted", async () => {
  const graph = await capture(() => {
    new VllmService("chat", VLLM);
    new QdrantCluster("vectors", QDRANT);
    new MlflowServer("runs", MLFLOW);
    new Network("net", NETWORK);
  });
  expect(graph.filter(({ kind }) => kind === "component")).toHaveLength(4);
});

const CERTIFIED = { certificateArn: "arn:aws:acm:us-east-1:1:certificate/a", domainName: "llm.example.com" };

describe("every service", () => {
  const refused: readonly (readonly [string, Partial<VllmServiceArgs>, RegExp])[] = [
    [
      "one zone",
      { availabilityZones: ["us-east-1a"], privateSubnetIds: ["subnet-a"] },
      /1 subnets for 1 zones.*two zones/,
    ],
    [
      "3 zones, 2 subnets",
      { privateSubnetIds: ["subnet-a", "subnet-b"] },
      /2 subnets for 3 zones.*same order/,
    ],
    [
      "public without public subnets",
      { ...CERTIFIED, exposure: "public" },
      /0 public subnets.*publicSubnetIds/,
    ],
    [
      "public without certificate",
      { exposure: "public", publicSubnetIds: ["a", "b"] },
      /public but has no certificate.*clear text.*certificateArn/,
    ],
    ["prod without certificate", { environment: "prod" }, /in prod but has no certificate.*environment: dev/],
    [
      "a certificate without a name",
      { certificateArn: CERTIFIED.certificateArn },
      /no domain name.*domainName/,
    ],
    ["nobody allowed", { allowedCidrs: [] }, /no allowed CIDRs.*10\.42\.0\.0\/16/],
    ["a range that is none", { allowedCidrs: ["10.0.0.0"] }, /"10\.0\.0\.0" is not an IPv4 CIDR/],
    [
      "the internet, internal",
      { ...CERTIFIED, allowedCidrs: ["0.0.0.0/0"] },
      /0\.0\.0\.0\/0, the whole internet.*exposure: public/,
    ],
  ];
  for (const [what, change, message] of refused) {
    test(`refuses ${what}`, async () => expect(await vllm(change)).toMatch(message));
  }

  for (const name of ["x", "Chat", "internal-chat", "a-name-of-21-letters-", "1st"]) {
    test(`refuses the name ${name}`, async () =>
      expect(await vllm({}, name)).toMatch(/2 to 20 lower-case.*32 characters/));
  }
});

describe("vLLM", () => {
  const control =
    "/invocations /pause /resume /pooling /classify /score /rerank /tokenize /detokenize /scale_elastic_ep /update_weights /abort_requests /load /metrics /health /collective_rpc /server_info /docs /openapi.json";
  for (const path of control.split(" ")) {
    test(`refuses to serve ${path}`, async () => {
      expect(await vllm({ allowedPaths: ["/v1/models", path] })).toContain(`would open ${path} to clients`);
    });
  }
  test("refuses * and /v?/models, which reach more than they say", async () => {
    expect(await vllm({ allowedPaths: ["*"] })).toContain("would open /invocations");
    expect(await vllm({ allowedPaths: ["/*"] })).toContain("would open /invocations");
    expect(await vllm({ allowedPaths: ["/v?/models"] })).toContain("not an exact path");
    expect(await vllm({ allowedPaths: ["/v1/*"] })).toContain("not an exact path");
    expect(await vllm({ allowedPaths: [] })).toContain("allowedPaths is empty");
  });

  const refused: readonly (readonly [string, Partial<VllmServiceArgs>, RegExp])[] = [
    [
      "an unknown type",
      { instanceType: "g9.huge" },
      /g9\.huge is not in data\/instance-types\.json.*Add the type/,
    ],
    [
      "a tag instead of a digest",
      { image: "vllm/vllm-openai:v0.20.0" },
      /@sha256:<64 hex digits>; got "vllm\/vllm-openai:v0\.20\.0".*tag can change/,
    ],
    ["0.19.1", { vllmVersion: "0.19.1" }, /0\.20\.0 or newer.*"0\.19\.1".*CVE-2026-22807/],
    ["0.9.0, which is older than 0.20.0", { vllmVersion: "0.9.0" }, /0\.20\.0 or newer/],
    ["no version", { vllmVersion: "latest" }, /as three numbers; got "latest"/],
    [
      "a branch of the Hub",
      { modelUri: "hf://openai/gpt-oss-20b@main" },
      /40 hex digits.*@main".*git ls-remote/,
    ],
    ["a bucket without prefix", { modelUri: "s3://models/" }, /s3:\/\/bucket\/prefix/],
    [
      "2 × 1 × 1 on one GPU",
      { tensorParallelSize: 2, dataParallelSize: 1 },
      /= 2, but g6e\.xlarge has 1 GPUs/,
    ],
    [
      "3 ways on 4 GPUs",
      { instanceType: "g6e.12xlarge", tensorParallelSize: 3 },
      /has 4 GPUs.*each GPU once/,
    ],
    ["no GPU", { instanceType: "m7i.large" }, /m7i\.large has no GPU/],
    ["fewer than 1 replica", { minReplicas: 0 }, /at least 1.*got 0/],
    ["a maximum below the minimum", { minReplicas: 3, maxReplicas: 2 }, /got 3 and 2.*maxReplicas/],
    [
      "a reservation without id",
      { capacity: "reservation" },
      /existing capacityReservationId.*Nothing here buys capacity/,
    ],
    [
      "a block without subnet",
      { capacity: "capacity-block", capacityReservationId: "cr-1" },
      /reservationSubnetId/,
    ],
    ["an id without capacity", { capacityReservationId: "cr-1" }, /capacity is "on-demand"/],
    [
      "120 s of drain on spot",
      { capacity: "spot", drainSeconds: 120 },
      /120 is too long for spot: 90.*two minutes/,
    ],
    ["alternates without spot", { spotAlternateTypes: ["g6.xlarge"] }, /capacity is "on-demand"/],
    [
      "an alternate of half the memory",
      { capacity: "spot", spotAlternateTypes: ["g6.xlarge"] },
      /g6\.xlarge \(1 × 22888 MiB\) cannot stand in for g6e\.xlarge \(1 × 45776 MiB\)/,
    ],
    ["an alternate of 4 GPUs", { capacity: "spot", spotAlternateTypes: ["g6e.12xlarge"] }, /4 × 45776 MiB/],
    ["149 GiB of root", { rootVolumeGiB: 149 }, /at least 150 GiB; got 149/],
    [
      "600 MiB/s on 625 MB/s, in bytes too much",
      { rootVolumeThroughput: 600, rootVolumeIops: 4000 },
      /600 MiB\/s.*at most 625 MB\/s \(596 MiB\/s\)/,
    ],
    [
      "1000 MiB/s at 3000 IOPS",
      { rootVolumeThroughput: 1000 },
      /3000 IOPS takes at most 750 MiB\/s.*4000 IOPS/,
    ],
    ["2001 MiB/s", { rootVolumeThroughput: 2001, rootVolumeIops: 16_000 }, /125 to 2000 MiB\/s; got 2001/],
    ["30000 IOPS on 20000", { rootVolumeIops: 30_000 }, /30000 IOPS.*at most 20000/],
    ["90000 IOPS", { rootVolumeIops: 90_000 }, /3000 to 80000 IOPS; got 90000/],
    ["187 GiB of weights on 250 GB", { weightsGiB: 187 }, /187 GiB, more than 80 % of the 232 GiB/],
    [
      "streaming from the Hub",
      { modelLoader: "stream", modelUri: `hf://a/b@${"a".repeat(40)}` },
      /reads from S3 only/,
    ],
    ["a warm-up beyond the grace", { warmupSeconds: 1201 }, /1201 is longer than.*1200 s/],
    ["trust-remote-code", { extraArgs: { "trust-remote-code": "true" } }, /may not set trust-remote-code/],
    ["trust_remote_code", { extraArgs: { trust_remote_code: "true" } }, /may not set trust_remote_code/],
    ["--api-key", { extraArgs: { "--api-key": "x" } }, /may not set --api-key/],
    ["a rendered key", { extraArgs: { port: "80" } }, /may not set port/],
    ["a key that is no flag", { extraArgs: { "Max Len": "1" } }, /is not a flag/],
    [
      "dev mode",
      { extraEnv: { VLLM_SERVER_DEV_MODE: "1" } },
      /may not set VLLM_SERVER_DEV_MODE.*control endpoints/,
    ],
    ["the profiler", { extraEnv: { VLLM_TORCH_PROFILER_DIR: "/tmp" } }, /VLLM_TORCH_PROFILER_DIR/],
    ["a name that is no variable", { extraEnv: { "nccl-p2p": "1" } }, /not a variable name/],
  ];
  for (const [what, change, message] of refused) {
    test(`refuses ${what}`, async () => expect(await vllm(change)).toMatch(message));
  }

  test("accepts what stands just inside: 596 MiB/s on 625 MB/s, 186 GiB on 250 GB, both escapes of the PCIe hang", async () => {
    const inside: Partial<VllmServiceArgs> = {
      rootVolumeThroughput: 596,
      weightsGiB: 186,
      extraArgs: { "disable-custom-all-reduce": "true" },
      extraEnv: { NCCL_P2P_DISABLE: "1" },
    };
    await expect(capture(() => void new VllmService("chat", { ...VLLM, ...inside }))).resolves.toHaveLength(
      30,
    );
  });

  test("no capacity is ever bought: a block is used by its id, nothing of the kind is registered", async () => {
    const graph = await capture(
      () =>
        void new VllmService("chat", {
          ...VLLM,
          capacity: "capacity-block",
          capacityReservationId: "cr-0123",
          reservationSubnetId: "subnet-b",
        }),
    );
    expect(graph.filter(({ type }) => /capacity/i.test(type))).toEqual([]);
    const template = graph.find(({ type }) => type.endsWith(":LaunchTemplate"));
    expect(template?.inputs.instanceMarketOptions).toEqual({ marketType: "capacity-block" });
    const group = graph.find(({ type }) => type === "aws:autoscaling/group:Group");
    expect(group?.inputs.vpcZoneIdentifiers).toEqual(["subnet-b"]);
  });
});

describe("Qdrant", () => {
  const refused: readonly (readonly [string, Partial<QdrantClusterArgs>, RegExp])[] = [
    ["2 nodes", { nodes: 2 }, /1 node, or on 3 and more; got 2.*Losing one of two/],
    ["0 nodes", { nodes: 0 }, /got 0/],
    [
      "3 nodes in 2 zones",
      { availabilityZones: ["a", "b"], privateSubnetIds: ["a", "b"] },
      /3 Qdrant nodes need three zones; got a, b/,
    ],
    ["3 copies on 1 node", { nodes: 1, replicationFactor: 3 }, /replicationFactor 3 does not fit 1 nodes/],
    [
      "a write that 3 of 2 confirm",
      { replicationFactor: 2, writeConsistencyFactor: 3 },
      /3 is above replicationFactor 2/,
    ],
    ["1.18.9", { version: "1.18.9" }, /1\.19\.0 or newer.*#10085/],
    ["an x86 type", { instanceType: "m7i.large" }, /m7i\.large is x86_64.*r6g/],
    ["a tag", { image: "qdrant/qdrant:v1.19.0-unprivileged" }, /@sha256/],
    ["node 3 of 3", { rolloutNode: 3 }, /rolloutNode 3 is none of the nodes 0 to 2/],
    [
      "445 MiB/s beside the root's 125 on 593.75 MB/s",
      { instanceType: "r6g.xlarge", dataVolumeThroughput: 445 },
      /570 MiB\/s.*593\.75 MB\/s \(566/,
    ],
    [
      "6000 IOPS on 10 GiB",
      { dataVolumeGiB: 10, dataVolumeIops: 6000 },
      /10 GiB takes 3000 to 5000 IOPS; got 6000/,
    ],
  ];
  for (const [what, change, message] of refused) {
    test(`refuses ${what}`, async () => expect(await qdrant(change)).toMatch(message));
  }

  test("has no argument that makes it public", () => {
    // @ts-expect-error Qdrant is always internal
    const args: QdrantClusterArgs = { ...QDRANT, exposure: "public" };
    expect(args).toBeDefined();
  });
});

describe("MLflow", () => {
  const refused: readonly (readonly [string, Partial<MlflowServerArgs>, RegExp])[] = [
    ["3.12.0", { version: "3.12.0" }, /3\.13\.0 or newer.*CVE-2026-8147/],
    [
      "a version that the lock file does not install",
      { version: "3.13.0" },
      /installs MLflow 3\.14\.0, the fleet asks for 3\.13\.0/,
    ],
    ["6 workers in 4 GiB", { workers: 6 }, /6 workers take about 4\.2 GiB, t4g\.medium has 4 GiB/],
    ["an x86 type", { instanceType: "m7i.large" }, /m7i\.large is x86_64/],
    ["an EC2 type as class", { databaseClass: "m7g.large" }, /"m7g\.large" is not an RDS class/],
    ["10 GiB", { databaseGiB: 10 }, /at least 20 GiB.*got 10 and 100/],
    ["a maximum below the size", { databaseGiB: 200 }, /got 200 and 100/],
    ["prod without certificate", { environment: "prod" }, /no certificate/],
  ];
  for (const [what, change, message] of refused) {
    test(`refuses ${what}`, async () => expect(await mlflow(change)).toMatch(message));
  }

  test("refuses an artefact bucket that holds the weights", async () => {
    const site = planningSite("us-east-1");
    const shared = { ...site, tracking: { amiId: "ami-planning", artifactBucketName: "model-planning" } };
    const build = capture(() => void platform(fleet("prod", { llm: LLM, tracking: TRACKING }), shared));
    await expect(build).rejects.toThrow("The artefacts and the model share the bucket model-planning.");
  });
});

describe("network", () => {
  const refused: readonly (readonly [string, Partial<NetworkArgs>, RegExp])[] = [
    [
      "a misspelt endpoint",
      { interfaceEndpoints: ["ecr-api"] },
      /Unknown interface endpoint ecr-api.*ecr\.api/,
    ],
    [
      "no NAT without endpoints",
      { natMode: "none", interfaceEndpoints: ["ssm", "logs"] },
      /missing: ssmmessages, ecr\.api, ecr\.dkr, monitoring, secretsmanager, kms.*natMode: single/,
    ],
    ["a /20", { cidr: "10.42.0.0/20" }, /must be a \/16.*"10\.42\.0\.0\/20"/],
    ["octets above 255", { cidr: "10.342.0.0/16" }, /must be a \/16/],
    ["one zone", { availabilityZones: ["us-east-1a"] }, /2 or 3 availability zones; got 1/],
    [
      "a zone of another region",
      { availabilityZones: ["us-east-1a", "us-west-2b"] },
      /lie in us-east-1; got us-east-1a, us-west-2b/,
    ],
    ["a zone twice", { availabilityZones: ["us-east-1a", "us-east-1a"] }, /must differ/],
  ];
  for (const [what, change, message] of refused) {
    test(`refuses ${what}`, async () => expect(await network(change)).toMatch(message));
  }
});
