import { stringify } from "yaml";
import type { QdrantPlan } from "./qdrant-arguments.ts";

const ROOT = "/var/lib/qdrant";

/**
 * `/etc/qdrant/config.yaml`. Qdrant accepts unknown keys without a word, so that each one here is checked against the
 * keys of its own shipped config. No access keys for S3: the instance's role is used.
 */
export function qdrantConfig(
  plan: QdrantPlan,
  snapshots: { readonly bucket: string; readonly region: string },
): string {
  return stringify({
    log_level: "INFO",
    telemetry_disabled: true,
    storage: {
      storage_path: `${ROOT}/storage`,
      snapshots_path: `${ROOT}/snapshots`,
      temp_path: `${ROOT}/temp`,
      snapshots_config: { snapshots_storage: "s3", s3_config: snapshots },
      quotas: {
        enabled: true,
        max_resident_memory_percent: plan.memoryQuotaPercent,
        max_disk_usage_percent: plan.diskQuotaPercent,
      },
      // Docker's seccomp profile blocks io_uring.
      performance: { async_scorer: false },
      collection: {
        replication_factor: plan.replicationFactor,
        write_consistency_factor: plan.writeConsistencyFactor,
        shard_number_per_node: plan.shardsPerNode,
      },
    },
    service: {
      host: "0.0.0.0",
      http_port: 6333,
      grpc_port: 6334,
      metrics_port: 9090,
      jwt_rbac: true,
      enforce_internal_auth: plan.internalAuth,
      // The dashboard needs no key, and a snapshot's URL lets clients send the server anywhere.
      enable_static_content: false,
      enable_snapshot_url_recovery: false,
      http_keep_alive_timeout_sec: plan.timeouts.keepAliveSeconds,
    },
    // On with one node too, so that growing means appending nodes.
    cluster: { enabled: true, p2p: { port: 6335 } },
  });
}
