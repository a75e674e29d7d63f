import type { Input } from "@pulumi/pulumi";
import { InputError } from "../src/errors.ts";
import { Environment, Exposure } from "./environment.ts";

/** What the three services have in common: where they stand, who may reach them, how they are watched. */
export interface ServiceArgs {
  /** @default "dev" */
  readonly environment?: Environment;
  readonly vpcId: Input<string>;
  /** One private subnet per zone, parallel to `availabilityZones`; at least two. */
  readonly privateSubnetIds: Input<string>[];
  /** Zone names, e.g. us-east-1a. */
  readonly availabilityZones: string[];
  /** Who may connect, as CIDR blocks; 0.0.0.0/0 only with a public load balancer and a certificate. */
  readonly allowedCidrs: string[];
  /** ACM certificate of `domainName`; required in prod and for a public load balancer. @default none */
  readonly certificateArn?: Input<string>;
  /** Host name of the service. @default the load balancer's own name */
  readonly domainName?: string;
  /** Zone that gets an alias record of `domainName`. @default none */
  readonly hostedZoneId?: Input<string>;
  /** AMI of the instances, pinned in the stack's config. */
  readonly amiId: Input<string>;
  /** SNS topic of the alarms, which exist either way. @default none */
  readonly alarmTopicArn?: Input<string>;
  /** Days. @default 14 in dev, 90 in prod */
  readonly logRetentionDays?: number;
  /** @default {} */
  readonly tags?: { [key: string]: string };
}

/** A service that may also face the internet. */
export interface ExposedServiceArgs extends ServiceArgs {
  /** @default "internal" */
  readonly exposure?: Exposure;
  /** One public subnet per zone; required when public. @default [] */
  readonly publicSubnetIds?: Input<string>[];
}

/**
 * Children are `<name>-<role>`. A load balancer's name may have 32 characters and Pulumi adds 8, so that 20 are left
 * beside a role of 3; AWS reserves the prefix `internal-` for itself.
 */
const NAME = /^(?!internal-)[a-z][a-z0-9-]{1,19}$/;

export function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new InputError(
    "STACK_NAME",
    `A stack's name must have 2 to 20 lower-case letters, digits or hyphens, start with a letter and not with "internal-"; got "${name}".`,
    "Load balancers are named after it and AWS allows them 32 characters. Shorten `name`.",
  );
}

/** Refuses what would be open, in clear text, or without a second zone. */
export function checkService(stack: string, args: ExposedServiceArgs): void {
  const isPublic = args.exposure === Exposure.Public;
  const certified = args.certificateArn !== undefined;
  refuseIf(
    args.availabilityZones.length < 2 || args.privateSubnetIds.length !== args.availabilityZones.length,
    "STACK_ZONES",
    `${stack} needs one private subnet in each of at least two zones; got ${args.privateSubnetIds.length} subnets for ${args.availabilityZones.length} zones.`,
    "A load balancer stands in two zones or more. Name them in `availabilityZones` and `privateSubnetIds`, in the same order.",
  );
  refuseIf(
    isPublic && (args.publicSubnetIds?.length ?? 0) < 2,
    "STACK_EXPOSURE",
    `${stack} is public but has ${args.publicSubnetIds?.length ?? 0} public subnets; it needs at least two.`,
    "Pass `publicSubnetIds`, or set `exposure: internal`.",
  );
  refuseIf(
    !certified && (isPublic || args.environment === Environment.Prod),
    "STACK_CERTIFICATE",
    `${stack} is ${isPublic ? "public" : "in prod"} but has no certificate; its keys and passwords would travel in clear text.`,
    "Pass `certificateArn` (aws acm list-certificates), or set `environment: dev` and `exposure: internal`.",
  );
  refuseIf(
    certified && args.domainName === undefined,
    "STACK_DOMAIN",
    `${stack} has a certificate but no domain name; no client could verify it.`,
    "Pass `domainName`, a name that the certificate covers.",
  );
  checkCidrs(stack, args.allowedCidrs, isPublic && certified);
}

const CIDR = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;

function checkCidrs(stack: string, cidrs: readonly string[], anywhere: boolean): void {
  refuseIf(
    cidrs.length === 0,
    "STACK_CIDRS",
    `${stack} has no allowed CIDRs; nobody could reach it.`,
    "Pass `allowedCidrs`, for example the VPC's own block 10.42.0.0/16.",
  );
  for (const cidr of cidrs) {
    refuseIf(
      !CIDR.test(cidr),
      "STACK_CIDRS",
      `${stack}: "${cidr}" is not an IPv4 CIDR block.`,
      "Write it as 10.42.0.0/16.",
    );
    refuseIf(
      cidr.endsWith("/0") && !anywhere,
      "STACK_CIDRS",
      `${stack} allows ${cidr}, the whole internet, but is not both public and certified.`,
      "Name the networks of the clients, or set `exposure: public` and `certificateArn`.",
    );
  }
}

/** @throws InputError when the relation is broken. */
export function refuseIf(broken: boolean, code: string, message: string, hint: string): void {
  if (broken) throw new InputError(code, message, hint);
}
