import { z } from "zod";
import { alternative } from "./report-alternative.ts";
import { checklist } from "./report-checklist.ts";
import type { rung } from "./report-commitment.ts";
import { type action, decision, type flip, type rejection } from "./report-decision.ts";
import { type charge, part, type payback, provenance } from "./report-figures.ts";
import { overrides } from "./report-override.ts";
import { presetReport } from "./report-preset.ts";
import { quality } from "./report-quality.ts";
import { risks } from "./report-risk.ts";
import { rules } from "./report-rules.ts";
import { uncertainty } from "./report-uncertainty.ts";

const fact = z.object({
  name: z.string(),
  value: z.string(),
  unit: z.string(),
  provenance,
});

/**
 * The report as one value: terminal, Markdown and JSON show the same thing from it.
 * Money is an unrounded decimal string where it is a line or a month's total, a double where growth or discounting made it.
 */
export const reportSchema = z.object({
  schema: z.literal(1),
  tool: z.string(),
  scenario: z.object({
    name: z.string(),
    file: z.string().optional(),
    region: z.string(),
    environment: z.enum(["prod", "dev"]),
    asOf: z.string(),
    horizonMonths: z.number(),
    discountRatePerYear: z.number(),
    growthPerMonth: z.number(),
    criteriaHash: z.string(),
  }),
  /** The limits that the verdict was read against. Months, shares. */
  criteria: z
    .object({
      paybackGoodMonths: z.number(),
      paybackBadMonths: z.number(),
      qualityDelta: z.number(),
      tieBand: z.number(),
      dataPolicy: z.string(),
      /** False: all of them are our defaults. */
      stated: z.boolean().optional(),
    })
    .optional(),
  prices: z.object({
    listAt: z.string(),
    oldestUsedAt: z.string(),
    oldestUsedKey: z.string(),
    tokensAt: z.string(),
    stale: z.string().optional(),
  }),
  /** The reader's own prices, where a file of them was read; whether or not a line uses them. */
  overrides: overrides.optional(),
  alternatives: z.array(alternative),
  decisions: z.array(decision),
  /** What sourced ranges do to the comparison; absent where nothing is compared with anything. */
  uncertainty: uncertainty.optional(),
  /** The stack as a whole: what each part's verdict chooses, shared lines once. */
  combination: z
    .object({
      names: z.array(z.string()),
      monthUsd: z.number(),
      tcoUsd: z.number(),
      atLeast: z.boolean(),
      sharedUsdPerMonth: z.number(),
      /** A combination that costs less over the horizon and that some part's own verdict does not choose. */
      cheaper: z
        .object({
          names: z.array(z.string()),
          differs: z.array(part),
          monthUsd: z.number(),
          tcoUsd: z.number(),
          atLeast: z.boolean(),
          sharedUsdPerMonth: z.number(),
        })
        .optional(),
    })
    .optional(),
  /** What is known of the candidates' answers; absent without an llm part. */
  quality: z.array(quality).optional(),
  scheduledChanges: z.array(z.object({ at: z.string(), what: z.string() })),
  assumptions: z.object({
    yours: z.array(fact),
    published: z.array(fact),
    measured: z.array(fact),
    fitted: z.array(fact),
    assumed: z.array(fact),
  }),
  notPriced: z.array(z.object({ what: z.string(), because: z.string(), resolve: z.string() })),
  /** Absent in reports made before there was one. */
  checklist: checklist.optional(),
  excluded: z.array(z.string()),
  free: z.array(z.object({ type: z.string(), count: z.number() })),
  findings: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      key: z.string().optional(),
      /** Unrounded figures that the text is about, by name. */
      figures: z.record(z.string(), z.number()).optional(),
    }),
  ),
  /** Published rules and unit figures beside the verdict. */
  rules: rules.optional(),
  /** Risks, lock-in, dimensions, money spent and notes: beside the costs, in none of them. */
  risks: risks.optional(),
  /** A published framework that was run in the place of a file. */
  preset: presetReport.optional(),
  /** What to type next, whole commands. */
  next: z.array(z.string()),
  /** Arguments that this report was made with, shared by those commands. */
  call: z.string().optional(),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportAlternative = z.infer<typeof alternative>;
export type ReportDecision = z.infer<typeof decision>;
export type ReportPart = ReportAlternative["part"];
export type ReportRow = NonNullable<ReportAlternative["row"]>;
export type ReportPayback = z.infer<typeof payback>;
export type ReportProvenance = z.infer<typeof provenance>;
export type ReportFact = z.infer<typeof fact>;
export type ReportCharge = z.infer<typeof charge>;
export type ReportAction = z.infer<typeof action>;
export type ReportRejection = z.infer<typeof rejection>;
export type ReportRung = z.infer<typeof rung>;
export type ReportBreakEven = NonNullable<ReportDecision["breakEvens"]>[number];
export type ReportTrigger = NonNullable<ReportDecision["trigger"]>;
export type ReportFlip = z.infer<typeof flip>;
