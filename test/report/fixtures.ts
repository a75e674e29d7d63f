import type {
  Report,
  ReportAlternative,
  ReportCharge,
  ReportDecision,
  ReportPayback,
  ReportProvenance,
} from "../../src/report/report.ts";
import { Decimal } from "../../src/units.ts";

/** A report made by hand: charges first, every row summed from them, so that the faces have something to contradict. */
const HORIZON = 36;
const DISCOUNT = 0.1;

const list: ReportProvenance = { kind: "published", source: "AWS price list", at: "2026-07-20" };
const card: ReportProvenance = {
  kind: "published",
  source: "@pydantic/genai-prices 0.1.8",
  at: "2026-09-23",
};
const yours = (key: string): ReportProvenance => ({ kind: "yours", key });
const assumed = (key: string, because: string): ReportProvenance => ({ kind: "assumed", key, because });
const never: ReportPayback = { kind: "never", because: "it costs more every month" };
const at = (months: number): ReportPayback => ({ kind: "at", months, lasting: true });

export function charge(
  id: string,
  quantity: string,
  unit: string,
  price: string,
  more: Partial<ReportCharge> = {},
): ReportCharge {
  return {
    id,
    name: id,
    category: id.split(".")[0] ?? id,
    origin: "resource",
    quantity,
    unit,
    formula: "",
    drivers: [],
    price: { unit, tiers: [{ begin: "0", end: null, usd: price }], provenance: list, facts: {} },
    cost: { kind: "known", usd: new Decimal(quantity).times(price).toFixed() },
    ...more,
  };
}

const people = (id: string, hours: string) =>
  charge(id, hours, "h", "115", {
    name: id === "people.build" ? "Build" : id === "people.upkeep" ? "Upkeep" : "Integration",
    category: "people",
    origin: "people",
    formula: `${hours} h`,
    price: {
      unit: "h",
      tiers: [{ begin: "0", end: null, usd: "115" }],
      provenance: assumed("people.hourlyUsd", "about 240,000 USD a year, loaded, over 2,080 hours"),
      facts: {},
    },
  });

const tokens = (id: string, mtok: string, price: string, formula: string) =>
  charge(id, mtok, "Mtok", price, {
    name: `${id.split(".")[1] ?? id} tokens`,
    category: "tokens",
    origin: "offer",
    formula,
    drivers: [
      { name: "requests", value: "1700000", unit: "1/month", provenance: yours("llm.requestsPerMonth") },
    ],
    price: {
      unit: "Mtok",
      tiers: [{ begin: "0", end: null, usd: price }],
      provenance: card,
      facts: { card: "claude-sonnet-4-6" },
    },
  });

const sum = (charges: readonly ReportCharge[]) =>
  charges
    .reduce((total, { cost }) => (cost.kind === "known" ? total.plus(cost.usd) : total), new Decimal(0))
    .toNumber();

type Paybacks = Partial<Record<"paybackToday" | "paybackImproved" | "paybackSameModel", ReportPayback>>;
type Given = Pick<ReportAlternative, "id" | "part" | "kind" | "name"> & Partial<ReportAlternative>;

export function alternative(given: Given, paybacks: Paybacks = {}, volume = 1_700_000): ReportAlternative {
  const { oneOff = [], monthly = [] } = given;
  const month = sum(monthly);
  const upkeep = sum(monthly.filter(({ origin }) => origin === "people"));
  const once = sum(oneOff);
  const rate = (1 + DISCOUNT) ** (1 / 12) - 1;
  const annuity = (1 - (1 + rate) ** -HORIZON) / rate;
  const atLeast = [...oneOff, ...monthly].some(({ cost }) => cost.kind === "unknown");
  return {
    model: given.name,
    seller: "self",
    needsGate: false,
    oneOff: [],
    monthly: [],
    row: {
      oneOffUsd: once,
      monthUsd: month,
      lastMonthUsd: month,
      tcoUsd: once + HORIZON * month,
      presentValueUsd: once + annuity * month,
      atLeast,
      ...paybacks,
    },
    months: Array.from({ length: HORIZON }, () => ({
      usd: month,
      machinesUsd: month - upkeep,
      peopleUsd: upkeep,
      volume,
      atLeast,
    })),
    notes: [],
    ...given,
  };
}

