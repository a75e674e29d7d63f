import { z } from "zod";
import { interval, payback } from "./report-figures.ts";

/** Discounted paybacks beside those of a row. */
export const discounted = z.object({
  today: payback.optional(),
  improved: payback.optional(),
  sameModel: payback.optional(),
});

const straight = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("above"), volume: z.number(), firstWholeVolume: z.number() }),
  z.object({ kind: z.literal("below"), volume: z.number(), lastWholeVolume: z.number() }),
  z.object({ kind: z.literal("everyVolumeAboveZero"), cheaper: z.enum(["a", "b"]) }),
  z.object({ kind: z.literal("everywhere") }),
  z.object({ kind: z.literal("tie") }),
  z.object({ kind: z.literal("never"), because: z.string() }),
]);

/** Volumes of the part's unit a month at which a fleet costs no more than one offer. */
export const breakEven = z.object({
  alternative: z.string(),
  against: z.string(),
  /** One-offs of neither side. */
  runRate: z.array(interval),
  /** One-offs of both sides spread over so many months. */
  spread: z.array(interval),
  spreadMonths: z.number(),
  /** With the extra one-offs earned back within criteria.paybackMonths.good. */
  inTime: z.array(interval),
  searchedTo: z.number().optional(),
  /** "a" is the fleet with the instances of month 1 whatever the volume, "b" the offer. */
  straight: z
    .object({ runRate: straight, spread: straight, instances: z.number(), carries: z.number().optional() })
    .optional(),
  places: z.array(
    z.object({
      volume: z.number(),
      kind: z.enum(["now", "end", "break-even"]),
      instances: z.number(),
      replicas: z.number().optional(),
      /** Requests per second of one replica at the peak. */
      rateNeeded: z.number().optional(),
    }),
  ),
});

const moment = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("at"), month: z.number(), volume: z.number() }),
  z.object({ kind: z.literal("none"), because: z.string() }),
]);

/** "Buy now, build later". Months 1..H; USD are present values over the horizon above that of the best month. */
export const trigger = z.object({
  alternative: z.string(),
  against: z.string(),
  onceUsd: z.number(),
  months: z.number(),
  best: moment,
  rule: moment,
  waitingUsd: z.number().optional(),
  nowUsd: z.number(),
  neverUsd: z.number(),
  /** The same with growth at the ends of its range. */
  growth: z
    .object({
      keys: z.array(z.string()),
      low: z.object({ best: moment, rule: moment }),
      high: z.object({ best: moment, rule: moment }),
    })
    .optional(),
});
