import { expect, test } from "vitest";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import { planningSite, type Site } from "../../stacks/site.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const SITE = planningSite("us-east-1");

/** Inside the VPC without a certificate: dev only. */
const BARE: Site = { allowedCidrs: SITE.allowedCidrs, ...pick(SITE, "llm", "vectors", "tracking") };

function pick<K extends keyof Site>(site: Site, ...keys: K[]): Pick<Site, K> {
  return Object.fromEntries(keys.map((key) => [key, site[key]])) as Pick<Site, K>;
}

/** How often each type is registered below one component, the module left out: "ec2/subnet:Subnet" is "Subnet". */
function counts(graph: readonly RegisteredResource[], component: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { parent, type } of graph) {
    if (parent !== component) continue;
    const [, module = "", name = ""] = type.split(":");
    const key =
      module.startsWith("ec2/instance") || module.startsWith("rds/instance")
        ? `${module.split("/")[0]}.${name}`
        : name;
    found[key] = (found[key] ?? 0) + 1;
  }
  return found;
}

const NETWORK = {
  Vpc: 1,
  InternetGateway: 1,
  DefaultSecurityGroup: 1,
  Subnet: 9,
  RouteTable: 5,
  Route: 4,
  RouteTableAssociation: 9,
  VpcEndpoint: 1,
  Zone: 1,
};

test("network over 3 zones: 9 subnets, 5 tables, 4 default routes; 1 NAT in dev, 3 in prod", async () => {
  const dev = await captureFleet(fleet("dev", {}), SITE);
  expect(counts(dev, "crossover:index:Network::support-net")).toEqual({ ...NETWORK, NatGateway: 1, Eip: 1 });
  const prod = await captureFleet(fleet("prod", {}), SITE);
  expect(counts(prod, "crossover:index:Network::support-net")).toEqual({ ...NETWORK, NatGateway: 3, Eip: 3 });
});

const ROLE = { Role: 1, RolePolicy: 1, RolePolicyAttachment: 1, InstanceProfile: 1 };
const ONE_SECRET = { RandomPassword: 1, Secret: 1, SecretVersion: 1 };
const BUCKET = {
  Bucket: 1,
  BucketVersioning: 1,
  BucketPublicAccessBlock: 1,
  BucketServerSideEncryptionConfiguration: 1,
  BucketLifecycleConfiguration: 1,
  BucketPolicy: 1,
};

/** Five paths, three to a rule: 2 rules. Clients on 443 and 80, instances on 8000 from the load balancer only. */
const VLLM = {
  LoadBalancer: 1,
  TargetGroup: 1,
  Listener: 2,
  ListenerRule: 2,
  SecurityGroup: 2,
  SecurityGroupIngressRule: 3,
  SecurityGroupEgressRule: 2,
  LaunchTemplate: 1,
  Group: 1,
  LogGroup: 1,
  MetricAlarm: 8,
  Record: 1,
  ...ROLE,
  ...ONE_SECRET,
};

for (const environment of ["dev", "prod"] as const) {
  for (const exposure of ["internal", "public"] as const) {
    test(`vLLM ${environment} ${exposure}: 32 resources, and 1 policy once 2 may grow to 3`, async () => {
      const at = async (maxInstances: number) =>
        counts(
          await captureFleet(fleet(environment, { llm: { ...LLM, exposure, maxInstances } }), SITE),
          "crossover:index:VllmService::support-llm",
        );
      expect(await at(2)).toEqual(VLLM);
      expect(Object.values(VLLM).reduce((total, count) => total + count, 0)).toBe(32);
      expect(await at(3)).toEqual({ ...VLLM, Policy: 1 });
    });
  }
}

test("vLLM dev without certificate: 1 listener on 80, no redirect, no record", async () => {
  const graph = await captureFleet(fleet("dev", { llm: LLM }), BARE);
  const { Record: _, ...rest } = VLLM;
  expect(counts(graph, "crossover:index:VllmService::support-llm")).toEqual({
    ...rest,
    Listener: 1,
    SecurityGroupIngressRule: 2,
  });
});

/** Per node: interface, name, volume, instance, attachment, 2 registrations, 5 alarms. */
const qdrant = (nodes: number) => ({
  NetworkInterface: nodes,
  "ec2.Instance": nodes,
  Volume: nodes,
  VolumeAttachment: nodes,
  TargetGroupAttachment: 2 * nodes,
  Record: nodes + 1,
  MetricAlarm: 2 + 5 * nodes,
  LoadBalancer: 1,
  TargetGroup: 2,
  Listener: 3,
  SecurityGroup: 3,
  SecurityGroupIngressRule: 9,
  SecurityGroupEgressRule: 7,
  Parameter: 1,
  LogGroup: 1,
  RandomPassword: 2,
  Secret: 2,
  SecretVersion: 2,
  ...ROLE,
  ...BUCKET,
});

for (const environment of ["dev", "prod"] as const) {
  for (const nodes of [1, 3, 4]) {
    test(`Qdrant ${environment}, ${nodes} node(s): ${nodes} volume(s), ${2 + 5 * nodes} alarms`, async () => {
      const vectors = { ...VECTORS, nodes, replicationFactor: Math.min(2, nodes) };
      const graph = await captureFleet(fleet(environment, { vectors }), SITE);
      expect(counts(graph, "crossover:index:QdrantCluster::support-vec")).toEqual(qdrant(nodes));
    });
  }
}

test("Qdrant dev without certificate: REST only, 1 target group, 1 registration per node", async () => {
  const graph = await captureFleet(fleet("dev", { vectors: VECTORS }), BARE);
  const found = counts(graph, "crossover:index:QdrantCluster::support-vec");
  expect(found).toMatchObject({ TargetGroup: 1, TargetGroupAttachment: 3, Listener: 1, Record: 3 });
});

/** Two generated passwords in one secret; log groups of the server and of RDS's export. */
const MLFLOW = {
  LoadBalancer: 1,
  TargetGroup: 1,
  Listener: 2,
  ListenerRule: 1,
  SecurityGroup: 3,
  SecurityGroupIngressRule: 4,
  SecurityGroupEgressRule: 3,
  LaunchTemplate: 1,
  Group: 1,
  "rds.Instance": 1,
  SubnetGroup: 1,
  ParameterGroup: 1,
  BucketObjectv2: 1,
  LogGroup: 2,
  MetricAlarm: 8,
  Record: 1,
  RandomPassword: 2,
  Secret: 1,
  SecretVersion: 1,
  ...ROLE,
  ...BUCKET,
};

for (const environment of ["dev", "prod"] as const) {
  test(`MLflow ${environment}: 1 database, 8 alarms, 2 log groups, 1 secret of 2 passwords`, async () => {
    const graph = await captureFleet(fleet(environment, { tracking: TRACKING }), SITE);
    expect(counts(graph, "crossover:index:MlflowServer::support-trk")).toEqual(MLFLOW);
  });
}

test("a fleet of three parts has one network and each part once, and nothing outside a component", async () => {
  const graph = await captureFleet(fleet("prod", { llm: LLM, vectors: VECTORS, tracking: TRACKING }), SITE);
  const roots = graph.filter(({ parent }) => parent === undefined);
  expect(roots.map(({ key, kind }) => [key, kind])).toEqual([
    ["crossover:index:MlflowServer::support-trk", "component"],
    ["crossover:index:Network::support-net", "component"],
    ["crossover:index:QdrantCluster::support-vec", "component"],
    ["crossover:index:VllmService::support-llm", "component"],
  ]);
  expect(new Set(graph.map(({ key }) => key)).size).toBe(graph.length);
});
