import { z } from "zod";

/** How a committed hour is paid, of what the price book lists: savings plans, and reservations by class and payment. */
const COMMITMENT_OPTIONS = [
  "savings-plan",
  "no-upfront",
  "partial-upfront",
  "all-upfront",
  "convertible-no-upfront",
  "convertible-partial-upfront",
  "convertible-all-upfront",
] as const;

const months = (describe: string) =>
  z
    .int()
    .min(1)
    .max(120)
    .meta({ description: `${describe} (months)`, unit: "months" });

const commitment = z.strictObject({
  part: z.enum(["llm", "vectors"]).describe("whose instances are committed"),
  units: z.int().min(1).max(10_000).meta({
    description: "instances paid for the whole term, used or not (instances)",
    unit: "instances",
  }),
  instanceType: z
    .string()
    .min(1)
    .describe("the machine that is committed; absent: the cheapest fleet's")
    .optional(),
  hourlyUsd: z
    .number()
    .gt(0)
    .max(1e6)
    .meta({ description: "a rate of your own for one instance (USD/h)", unit: "USD/h" })
    .optional(),
  option: z.enum(COMMITMENT_OPTIONS).describe("instead of hourlyUsd: a rate of the price book").optional(),
  termMonths: months("how long it is paid"),
  startMonth: months("the first month of the term; 1 when absent").optional(),
  because: z.string().describe("why; printed beside the figures").optional(),
});

/** `commitments` */
export const commitments = z.array(commitment);

export type RawCommitment = z.infer<typeof commitment>;
