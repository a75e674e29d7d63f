import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { Eip } from "@pulumi/aws/ec2/eip.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { Zone } from "@pulumi/aws/route53/zone.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  type Output,
  output,
  type Resource,
} from "@pulumi/pulumi";
import { Environment, environmentDefaults } from "./environment.ts";
import { flowLogs } from "./flow-logs.ts";
import { checkName, refuseIf } from "./service-arguments.ts";
import { subnetPlan, type ZoneBlocks } from "./subnet-plan.ts";
import { named } from "./tags.ts";
import { checkEndpoints, gatewayEndpoint, interfaceEndpoints } from "./vpc-endpoints.ts";

/** How private subnets leave the VPC: through one gateway, one per zone, or not at all. */
const NatMode = { None: "none", Single: "single", PerAz: "per-az" } as const;
type NatMode = (typeof NatMode)[keyof typeof NatMode];

export interface NetworkArgs {
  /** @default "dev" */
  readonly environment?: Environment;
  /** Region of the zones, e.g. us-east-1; part of the names of AWS's endpoint services. */
  readonly region: string;
  /** Two or three zone names; they are given, never queried. Three Qdrant nodes need three. */
  readonly availabilityZones: string[];
  /** A /16. @default "10.42.0.0/16" */
  readonly cidr?: string;
  /** @default "single" in dev, "per-az" in prod */
  readonly natMode?: NatMode;
  /** Services reached without NAT, billed per endpoint and zone, e.g. ecr.api. @default [] */
  readonly interfaceEndpoints?: string[];
  /** Records of all traffic, to a bucket of their own, kept 30 days. @default false */
  readonly flowLogs?: boolean;
  /** Private zone for names inside the VPC. @default "crossover.internal" */
  readonly internalDomain?: string;
  /** @default {} */
  readonly tags?: { [key: string]: string };
}

/** A VPC with public, private and isolated subnets in each zone, egress, an S3 gateway and a private DNS zone. */
export class Network extends ComponentResource {
  readonly vpcId: Output<string>;
  readonly vpcCidr: Output<string>;
  /** One per zone, in the order of `availabilityZones`; so are the next two. */
  readonly publicSubnetIds: Output<string>[];
  readonly privateSubnetIds: Output<string>[];
  readonly isolatedSubnetIds: Output<string>[];
  readonly internalZoneId: Output<string>;
  readonly internalDomain: Output<string>;
  readonly availabilityZones: Output<string[]>;

  constructor(name: string, args: NetworkArgs, opts?: ComponentResourceOptions) {
    checkName(name);
    const natMode = args.natMode ?? environmentDefaults(args.environment ?? Environment.Dev).natMode;
    const cidr = args.cidr ?? "10.42.0.0/16";
    const internalDomain = args.internalDomain ?? "crossover.internal";
    const plan = subnetPlan(cidr, args.availabilityZones.length);
    checkZones(args);
    checkEndpoints(args.interfaceEndpoints ?? [], natMode);
    super("crossover:index:Network", name, {}, opts);

    const settings = { parent: this, tags: args.tags ?? {} };
    const vpc = privateCloud(name, cidr, settings);
    const subnets = plan.map((blocks, i) =>
      zoneSubnets(name, vpc, i, args.availabilityZones[i] ?? "", blocks, settings),
    );
    const tables = routes(name, vpc, subnets, natMode, settings);
    const privateSubnets = subnets.map((zone) => zone.private);
    gatewayEndpoint(name, vpc, args.region, tables, settings);
    interfaceEndpoints(name, vpc, cidr, args.region, privateSubnets, args.interfaceEndpoints ?? [], settings);
    if (args.flowLogs === true) flowLogs(name, vpc, settings);
    const zone = new Zone(
      `${name}-internal`,
      {
        name: internalDomain,
        vpcs: [{ vpcId: vpc.id }],
        comment: "Names inside the VPC",
        tags: named(name, args.tags),
      },
      { parent: this },
    );

    this.vpcId = vpc.id;
    this.vpcCidr = output(cidr);
    this.publicSubnetIds = subnets.map((zone) => zone.public.id);
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);
    this.isolatedSubnetIds = subnets.map((zone) => zone.isolated.id);
    this.internalZoneId = zone.zoneId;
    this.internalDomain = output(internalDomain);
    this.availabilityZones = output(args.availabilityZones);
    this.registerOutputs();
  }
}

