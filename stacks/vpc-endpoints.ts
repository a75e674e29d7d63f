import type { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import type { Resource } from "@pulumi/pulumi";
import { allowIn, securityGroup } from "./security-group.ts";
import { refuseIf } from "./service-arguments.ts";
import { named } from "./tags.ts";

/** What an instance without NAT must reach to boot, log, fetch its secrets and be reached itself. */
const WITHOUT_NAT = [
  "ssm",
  "ssmmessages",
  "ecr.api",
  "ecr.dkr",
  "logs",
  "monitoring",
  "secretsmanager",
  "kms",
] as const;

/** Services that our instances call; another suffix is taken for a slip of the pen. */
const KNOWN: ReadonlySet<string> = new Set([
  ...WITHOUT_NAT,
  "ec2",
  "ec2messages",
  "sts",
  "autoscaling",
  "rds",
]);

/** @throws InputError for an unknown suffix, and for a VPC without NAT that lacks a service it cannot do without. */
export function checkEndpoints(suffixes: readonly string[], natMode: string): void {
  const unknown = suffixes.filter((suffix) => !KNOWN.has(suffix));
  refuseIf(
    unknown.length > 0,
    "STACK_ENDPOINTS",
    `Unknown interface endpoint ${unknown.join(", ")}; known are ${[...KNOWN].sort().join(", ")}.`,
    "Write the suffix of the service name, e.g. ecr.api for com.amazonaws.us-east-1.ecr.api.",
  );
  const missing = WITHOUT_NAT.filter((suffix) => !suffixes.includes(suffix));
  refuseIf(
    natMode === "none" && missing.length > 0,
    "STACK_ENDPOINTS",
    `Without NAT the instances need all of ${WITHOUT_NAT.join(", ")}; missing: ${missing.join(", ")}.`,
    "Add them to `interfaceEndpoints`, or set `natMode: single`.",
  );
}

interface Settings {
  readonly parent: Resource;
  readonly tags: { readonly [key: string]: string };
}

/** S3 without NAT and without charge, in every table given. */
export function gatewayEndpoint(
  name: string,
  vpc: Vpc,
  region: string,
  tables: readonly RouteTable[],
  { parent, tags }: Settings,
): void {
  new VpcEndpoint(
    `${name}-s3`,
    {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: tables.map((table) => table.id),
      tags: named(`${name}-s3`, tags),
    },
    { parent },
  );
}

/** One endpoint per service with an address in each private subnet: AWS bills each of these addresses by the hour. */
export function interfaceEndpoints(
  name: string,
  vpc: Vpc,
  vpcCidr: string,
  region: string,
  subnets: readonly Subnet[],
  suffixes: readonly string[],
  { parent, tags }: Settings,
): void {
  if (suffixes.length === 0) return;
  const group = securityGroup(`${name}-endpoints`, {
    parent,
    vpcId: vpc.id,
    description: "AWS services inside the VPC",
    tags,
  });
  allowIn(group, {
    parent,
    name: `${name}-endpoints-https`,
    port: 443,
    peer: { cidr: vpcCidr },
    why: "HTTPS from the VPC",
  });
  for (const suffix of suffixes) {
    const role = `${name}-${suffix.replaceAll(".", "-")}`;
    new VpcEndpoint(
      role,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${suffix}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: subnets.map((subnet) => subnet.id),
        securityGroupIds: [group.id],
        tags: named(role, tags),
      },
      { parent },
    );
  }
}
