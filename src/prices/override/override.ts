import { z } from "zod";

const day = z.iso.date("must be a day like 2027-03-31");
const usd = z.string().regex(/^\d+(\.\d+)?$/, 'must be a decimal in quotes, such as "0.91"');

const common = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "must be letters, digits, dots, dashes and underscores")
    .describe("what reports and errors call it; unique in the file"),
  match: z
    .string()
    .regex(/^[a-z0-9.*-]+(\/[a-z0-9.*-]+)*$/, "must be a price key, with * for any text")
    .describe("price keys that it bears on: ec2/* or ec2/instance/g5.xlarge/linux/shared; * is any text"),
  regions: z.array(z.string()).min(1).describe("AWS regions that it is limited to; absent: all").optional(),
  expiresAt: day.describe("last day on which it holds; a later as-of date is an error").optional(),
};

const because = z.string().min(1).describe("why, printed beside every figure that it changes");
const quotedAt = day.describe("day on which you were told the price");

const quoted = {
  ...common,
  because: because.optional(),
  quotedAt,
  hourlyUsd: usd.describe("USD per hour, beside the upfront payment"),
  stacks: z
    .boolean()
    .describe(
      "true: a discount that bears on the key multiplies this rate too (default: as the discount says)",
    )
    .optional(),
  applies: z
    .boolean()
    .describe(
      "true: hours are priced at this rate; false: it is a rung of the ladder and prices nothing. Default: true for " +
        "reserved and savings-plan; for capacity-block only where the list has no price; false for spot",
    )
    .optional(),
};

const termed = {
  ...quoted,
  upfrontUsd: usd.describe("USD paid at the start of the term (default 0)").optional(),
  termMonths: z.union([z.literal(12), z.literal(36)], "must be 12 or 36").describe("length of the term"),
  purchaseOption: z
    .enum(["no-upfront", "partial-upfront", "all-upfront"])
    .describe("how it is paid (default: what upfrontUsd and hourlyUsd say)")
    .optional(),
};

const discount = z.strictObject({
  kind: z.literal("discount"),
  ...common,
  because,
  multiplier: usd.describe("list price × this: 9 % off is 0.91; above 0, at most 2"),
  quotedAt: quotedAt.optional(),
  stacks: z
    .boolean()
    .describe(
      "true: it multiplies committed rates too (default false); a replaced price is multiplied anyway",
    )
    .optional(),
});

const price = z.strictObject({
  kind: z.literal("price"),
  ...common,
  because,
  usd: usd.describe("USD per unit of the price it replaces, whatever the quantity"),
  quotedAt,
  stacks: z.boolean().describe("false: no discount multiplies it (default true)").optional(),
});

const reserved = z.strictObject({
  kind: z.literal("reserved"),
  ...termed,
  offeringClass: z.enum(["standard", "convertible"]).describe("default standard").optional(),
});

const savingsPlan = z.strictObject({ kind: z.literal("savings-plan"), ...termed });

const capacityBlock = z.strictObject({
  kind: z.literal("capacity-block"),
  ...quoted,
  minimumDays: z.int().positive().describe("shortest block that was quoted, in whole days").optional(),
});

const spot = z.strictObject({ kind: z.literal("spot"), ...quoted });

export const overrideKinds = {
  discount,
  price,
  reserved,
  "savings-plan": savingsPlan,
  "capacity-block": capacityBlock,
  spot,
};

/** What stands in crossover.overrides.yaml: your own prices, discounts and commitments. */
export const overridesSchema = z
  .strictObject({
    overrides: z
      .array(z.discriminatedUnion("kind", [discount, price, reserved, savingsPlan, capacityBlock, spot]))
      .describe("rules in any order; of two that bear on a price the narrower match wins"),
  })
  .meta({
    title: "Crossover overrides",
    description:
      "Your own prices, discounts and commitments. Kept out of the price book; reports print list beside effective.",
  });

export type Override = z.infer<typeof overridesSchema>["overrides"][number];
export type Discount = z.infer<typeof discount>;
/** A rate for an hour that somebody quoted you in return for a commitment, or at a moment. */
export type Quote = Exclude<Override, { kind: "discount" | "price" }>;

export const isQuote = (rule: Override): rule is Quote => rule.kind !== "discount" && rule.kind !== "price";