interface Settings {
  readonly parent: Resource;
  readonly tags: { readonly [key: string]: string };
}

function checkZones({ region, availabilityZones: zones }: NetworkArgs): void {
  const strangers = zones.filter((zone) => !zone.startsWith(region));
  refuseIf(
    strangers.length > 0 || new Set(zones).size !== zones.length,
    "STACK_ZONES",
    `The zones must differ and lie in ${region}; got ${zones.join(", ")}.`,
    `List them with: aws ec2 describe-availability-zones --region ${region}`,
  );
}

/** The VPC itself; its default security group is adopted and emptied, so that nothing can lean on it. */
function privateCloud(name: string, cidr: string, { parent, tags }: Settings): Vpc {
  const vpc = new Vpc(
    name,
    { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: named(name, tags) },
    { parent },
  );
  new DefaultSecurityGroup(
    `${name}-default`,
    { vpcId: vpc.id, ingress: [], egress: [], tags: named(`${name}-default`, tags) },
    { parent },
  );
  return vpc;
}

interface ZoneSubnets {
  readonly public: Subnet;
  readonly private: Subnet;
  readonly isolated: Subnet;
}

function zoneSubnets(
  name: string,
  vpc: Vpc,
  index: number,
  availabilityZone: string,
  blocks: ZoneBlocks,
  { parent, tags }: Settings,
): ZoneSubnets {
  const subnet = (tier: keyof ZoneBlocks) =>
    new Subnet(
      `${name}-${tier}-${index}`,
      {
        vpcId: vpc.id,
        availabilityZone,
        cidrBlock: blocks[tier],
        mapPublicIpOnLaunch: false,
        tags: named(`${name}-${tier}-${availabilityZone}`, tags),
      },
      { parent },
    );
  return { public: subnet("public"), private: subnet("private"), isolated: subnet("isolated") };
}

/** One public table, one private table per zone, one isolated table; returns those without a way in. */
function routes(
  name: string,
  vpc: Vpc,
  zones: readonly ZoneSubnets[],
  natMode: NatMode,
  settings: Settings,
): readonly RouteTable[] {
  const { parent, tags } = settings;
  const gateway = new InternetGateway(name, { vpcId: vpc.id, tags: named(name, tags) }, { parent });
  const table = (role: string) =>
    new RouteTable(`${name}-${role}`, { vpcId: vpc.id, tags: named(`${name}-${role}`, tags) }, { parent });
  const join = (role: string, routeTable: RouteTable, subnet: Subnet) =>
    new RouteTableAssociation(
      `${name}-${role}`,
      { routeTableId: routeTable.id, subnetId: subnet.id },
      { parent },
    );
  const leave = (
    role: string,
    routeTable: RouteTable,
    via: { gatewayId: Input<string> } | { natGatewayId: Input<string> },
  ) =>
    new Route(
      `${name}-${role}`,
      { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", ...via },
      { parent },
    );

  const open = table("public");
  leave("public", open, { gatewayId: gateway.id });
  const isolated = table("isolated");
  const nats = natGateways(name, gateway, zones, natMode, settings);
  const closed = zones.map((zone, i) => {
    join(`public-${i}`, open, zone.public);
    join(`isolated-${i}`, isolated, zone.isolated);
    const own = table(`private-${i}`);
    join(`private-${i}`, own, zone.private);
    const nat = nats[i % Math.max(1, nats.length)];
    if (nat !== undefined) leave(`private-${i}`, own, { natGatewayId: nat.id });
    return own;
  });
  return [...closed, isolated];
}

function natGateways(
  name: string,
  gateway: InternetGateway,
  zones: readonly ZoneSubnets[],
  natMode: NatMode,
  { parent, tags }: Settings,
): readonly NatGateway[] {
  const served = { [NatMode.None]: [], [NatMode.Single]: zones.slice(0, 1), [NatMode.PerAz]: zones }[natMode];
  return served.map((zone, i) => {
    const role = `${name}-nat-${i}`;
    const address = new Eip(
      role,
      { domain: "vpc", tags: named(role, tags) },
      { parent, dependsOn: [gateway] },
    );
    return new NatGateway(
      role,
      { subnetId: zone.public.id, allocationId: address.id, tags: named(role, tags) },
      { parent, dependsOn: [gateway] },
    );
  });
}
