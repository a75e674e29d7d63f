import { z } from "zod";
import records from "../../data/instance-types.json" with { type: "json" };
import { InputError } from "../errors.ts";

/** An EC2 type: what it holds and what its EBS path carries. The EC2 API gives EBS rates in decimal MB/s. */
const instanceTypeSchema = z.strictObject({
  instanceType: z.string(),
  architecture: z.enum(["x86_64", "arm64"]),
  vcpu: z.int().positive(),
  memoryGiB: z.number().positive(),
  gpu: z
    .strictObject({ model: z.string(), count: z.int().positive(), memoryMiB: z.number().positive() })
    .optional(),
  localNvmeGB: z.number().positive().optional(),
  network: z.string(),
  efaInterfaces: z.int().positive().optional(),
  ebsBaselineMBps: z.number().positive(),
  ebsMaxMBps: z.number().positive(),
  ebsMaxIops: z.number().positive(),
  burstable: z.boolean(),
  onDemand: z.boolean().describe("false: sold as Capacity Blocks only"),
  quotaName: z.string().describe("service quota that its on-demand vCPUs count against"),
  source: z.string(),
  at: z.string(),
});

export type InstanceType = Readonly<z.infer<typeof instanceTypeSchema>>;

const types: readonly InstanceType[] = z.array(instanceTypeSchema).parse(records);
const typeByName: ReadonlyMap<string, InstanceType> = new Map(
  types.map((entry) => [entry.instanceType, entry]),
);

/** The type's facts; undefined when the table lacks it. */
export function instanceType(name: string): InstanceType | undefined {
  return typeByName.get(name);
}

/** All types of the table, in its order. */
export function instanceTypes(): readonly InstanceType[] {
  return types;
}

/**
 * GPU types that any of the globs matches (`*` any text, `?` one character), in the table's order.
 * @throws InputError when a glob matches no GPU type: a typing error would otherwise drop fleets silently
 */
export function gpuTypesMatching(globs: readonly string[]): readonly InstanceType[] {
  const gpuTypes = instanceTypes().filter((type) => type.gpu !== undefined);
  const matchers = globs.map(globMatcher);
  matchers.forEach((matches, index) => {
    if (gpuTypes.some((type) => matches(type.instanceType))) return;
    throw new InputError(
      "INSTANCE_TYPE_UNKNOWN",
      `hosting.instanceTypes: "${globs[index]}" matches no GPU instance type that sizing knows.`,
      `Known families: ${families(gpuTypes).join(", ")}. Others need a record in data/instance-types.json and data/gpus.json.`,
    );
  });
  return gpuTypes.filter((type) => matchers.some((matches) => matches(type.instanceType)));
}

function globMatcher(glob: string): (name: string) => boolean {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const regex = new RegExp(`^${pattern}$`);
  return (name) => regex.test(name);
}

function families(types: readonly InstanceType[]): readonly string[] {
  return [...new Set(types.map((type) => type.instanceType.split(".")[0] ?? type.instanceType))];
}
