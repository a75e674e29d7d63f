import { isUnknown } from "../../prices/charge.ts";
import { ec2Instance, egressInternet, metric, s3Reads, s3Storage } from "../../prices/price-key.ts";
import type { LlmFleet } from "../../sizing/fleet.ts";
import type { LineItem } from "../line-item.ts";
import { usageFact } from "../usage-facts.ts";
import type { Deployed } from "./deployed.ts";
import {
  DEPLOYED,
  type Factor,
  FLEET,
  factFactor,
  factor,
  figureFactor,
  type Sourced,
  sourced,
  sumOfProducts,
} from "./factor.ts";
import {
  boots,
  capacityLine,
  clientZoneLine,
  logLines,
  metricRecordLine,
  natLine,
  type Setting,
  secretCalls,
} from "./service.ts";
import { usageLine } from "./usage-line.ts";

/** One month of requests to the model, as the demand has them. */
export interface LlmUsage {
  /** Retries included. */
  readonly requestsPerMonth: Sourced;
  /** Mean per request; the prompt with its shared prefix, the output with its reasoning. */
  readonly promptTokens: Sourced;
  readonly outputTokens: Sourced;
  /** Mean seconds from the first byte in to the last byte out. */
  readonly responseSeconds: Sourced;
  /** Whence an instance fetches the weights: the reader's mirror in S3, or the hub on the internet. */
  readonly weightsFrom: "s3" | "hf";
}

export function llmLines(
  setting: Setting,
  fleet: LlmFleet,
  usage: LlmUsage,
  deployed: NonNullable<Deployed["llm"]>,
  instances: number,
  metrics: Factor,
): readonly LineItem[] {
  const { drivers, month, region } = setting;
  const requests = sourced("requests a month", usage.requestsPerMonth, "requests");
  const prompt = [
    sourced("prompt tokens per request", usage.promptTokens, "tokens"),
    figureFactor("bytes per prompt token", drivers.requestBytesPerToken, "B", month),
  ];
  const output = [
    sourced("output tokens per request", usage.outputTokens, "tokens"),
    figureFactor("bytes per output token", drivers.responseBytesPerToken, "B", month),
  ];
  const traffic = {
    part: "llm",
    requests,
    bytesPerRequest: sumOfProducts("bytes per request", "B per request", prompt, output),
    openSeconds: sourced("seconds per request", usage.responseSeconds, "s"),
  };
  const count = factor("instances", instances, "instances", FLEET);
  const internal = fleet.exposure === "internal";
  return [
    capacityLine(setting, traffic, deployed),
    ...(internal ? [clientZoneLine(setting, traffic)] : [egressLine(region, requests, output)]),
    ...natLine(setting, "llm.nat.image", "NAT traffic (server image)", [
      count,
      boots(setting),
      imageSize(setting),
    ]),
    ...logLines(setting, "llm", requests, deployed),
    metricRecordLine(region, "llm", count),
    usageLine(region, {
      id: "llm.metrics",
      name: "Custom metrics (vLLM)",
      category: "observability",
      priceKey: metric(),
      unit: "metric-month",
      factors: [metrics],
    }),
    secretCalls(region, "llm", "Secret calls (boot)", [
      count,
      boots(setting),
      factFactor("secrets read per boot", "secrets-per-boot-llm"),
    ]),
    ...weightLines(setting, fleet, usage, count),
    ...surgeLine(setting, fleet, deployed, count),
  ];
}

function imageSize({ drivers, month }: Setting): Factor {
  return figureFactor("server image", drivers.imageGiBPerBoot, "GiB", month);
}

function egressLine(region: string, requests: Factor, output: readonly Factor[]): LineItem {
  return usageLine(region, {
    id: "llm.egress",
    name: "Internet egress (responses)",
    category: "network",
    priceKey: egressInternet(),
    unit: "GiB",
    factors: [requests, ...output],
    bytes: true,
  });
}

/** From the hub the weights pay NAT at each boot; from S3 they come free of transfer, for storage and requests. */
function weightLines(setting: Setting, fleet: LlmFleet, usage: LlmUsage, count: Factor): readonly LineItem[] {
  const weights = factor("weights", fleet.weightsGiB, "GiB", FLEET);
  if (usage.weightsFrom === "hf") {
    return natLine(setting, "llm.nat.weights", "NAT traffic (weights from the hub)", [
      count,
      boots(setting),
      weights,
    ]);
  }
  const part = usageFact("s3-part");
  const perGiB = factor("requests per GiB", 1024 / part.value, "requests per GiB", part.provenance);
  return [
    usageLine(setting.region, {
      id: "llm.weights.storage",
      name: "S3 storage (mirror of the weights)",
      category: "storage",
      priceKey: s3Storage(),
      unit: "GiB-month",
      factors: [weights],
    }),
    usageLine(setting.region, {
      id: "llm.weights.reads",
      name: "S3 reads (weights)",
      category: "storage",
      priceKey: s3Reads(),
      unit: "request",
      factors: [count, boots(setting), weights, perGiB],
    }),
  ];
}

/**
 * hours = instances × boots × share that are updates × (boot + weights + drain) ÷ 3,600: an update that surges pays
 * the old and the new instance until the old one has drained.
 */
function surgeLine(
  setting: Setting,
  fleet: LlmFleet,
  { surge }: NonNullable<Deployed["llm"]>,
  count: Factor,
): readonly LineItem[] {
  if (surge === false) return [];
  const fetch = factor("weights", (fleet.weightsGiB * 1024) / usageFact("boot-weights").value, "s", FLEET);
  const overlap = sumOfProducts(
    "overlap of old and new",
    "s",
    [factFactor("boot", "boot-fixed")],
    [{ ...fetch, name: "fetching the weights" }],
    [factFactor("drain", "drain")],
  );
  const hours = factor("hours per update", Number(overlap.value) / 3600, "h", overlap.provenance);
  const updates = factFactor("share of boots that are updates", "update-share-of-boots");
  const happens: readonly Factor[] = isUnknown(surge) ? [factor("surge on update", surge, "", DEPLOYED)] : [];
  return [
    usageLine(setting.region, {
      id: "llm.surge",
      name: `Instance usage during updates (${fleet.instanceType}, Linux, on-demand)`,
      category: "compute",
      priceKey: ec2Instance(fleet.instanceType),
      unit: "hour",
      factors: [count, boots(setting), updates, { ...hours, from: overlap.from ?? [] }, ...happens],
    }),
  ];
}
