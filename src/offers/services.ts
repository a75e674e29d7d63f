import { InputError } from "../errors.ts";
import { unknown } from "../provenance.ts";
import type { Figure } from "../scenario/figure.ts";
import { nearest } from "../scenario/issue.ts";
import type { TrackingPart, VectorsPart } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { COMET_READS, cometCharges } from "./comet.ts";
import { PINECONE_READS, pineconeCharges } from "./pinecone.ts";
import { S3_VECTORS_READS, s3VectorsCharges } from "./s3-vectors.ts";
import { type ServiceBill, serviceLine } from "./service-bill.ts";
import { WANDB_FREE_READS, WANDB_READS, wandbCharges } from "./wandb.ts";

/** What a bought service reads of the scenario, and how it charges month t (1..H). */
interface Service<Part, Around> {
  /** "Pinecone standard" */
  readonly label: string;
  readonly reads: readonly string[];
  readonly charge: (part: Part, around: Around, month: number) => ServiceBill;
}

interface VectorsAround {
  readonly region: string;
  /** On vectors, queries and writes; 1 by default. */
  readonly volume?: number;
}

interface TrackingAround {
  /** Of seats, hours, traces and stored GB; the part has none of its own. */
  readonly growth?: Figure;
}

const pinecone = (
  plan: "starter" | "builder" | "standard" | "enterprise",
): Service<VectorsPart, VectorsAround> => ({
  label: `Pinecone ${plan}`,
  reads: PINECONE_READS,
  charge: (part, { region, volume }, month) => pineconeCharges(plan, part, region, month, volume),
});

const wandb = (plan: "free" | "pro" | "enterprise"): Service<TrackingPart, TrackingAround> => ({
  label: `W&B ${plan}`,
  reads:
    plan === "free"
      ? WANDB_FREE_READS
      : plan === "enterprise"
        ? WANDB_READS.filter((key) => key !== "tracking.ingestedTraceGBPerMonth")
        : WANDB_READS,
  charge: (part, { growth }, month) => wandbCharges(plan, part, month, growth),
});

/** Known by name, not priced: the whole offer is one unknown line with its reason. */
function unpriced<Part, Around>(
  label: string,
  because: string,
  feasible: ServiceBill["feasible"] = { kind: "yes" },
): Service<Part, Around> {
  const why = unknown(`${label}: ${because}`, "compare another offer, or ask the seller for a quote");
  return {
    label,
    reads: [],
    charge: () => ({
      charges: [
        serviceLine({
          id: "service.month",
          name: `Service (${label})`,
          category: "plan",
          quantity: new Decimal(1),
          unit: "month",
          formula: "1 month",
          drivers: [],
          price: why,
        }),
      ],
      notes: [],
      feasible,
    }),
  };
}

const VECTORS: Readonly<Record<string, Service<VectorsPart, VectorsAround>>> = {
  "pinecone/standard": pinecone("standard"),
  "pinecone/starter": pinecone("starter"),
  "pinecone/builder": pinecone("builder"),
  "pinecone/enterprise": pinecone("enterprise"),
  "s3-vectors": {
    label: "S3 Vectors",
    reads: S3_VECTORS_READS,
    charge: (part, { region, volume }, month) => s3VectorsCharges(part, region, month, volume),
  },
  "opensearch-serverless": unpriced(
    "OpenSearch Serverless",
    "not priced yet: its capacity units follow from load",
  ),
  turbopuffer: unpriced("turbopuffer", "not priced yet"),
  zilliz: unpriced("Zilliz serverless", "no price for reads and storage is published"),
  "qdrant-cloud": unpriced("Qdrant Cloud", "no rate card is published"),
  "weaviate-cloud": unpriced("Weaviate Cloud", "only prices 'from' are published"),
};

const closed = "closed on 2026-03-05, its data deleted";

const TRACKING: Readonly<Record<string, Service<TrackingPart, TrackingAround>>> = {
  "wandb/pro": wandb("pro"),
  "wandb/free": wandb("free"),
  "wandb/enterprise": wandb("enterprise"),
  "comet/pro": {
    label: "Comet pro",
    reads: COMET_READS,
    charge: (part, { growth }, month) => cometCharges(part, month, growth),
  },
  "comet/opik": unpriced("Comet Opik", "it bills spans, which the scenario does not hold"),
  "sagemaker-mlflow": unpriced("SageMaker MLflow server", "its hourly rate is not in the price book"),
  "sagemaker-mlflow-serverless": unpriced("SageMaker serverless MLflow", "no rate is published"),
  "databricks-mlflow": unpriced("Databricks managed MLflow", "it needs your DBU count and rate"),
  neptune: unpriced("Neptune", closed, { kind: "no", because: closed }),
};

/** Engines that we deploy ourselves stand beside the offers in `today` and `candidates`. */
const SELF_HOSTED = { vectors: "qdrant", tracking: "mlflow" } as const;

/** Every service that can be bought, by part. */
export const OFFERS: Readonly<Record<"vectors" | "tracking", readonly string[]>> = {
  vectors: Object.keys(VECTORS),
  tracking: Object.keys(TRACKING),
};

export function isSelfHosted(part: "vectors" | "tracking", name: string): boolean {
  return name === SELF_HOSTED[part];
}

/**
 * A bought vector store in month t (1..H).
 * @throws InputError for a name that is not one of OFFERS.vectors.
 */
export function vectorCharges(
  name: string,
  part: VectorsPart,
  around: VectorsAround,
  month: number,
): ServiceBill {
  return serviceOf(VECTORS, "vectors", name).charge(part, around, month);
}

/**
 * A bought tracking service in month t (1..H).
 * @throws InputError for a name that is not one of OFFERS.tracking.
 */
export function trackingCharges(
  name: string,
  part: TrackingPart,
  around: TrackingAround,
  month: number,
): ServiceBill {
  const bill = serviceOf(TRACKING, "tracking", name).charge(part, around, month);
  if (part.selfHostMandate !== "yes") return bill;
  return { ...bill, feasible: { kind: "no", because: "tracking.selfHostMandate is yes" } };
}

/** "Pinecone standard" */
export function serviceLabel(part: "vectors" | "tracking", name: string): string {
  return part === "vectors" ? serviceOf(VECTORS, part, name).label : serviceOf(TRACKING, part, name).label;
}

/** Scenario keys that an offer reads, its own part's only. @throws InputError for an unknown name. */
export function readsOf(part: "vectors" | "tracking", name: string): readonly string[] {
  const { reads } = part === "vectors" ? serviceOf(VECTORS, part, name) : serviceOf(TRACKING, part, name);
  return part === "tracking" ? [...reads, "tracking.selfHostMandate"] : reads;
}

function serviceOf<S>(services: Readonly<Record<string, S>>, part: "vectors" | "tracking", name: string): S {
  const found = Object.hasOwn(services, name) ? services[name] : undefined;
  if (found !== undefined) return found;
  const names = [...OFFERS[part], SELF_HOSTED[part]];
  const near = names.find((known) => known.startsWith(`${name.toLowerCase()}/`)) ?? nearest(name, names);
  throw new InputError(
    "OFFER_UNKNOWN",
    `${part} names the offer ${name}, but known are ${names.join(", ")}.`,
    near === undefined ? `Use one of them in ${part}.today and ${part}.candidates.` : `Did you mean ${near}?`,
  );
}
