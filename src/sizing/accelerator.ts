import { z } from "zod";
import records from "../../data/gpus.json" with { type: "json" };

/** A GPU as the engine sees it. Peaks are dense: the sparse figures of data sheets are twice as high. */
const acceleratorSchema = z.strictObject({
  gpu: z.string(),
  otherNames: z.array(z.string()).optional().describe("as sellers and benchmarks print it"),
  engineGiB: z.number().positive().describe("memory the engine sees, GiB"),
  driverMemoryMiB: z.number().positive(),
  bandwidthGBps: z.number().positive().describe("10⁹ bytes per second"),
  bf16Tflops: z.number().positive().describe("dense, 10¹² per second"),
  matmulTflops: z.number().positive().describe("best BF16 matrix product that was measured, 10¹² per second"),
  matmulSource: z.string(),
  fp8Tflops: z.number().positive().optional(),
  fp4Tflops: z.number().positive().optional(),
  link: z.enum(["pcie", "nvlink"]),
  linkGBps: z.number().positive().describe("10⁹ bytes per second and direction"),
  computeCapability: z.number(),
  powerW: z.number(),
  defaultMaxNumSeqs: z.int().positive().describe("sequences in flight that vLLM allows by default"),
  calibrationRows: z.int().min(0),
  source: z.string(),
  at: z.string(),
  note: z.string().optional(),
});

export type Accelerator = Readonly<z.infer<typeof acceleratorSchema>>;

const acceleratorByName: ReadonlyMap<string, Accelerator> = new Map(
  z
    .array(acceleratorSchema)
    .parse(records)
    .map((entry) => [entry.gpu, entry]),
);

/** The card of a GPU by its data name (A10G, A100-40GB, RTX-PRO-6000 …); undefined when there is none. */
export function acceleratorNamed(gpu: string): Accelerator | undefined {
  return acceleratorByName.get(gpu);
}

/** Every GPU that sizing has a card of, those that only calibrate too. */
export function accelerators(): readonly Accelerator[] {
  return [...acceleratorByName.values()];
}
