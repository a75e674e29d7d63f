import { z } from "zod";
import { part } from "./report-figures.ts";

const side = z.enum(["buy", "self-host"]);

const register = z.object({
  id: z.string(),
  risk: z.string(),
  /** Published words for both sides, and what we found when we checked them. */
  buy: z.string(),
  selfHost: z.string(),
  check: z.string(),
  source: z.string(),
  at: z.string(),
  /** What the reader said of it: a word, or that numbers are given. */
  given: z.array(z.string()),
});

/** A risk as it was typed: figures by name. */
const given = z.object({
  part,
  side,
  name: z.string(),
  kind: z.enum(["repeating", "once", "outage", "delay", "word"]),
  figures: z.record(z.string(), z.number()),
  word: z.string().optional(),
});

const line = z.object({
  name: z.string(),
  kind: z.enum(["repeating", "once", "outage", "delay", "word"]),
  expected: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("known"),
      cost: z.object({ everyMonthUsd: z.number(), onceUsd: z.number(), onceMonth: z.number() }),
    }),
    z.object({ kind: z.literal("unknown"), because: z.string() }),
  ]),
  totalUsd: z.number().optional(),
});

/** An alternative without and with the expected cost of its risks; no payback and no verdict counts them. */
const row = z.object({
  part,
  alternative: z.string(),
  lines: z.array(line),
  riskUsd: z.number(),
  tcoUsd: z.number(),
  withRiskUsd: z.number(),
  presentValueUsd: z.number(),
  presentValueWithRiskUsd: z.number(),
  atLeast: z.boolean(),
});

const cell = z.object({
  figures: z.record(z.string(), z.number()),
  atLeast: z.boolean().optional(),
  said: z.string().optional(),
});

const dimensions = z.object({
  part,
  /** The two alternatives that stand beside each other. */
  selfHost: z.string().optional(),
  buy: z.string().optional(),
  rows: z.array(
    z.object({
      dimension: z.string(),
      selfHostWords: z.string(),
      buyWords: z.string(),
      favoursBuilding: z.string(),
      selfHost: cell.optional(),
      buy: cell.optional(),
    }),
  ),
  /** Σ weight × points of the reader, 0 to 10. */
  points: z
    .object({
      buy: z.number(),
      selfHost: z.number(),
      entries: z.array(
        z.object({ dimension: z.string(), weight: z.number(), buy: z.number(), selfHost: z.number() }),
      ),
    })
    .optional(),
});

const lockIn = z.object({
  part,
  sides: z.array(
    z.object({
      side,
      exposed: z.array(z.string()),
      note: z.string(),
      exit: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("known"), usd: z.number() }),
        z.object({ kind: z.literal("unknown"), because: z.string(), atLeastUsd: z.number() }),
      ]),
    }),
  ),
  /** Inside the tie band, the side that costs less to leave. */
  tieBreaker: side.optional(),
  switching: z
    .object({
      migrationUsd: z.number(),
      integrationUsd: z.number(),
      testsUsd: z.number(),
      bufferUsd: z.number(),
      totalUsd: z.number(),
      /** Of today's bill; absent: nothing runs today. */
      months: z
        .discriminatedUnion("kind", [
          z.object({ kind: z.literal("at"), months: z.number() }),
          z.object({ kind: z.literal("undefined"), because: z.string() }),
          z.object({ kind: z.literal("unknown"), because: z.string() }),
        ])
        .optional(),
    })
    .optional(),
  dependence: z
    .object({
      alternative: z.string(),
      on: z.string(),
      kind: z.enum(["vendor", "region", "site"]),
      /** Of the part's critical path. */
      share: z.number(),
      /** Of a row whose requests go two ways. */
      rest: z.object({ on: z.string(), share: z.number() }).optional(),
      fallback: z.string().optional(),
      secondOffer: z.string().optional(),
      selfHosted: z.string().optional(),
    })
    .optional(),
  /** Present where our own host runs today and the same job can be bought. */
  wrongBuild: z
    .object({
      hosted: z.string(),
      bought: z.string(),
      buildUsd: z.number(),
      buyUsd: z.number(),
      movingUsd: z.number(),
      savingUsd: z.number(),
      delayUsdPerMonth: z.number(),
      verdict: z.enum(["migrate", "stay", "unknown"]),
      because: z.string().optional(),
    })
    .optional(),
});

/** What stands beside the costs: nothing here enters a verdict or a payback. */
export const risks = z.object({
  register: z.array(register),
  given: z.array(given),
  rows: z.array(row),
  dimensions: z.array(dimensions),
  lockIn: z.array(lockIn),
  spent: z.array(z.object({ what: z.string(), usd: z.number(), at: z.string() })),
  notes: z.array(z.object({ text: z.string(), by: z.string(), at: z.string() })),
  findings: z.array(z.object({ part, id: z.string(), text: z.string(), key: z.string().optional() })),
});

export type ReportRisks = z.infer<typeof risks>;
export type ReportDimensions = z.infer<typeof dimensions>;
export type ReportLockIn = z.infer<typeof lockIn>;