const output = () => tokens("tokens.output", "374", "15", "1.7 M requests × 220 tokens");

const today = () =>
  alternative({
    id: "today",
    part: "llm",
    kind: "today",
    name: "claude-sonnet-4-6",
    model: "claude-sonnet-4-6",
    seller: "anthropic",
    monthly: [tokens("tokens.prompt", "4080", "3", "1.7 M requests × 2,400 tokens"), output()],
  });

const cached = () =>
  alternative(
    {
      id: "now.cache",
      part: "llm",
      kind: "lever",
      name: "+ cached prefix",
      doing: "Cache the shared prefix",
      model: "claude-sonnet-4-6",
      seller: "anthropic",
      oneOff: [people("people.settings", "40")],
      monthly: [
        tokens("tokens.prompt", "2040", "3", "1.7 M requests × 1,200 tokens"),
        tokens("tokens.cache-read", "1958.4", "0.3", "1.7 M requests × 1,200 tokens × 0.96"),
        tokens("tokens.cache-write", "81.6", "3.75", "1.7 M requests × 1,200 tokens × 0.04"),
        output(),
      ],
    },
    { paybackToday: at(4600 / 5226.48), paybackImproved: { kind: "tie" } },
  );

const tested = () =>
  alternative(
    {
      id: "test.gpt-oss-120b.aws",
      part: "llm",
      kind: "bought",
      name: "gpt-oss-120b, Bedrock",
      model: "gpt-oss-120b",
      seller: "aws",
      needsGate: true,
      oneOff: [people("people.integration", "120")],
      monthly: [
        tokens("tokens.prompt", "4080", "0.15", "1.7 M requests × 2,400 tokens"),
        tokens("tokens.output", "1122", "0.6", "1.7 M requests × 220 tokens × 3"),
      ],
      range: { low: 836.4, high: 2856, because: "1 to 10 output tokens billed per visible one" },
    },
    { paybackToday: at(13_800 / 16_564.8), paybackImproved: at(13_800 / 11_338.32) },
  );

function fleet(type: string, hourly: string, rest: string, paybacks: Paybacks): ReportAlternative {
  const hours = "2920";
  const compute = new Decimal(hours).times(hourly);
  return alternative(
    {
      id: `host.${type}`,
      part: "llm",
      kind: "hosted",
      name: `4 × ${type}`,
      model: "gpt-oss-120b",
      needsGate: true,
      oneOff: [people("people.build", "400")],
      monthly: [
        charge("compute.instances", hours, "hour", hourly, {
          name: `Instance usage (${type}, Linux, on-demand)`,
          formula: "4 instances × 730 h",
          drivers: [
            {
              name: "peak to mean",
              value: "6",
              unit: "",
              provenance: assumed("llm.peakToMean", "a shared platform is nearer 2"),
            },
          ],
          price: {
            unit: "hour",
            tiers: [{ begin: "0", end: null, usd: hourly }],
            provenance: list,
            facts: { key: `ec2/instance/${type}/linux/shared`, sku: "7XK2P9QF3M8VDJRA" },
          },
        }),
        charge("network.nat.hours", "1460", "hour", "0.045", {
          name: "NAT gateway hours",
          formula: "2 gateways × 730 h",
        }),
        charge("network.alb.hours", "730", "hour", "0.0225", {
          name: "Load balancer hours",
          formula: "1 load balancer × 730 h",
        }),
        charge("storage.volumes", "1", "month", new Decimal(rest).minus("82.125").toFixed(), {
          name: "Volumes (gp3)",
        }),
        people("people.upkeep", "20"),
      ],
      split: { computeUsd: compute.toNumber(), restUsd: Number(rest), peopleUsd: 2300, peopleHours: 20 },
      capacity: {
        instanceType: type,
        instances: 4,
        instancesLow: 3,
        instancesHigh: 9,
        oneInstanceUsd: compute.dividedBy(4).toNumber(),
        oneInstanceVolume: 720_000,
        oneInstanceBoughtUsd: 544.3,
        meanLoad: 0.1,
        peakLoad: 0.78,
        quotaName: "Running On-Demand G and VT instances",
        quotaVcpus: 64,
        quotaFormula: "4 × 8, twice during updates",
        flags: [],
      },
    },
    paybacks,
  );
}

