import { z } from "zod";
import { breakEven, trigger } from "./report-beside.ts";
import { interval, part, payback } from "./report-figures.ts";

export const action = z.object({
  alternative: z.string(),
  against: z.string(),
  savingUsdPerMonth: z.number(),
  savingLowUsdPerMonth: z.number().optional(),
  savingHighUsdPerMonth: z.number().optional(),
  oneOffUsd: z.number(),
  payback,
  open: z.array(z.object({ key: z.string(), question: z.string(), test: z.string() })),
});

export const rejection = z.object({
  alternative: z.string(),
  /** Absent: nothing else may be chosen, so the reason names no other. */
  against: z.string().optional(),
  reason: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("dearer"), monthUsd: z.number(), againstUsd: z.number() }),
    z.object({ kind: z.literal("total"), presentValueUsd: z.number(), againstUsd: z.number() }),
    z.object({
      kind: z.literal("undercut"),
      presentValueUsd: z.number(),
      againstUsd: z.number(),
      tieBand: z.number(),
    }),
    z.object({ kind: z.literal("unknown"), charge: z.string(), because: z.string(), resolve: z.string() }),
    z.object({ kind: z.literal("payback"), payback, limitMonths: z.number() }),
    z.object({ kind: z.literal("infeasible"), because: z.string() }),
    z.object({ kind: z.literal("quality"), delta: z.number(), limit: z.number() }),
    z.object({ kind: z.literal("expertise") }),
  ]),
  /** Volumes that, staying as they are, would let it earn its extra one-offs back in time; empty: none; absent: not computed. */
  winsAt: z.array(interval).optional(),
  /** Volumes at which its month alone costs no more. */
  cheaperAt: z.array(interval).optional(),
  /** Nothing is claimed above this volume. */
  searchedTo: z.number().optional(),
});

export const flip = z.object({
  part,
  key: z.string(),
  base: z.union([z.number(), z.string()]),
  value: z.union([z.number(), z.string()]),
  distance: z.number().optional(),
  verdict: z.string(),
  names: z.string(),
  /** What the row is called, of one that only the changed scenario has. */
  called: z.string().optional(),
  /** What the figure may plausibly be, where the reader, a source or a default gave a range. */
  range: z.object({ low: z.number(), high: z.number() }).optional(),
});

const verdict = z.enum(["self-host", "hybrid", "buy", "explain", "undecided"]);

export const decision = z.object({
  part,
  verdict,
  names: z.string(),
  clause: z.string(),
  byConstraint: z.boolean(),
  /** What the data policy and the limits on performance cost over the horizon, and what the rule alone would say. */
  constraint: z
    .object({
      keys: z.array(z.enum(["criteria.dataPolicy", "criteria.performance"])),
      presentValueUsd: z.number().min(0),
      allowed: z.string(),
      cheapest: z.string(),
      asIfQualityHeld: z.boolean(),
      bound: z.enum(["exact", "at least", "at most", "known lines"]),
      ruleVerdict: verdict,
      ruleNames: z.string(),
    })
    .optional(),
  because: z.string(),
  today: z.string().optional(),
  improved: z.string().optional(),
  sameModel: z.string().optional(),
  lead: z.string().optional(),
  /** The best offer that may be bought today. */
  keep: z.string().optional(),
  /** Why the lead may not be chosen whatever it costs; absent: it may. */
  barred: z.string().optional(),
  now: z.array(action),
  test: z.array(action),
  not: z.array(rejection),
  material: z.array(
    z.object({ alternative: z.string(), charge: z.string(), because: z.string(), resolve: z.string() }),
  ),
  findings: z.array(z.object({ id: z.string(), text: z.string(), key: z.string().optional() })),
  flips: z.array(flip),
  /** What was searched without finding a flip: "llm.requestsPerMonth 170,000 to 17,000,000". */
  searched: z.array(z.object({ key: z.string(), from: z.number(), to: z.number() })),
  breakEvens: z.array(breakEven).optional(),
  trigger: trigger.optional(),
  /** USD of month 1 that a tenth less of visible output would save of what is bought, levers pulled. */
  shorterOutputUsd: z.number().optional(),
  /** Not offered, and why: "batch: no request may wait". */
  leversRefused: z.array(z.object({ id: z.string(), because: z.string() })),
  /** Fleets and types that were looked at and cannot do it. */
  ruledOut: z.array(z.object({ what: z.string(), because: z.string() })),
});
