import { z } from "zod";
import { figure, hours, usd } from "./figure-schema.ts";

/** `offers.switching` */
export const switching = z.strictObject({
  weeks: figure({
    unit: "weeks",
    describe: "of migration; absent: what llm.interface says, for the llm part only",
    min: 0,
  }).optional(),
  weeklyUsd: usd("cost of one week; absent: 40 h of one engineer", "USD/week").optional(),
  systems: figure({
    unit: "systems",
    describe: "that call the offer; absent: llm.interface.systems",
    min: 0,
  }).optional(),
  usdPerSystem: usd("to change one system", "USD").optional(),
  hoursPerSystem: hours(
    "to change one system, at the engineers' rate; instead of usdPerSystem",
    "h",
  ).optional(),
  testsShare: figure({ unit: "ratio", describe: "tests, as a share of the migration", min: 0 }).optional(),
  bufferShare: figure({
    unit: "ratio",
    describe: "buffer, as a share of migration and integration",
    min: 0,
  }).optional(),
});

/** `llm.interface` */
export const modelInterface = z.strictObject({
  calls: z
    .enum(["behind-interface", "direct-calls"])
    .describe("does the application call the seller directly, or an interface of its own?"),
  systems: figure({ unit: "systems", describe: "that call the model", min: 0 }).optional(),
});

export type RawSwitching = z.infer<typeof switching>;
export type RawInterface = z.infer<typeof modelInterface>;