export const llmDecision = (more: Partial<ReportDecision> = {}): ReportDecision => ({
  part: "llm",
  verdict: "buy",
  names: "now.cache",
  clause: "3",
  byConstraint: false,
  because: "the same model costs 1,285 USD a month bought and 12,430 hosted",
  today: "today",
  improved: "now.cache",
  sameModel: "test.gpt-oss-120b.aws",
  lead: "host.g7e.2xlarge",
  now: [
    {
      alternative: "now.cache",
      against: "today",
      savingUsdPerMonth: 5226.48,
      oneOffUsd: 4600,
      payback: at(4600 / 5226.48),
      open: [],
    },
  ],
  test: [
    {
      alternative: "test.gpt-oss-120b.aws",
      against: "today",
      savingUsdPerMonth: 16_564.8,
      savingLowUsdPerMonth: 14_994,
      savingHighUsdPerMonth: 17_013.6,
      oneOffUsd: 13_800,
      payback: at(13_800 / 16_564.8),
      open: [
        {
          key: "llm.candidates.0.quality",
          question: "is its quality within 10 points of today's model?",
          test: "compare 200 of your own prompts pairwise and set llm.candidates.0.quality",
        },
      ],
    },
  ],
  not: [
    {
      alternative: "host.g7e.2xlarge",
      against: "test.gpt-oss-120b.aws",
      reason: { kind: "dearer", monthUsd: 12_430.31, againstUsd: 1285.2 },
      winsAt: [],
    },
  ],
  material: [],
  findings: [],
  flips: [],
  searched: [{ key: "llm.requestsPerMonth", from: 170_000, to: 17_000_000 }],
  leversRefused: [{ id: "batch", because: "no request may wait" }],
  ruledOut: [{ what: "g6.xlarge", because: "needs 68 GiB, has 22 GiB" }],
  ...more,
});

const pinecone = () =>
  alternative(
    {
      id: "today",
      part: "vectors",
      kind: "today",
      name: "Pinecone Standard",
      seller: "pinecone/standard",
      monthly: [
        charge("metered.reads", "41.8", "M read units", "16", { origin: "offer" }),
        charge("metered.storage", "25", "GB", "0.33", { origin: "offer" }),
      ],
      notes: ["namespaces: 1 assumed"],
    },
    {},
    6_000_000,
  );

const qdrant = () =>
  alternative(
    {
      id: "host.r6g.xlarge",
      part: "vectors",
      kind: "hosted",
      name: "Qdrant 3 × r6g.xlarge",
      oneOff: [people("people.build", "60")],
      monthly: [
        charge("compute.nodes", "2190", "hour", "0.2016", {
          formula: "3 nodes × 730 h",
          name: "Instance usage (r6g.xlarge, Linux, on-demand)",
        }),
        charge("storage.volumes", "300", "GiB-month", "0.08"),
        charge("network.nat.hours", "2190", "hour", "0.045"),
        people("people.upkeep", "8"),
      ],
      split: { computeUsd: 441.504, restUsd: 122.55, peopleUsd: 920, peopleHours: 8 },
      capacity: {
        instanceType: "r6g.xlarge",
        instances: 3,
        instancesLow: 3,
        instancesHigh: 3,
        oneInstanceUsd: 147.168,
        oneInstanceVolume: 4_000_000,
        flags: [],
      },
    },
    { paybackToday: never },
    6_000_000,
  );

export const vectorsDecision = (more: Partial<ReportDecision> = {}): ReportDecision => ({
  ...llmDecision(),
  part: "vectors",
  names: "today",
  because: "Pinecone costs 677 USD a month and Qdrant 1,484",
  improved: "today",
  sameModel: undefined,
  lead: "host.r6g.xlarge",
  now: [],
  test: [],
  not: [
    {
      alternative: "host.r6g.xlarge",
      against: "today",
      reason: { kind: "dearer", monthUsd: 1484.054, againstUsd: 677.05 },
      winsAt: [{ from: 13_411_902.4, to: null }],
    },
  ],
  flips: [
    {
      part: "vectors",
      key: "vectors.queriesPerMonth",
      base: 1_700_000,
      value: 3_728_441.2,
      distance: 1.1932,
      verdict: "self-host",
      names: "host.r6g.xlarge",
    },
  ],
  searched: [{ key: "vectors.namespaces", from: 1, to: 1000 }],
  leversRefused: [],
  ruledOut: [],
  ...more,
});

