import { z } from "zod";

const alternative = z.string().describe("id of a row of the report");

/** Where a figure stands in a plan, so that anyone can look it up; computed by the functions that price real scenarios. */
export type Reading =
  | { take: "wage" }
  | {
      take: "month" | "oneOff" | "horizon" | "presentValue" | "fixed" | "per1000" | "gap" | "hiddenShare";
      alternative: string;
    }
  | { take: "performance" | "score"; alternative: string }
  | { take: "line"; alternative: string; line: string }
  | { take: "difference"; of: Reading; less: Reading }
  | { take: "ratio"; of: Reading; by: Reading }
  | { take: "scaled"; of: Reading; by: number }
  | { take: "perSecond"; of: Reading }
  | { take: "payback" | "discountedPayback"; alternative: string; against: string }
  | {
      take: "breakEven";
      alternative: string;
      against: string;
      spread?: "horizon" | undefined;
      counts?: "tokens" | undefined;
    }
  | { take: "verdict"; part: "llm" | "vectors" | "tracking" }
  | { take: "trackingRule"; bought: string; hosted: string }
  | { take: "memoryGB"; binary?: boolean | undefined; raw?: boolean | undefined }
  | { take: "instances"; alternative: string }
  | {
      take: "premium";
      component: number;
      what: "premiumUsdPerYear" | "savedUsdPerYear" | "breakEvenHoursPerWeek" | "verdict";
    }
  | { take: "componentScore"; component: number }
  | { take: "capacity"; perSecond: number }
  | { take: "blend"; input: number; output: number; alternative: string }
  | { take: "downtime"; sla: number }
  | { take: "whole"; part: number; share: number };

export const reading: z.ZodType<Reading> = z.lazy(() =>
  z.discriminatedUnion("take", [
    z.strictObject({ take: z.literal("wage") }),
    z.strictObject({
      take: z.enum([
        "month",
        "oneOff",
        "horizon",
        "presentValue",
        "fixed",
        "per1000",
        "gap",
        "hiddenShare",
        "performance",
        "score",
      ]),
      alternative,
    }),
    z.strictObject({ take: z.literal("line"), alternative, line: z.string() }),
    z.strictObject({ take: z.literal("difference"), of: reading, less: reading }),
    z.strictObject({ take: z.literal("ratio"), of: reading, by: reading }),
    z.strictObject({ take: z.literal("scaled"), of: reading, by: z.number().positive() }),
    z.strictObject({ take: z.literal("perSecond"), of: reading }),
    z.strictObject({ take: z.enum(["payback", "discountedPayback"]), alternative, against: alternative }),
    z.strictObject({
      take: z.literal("breakEven"),
      alternative,
      against: alternative,
      spread: z.literal("horizon").optional(),
      counts: z.literal("tokens").optional(),
    }),
    z.strictObject({ take: z.literal("verdict"), part: z.enum(["llm", "vectors", "tracking"]) }),
    z.strictObject({ take: z.literal("trackingRule"), bought: alternative, hosted: alternative }),
    z.strictObject({
      take: z.literal("memoryGB"),
      binary: z.boolean().optional(),
      raw: z.boolean().optional(),
    }),
    z.strictObject({ take: z.literal("instances"), alternative }),
    z.strictObject({
      take: z.literal("premium"),
      component: z.int().min(0),
      what: z.enum(["premiumUsdPerYear", "savedUsdPerYear", "breakEvenHoursPerWeek", "verdict"]),
    }),
    z.strictObject({ take: z.literal("componentScore"), component: z.int().min(0) }),
    z.strictObject({
      take: z.literal("capacity"),
      perSecond: z.number().positive(),
    }),
    z.strictObject({ take: z.literal("downtime"), sla: z.number().min(0).max(1) }),
    z.strictObject({
      take: z.literal("blend"),
      input: z.number(),
      output: z.number(),
      alternative,
    }),
    z.strictObject({ take: z.literal("whole"), part: z.number(), share: z.number().positive() }),
  ]),
);
