import { z } from "zod";
import { recordedPrices } from "./recorded-prices-schema.ts";
import { recordedCombination, recordedRow } from "./recorded-row-schema.ts";

const day = z.iso.date();
const part = z.enum(["llm", "vectors", "tracking"]);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const value = z.union([z.number(), z.string()]);

/** A decision before: the one this record replaces. */
const earlier = z.strictObject({ id: z.string(), decidedAt: day });

const changedCriterion = z.strictObject({
  key: z.string(),
  /** The day of the decision since which it is another one. */
  since: day,
  from: value.nullable(),
  to: value.nullable(),
});

const scenario = z.strictObject({
  name: z.string(),
  /** Name of the file without its folder; absent: flags alone. */
  file: z.string().optional(),
  region: z.string(),
  environment: z.string(),
  horizonMonths: z.number(),
  discountRatePerYear: z.number(),
  /** What was asked, whole, with the day in it: enough to ask it again. */
  raw: z.record(z.string(), z.unknown()),
  /** Of `raw`, as this record writes it. */
  sha256,
  /** Of the file's text; absent where flags changed what the file says. */
  fileSha256: sha256.optional(),
  /** Files that the scenario names: measurements, model configs. */
  files: z.array(z.strictObject({ path: z.string(), sha256 })),
});

/** What criteria that rule rows out cost: present value over the horizon of the cheapest allowed row − the cheapest of all. */
const constraint = z.strictObject({
  keys: z.array(z.string()),
  presentValueUsd: z.number(),
  /** What lines without a figure leave of it: "exact", "at least", "at most", "known lines". */
  bound: z.string(),
  allowed: z.string(),
  cheapest: z.string(),
  /** Nothing that is allowed passed its quality gate: both count as if they did. */
  asIfQualityHeld: z.boolean(),
  ruleVerdict: z.string(),
  ruleNames: z.string(),
  text: z.string(),
});

const decision = z.strictObject({
  part,
  verdict: z.string(),
  /** Id and name of the row that the verdict names; absent: what it names is ruled out, so nothing may be chosen yet. */
  names: z.string().optional(),
  name: z.string().optional(),
  /** What runs today and is ruled out: kept by nobody's advice. */
  running: z.strictObject({ id: z.string(), name: z.string(), ruledOut: z.string() }).optional(),
  /** Step of the verdict's order that decided. */
  clause: z.string(),
  byConstraint: z.boolean(),
  constraint: constraint.optional(),
  because: z.string().optional(),
  /** Volume of month 1 in the part's own unit; `key` where one key of the scenario says it. */
  volume: z.strictObject({ amount: z.number(), key: z.string().optional() }).optional(),
  /** What the move that may come next needs, prepared while what stands is kept. */
  nextStep: z.array(z.string()),
  /** Month after the decision, 1 is the first full calendar month, from which moving pays. */
  triggerMonth: z.number().optional(),
});

const flip = z.strictObject({
  part,
  key: z.string(),
  base: value,
  value,
  distance: z.number().optional(),
  verdict: z.string(),
  names: z.string(),
  /** What the figure may plausibly be, where somebody said. */
  range: z.strictObject({ low: z.number(), high: z.number() }).optional(),
  /** Key, values, distance and what the verdict would then be, in words; absent in schema 1. */
  text: z.string().optional(),
});

const finding = z.strictObject({
  id: z.string(),
  part: part.optional(),
  text: z.string().optional(),
  key: z.string().optional(),
  /** false: it states something; nobody has to answer it. */
  asks: z.boolean(),
  answer: z.string().optional(),
});

const fact = z.strictObject({ name: z.string(), value: z.string(), unit: z.string(), from: z.string() });
const facts = z.array(fact);

/**
 * One decision as it was made, schema 2. Written once and never changed; a later decision is a record of its own that
 * names this one. Money is USD: what a row's months add up to is a double, a unit price is decimal text.
 */
export const recordSchema = z.strictObject({
  schema: z.literal(2),
  /** First 16 hex digits of the sha256 of everything below. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  tool: z.string(),
  /** The as-of day, not the day of the clock: the same question has the same bytes. */
  decidedAt: day,
  decidedBy: z.string().optional(),
  asOf: day,
  reviewBy: day,
  replaces: earlier.optional(),
  criteriaChanged: z.array(changedCriterion),
  scenario,
  criteria: z.strictObject({ hash: z.string(), values: z.record(z.string(), value) }),
  prices: recordedPrices,
  /** Present where rules of your own bear on a line; their figures are never here. */
  overrides: z
    .strictObject({
      lines: z.number(),
      /** HMAC-SHA256 of the rules under a key that is not here either; absent: no key was given. */
      keyedSha256: sha256.optional(),
    })
    .optional(),
  random: z.strictObject({ seed: z.number(), draws: z.number(), generator: z.string() }).optional(),
  decisions: z.array(decision),
  alternatives: z.array(recordedRow),
  combination: recordedCombination.optional(),
  reversal: z.array(flip),
  scheduledChanges: z.array(z.strictObject({ at: z.string(), what: z.string() })),
  findings: z.array(finding),
  rigour: z.array(z.strictObject({ what: z.string(), present: z.boolean(), because: z.string().optional() })),
  assumptions: z.strictObject({
    yours: facts,
    published: facts,
    measured: facts,
    fitted: facts,
    assumed: facts,
  }),
  notPriced: z.array(z.strictObject({ what: z.string(), because: z.string().optional() })),
  /** What others did and said: printed, never computed with. */
  notes: z.array(z.strictObject({ text: z.string(), by: z.string().optional(), at: z.string().optional() })),
  leftOut: z.array(z.string()),
});

/** Schema 1: each decision names a row, whether or not it was ruled out, and flips have no words. */
export const recordSchema1 = recordSchema.extend({
  schema: z.literal(1),
  decisions: z.array(
    decision.omit({ running: true, constraint: true }).extend({
      names: z.string(),
      name: z.string(),
      volume: z.strictObject({ amount: z.number(), key: z.string() }).optional(),
    }),
  ),
  reversal: z.array(flip.omit({ text: true })),
});

/** One that was read, whichever schema it was written with; what is written is schema 2. */
export type DecisionRecord = Omit<z.infer<typeof recordSchema>, "schema"> & { schema: 1 | 2 };
/** A record without the digest that it is called by. */
export type DraftRecord = Omit<DecisionRecord, "id">;
export type RecordedDecision = DecisionRecord["decisions"][number];
export type RecordedFinding = DecisionRecord["findings"][number];
export type ChangedCriterion = DecisionRecord["criteriaChanged"][number];
export type RecordPart = RecordedDecision["part"];