/** The two-part example: a support assistant on a frontier API with a managed vector store. */
export function supportAssistant(): Report {
  return {
    schema: 1,
    tool: "crossover 0.1.0",
    scenario: {
      name: "support-assistant",
      region: "us-east-1",
      environment: "prod",
      asOf: "2026-11-21",
      horizonMonths: HORIZON,
      discountRatePerYear: DISCOUNT,
      growthPerMonth: 0,
      criteriaHash: "9f2c41d0",
    },
    criteria: {
      paybackGoodMonths: 12,
      paybackBadMonths: 24,
      qualityDelta: 0.1,
      tieBand: 0.05,
      dataPolicy: "none",
    },
    prices: {
      listAt: "2026-07-20",
      oldestUsedAt: "2024-07-01",
      oldestUsedKey: "vpc/nat/gb",
      tokensAt: "2026-09-23",
    },
    alternatives: [
      today(),
      cached(),
      tested(),
      fleet("g7e.2xlarge", "3.36310", "310.05725", {
        paybackToday: at(8.4876),
        paybackImproved: { kind: "beyond", lowerBound: 36 },
        paybackSameModel: never,
      }),
      fleet("g5.12xlarge", "5.672", "310.01", {
        paybackToday: never,
        paybackImproved: never,
        paybackSameModel: never,
      }),
      pinecone(),
      qdrant(),
    ],
    decisions: [llmDecision(), vectorsDecision()],
    combination: {
      names: ["now.cache", "today"],
      monthUsd: 13_300.57,
      tcoUsd: 483_420.52,
      atLeast: false,
      sharedUsdPerMonth: 0,
    },
    scheduledChanges: [],
    assumptions: {
      yours: [
        { name: "requests", value: "1700000", unit: "1/month", provenance: yours("llm.requestsPerMonth") },
        { name: "prompt", value: "2400", unit: "tokens", provenance: yours("llm.promptTokens") },
      ],
      published: [{ name: "g7e.2xlarge", value: "3.36310", unit: "USD/hour", provenance: list }],
      measured: [],
      fitted: [
        {
          name: "decode on RTX PRO 6000",
          value: "2104",
          unit: "tokens/s",
          provenance: { kind: "fitted", source: "published runs", at: "2026-08-30" },
        },
      ],
      assumed: [
        {
          name: "peak",
          value: "6",
          unit: "ratio",
          provenance: assumed("llm.peakToMean", "a shared platform is nearer 2"),
        },
        {
          name: "reasoning",
          value: "3",
          unit: "ratio",
          provenance: assumed("llm.candidates.0.reasoningMultiplier", "open models bill 1 to 10 times"),
        },
        {
          name: "upkeep",
          value: "20",
          unit: "h/month",
          provenance: assumed("llm.hosting.upkeepHoursPerMonth", "published: 10 to 40 h"),
        },
        {
          name: "namespaces",
          value: "1",
          unit: "",
          provenance: assumed("vectors.namespaces", "one namespace holds all records"),
        },
      ],
    },
    notPriced: [
      {
        what: "embeddings",
        because: "no embedding model was given",
        resolve: "--set vectors.embedding.model=…",
      },
    ],
    excluded: [],
    free: [{ type: "aws:ec2/vpc:Vpc", count: 1 }],
    findings: [],
    next: [
      "crossover explain host.compute",
      "crossover compare scenarios/support-assistant.yaml --set llm.peakToMean=3",
      "--full",
    ],
  };
}

/** The sample with another llm decision, and rows changed by `edit`. */
function withLlm(
  more: Partial<ReportDecision>,
  edit: (a: ReportAlternative) => ReportAlternative | undefined = (a) => a,
): Report {
  const report = supportAssistant();
  const alternatives = report.alternatives.flatMap((a) =>
    a.part === "llm" ? [edit(a)].filter((b) => b !== undefined) : [a],
  );
  return together({ ...report, alternatives, decisions: [llmDecision(more), vectorsDecision()] });
}

/** What the verdicts name, added up. */
function together(report: Report): Report {
  const named = report.decisions.flatMap(({ part, names }) =>
    report.alternatives.filter((a) => a.part === part && a.id === names),
  );
  const rows = named.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const combination = {
    names: named.map(({ id }) => id),
    monthUsd: rows.reduce((total, row) => total + row.monthUsd, 0),
    tcoUsd: rows.reduce((total, row) => total + row.tcoUsd, 0),
    atLeast: rows.some((row) => row.atLeast),
    sharedUsdPerMonth: 0,
  };
  return { ...report, combination };
}

