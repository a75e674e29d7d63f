import type { Accelerator } from "./accelerator.ts";
import { type Precision, runsIn8Bit } from "./precision.ts";
import type { ThroughputSet } from "./throughput-set.ts";

/**
 * Arithmetic of one GPU in a precision, 10¹² per second, before MFU:
 *
 *   8-bit units:  P16 · (F8/F16) · factor8 · sustained8        else  P16 · factor16 · sustained16
 *
 * P16 is the dense 16-bit peak or the best matrix product, as the set says.
 * @returns undefined when the GPU cannot run it
 */
export function arithmeticTflops(
  precision: Precision,
  accelerator: Accelerator,
  set: ThroughputSet,
): number | undefined {
  const { bf16Tflops, matmulTflops, fp8Tflops, gpu } = accelerator;
  const sixteen = set.peak === "datasheet" ? bf16Tflops : matmulTflops;
  const factors = set.precisions[precision.precision];
  const sustained = set.gpus[gpu];
  if (runsIn8Bit(precision, accelerator) && factors?.factor8 !== undefined && fp8Tflops !== undefined)
    return sixteen * (fp8Tflops / bf16Tflops) * factors.factor8 * (sustained?.sustained8 ?? 1);
  if (factors?.factor16 === undefined) return undefined;
  return sixteen * factors.factor16 * (sustained?.sustained16 ?? 1);
}
