import type { Accelerator } from "./accelerator.ts";
import { weightBytes } from "./memory.ts";
import type { ModelCard } from "./model-card.ts";
import type { Precision } from "./precision.ts";

/** One engine: t GPUs of one instance in tensor parallel, holding the whole model once. */
export interface Replica {
  readonly model: ModelCard;
  readonly accelerator: Accelerator;
  readonly precision: Precision;
  readonly kv8: boolean;
  readonly tensorParallel: number;
  /** W, bytes over all GPUs of the replica. */
  readonly weightBytes: number;
}

/** @throws Error when the card has neither a parameter count nor a loaded size in this precision */
export function replicaOf(parts: Omit<Replica, "weightBytes">): Replica {
  const weights = weightBytes(parts.model, parts.precision);
  if (weights === undefined) {
    throw new Error(`${parts.model.id} has no weight size in ${parts.precision.precision}`);
  }
  return { ...parts, weightBytes: weights };
}

/** t divides the heads, and t divides the KV heads or they divide t: otherwise vLLM refuses to split. */
export function splits(model: ModelCard, tensorParallel: number): boolean {
  const divides = (a: number, b: number): boolean => b % a === 0;
  const kvHeads = [model.kvHeads, model.window?.kvHeads].filter((heads) => heads !== undefined);
  return (
    divides(tensorParallel, model.heads) &&
    kvHeads.every((heads) => divides(tensorParallel, heads) || divides(heads, tensorParallel))
  );
}
