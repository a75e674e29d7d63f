import fc from "fast-check";
import { expect, test } from "vitest";
import { UNKNOWN } from "../../src/bill/registered-resource.ts";
import { capture } from "../../src/graph/capture.ts";
import { Network, type NetworkArgs } from "../../stacks/network.ts";
import { subnetPlan } from "../../stacks/subnet-plan.ts";
import { find } from "./deployed.ts";

const ALL_ENDPOINTS = [
  "ssm",
  "ssmmessages",
  "ecr.api",
  "ecr.dkr",
  "logs",
  "monitoring",
  "secretsmanager",
  "kms",
];

const graphOf = (args: Partial<NetworkArgs>) =>
  capture(
    () =>
      void new Network("net", {
        region: "us-east-1",
        availabilityZones: ["us-east-1a", "us-east-1b"],
        ...args,
      }),
  );

const named = (graph: Awaited<ReturnType<typeof graphOf>>, type: string) =>
  graph.filter((resource) => resource.type === type).map(({ name }) => name);

test("NAT none, single and per zone over 2 zones: 0, 1 and 2 gateways, addresses and 1, 3, 3 default routes", async () => {
  const modes = [
    { natMode: "none", gateways: [], routes: ["net-public"] },
    { natMode: "single", gateways: ["net-nat-0"], routes: ["net-private-0", "net-private-1", "net-public"] },
    {
      natMode: "per-az",
      gateways: ["net-nat-0", "net-nat-1"],
      routes: ["net-private-0", "net-private-1", "net-public"],
    },
  ] as const;
  for (const { natMode, gateways, routes } of modes) {
    const graph = await graphOf({ natMode, interfaceEndpoints: ALL_ENDPOINTS });
    expect(named(graph, "aws:ec2/natGateway:NatGateway")).toEqual(gateways);
    expect(named(graph, "aws:ec2/eip:Eip")).toEqual(gateways);
    // An isolated subnet never has a default route: the only tables with one are these.
    expect(named(graph, "aws:ec2/route:Route")).toEqual(routes);
  }
});

test("8 interface endpoints with an address in each of 3 zones, and one group open on 443 from the VPC only", async () => {
  const graph = await graphOf({
    availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    interfaceEndpoints: ALL_ENDPOINTS,
  });
  const endpoints = graph.filter(
    ({ type, inputs }) =>
      type === "aws:ec2/vpcEndpoint:VpcEndpoint" && inputs.vpcEndpointType === "Interface",
  );
  expect(endpoints).toHaveLength(8);
  for (const { inputs } of endpoints) expect(inputs.subnetIds).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
  const rules = graph.filter(
    ({ type }) => type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  );
  expect(rules.map(({ inputs }) => [inputs.cidrIpv4, inputs.fromPort, inputs.toPort])).toEqual([
    ["10.42.0.0/16", 443, 443],
  ]);
});

test("the S3 gateway stands in each private table and the isolated one: 3 of 2 zones", async () => {
  const { inputs } = find(await graphOf({}), "aws:ec2/vpcEndpoint:VpcEndpoint", "net-s3");
  expect(inputs).toMatchObject({ vpcEndpointType: "Gateway", serviceName: "com.amazonaws.us-east-1.s3" });
  expect(inputs.routeTableIds).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
});

test("flow logs are off unless asked for; asked for, they bring a bucket of 30 days", async () => {
  expect(named(await graphOf({ environment: "prod" }), "aws:ec2/flowLog:FlowLog")).toEqual([]);
  const graph = await graphOf({ flowLogs: true });
  expect(named(graph, "aws:ec2/flowLog:FlowLog")).toEqual(["net-flow-logs"]);
  const rules = find(
    graph,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "net-flow-logs",
  );
  expect(rules.inputs.rules).toMatchObject([{ expiration: { days: 30 } }]);
});

const range = (cidr: string) => {
  const [address = "", bits] = cidr.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(bits)) - 1 };
};

test("the blocks of 2 or 3 zones never overlap and stay within their /16", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(octet, octet, fc.constantFrom(2, 3), (x, y, zones) => {
      const whole = range(`${x}.${y}.0.0/16`);
      const blocks = subnetPlan(`${x}.${y}.0.0/16`, zones)
        .flatMap((zone) => [zone.public, zone.isolated, zone.private])
        .map(range)
        .sort((a, b) => a.first - b.first);
      expect(blocks).toHaveLength(3 * zones);
      for (const [i, block] of blocks.entries()) {
        expect(block.first).toBeGreaterThan(blocks[i - 1]?.last ?? whole.first - 1);
        expect(block.last).toBeLessThanOrEqual(whole.last);
      }
    }),
  );
});
