import type { InstanceType } from "../src/sizing/instance-type.ts";
import { checkVolumes } from "./block-device.ts";
import { checkImage, checkVersion } from "./image.ts";
import type { QdrantPlan } from "./qdrant-arguments.ts";
import { refuseIf } from "./service-arguments.ts";

/** Refuses what would lose data, split the cluster or not start. Throws InputError. */
export function checkQdrant(plan: QdrantPlan, instance: InstanceType, zones: readonly string[]): void {
  checkImage("image", plan.image);
  checkVersion(
    "Qdrant",
    plan.version,
    "1.19.0",
    "older ones let a snapshot in S3 write outside its folder (qdrant #10085)",
  );
  refuseIf(
    !Number.isInteger(plan.nodes) || plan.nodes < 1 || plan.nodes === 2,
    "STACK_NODES",
    `Qdrant runs on 1 node, or on 3 and more; got ${plan.nodes}.`,
    "Losing one of two nodes stops all collection operations, and recovery needs both. Use 3.",
  );
  refuseIf(
    plan.nodes >= 3 && new Set(zones).size < 3,
    "STACK_ZONES",
    `${plan.nodes} Qdrant nodes need three zones; got ${zones.join(", ")}.`,
    "The cluster needs a majority of nodes when one zone is gone. Add a zone with its subnets.",
  );
  refuseIf(
    plan.replicationFactor > plan.nodes || plan.replicationFactor < 1,
    "STACK_REPLICATION",
    `replicationFactor ${plan.replicationFactor} does not fit ${plan.nodes} nodes.`,
    "Each copy of a shard lives on another node. Lower it or add nodes.",
  );
  refuseIf(
    plan.writeConsistencyFactor > plan.replicationFactor,
    "STACK_REPLICATION",
    `writeConsistencyFactor ${plan.writeConsistencyFactor} is above replicationFactor ${plan.replicationFactor}.`,
    "No write could be confirmed by more copies than there are.",
  );
  refuseIf(
    instance.architecture !== "arm64",
    "STACK_ARCHITECTURE",
    `Qdrant runs on Graviton here: AMI and image are arm64, ${instance.instanceType} is ${instance.architecture}.`,
    "Take an r6g, r7g or r8g type.",
  );
  refuseIf(
    plan.rolloutNode < -1 || plan.rolloutNode >= plan.nodes,
    "STACK_ROLLOUT",
    `rolloutNode ${plan.rolloutNode} is none of the nodes 0 to ${plan.nodes - 1}.`,
    "Use -1 for none.",
  );
  checkVolumes(instance, [plan.rootVolume, plan.dataVolume]);
}
