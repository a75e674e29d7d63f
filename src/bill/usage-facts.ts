import { z } from "zod";
import file from "../../data/usage-facts.json" with { type: "json" };
import type { Provenance } from "../provenance.ts";

const factsSchema = z.strictObject({
  schema: z.literal(1),
  facts: z.array(
    z.strictObject({
      id: z.string(),
      value: z.number().positive(),
      unit: z.string(),
      kind: z.enum(["published", "assumed"]),
      because: z.string(),
      source: z.string(),
      at: z.iso.date(),
    }),
  ),
});

type Fact = z.infer<typeof factsSchema>["facts"][number];

const byId: ReadonlyMap<string, Fact> = new Map(factsSchema.parse(file).facts.map((fact) => [fact.id, fact]));

/** How the stacks behave where no key of the scenario says so: `data/usage-facts.json`, each with its reason. */
export type UsageFactId =
  | "qdrant-download"
  | "mlflow-download"
  | "secrets-per-boot-llm"
  | "secrets-per-boot-vectors"
  | "secrets-per-boot-tracking"
  | "master-secret-refresh"
  | "metric-record"
  | "s3-part"
  | "update-share-of-boots"
  | "boot-fixed"
  | "boot-weights"
  | "drain"
  | "snapshots-a-day"
  | "qdrant-response"
  | "mlflow-response"
  | "mlflow-points-per-request"
  | "mlflow-bytes-per-point"
  | "database-bytes-per-point"
  | "insights-free"
  | "standard-alarm-period";

export interface UsageFact {
  readonly value: number;
  readonly unit: string;
  readonly provenance: Provenance;
}

/** @throws Error when the data file lacks the fact: our own mistake. */
export function usageFact(id: UsageFactId): UsageFact {
  const fact = byId.get(id);
  if (fact === undefined) throw new Error(`data/usage-facts.json has no ${id}`);
  const { value, unit, kind, because, source, at } = fact;
  const provenance: Provenance =
    kind === "assumed"
      ? { kind, key: `data/usage-facts.json#${id}`, because }
      : { kind, source, at, note: because };
  return { value, unit, provenance };
}
