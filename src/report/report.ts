import { z } from "zod";

/**
 * The report as one value: terminal, Markdown and JSON show the same thing from it.
 * Money is an unrounded decimal string where it is a line or a month's total, a double where growth or discounting made it.
 */
const provenance = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("published"), source: z.string(), at: z.string(), note: z.string().optional() }),
  z.object({ kind: z.literal("measured"), source: z.string(), at: z.string(), note: z.string().optional() }),
  z.object({ kind: z.literal("fitted"), source: z.string(), at: z.string(), note: z.string().optional() }),
  z.object({ kind: z.literal("assumed"), key: z.string(), because: z.string() }),
  z.object({ kind: z.literal("yours"), key: z.string(), because: z.string().optional() }),
]);

const unknown = z.object({ kind: z.literal("unknown"), because: z.string(), resolve: z.string() });

const driver = z.object({ name: z.string(), value: z.string(), unit: z.string(), provenance });

const tier = z.object({ begin: z.string(), end: z.string().nullable(), usd: z.string() });

const charge = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  origin: z.enum(["resource", "usage", "offer", "people", "yours"]),
  quantity: z.union([z.string(), unknown]),
  unit: z.string(),
  formula: z.string(),
  drivers: z.array(driver),
  price: z.union([
    z.object({ unit: z.string(), tiers: z.array(tier), provenance, facts: z.record(z.string(), z.string()) }),
    unknown,
  ]),
  cost: z.union([z.object({ kind: z.literal("known"), usd: z.string() }), unknown]),
});

const payback = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("at"), months: z.number(), lasting: z.boolean() }),
  z.object({ kind: z.literal("immediate") }),
  z.object({ kind: z.literal("tie") }),
  z.object({ kind: z.literal("leadLost"), month: z.number() }),
  z.object({ kind: z.literal("never"), because: z.string() }),
  z.object({ kind: z.literal("beyond"), lowerBound: z.number() }),
  z.object({ kind: z.literal("unknown"), because: z.string() }),
]);

const part = z.enum(["llm", "vectors", "tracking"]);

const interval = z.object({ from: z.number(), to: z.number().nullable() });

const alternative = z.object({
  id: z.string(),
  part,
  kind: z.enum(["today", "lever", "bought", "hosted"]),
  name: z.string(),
  /** What choosing it means, as an order: "Cache the shared prefix"; absent: said from kind and name. */
  doing: z.string().optional(),
  model: z.string(),
  seller: z.string(),
  /** Another model than today's whose quality nobody measured: ◊ in the table. */
  needsGate: z.boolean(),
  infeasible: z.string().optional(),
  row: z
    .object({
      oneOffUsd: z.number(),
      monthUsd: z.number(),
      /** Month 1 at the ends of what is uncertain in this alternative. */
      monthLowUsd: z.number().optional(),
      monthHighUsd: z.number().optional(),
      lastMonthUsd: z.number(),
      tcoUsd: z.number(),
      presentValueUsd: z.number(),
      atLeast: z.boolean(),
      paybackToday: payback.optional(),
      paybackImproved: payback.optional(),
      paybackSameModel: payback.optional(),
    })
    .optional(),
  oneOff: z.array(charge),
  monthly: z.array(charge),
  months: z.array(
    z.object({
      usd: z.number(),
      machinesUsd: z.number(),
      peopleUsd: z.number(),
      volume: z.number(),
      units: z.number().optional(),
      atLeast: z.boolean(),
    }),
  ),
  range: z.object({ low: z.number(), high: z.number(), because: z.string() }).optional(),
  /** Month-1 sums that the table prints below a hosted row; computeUsd absent: the instances have no price. */
  split: z
    .object({
      computeUsd: z.number().optional(),
      restUsd: z.number(),
      peopleUsd: z.number(),
      peopleHours: z.number(),
    })
    .optional(),
  capacity: z
    .object({
      instanceType: z.string(),
      instances: z.number(),
      instancesLow: z.number(),
      instancesHigh: z.number().nullable(),
      /** What the fleet less its spare, and what one instance, carries: volume a month, and the cost of buying just that. */
      oneInstanceUsd: z.number().optional(),
      oneInstanceVolume: z.number().optional(),
      oneInstanceBoughtUsd: z.number().optional(),
      meanLoad: z.number().optional(),
      peakLoad: z.number().optional(),
      quotaName: z.string().optional(),
      quotaVcpus: z.number().optional(),
      quotaFormula: z.string().optional(),
      /** What the throughput model says of one replica, with its range; LLM fleets only. */
      serving: z
        .object({
          rate: z.number(),
          rateLow: z.number().nullable(),
          rateHigh: z.number(),
          rangeShare: z.number(),
          rangeBecause: z.string(),
          binds: z.string(),
          replicas: z.number(),
          tpotMsAtPeak: z.number(),
          ttftP95MsAtPeak: z.number(),
          engine: z.string(),
        })
        .optional(),
      flags: z.array(z.string()),
    })
    .optional(),
  notes: z.array(z.string()),
});

