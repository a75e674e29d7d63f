import { stringify } from "yaml";
import { ModelLoader, type VllmPlan } from "./vllm-arguments.ts";
import { modelSource } from "./vllm-model.ts";

/** Where the weights stand inside the container. */
const MODEL_PATH = "/var/cache/model/weights";

/** The port that the target group, the scrape and the port-forward share. */
export const VLLM_PORT = 8000;

/** `/etc/vllm/serve.yaml`: all arguments of the server, so that its command line holds nothing but this file. */
export function serveYaml(plan: VllmPlan): string {
  const stream = plan.modelLoader === ModelLoader.Stream;
  return stringify({
    model: stream ? plan.modelUri : MODEL_PATH,
    "served-model-name": plan.servedModelName,
    "tensor-parallel-size": plan.tensorParallelSize,
    "pipeline-parallel-size": plan.pipelineParallelSize,
    "data-parallel-size": plan.dataParallelSize,
    "max-model-len": plan.maxModelLen,
    "max-num-seqs": plan.maxNumSeqs,
    "gpu-memory-utilization": plan.gpuMemoryUtilization,
    "kv-cache-dtype": plan.kvCacheDtype,
    ...(stream ? { "load-format": "runai_streamer" } : {}),
    "shutdown-timeout": plan.timeouts.drainSeconds,
    host: "0.0.0.0",
    port: VLLM_PORT,
    ...(plan.allowedMediaDomains.length > 0 ? { "allowed-media-domains": plan.allowedMediaDomains } : {}),
    ...plan.extraArgs,
  });
}

/** Environment of the server's container; the API key comes from a file of its own in tmpfs. */
export function serverEnvironment(plan: VllmPlan): { readonly [name: string]: string | number } {
  return {
    VLLM_HTTP_TIMEOUT_KEEP_ALIVE: plan.timeouts.keepAliveSeconds,
    VLLM_MAX_N_SEQUENCES: 64,
    VLLM_MEDIA_URL_ALLOW_REDIRECTS: 0,
    ...(plan.modelLoader === ModelLoader.Copy ? { HF_HUB_OFFLINE: 1 } : {}),
    ...plan.extraEnv,
  };
}

/** What the unit that fetches the model is told; nothing with `stream`, where the server reads S3 itself. */
export function fetchSettings(plan: VllmPlan): { readonly [name: string]: string } {
  if (plan.modelLoader === ModelLoader.Stream) return { MODEL_SOURCE: "stream" };
  const source = modelSource(plan.modelUri);
  return source.kind === "s3"
    ? { MODEL_SOURCE: "s3", MODEL_URI: `s3://${source.bucket}/${source.prefix}` }
    : { MODEL_SOURCE: "hub", MODEL_REPOSITORY: source.repository, MODEL_COMMIT: source.commit };
}
