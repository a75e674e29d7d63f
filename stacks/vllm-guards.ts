import type { InstanceType } from "../src/sizing/instance-type.ts";
import { BYTES_PER_GIB } from "../src/units.ts";
import { checkVolumes } from "./block-device.ts";
import { checkImage, checkVersion } from "./image.ts";
import { instanceFacts } from "./instance-facts.ts";
import { refuseIf } from "./service-arguments.ts";
import { Capacity, ModelLoader, type VllmPlan, type VllmServiceArgs } from "./vllm-arguments.ts";
import { checkPaths } from "./vllm-paths.ts";

/** Refuses what would be open, would not start or would be paid for nothing. Throws InputError. */
export function checkVllm(args: VllmServiceArgs, plan: VllmPlan, instance: InstanceType): void {
  checkImage("image", plan.image);
  checkVersion(
    "vLLM",
    plan.vllmVersion,
    "0.20.0",
    "older ones run code of the model while loading it (CVE-2026-22807, CVE-2026-27893)",
  );
  checkParallelism(plan, instance);
  checkCapacity(args, plan, instance);
  checkDisks(plan, instance);
  checkPaths(plan.allowedPaths);
  checkExtras(plan);
  refuseIf(
    plan.minReplicas < 1 || plan.maxReplicas < plan.minReplicas,
    "STACK_REPLICAS",
    `minReplicas must be at least 1 and at most maxReplicas; got ${plan.minReplicas} and ${plan.maxReplicas}.`,
    "Set maxReplicas to the most instances that you would pay for.",
  );
  refuseIf(
    plan.warmupSeconds > plan.timeouts.graceSeconds,
    "STACK_WARMUP",
    `warmupSeconds ${plan.warmupSeconds} is longer than the health check's grace of ${plan.timeouts.graceSeconds} s.`,
    "An instance would be replaced before it counts. Lower warmupSeconds.",
  );
}

function checkParallelism(plan: VllmPlan, instance: InstanceType): void {
  const product = plan.tensorParallelSize * plan.pipelineParallelSize * plan.dataParallelSize;
  refuseIf(
    plan.gpus < 1,
    "STACK_GPU",
    `${instance.instanceType} has no GPU.`,
    "Take a type of the g or p families.",
  );
  refuseIf(
    product !== plan.gpus || !Number.isInteger(plan.dataParallelSize),
    "STACK_PARALLELISM",
    `tensor ${plan.tensorParallelSize} × pipeline ${plan.pipelineParallelSize} × data ${plan.dataParallelSize} = ${product}, but ${instance.instanceType} has ${plan.gpus} GPUs.`,
    "The three must use each GPU once. Change the sizes or the instance type.",
  );
}

function checkCapacity(args: VllmServiceArgs, plan: VllmPlan, instance: InstanceType): void {
  const reserved = plan.capacity === Capacity.Reservation || plan.capacity === Capacity.CapacityBlock;
  refuseIf(
    reserved && (plan.capacityReservationId === undefined || args.reservationSubnetId === undefined),
    "STACK_RESERVATION",
    `capacity "${plan.capacity}" needs an existing capacityReservationId and the reservationSubnetId of its zone.`,
    "Nothing here buys capacity: a block is prepaid the moment it is made. Find yours with: aws ec2 describe-capacity-reservations",
  );
  refuseIf(
    !reserved && plan.capacityReservationId !== undefined,
    "STACK_RESERVATION",
    `capacityReservationId is given, but capacity is "${plan.capacity}".`,
    "Set capacity to reservation or capacity-block.",
  );
  const spot = plan.capacity === Capacity.Spot;
  refuseIf(
    spot && plan.drainSeconds > 90,
    "STACK_DRAIN",
    `drainSeconds ${plan.drainSeconds} is too long for spot: 90 at most.`,
    "AWS gives two minutes' notice, and the container and its unit need 20 s more.",
  );
  refuseIf(
    !spot && plan.spotAlternateTypes.length > 0,
    "STACK_SPOT",
    `spotAlternateTypes are given, but capacity is "${plan.capacity}".`,
    "Set capacity to spot, or leave them out.",
  );
  for (const type of plan.spotAlternateTypes) checkAlternate(instance, instanceFacts(type));
}

