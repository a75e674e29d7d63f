import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { Record } from "@pulumi/aws/route53/record.js";
import { type Output, output, type Resource } from "@pulumi/pulumi";
import { Exposure } from "./environment.ts";
import { allowIn, allowOut, securityGroup } from "./security-group.ts";
import type { ExposedServiceArgs } from "./service-arguments.ts";
import { named } from "./tags.ts";

/** TLS 1.3 and 1.2 with forward secrecy only. */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export interface FrontSettings {
  readonly parent: Resource;
  /** Seconds without a byte after which a connection is cut; below the server's own keep-alive. */
  readonly idleTimeoutSeconds: number;
  readonly protect: boolean;
  /** Ports that clients may open, beside the redirect on 80. */
  readonly ports: readonly number[];
}

/** The application load balancer of one service, its security group and its name in DNS. */
export interface Front {
  readonly balancer: LoadBalancer;
  readonly group: SecurityGroup;
  readonly host: Output<string>;
  readonly scheme: "https" | "http";
}

export function front(name: string, args: ExposedServiceArgs, settings: FrontSettings): Front {
  const { parent } = settings;
  const isPublic = args.exposure === Exposure.Public;
  const certified = args.certificateArn !== undefined;
  const role = `${name}-alb`;
  const group = securityGroup(role, {
    parent,
    vpcId: args.vpcId,
    description: "Load balancer",
    tags: args.tags ?? {},
  });
  const ports = certified ? [...settings.ports, 80] : settings.ports;
  for (const port of ports) {
    for (const cidr of args.allowedCidrs) {
      allowIn(group, {
        parent,
        name: `${role}-${port}-${cidr.replaceAll(/[./]/g, "-")}`,
        port,
        peer: { cidr },
        why: port === 80 && certified ? "Redirect to HTTPS" : "Clients",
      });
    }
  }
  const balancer = new LoadBalancer(
    role,
    {
      loadBalancerType: "application",
      internal: !isPublic,
      subnets: isPublic ? (args.publicSubnetIds ?? []) : args.privateSubnetIds,
      securityGroups: [group.id],
      idleTimeout: settings.idleTimeoutSeconds,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: settings.protect,
      tags: named(role, args.tags),
    },
    { parent },
  );
  if (certified) redirect(role, balancer, parent);
  return {
    balancer,
    group,
    host: hostName(name, args, balancer, parent),
    scheme: certified ? "https" : "http",
  };
}

/** Lets the load balancer, and nobody else, reach the targets on their port. */
export function openTargets(
  name: string,
  from: Front,
  targets: SecurityGroup,
  port: number,
  parent: Resource,
): void {
  allowOut(from.group, {
    parent,
    name: `${name}-alb-to-${port}`,
    port,
    peer: { group: targets },
    why: "Targets",
  });
  allowIn(targets, {
    parent,
    name: `${name}-${port}-from-alb`,
    port,
    peer: { group: from.group },
    why: "Load balancer",
  });
}

/** `notFound`: only what a rule names is served; otherwise everything goes to the target group. */
export type DefaultAction = { readonly notFound: true } | { readonly forward: TargetGroup };

/** A listener with TLS when there is a certificate, and plain HTTP inside the VPC when there is none. */
export function listener(
  name: string,
  front: Front,
  args: ExposedServiceArgs,
  port: number,
  action: DefaultAction,
  parent: Resource,
): Listener {
  const tls =
    args.certificateArn === undefined
      ? { protocol: "HTTP" }
      : { protocol: "HTTPS", certificateArn: args.certificateArn, sslPolicy: TLS_POLICY };
  return new Listener(
    name,
    {
      loadBalancerArn: front.balancer.arn,
      port,
      ...tls,
      defaultActions: [
        "forward" in action ? { type: "forward", targetGroupArn: action.forward.arn } : NOT_FOUND,
      ],
      tags: named(name, args.tags),
    },
    { parent },
  );
}

export const NOT_FOUND = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", messageBody: "not found", statusCode: "404" },
};

function redirect(role: string, balancer: LoadBalancer, parent: Resource): void {
  new Listener(
    `${role}-redirect`,
    {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
      ],
    },
    { parent },
  );
}

function hostName(
  name: string,
  args: ExposedServiceArgs,
  balancer: LoadBalancer,
  parent: Resource,
): Output<string> {
  if (args.domainName === undefined) return balancer.dnsName;
  if (args.hostedZoneId !== undefined) {
    new Record(
      `${name}-alb`,
      {
        zoneId: args.hostedZoneId,
        name: args.domainName,
        type: "A",
        aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
      },
      { parent },
    );
  }
  return output(args.domainName);
}