const tracking = (): ReportAlternative[] => [
  alternative(
    {
      id: "tracking.today",
      part: "tracking",
      kind: "today",
      name: "W&B Pro",
      seller: "wandb/pro",
      monthly: [charge("plan.seats", "18", "seat", "60", { origin: "yours" })],
    },
    {},
    18,
  ),
  alternative(
    {
      id: "tracking.host.m7g.large",
      part: "tracking",
      kind: "hosted",
      name: "MLflow 1 × m7g.large",
      oneOff: [people("people.build", "40")],
      monthly: [
        charge("compute.server", "730", "hour", "0.0816"),
        charge("database.instance", "730", "hour", "0.168"),
        people("people.upkeep", "4"),
      ],
      split: { computeUsd: 59.568, restUsd: 122.64, peopleUsd: 460, peopleHours: 4 },
      capacity: {
        instanceType: "m7g.large",
        instances: 1,
        instancesLow: 1,
        instancesHigh: 1,
        oneInstanceUsd: 59.568,
        oneInstanceVolume: 400,
        flags: [],
      },
    },
    { paybackToday: at(4600 / 437.79) },
    18,
  ),
];

const trackingDecision = (): ReportDecision => ({
  ...vectorsDecision(),
  part: "tracking",
  verdict: "self-host",
  names: "tracking.host.m7g.large",
  clause: "6",
  because:
    "MLflow costs 642 USD a month and W&B 1,080, and the 4,600 USD of set-up are back after 10.5 months",
  today: "tracking.today",
  improved: "tracking.today",
  lead: "tracking.host.m7g.large",
  now: [
    {
      alternative: "tracking.host.m7g.large",
      against: "tracking.today",
      savingUsdPerMonth: 437.792,
      oneOffUsd: 4600,
      payback: at(10.507),
      open: [],
    },
  ],
  not: [],
  flips: [
    {
      part: "tracking",
      key: "tracking.seats",
      base: 18,
      value: 16.5,
      distance: 0.0833,
      verdict: "explain",
      names: "tracking.today",
    },
  ],
  searched: [],
});

/** No llm part: each store has a table of its own. */
export function storesOnly(): Report {
  const report = supportAssistant();
  return {
    ...report,
    scenario: { ...report.scenario, name: "ml-team" },
    alternatives: [...report.alternatives.filter(({ part }) => part === "vectors"), ...tracking()],
    decisions: [vectorsDecision(), trackingDecision()],
    combination: {
      names: ["today", "tracking.host.m7g.large"],
      monthUsd: 1319.26,
      tcoUsd: 52_093.3,
      atLeast: false,
      sharedUsdPerMonth: 33,
    },
  };
}

const expert = { paybackToday: at(3.1), paybackImproved: at(6.4), paybackSameModel: at(5.2) };
const paysBack = (a: ReportAlternative): ReportAlternative =>
  a.id === "host.g7e.2xlarge" && a.row !== undefined
    ? { ...a, needsGate: false, row: { ...a.row, ...expert } }
    : a;

const unpriced = (a: ReportAlternative): ReportAlternative => {
  if (a.id !== "host.g7e.2xlarge" || a.row === undefined) return a;
  const because = "no price for AmazonEC2 g7e.2xlarge Linux on-demand in eu-west-1";
  const missing = {
    kind: "unknown" as const,
    because,
    resolve: "crossover prices refresh --region eu-west-1",
  };
  const monthly = a.monthly.map((c) =>
    c.id === "compute.instances" ? { ...c, price: missing, cost: missing } : c,
  );
  const month = sum(monthly);
  const row = {
    ...a.row,
    monthUsd: month,
    lastMonthUsd: month,
    tcoUsd: 46_000 + 36 * month,
    presentValueUsd: 46_000 + 31.1 * month,
    atLeast: true,
  };
  return { ...a, monthly, row, split: undefined };
};