function checkAlternate(instance: InstanceType, other: InstanceType): void {
  const [own, alternate] = [instance.gpu, other.gpu];
  refuseIf(
    alternate === undefined ||
      own === undefined ||
      alternate.count !== own.count ||
      alternate.memoryMiB < own.memoryMiB,
    "STACK_SPOT",
    `${other.instanceType} (${gpuText(other)}) cannot stand in for ${instance.instanceType} (${gpuText(instance)}).`,
    "The same GPU count and no less memory, or the model would be split differently.",
  );
}

const gpuText = ({ gpu }: InstanceType) =>
  gpu === undefined ? "no GPU" : `${gpu.count} × ${gpu.memoryMiB} MiB`;

/** The base image takes about 50 GB and the server's container about 30. */
const LEAST_ROOT_GIB = 150;

function checkDisks(plan: VllmPlan, instance: InstanceType): void {
  refuseIf(
    plan.rootVolume.sizeGiB < LEAST_ROOT_GIB,
    "STACK_ROOT_VOLUME",
    `The root volume must have at least ${LEAST_ROOT_GIB} GiB; got ${plan.rootVolume.sizeGiB}.`,
    "Base image and container image fill about half of that.",
  );
  checkVolumes(instance, [plan.rootVolume]);
  const nvmeGiB = ((instance.localNvmeGB ?? 0) * 1e9) / BYTES_PER_GIB;
  refuseIf(
    plan.modelLoader === ModelLoader.Copy && plan.weightsGiB > 0.8 * nvmeGiB,
    "STACK_INSTANCE_STORE",
    `The weights take ${plan.weightsGiB} GiB, more than 80 % of the ${Math.floor(nvmeGiB)} GiB of local disk of ${instance.instanceType}.`,
    "Take a type with a larger instance store, or modelLoader: stream with weights in S3.",
  );
  refuseIf(
    plan.modelLoader === ModelLoader.Stream && !plan.modelUri.startsWith("s3://"),
    "STACK_MODEL_LOADER",
    `modelLoader "stream" reads from S3 only; modelUri is "${plan.modelUri}".`,
    "Copy the weights to a bucket, or use modelLoader: copy.",
  );
}

/** Keys that we render, or that would open what is closed. */
const REFUSED_ARGS: ReadonlySet<string> = new Set([
  "trust-remote-code",
  "api-key",
  "host",
  "port",
  "config",
  "model",
  "served-model-name",
  "tensor-parallel-size",
  "pipeline-parallel-size",
  "data-parallel-size",
  "max-model-len",
  "max-num-seqs",
  "gpu-memory-utilization",
  "kv-cache-dtype",
  "load-format",
  "shutdown-timeout",
  "allowed-media-domains",
  "allowed-local-media-path",
]);

const REFUSED_ENV =
  /^(VLLM_SERVER_DEV_MODE|VLLM_.*PROFIL.*|VLLM_API_KEY|VLLM_ALLOW_INSECURE_SERIALIZATION|VLLM_HTTP_TIMEOUT_KEEP_ALIVE)$/;

function checkExtras({ extraArgs, extraEnv }: VllmPlan): void {
  for (const key of Object.keys(extraArgs)) {
    refuseIf(
      REFUSED_ARGS.has(key.replaceAll("_", "-").replace(/^-+/, "")),
      "STACK_EXTRA_ARGS",
      `extraArgs may not set ${key}: it is rendered from the arguments, or would let clients run code.`,
      "Remove it; what can be changed has an argument of its own.",
    );
    refuseIf(
      !/^[a-z][a-z0-9-]*$/.test(key),
      "STACK_EXTRA_ARGS",
      `extraArgs key "${key}" is not a flag.`,
      "Write it as in the documentation, without the leading hyphens.",
    );
  }
  for (const key of Object.keys(extraEnv)) {
    refuseIf(
      REFUSED_ENV.test(key),
      "STACK_EXTRA_ENV",
      `extraEnv may not set ${key}: it would open control endpoints or replace what is rendered.`,
      "Remove it.",
    );
    refuseIf(
      !/^[A-Z][A-Z0-9_]*$/.test(key),
      "STACK_EXTRA_ENV",
      `extraEnv key "${key}" is not a variable name.`,
      "Use capitals, digits and underscores.",
    );
  }
}