const action = z.object({
  alternative: z.string(),
  against: z.string(),
  savingUsdPerMonth: z.number(),
  savingLowUsdPerMonth: z.number().optional(),
  savingHighUsdPerMonth: z.number().optional(),
  oneOffUsd: z.number(),
  payback,
  open: z.array(z.object({ key: z.string(), question: z.string(), test: z.string() })),
});

const rejection = z.object({
  alternative: z.string(),
  against: z.string(),
  reason: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("dearer"), monthUsd: z.number(), againstUsd: z.number() }),
    z.object({ kind: z.literal("total"), presentValueUsd: z.number(), againstUsd: z.number() }),
    z.object({ kind: z.literal("unknown"), charge: z.string(), because: z.string(), resolve: z.string() }),
    z.object({ kind: z.literal("payback"), payback, limitMonths: z.number() }),
    z.object({ kind: z.literal("infeasible"), because: z.string() }),
    z.object({ kind: z.literal("quality"), delta: z.number(), limit: z.number() }),
    z.object({ kind: z.literal("expertise") }),
  ]),
  /** Volumes at which it would earn its extra one-offs back in time; empty: none; absent: not computed. */
  winsAt: z.array(interval).optional(),
  /** Volumes at which its month alone costs no more. */
  cheaperAt: z.array(interval).optional(),
  /** Nothing is claimed above this volume. */
  searchedTo: z.number().optional(),
});

const flip = z.object({
  part,
  key: z.string(),
  base: z.union([z.number(), z.string()]),
  value: z.union([z.number(), z.string()]),
  distance: z.number().optional(),
  verdict: z.string(),
  names: z.string(),
});

const verdict = z.enum(["self-host", "hybrid", "buy", "explain", "undecided"]);

const decision = z.object({
  part,
  verdict,
  names: z.string(),
  clause: z.string(),
  byConstraint: z.boolean(),
  /** What the data policy costs over the horizon, and what the rule alone would say. */
  constraint: z
    .object({ presentValueUsd: z.number(), ruleVerdict: verdict, ruleNames: z.string() })
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
  /** Not offered, and why: "batch: no request may wait". */
  leversRefused: z.array(z.object({ id: z.string(), because: z.string() })),
  /** Fleets and types that were looked at and cannot do it. */
  ruledOut: z.array(z.object({ what: z.string(), because: z.string() })),
});

const fact = z.object({
  name: z.string(),
  value: z.string(),
  unit: z.string(),
  provenance,
});

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
    })
    .optional(),
  prices: z.object({
    listAt: z.string(),
    oldestUsedAt: z.string(),
    oldestUsedKey: z.string(),
    tokensAt: z.string(),
    stale: z.string().optional(),
  }),
  alternatives: z.array(alternative),
  decisions: z.array(decision),
  /** The stack as a whole: the cheapest feasible combination, shared lines once. */
  combination: z
    .object({
      names: z.array(z.string()),
      monthUsd: z.number(),
      tcoUsd: z.number(),
      atLeast: z.boolean(),
      sharedUsdPerMonth: z.number(),
    })
    .optional(),
  scheduledChanges: z.array(z.object({ at: z.string(), what: z.string() })),
  assumptions: z.object({
    yours: z.array(fact),
    published: z.array(fact),
    measured: z.array(fact),
    fitted: z.array(fact),
    assumed: z.array(fact),
  }),
  notPriced: z.array(z.object({ what: z.string(), because: z.string(), resolve: z.string() })),
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
export type ReportFlip = z.infer<typeof flip>;
