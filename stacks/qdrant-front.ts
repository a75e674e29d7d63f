import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment.js";
import type { Resource } from "@pulumi/pulumi";
import { type Front, listener } from "./load-balancer.ts";
import type { QdrantClusterArgs, QdrantPlan } from "./qdrant-arguments.ts";
import type { QdrantNode } from "./qdrant-node.ts";
import { named } from "./tags.ts";

export const REST_PORT = 6333;
export const GRPC_PORT = 6334;

/**
 * REST on 443 and gRPC on 6334, both with TLS. Without a certificate REST alone, in clear text inside the VPC:
 * a load balancer speaks gRPC only over TLS, and gRPC clients then use the nodes' names.
 */
export function qdrantTargets(
  name: string,
  args: QdrantClusterArgs,
  plan: QdrantPlan,
  entry: Front,
  nodes: readonly QdrantNode[],
  parent: Resource,
): { readonly rest: TargetGroup } {
  const rest = targetGroup(`${name}-rst`, args, plan, "HTTP1", parent);
  listener(`${name}-rest`, entry, args, plan.certified ? 443 : REST_PORT, { forward: rest }, parent);
  attach(`${name}-rest`, rest, nodes, REST_PORT, parent);
  if (plan.certified) {
    const grpc = targetGroup(`${name}-rpc`, args, plan, "GRPC", parent);
    listener(`${name}-grpc`, entry, args, GRPC_PORT, { forward: grpc }, parent);
    attach(`${name}-grpc`, grpc, nodes, GRPC_PORT, parent);
  }
  return { rest };
}

/** Targets are addresses, not instances: a replaced instance keeps its registration. */
function targetGroup(
  name: string,
  args: QdrantClusterArgs,
  plan: QdrantPlan,
  protocolVersion: "HTTP1" | "GRPC",
  parent: Resource,
): TargetGroup {
  const grpc = protocolVersion === "GRPC";
  return new TargetGroup(
    name,
    {
      vpcId: args.vpcId,
      port: grpc ? GRPC_PORT : REST_PORT,
      protocol: "HTTP",
      protocolVersion,
      targetType: "ip",
      deregistrationDelay: plan.timeouts.deregistrationSeconds,
      healthCheck: {
        path: grpc ? "/grpc.health.v1.Health/Check" : "/readyz",
        matcher: grpc ? "0" : "200",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: named(name, args.tags),
    },
    { parent },
  );
}

function attach(
  name: string,
  group: TargetGroup,
  nodes: readonly QdrantNode[],
  port: number,
  parent: Resource,
): void {
  for (const [i, node] of nodes.entries()) {
    new TargetGroupAttachment(
      `${name}-${i}`,
      { targetGroupArn: group.arn, targetId: node.privateIp, port },
      { parent },
    );
  }
}
