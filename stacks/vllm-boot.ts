import { arnRegion, hostFiles, plainFile, scripts, units } from "./boot-document.ts";
import { bootFile } from "./boot-files.ts";
import { envFile, fillTemplate, userData } from "./user-data.ts";
import type { VllmPlan } from "./vllm-arguments.ts";
import { fetchSettings, serverEnvironment, serveYaml } from "./vllm-serve.ts";

/** What is known only once other resources exist. Secrets come as ARNs. */
export interface VllmFacts {
  readonly apiKeySecretArn: string;
  readonly huggingFaceTokenSecretArn: string | undefined;
  readonly logGroupName: string;
}

const SCRIPTS = ["gpu-ready.sh", "model-cache.sh", "model-fetch.sh", "vllm-env.sh", "vllm.sh"] as const;
const UNITS = [
  "crossover.target",
  "gpu-ready.service",
  "model-cache.service",
  "model-fetch.service",
  "vllm-env.service",
  "vllm.service",
] as const;

/** User data of an instance: GPUs, local disks, weights, key, server, in this order. */
export function vllmUserData(name: string, plan: VllmPlan, facts: VllmFacts): string {
  const values = {
    SERVICE: name,
    LOG_GROUP: facts.logGroupName,
    CONTAINER_STOP_SECONDS: String(plan.timeouts.containerStopSeconds),
    UNIT_STOP_SECONDS: String(plan.timeouts.unitStopSeconds),
  };
  return userData([
    ...hostFiles("vllm", values),
    ...scripts("host", ["pull.sh"]),
    ...scripts("vllm", SCRIPTS),
    ...units("vllm", UNITS, values),
    plainFile("/etc/crossover/prometheus.yaml", fillTemplate(bootFile("vllm/prometheus.yaml"), values)),
    plainFile("/etc/crossover/vllm.env", envFile(settings(plan, facts))),
    plainFile("/etc/vllm/serve.yaml", serveYaml(plan)),
    // Docker takes each line as it stands, quotes included.
    plainFile("/etc/vllm/server.env", dockerEnvironment(serverEnvironment(plan))),
  ]);
}

function settings(plan: VllmPlan, facts: VllmFacts): { readonly [name: string]: string | number } {
  return {
    AWS_REGION: arnRegion(facts.apiKeySecretArn),
    IMAGE: plan.image,
    GPU_COUNT: plan.gpus,
    ...fetchSettings(plan),
    HUB_TOKEN_SECRET: facts.huggingFaceTokenSecretArn ?? "",
    API_KEY_SECRET: facts.apiKeySecretArn,
    LOG_GROUP: facts.logGroupName,
  };
}

function dockerEnvironment(values: { readonly [name: string]: string | number }): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
