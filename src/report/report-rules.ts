import { z } from "zod";
import { part } from "./report-figures.ts";

const answer = z.enum(["yes", "no", "unanswered"]);
const ratio = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("at"), value: z.number() }),
  z.object({ kind: z.literal("undefined"), because: z.string() }),
]);

/** A published rule that says something else than the verdict: named, never averaged. */
const conflict = z.object({
  rule: z.enum(["tracking", "score", "premium", "wrong build", "leaving", "phase", "trigger"]),
  part,
  says: z.enum(["self-host", "buy"]),
  verdict: z.enum(["self-host", "buy"]),
  /** Row that the rule would have. */
  alternative: z.string().optional(),
  component: z.string().optional(),
});

const tracking = z.object({
  seats: z.number().optional(),
  wandbUsdPerMonth: z.number().optional(),
  mlflowUsdPerMonth: z.number().optional(),
  verdict: z.string().optional(),
  clause: z.string().optional(),
  /** Why the rule says nothing. */
  because: z.string().optional(),
  unanswered: z.array(z.string()),
  band: z.string().optional(),
});

const component = z.object({
  name: z.string(),
  class: z.enum(["differentiator", "commodity"]).optional(),
  differentiation: z.number().optional(),
  complexity: z.number().optional(),
  score: z.enum(["build", "buy"]).optional(),
  premium: z
    .object({
      verdict: z.enum(["buy", "do-it-yourself"]).optional(),
      premiumUsdPerYear: z.number(),
      savedUsdPerYear: z.number().optional(),
      breakEvenHoursPerWeek: z.number(),
    })
    .optional(),
  unanswered: z.array(z.string()),
});

const measures = {
  p99Ms: z.number().optional(),
  requestsPerSecond: z.number().optional(),
  accuracy: z.number().optional(),
  usdPer1000: z.number().optional(),
};

const performance = z.object({
  limits: z.object(measures),
  options: z.array(
    z.object({
      alternative: z.string(),
      p50Ms: z.number().optional(),
      ...measures,
      /** Figures that rest on an assumed shape of the waiting time. */
      assumed: z.array(z.string()),
      /** Absent: no limit is set. */
      verdict: z.enum(["pass", "fail", "unknown"]).optional(),
      missed: z.array(
        z.object({ measure: z.string(), value: z.number(), limit: z.number(), by: z.number() }),
      ),
      unknown: z.array(z.string()),
    }),
  ),
  /** Absent: no weight is set. The score means nothing without its terms. */
  ranking: z
    .array(
      z.object({
        alternative: z.string(),
        terms: z
          .object({ latency: z.number(), cost: z.number(), accuracy: z.number(), throughput: z.number() })
          .optional(),
        score: z.number().optional(),
        because: z.string().optional(),
      }),
    )
    .optional(),
});

const unit = z.object({
  part,
  alternative: z.string(),
  /** Unknown lines add nothing: every figure is a least one. */
  atLeast: z.boolean(),
  unit: z.string(),
  usdPerUnit: ratio,
  usdPer1000: ratio,
  usdPerMtok: ratio.optional(),
  usdPerSuccess: ratio.optional(),
  grossMargin: ratio.optional(),
  shares: z.array(z.object({ driver: z.string(), share: z.number() })),
  split: z.object({ onceUsd: z.number(), fixedUsd: z.number(), usdPerUnit: ratio }),
  /** What the month costs without any use; absent: not known. */
  idleUsd: z.number().optional(),
  /** Of the fixed month; absent: bought. */
  hidden: z.object({ share: ratio, unanswered: z.array(z.string()) }).optional(),
  /** Training from nothing is never planned. */
  place: z.enum(["full build", "hybrid build", "light build", "full buy"]),
});

const scaleToZero = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("at"), savingUsd: z.number(), hoursOn: z.number(), coldHours: z.number() }),
  z.object({ kind: z.literal("unanswered"), keys: z.array(z.string()) }),
]);

const time = z.object({
  /** A year's bill of what is bought today, in engineers. */
  spend: z.array(z.object({ part, alternative: z.string(), usdPerYear: z.number(), engineers: z.number() })),
  hosting: z.array(
    z.object({
      part,
      hoursPerMonth: z.number(),
      onceHours: z.number(),
      spreadHours: z.number().optional().describe("of onceHours, those that are paid month by month"),
      share: z.number().optional(),
      onceMonths: z.number().optional(),
      /** Volume from which machines cost more than people. */
      outweighed: z
        .discriminatedUnion("kind", [
          z.object({ kind: z.literal("above"), volume: z.number() }),
          z.object({ kind: z.literal("everywhere") }),
          z.object({ kind: z.literal("never"), because: z.string() }),
          z.object({ kind: z.literal("unknown"), because: z.string() }),
        ])
        .optional(),
    }),
  ),
  unanswered: z.array(z.string()),
});

const condition = z.object({
  kind: z.enum(["met", "notMet", "unknown"]),
  because: z.string(),
  month: z.number().optional(),
});

const phase = z.object({
  /** Absent with its name and reason: nothing is told of the product, or it runs on machines of one's own. */
  phase: z.number().optional(),
  name: z.string().optional(),
  because: z.string().optional(),
  unanswered: z.array(z.string()),
  notes: z.array(z.string()),
  stage: z.string(),
  next: z.string().optional(),
  trigger: z.string(),
  prepare: z.array(z.string()),
});

const leaving = z.object({
  part,
  from: z.string(),
  to: z.string(),
  breakEvenMonths: z.number(),
  /** Keys of limits that nobody gave. */
  assumed: z.array(z.string()),
  volume: condition,
  probability: condition,
  margin: condition.optional(),
  leave: z.enum(["yes", "no", "unknown"]),
  /** USD per unit bought, month 1 and the last: rising, not the bill, is the alarm. */
  unitUsdFirst: z.number().optional(),
  unitUsdLast: z.number().optional(),
});

const factor = z.object({ factor: z.string(), holds: answer, said: z.string(), key: z.string().optional() });

const guidance = z.object({
  component: z.string(),
  guidance: z.string(),
  because: z.string(),
  systems: z.array(z.string()),
  here: z.string(),
  rarelyDiffers: z.string().optional(),
});

/** Published rules and derived figures beside the verdict; none of them moves it. */
export const rules = z.object({
  context: z
    .object({
      facts: z.array(z.object({ key: z.string(), value: z.string() })),
      unanswered: z.array(z.string()),
    })
    .optional(),
  tracking: tracking.optional(),
  components: z.array(component),
  performance: performance.optional(),
  units: z.array(unit),
  scaleToZero: scaleToZero.optional(),
  time,
  leaving: z.array(leaving),
  phase: phase.optional(),
  capability: z.array(factor),
  guidance: z.array(guidance),
  /** Rules above, of lock-in and of the trigger month that disagree with the verdict of their part. */
  conflicts: z.array(conflict),
});
