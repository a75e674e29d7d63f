import { z } from "zod";
import { figure, hours, share, usd } from "./figure-schema.ts";

const part = z
  .enum(["llm", "vectors", "tracking"])
  .describe("the part it belongs to; absent: the first one of the scenario")
  .optional();
const side = z.enum(["buy", "self-host"]).describe("who carries it: what is bought, or what we run");
const name = z.string().min(1).describe("printed in the register");

/** One risk: with numbers it is an expected cost of its own, with a word it stands in the register only. */
const risk = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("repeating").describe("comes again: perYear × impactUsd ÷ 12 each month"),
    name,
    side,
    part,
    perYear: figure({ unit: "times a year", describe: "how often it comes", min: 0 }),
    impactUsd: usd("what it costs each time", "USD"),
  }),
  z.strictObject({
    kind: z.literal("once").describe("comes once or not: probability × impactUsd in its month"),
    name,
    side,
    part,
    probability: share("that it comes"),
    impactUsd: usd("what it costs when it comes", "USD"),
    month: z.int().min(0).max(120).describe("month of the horizon in which it would come; 0 is the decision"),
  }),
  z.strictObject({
    kind: z.literal("outage").describe("(1 − sla) × 730 h × usdPerHourDown − credits each month"),
    name,
    side,
    part,
    sla: share("of the time it is up, 99.9 % is 0.999; left out, the outage has no figure").optional(),
    usdPerHourDown: usd("what an hour without it costs", "USD/h"),
    creditsUsdPerMonth: usd("what the seller pays back").optional(),
  }),
  z.strictObject({
    kind: z.literal("delay").describe("the build is late: the saving of those weeks, and more hours"),
    name,
    side: z.literal("self-host").describe("only a build can be late").optional(),
    part,
    probability: share("that it is late"),
    weeks: figure({ unit: "weeks", describe: "late by", min: 0 }),
    extraHours: hours("more work than planned", "h").optional(),
  }),
  z.strictObject({
    kind: z.literal("word").describe("a word without numbers: listed, never counted"),
    name,
    side,
    part,
    word: z.string().min(1).describe("how it is judged: low, medium, high …"),
  }),
]);

/** `risks` */
export const risks = z.array(risk);

/** `spent` */
export const spent = z.array(
  z.strictObject({
    what: z.string().min(1).describe("what the money went into"),
    usd: z.number().min(0).max(1e12).describe("USD that were spent"),
    at: z.iso.date().describe("when; before asOf, because only the past is spent"),
  }),
);

/** `notes` */
export const notes = z.array(
  z.strictObject({
    text: z.string().min(1).describe("what somebody says, or what others chose"),
    by: z.string().min(1).describe("who says it"),
    at: z.iso.date().describe("when it was said"),
  }),
);

export type RawRisk = z.infer<typeof risk>;
export type RawSpent = z.infer<typeof spent>;
export type RawNotes = z.infer<typeof notes>;
