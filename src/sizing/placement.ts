import { type Accelerator, acceleratorNamed } from "./accelerator.ts";
import type { InstanceType } from "./instance-type.ts";
import { budgetBytes, startBytes, weightBytes } from "./memory.ts";
import type { ModelCard } from "./model-card.ts";
import { type PrecisionWish, parsePrecision, precisionNamed, runsIn8Bit } from "./precision.ts";
import { replicaOf, splits } from "./replica.ts";
import type { Candidate } from "./verdict.ts";

/** A candidate with the facts that sizing it needs. */
export interface Placement {
  readonly candidate: Candidate;
  readonly type: InstanceType;
  /** Undefined: no card for this GPU. */
  readonly accelerator: Accelerator | undefined;
  readonly wish: PrecisionWish;
}

/** Widths of tensor parallel that are considered. */
const WIDTHS = [1, 2, 4, 8] as const;

/**
 * Every precision and every t ≤ G on one type; replicasPerInstance = ⌊G/t⌋.
 *
 * Precisions: the reader's, or native; FP8 beside it where the GPU has FP8 units; FP8 weights alone where native
 * fits on no number of the type's GPUs. 4-bit weights only when asked for: they lose at load and change the model.
 */
export function placementsOn(
  type: InstanceType,
  model: ModelCard,
  wishes: readonly string[] | undefined,
  maxModelLen: number,
): readonly Placement[] {
  const { gpu } = type;
  if (gpu === undefined) return [];
  const accelerator = acceleratorNamed(gpu.model);
  const widths = WIDTHS.filter((width) => width <= gpu.count);
  const precisions = wishes?.map(parsePrecision) ?? proposed(model, accelerator, widths, maxModelLen);
  return precisions.flatMap((wish) =>
    widths.map((tensorParallel) => ({
      candidate: {
        instanceType: type.instanceType,
        gpu: gpu.model,
        precision: wish.precision.precision,
        kvCacheDtype: wish.kv8 ? "fp8" : "auto",
        tensorParallel,
        replicasPerInstance: Math.floor(gpu.count / tensorParallel),
      },
      type,
      accelerator,
      wish,
    })),
  );
}

function proposed(
  model: ModelCard,
  accelerator: Accelerator | undefined,
  widths: readonly number[],
  maxModelLen: number,
): readonly PrecisionWish[] {
  // A mixed native format has no entry in the table; 16 bit stands in, and the row says that it is not modelled.
  const native = precisionNamed(model.nativePrecision) === undefined ? "bf16" : model.nativePrecision;
  const nativeWish = parsePrecision(native);
  if (accelerator === undefined || !(native === "bf16" || native === "fp16")) return [nativeWish];
  const fp8 = parsePrecision("fp8");
  if (runsIn8Bit(fp8.precision, accelerator)) return [nativeWish, fp8];
  const fits = widths.some((width) => nativeStarts(model, accelerator, nativeWish, width, maxModelLen));
  return fits ? [nativeWish] : [nativeWish, fp8];
}

function nativeStarts(
  model: ModelCard,
  accelerator: Accelerator,
  wish: PrecisionWish,
  tensorParallel: number,
  maxModelLen: number,
): boolean {
  if (!splits(model, tensorParallel) || weightBytes(model, wish.precision) === undefined) return false;
  const replica = replicaOf({ model, accelerator, ...wish, tensorParallel });
  return startBytes(replica, maxModelLen) <= budgetBytes(replica);
}
