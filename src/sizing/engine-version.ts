import { z } from "zod";
import records from "../../data/engine-versions.json" with { type: "json" };
import type { Provenance } from "../provenance.ts";

const versionSchema = z.strictObject({
  engine: z.enum(["vllm", "qdrant", "mlflow"]),
  version: z.string(),
  source: z.string(),
  at: z.string(),
});

export type Engine = z.infer<typeof versionSchema>["engine"];

const versions = z.array(versionSchema).parse(records);

/** The version that plans deploy unless another is given, with its source and date. */
export function defaultVersion(engine: Engine): {
  readonly version: string;
  readonly provenance: Provenance;
} {
  const found = versions.find((entry) => entry.engine === engine);
  if (found === undefined) throw new Error(`no default version of ${engine}`);
  return { version: found.version, provenance: { kind: "published", source: found.source, at: found.at } };
}
