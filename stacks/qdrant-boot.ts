import { hostFiles, plainFile, scripts, units } from "./boot-document.ts";
import { bootFile } from "./boot-files.ts";
import type { QdrantPlan } from "./qdrant-arguments.ts";
import { qdrantConfig } from "./qdrant-config.ts";
import { nodeAddress } from "./qdrant-node.ts";
import { envFile, fillTemplate, userData } from "./user-data.ts";

/** What is known only once other resources exist. Secrets come as ARNs. */
export interface NodeFacts {
  readonly volumeId: string;
  readonly apiKeySecretArn: string;
  readonly readOnlyKeySecretArn: string;
  readonly bucket: string;
  readonly region: string;
  readonly initialisedParameter: string;
  readonly logGroupName: string;
}

const SCRIPTS = [
  "qdrant-install.sh",
  "qdrant-storage.sh",
  "qdrant-env.sh",
  "qdrant-peer.sh",
  "qdrant.sh",
  "qdrant-started.sh",
  "qdrant-backup.sh",
] as const;
const UNITS = [
  "crossover.target",
  "qdrant-install.service",
  "qdrant-storage.service",
  "qdrant-env.service",
  "qdrant-peer.service",
  "qdrant.service",
  "qdrant-backup.service",
  "qdrant-backup.timer",
] as const;

/** User data of one node: image, volume, keys, how to join, server, in this order. */
export function qdrantUserData(name: string, plan: QdrantPlan, index: number, facts: NodeFacts): string {
  const values = {
    SERVICE: name,
    NODE: String(index),
    LOG_GROUP: facts.logGroupName,
    CONTAINER_STOP_SECONDS: String(plan.timeouts.containerStopSeconds),
    UNIT_STOP_SECONDS: String(plan.timeouts.unitStopSeconds),
    BACKUP_HOUR: String(plan.backupHourUtc).padStart(2, "0"),
  };
  return userData([
    ...hostFiles("qdrant", values),
    ...scripts("host", ["pull.sh"]),
    ...scripts("qdrant", SCRIPTS),
    ...units("qdrant", UNITS, values),
    plainFile("/etc/crossover/prometheus.yaml", fillTemplate(bootFile("qdrant/prometheus.yaml"), values)),
    plainFile("/etc/crossover/qdrant.env", envFile(settings(name, plan, index, facts))),
    plainFile("/etc/qdrant/config.yaml", qdrantConfig(plan, { bucket: facts.bucket, region: facts.region })),
  ]);
}

function settings(name: string, plan: QdrantPlan, index: number, facts: NodeFacts) {
  const addresses = Array.from({ length: plan.nodes }, (_, i) => nodeAddress(name, i, plan.internalDomain));
  return {
    AWS_REGION: facts.region,
    IMAGE: plan.image,
    NODE_INDEX: index,
    NODE_ADDRESS: addresses[index] ?? "",
    PEER_ADDRESSES: addresses.filter((_, i) => i !== index).join(" "),
    VOLUME_ID: facts.volumeId,
    API_KEY_SECRET: facts.apiKeySecretArn,
    READ_ONLY_KEY_SECRET: facts.readOnlyKeySecretArn,
    INITIALISED_PARAMETER: facts.initialisedParameter,
    LOG_GROUP: facts.logGroupName,
  };
}