/** Every verdict and every awkward outcome, by what is special about it. */
export const REPORTS: Readonly<Record<string, () => Report>> = {
  "buy, today's offer improved": supportAssistant,
  "self-host": () =>
    withLlm(
      {
        verdict: "self-host",
        names: "host.g7e.2xlarge",
        clause: "6",
        because: "12,430 USD a month hosted against 12,624 bought",
        now: [
          {
            alternative: "host.g7e.2xlarge",
            against: "now.cache",
            savingUsdPerMonth: 193.21,
            oneOffUsd: 46_000,
            payback: at(6.4),
            open: [],
          },
          {
            alternative: "now.cache",
            against: "today",
            savingUsdPerMonth: 5226.48,
            oneOffUsd: 4600,
            payback: at(0.88),
            open: [],
          },
        ],
        not: [
          {
            alternative: "test.gpt-oss-120b.aws",
            against: "host.g7e.2xlarge",
            reason: { kind: "quality", delta: 0.1004, limit: 0.1 },
            winsAt: [],
          },
        ],
        flips: [
          {
            part: "llm",
            key: "llm.peakToMean",
            base: 6,
            value: 7.23461,
            distance: 0.20577,
            verdict: "buy",
            names: "now.cache",
          },
          {
            part: "llm",
            key: "people.gpuExpertise",
            base: "yes",
            value: "no",
            verdict: "buy",
            names: "now.cache",
          },
        ],
      },
      paysBack,
    ),
  hybrid: () =>
    withLlm(
      {
        verdict: "hybrid",
        names: "host.g7e.2xlarge",
        clause: "6",
        because: "1 of 2 request classes is cheaper hosted",
      },
      paysBack,
    ),
  "explain, quality unanswered": () =>
    withLlm({
      verdict: "explain",
      names: "today",
      clause: "4",
      now: [],
      because: "the quality of gpt-oss-120b against claude-sonnet-4-6 is not measured",
    }),
  "undecided, a material line without a price": () =>
    withLlm(
      {
        verdict: "undecided",
        names: "today",
        clause: "2",
        now: [],
        test: [],
        not: [],
        because: "the fleet is cheaper by its known lines and its instances have no price",
        material: [
          {
            alternative: "host.g7e.2xlarge",
            charge: "compute.instances",
            because: "no price for AmazonEC2 g7e.2xlarge Linux on-demand in eu-west-1",
            resolve: "crossover prices refresh --region eu-west-1",
          },
        ],
      },
      unpriced,
    ),
  "buy, with a fleet that costs at least so much": () =>
    withLlm(
      {
        not: [
          {
            alternative: "host.g7e.2xlarge",
            against: "test.gpt-oss-120b.aws",
            reason: { kind: "dearer", monthUsd: 2610.06, againstUsd: 1285.2 },
            winsAt: [],
          },
        ],
      },
      unpriced,
    ),
  "by constraint": () =>
    withLlm(
      {
        verdict: "self-host",
        byConstraint: true,
        names: "host.g7e.2xlarge",
        clause: "1",
        because: "criteria.dataPolicy leaves only what runs in your own account",
        now: [],
        test: [],
        not: [
          {
            alternative: "test.gpt-oss-120b.aws",
            against: "host.g7e.2xlarge",
            reason: { kind: "infeasible", because: "data may not leave your own account" },
            winsAt: [],
          },
        ],
      },
      (a) => (a.kind === "hosted" ? a : { ...a, infeasible: "data may not leave your own account" }),
    ),
  "nothing to change": () =>
    withLlm({ names: "today", improved: "today", now: [], test: [] }, (a) =>
      a.kind === "lever" ? undefined : a,
    ),
  "nothing bought today": () =>
    withLlm(
      { names: "test.gpt-oss-120b.aws", today: undefined, improved: undefined, now: [], test: [] },
      (a) => {
        if (a.kind === "today" || a.kind === "lever" || a.row === undefined) return undefined;
        const { paybackToday: _, paybackImproved: __, ...row } = a.row;
        return { ...a, needsGate: false, row };
      },
    ),
  "nothing hosted": () =>
    withLlm({ lead: undefined, not: [], clause: "none", ruledOut: [] }, (a) =>
      a.kind === "hosted" ? undefined : a,
    ),
  "no fleet fits": () =>
    withLlm(
      {
        lead: undefined,
        clause: "1",
        not: [
          {
            alternative: "host.g7e.2xlarge",
            against: "now.cache",
            reason: { kind: "infeasible", because: "does not fit: needs 141 GiB, has 86 GiB" },
            winsAt: [],
          },
        ],
      },
      (a) => {
        if (a.kind !== "hosted") return a;
        const { row: _, split: __, capacity: ___, ...bare } = a;
        return { ...bare, infeasible: "does not fit: needs 141 GiB, has 86 GiB" };
      },
    ),
  "payback too late, a tie over the horizon": () =>
    withLlm(
      {
        not: [
          {
            alternative: "host.g7e.2xlarge",
            against: "now.cache",
            reason: { kind: "payback", payback: at(24.04), limitMonths: 24 },
            winsAt: [
              { from: 1_912_345.6, to: 2_000_000 },
              { from: 2_400_001, to: null },
            ],
          },
        ],
        flips: [
          {
            part: "llm",
            key: "llm.requestsPerMonth",
            base: 1_700_000,
            value: 1_700_812.3,
            distance: 0.000478,
            verdict: "self-host",
            names: "host.g7e.2xlarge",
          },
        ],
      },
      (a) =>
        a.id === "host.g7e.2xlarge" && a.row !== undefined
          ? {
              ...a,
              row: {
                ...a.row,
                tcoUsd: 457_805.36,
                presentValueUsd: 402_000,
                paybackToday: at(8.5),
                paybackImproved: at(24.04),
              },
            }
          : a,
    ),
  "never, though its month costs less from 3 M requests": () =>
    withLlm({
      not: [
        {
          alternative: "host.g7e.2xlarge",
          against: "now.cache",
          reason: { kind: "payback", payback: { kind: "beyond", lowerBound: 36 }, limitMonths: 24 },
          winsAt: [{ from: 0, to: 0 }],
          cheaperAt: [{ from: 2_999_999.5, to: null }],
          searchedTo: 170_000_000,
        },
      ],
    }),
  "dearer over the horizon only": () =>
    withLlm({
      not: [
        {
          alternative: "host.g7e.2xlarge",
          against: "now.cache",
          reason: { kind: "total", presentValueUsd: 433_657.3, againstUsd: 398_283.2 },
        },
        {
          alternative: "host.g5.12xlarge",
          against: "now.cache",
          reason: {
            kind: "unknown",
            charge: "compute.instances",
            because: "no price",
            resolve: "crossover prices refresh",
          },
        },
      ],
    }),
  "the same price at another seller": () =>
    withLlm(
      {
        not: [
          {
            alternative: "host.g7e.2xlarge",
            against: "test.gpt-oss-120b.aws",
            reason: { kind: "dearer", monthUsd: 1285.2, againstUsd: 1285.2000000000003 },
            winsAt: [{ from: 0, to: null }],
          },
        ],
      },
      (a) => (a.capacity === undefined ? a : { ...a, capacity: { ...a.capacity, instancesHigh: null } }),
    ),
  "nothing is allowed": () =>
    withLlm(
      {
        verdict: "explain",
        names: "none",
        clause: "1",
        lead: undefined,
        now: [],
        test: [],
        not: [],
        because: "the data policy rules out every offer and every fleet",
        byConstraint: true,
      },
      (a) => ({ ...a, infeasible: "the data policy is air-gapped, and this reaches beyond the account" }),
    ),
  "no expertise": () =>
    withLlm({
      not: [
        { alternative: "host.g7e.2xlarge", against: "now.cache", reason: { kind: "expertise" }, winsAt: [] },
      ],
    }),
  "too few hours": () =>
    withLlm({
      not: [
        {
          alternative: "host.g7e.2xlarge",
          against: "now.cache",
          reason: { kind: "expertise", neededHours: 31, freeHours: 30 },
        },
      ],
    }),
  "no searched flips": () => withLlm({ flips: [], searched: [] }),
  "stores only": storesOnly,
  "vectors self-hosted beside the llm part": () => {
    const report = supportAssistant();
    const now = {
      alternative: "host.r6g.xlarge",
      against: "today",
      savingUsdPerMonth: 402.11,
      oneOffUsd: 6900,
      payback: { kind: "immediate" as const },
      open: [],
    };
    const decision = vectorsDecision({
      verdict: "self-host",
      names: "host.r6g.xlarge",
      now: [now],
      not: [],
      flips: [],
    });
    return together({ ...report, decisions: [llmDecision(), decision] });
  },
};
