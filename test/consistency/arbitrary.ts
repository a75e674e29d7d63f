import fc from "fast-check";
import { readsOf } from "../../src/offers/services.ts";

/** A scenario as its file would hold it. */
export type Raw = Record<string, unknown>;

/** Log-uniform between two numbers above 0, at four digits so that a counterexample can be read. */
function volume(from: number, to: number, whole = false): fc.Arbitrary<number> {
  return fc.double({ min: Math.log(from), max: Math.log(to), noNaN: true }).map((log) => {
    const value = Number(Math.exp(log).toPrecision(4));
    return whole ? Math.max(1, Math.round(value)) : value;
  });
}

const share = (max = 1) => fc.integer({ min: 0, max: Math.round(max * 100) }).map((n) => n / 100);

/** The base alone, now and then a range around it. */
function ranged(base: fc.Arbitrary<number>): fc.Arbitrary<unknown> {
  return fc.tuple(base, fc.integer({ min: 0, max: 9 }), share(0.5)).map(([value, die, spread]) => {
    if (die > 0) return value;
    return { low: value * (1 - spread), base: value, high: value * (1 + spread), because: "measured in May" };
  });
}

/** Hours of people; none at all needs its reason. */
const hours = (...values: number[]) =>
  fc
    .constantFrom(0, ...values)
    .map((value) => (value === 0 ? { base: 0, because: "another team does it" } : value));

const rarely = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 5, nil: undefined });
const often = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 2, nil: undefined });

/** Drops what is absent: an explicit undefined is not what a file can hold. */
function filled(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(filled);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => (value === undefined ? [] : [[key, filled(value)]])),
  );
}

const OPEN_MODELS = [
  "openai/gpt-oss-120b",
  "openai/gpt-oss-20b",
  "meta-llama/Llama-3.1-8B-Instruct",
  "meta-llama/Llama-3.3-70B-Instruct",
  "Qwen/Qwen3-32B",
  "Qwen/Qwen3-8B",
  "mistralai/Mistral-Nemo-Instruct-2407",
  "google/gemma-3-27b-it",
] as const;

const CLOSED_MODELS = [
  "anthropic/claude-haiku-4-5",
  "openai/gpt-4.1-mini",
  "openai/gpt-4o-mini",
  "google/gemini-2.5-flash",
  "aws/amazon.nova-lite-v1:0",
] as const;

const TODAYS = [
  "anthropic/claude-sonnet-4-6",
  "openai/gpt-4.1-mini",
  "openai/gpt-4.1",
  "google/gemini-2.5-flash",
  "groq/openai/gpt-oss-120b",
  "groq/llama-3.1-8b-instant",
  "together/meta-llama/Llama-3.3-70B-Instruct-Turbo",
  "own/contract",
] as const;

const quality = fc.oneof(
  fc.constant(undefined),
  fc.constant("unanswered"),
  fc.constant("same"),
  fc.record({ delta: fc.integer({ min: -10, max: 25 }).map((n) => n / 100) }),
  fc.record({ delta: fc.constantFrom(0.02, 0.08, 0.1, 0.2), n: fc.integer({ min: 20, max: 3000 }) }),
);

const candidate = fc.oneof(
  fc.constantFrom(...OPEN_MODELS),
  fc.record({
    model: fc.constantFrom(...OPEN_MODELS),
    quality,
    weights: rarely(fc.constant("own")),
    reasoningMultiplier: rarely(
      fc.constantFrom<unknown>(1, 2, { low: 1, base: 1.5, high: 4 }, { low: 1, base: 1, high: 6 }),
    ),
    trainingUsd: rarely(volume(100, 50_000)),
    labellingUsd: rarely(volume(100, 20_000)),
  }),
  fc.record({ model: fc.constantFrom(...CLOSED_MODELS, "own/contract", "own/per-request"), quality }),
);

const hosting = fc.record({
  instanceTypes: rarely(fc.constantFrom(["g5.*", "g6.*"], ["p5.*"], ["g6e.*", "g7e.*"], ["p4d.24xlarge"])),
  spare: rarely(fc.constantFrom("replica", "instance", "none")),
  prefixHitShare: rarely(share(0.9)),
  fixed: rarely(
    fc.record({
      instances: fc.integer({ min: 1, max: 6 }),
      hourlyUsd: volume(0.3, 20),
      overheadShare: often(share(0.5)),
    }),
  ),
  buildHours: often(hours(40, 200, 400, 640)),
  upkeepHoursPerMonth: often(hours(2, 10, 40)),
  incidentHoursPerMonth: rarely(fc.constantFrom(0, 5, 20)),
  securityHoursPerMonth: rarely(fc.constantFrom(0, 5)),
});

const request = {
  promptTokens: volume(40, 12_000, true),
  sharedPrefix: rarely(share()),
  outputTokens: ranged(volume(1, 1_500, true)),
  batchShare: rarely(share()),
  batchedShare: rarely(share(0.5)),
  cachedPromptShare: rarely(share(0.5)),
  retryRate: rarely(share(0.1)),
  peakToMean: often(fc.constantFrom<unknown>(1, 2, 3, 8, { low: 2, base: 4, high: 12 })),
};

function withPrefix<T extends { promptTokens: number; sharedPrefix?: number | undefined }>({
  sharedPrefix,
  ...rest
}: T) {
  const tokens = sharedPrefix === undefined ? undefined : Math.floor(sharedPrefix * rest.promptTokens);
  return { ...rest, sharedPrefixTokens: tokens };
}

const requestsPerMonth = fc.oneof(
  { weight: 8, arbitrary: ranged(volume(100, 3e8, true)) },
  {
    weight: 1,
    arbitrary: fc
      .array(volume(1000, 1e7, true), { minLength: 2, maxLength: 5 })
      .map((months) => ({ months })),
  },
);

const oneClass = fc
  .record({ ...request, requestsPerMonth, growthPerMonth: rarely(share(0.1)) })
  .map(withPrefix);

const classes = fc
  .array(fc.record({ ...request, requestsPerMonth: volume(1000, 1e7, true) }).map(withPrefix), {
    minLength: 2,
    maxLength: 3,
  })
  .map((list) => ({ classes: list.map((entry, i) => ({ name: `class-${i + 1}`, ...entry })) }));

const distinct = (list: readonly (string | { model: string })[]) => {
  const models = list.map((entry) => (typeof entry === "string" ? entry : entry.model));
  return list.filter((_, i) => models.indexOf(models[i] ?? "") === i);
};

const llm = fc
  .record({
    today: fc.option(fc.constantFrom(...TODAYS), { freq: 5, nil: undefined }),
    workload: fc.oneof({ weight: 7, arbitrary: oneClass }, { weight: 1, arbitrary: classes }),
    candidates: fc.array(candidate, { minLength: 1, maxLength: 3 }).map(distinct),
    noCandidates: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    hosting: often(hosting),
    tokenizerFactor: rarely(fc.constantFrom(0.9, 1.15, 1.4)),
    reasoningMultiplier: rarely(fc.constantFrom<unknown>(1.5, { low: 1, base: 2, high: 3 })),
    billedUsdPerMonth: rarely(volume(50, 1e6)),
    slo: rarely(
      fc.record({ ttftP95Ms: fc.constantFrom(500, 2000, 8000), tpotMs: fc.constantFrom(15, 50, 120) }),
    ),
  })
  .map(({ today, workload, candidates, noCandidates, hosting: host, ...rest }) => {
    const open = candidates.some((c) =>
      (OPEN_MODELS as readonly string[]).includes(typeof c === "string" ? c : c.model),
    );
    const hosts = !noCandidates && (open || (host !== undefined && host.fixed !== undefined));
    const bought =
      today === undefined ? { ...rest, billedUsdPerMonth: undefined, reasoningMultiplier: undefined } : rest;
    const requests = today === undefined ? withoutToday(workload) : workload;
    return {
      today,
      ...requests,
      ...bought,
      candidates: noCandidates ? undefined : candidates,
      hosting: hosts ? host : undefined,
    };
  });

/** What nothing of the scenario would read is left out, wherever it stands. */
function without(keys: readonly string[], node: object): unknown {
  return JSON.parse(JSON.stringify(filled(node), (key, value) => (keys.includes(key) ? undefined : value)));
}

/** Keys of today's purchase make no sense where nothing is bought. */
function withoutToday(workload: object): object {
  const { cachedPromptShare: _c, batchedShare: _b, ...rest } = workload as Record<string, unknown>;
  return rest;
}

const vectorOffers = [
  "pinecone/standard",
  "s3-vectors",
  "pinecone/builder",
  "pinecone/enterprise",
  "qdrant",
  "turbopuffer",
];
const trackingOffers = [
  "wandb/pro",
  "wandb/enterprise",
  "comet/pro",
  "mlflow",
  "wandb/free",
  "sagemaker-mlflow",
];

/** One alternative is no comparison: today's and the candidates, the part's own engine when none is named. */
function offersOf(
  { today, candidates }: { today?: string | undefined; candidates?: string[] | undefined },
  engine: string,
) {
  return [...new Set([...(today === undefined ? [] : [today]), ...(candidates ?? [engine])])];
}

/** Keys that some offer reads; the others would be refused. */
function readBy(part: "vectors" | "tracking", offers: readonly string[], given: Record<string, unknown>) {
  const engine = part === "vectors" ? "qdrant" : "mlflow";
  const own =
    part === "vectors"
      ? [
          "bytesPerDimension",
          "payloadBytesInRam",
          "recordsPerWriteRequest",
          "recordsWrittenPerMonth",
          "metadataBytes",
          "queriesPerMonth",
          "topK",
          "buildHours",
          "upkeepHoursPerMonth",
        ]
      : [
          "seats",
          "runsPerMonth",
          "metricPointsPerRun",
          "artifactGBPerRun",
          "retentionMonths",
          "buildHours",
          "upkeepHoursPerMonth",
        ];
  const read = new Set(
    offers.flatMap((offer) =>
      offer === engine ? own : readsOf(part, offer).map((key) => key.split(".")[1] ?? ""),
    ),
  );
  const always = new Set([
    "today",
    "candidates",
    "vectors",
    "dimensions",
    "growthPerMonth",
    "sso",
    "embedding",
  ]);
  return Object.fromEntries(Object.entries(given).filter(([key]) => always.has(key) || read.has(key)));
}

const vectors = fc
  .record({
    today: often(fc.constantFrom(...vectorOffers)),
    candidates: often(fc.uniqueArray(fc.constantFrom(...vectorOffers), { minLength: 1, maxLength: 3 })),
    vectors: ranged(volume(1000, 3e8, true)),
    growthPerMonth: rarely(share(0.08)),
    dimensions: fc.constantFrom(256, 768, 1024, 1536, 3072),
    metadataBytes: often(fc.constantFrom(0, 200, 1500)),
    namespaces: often(volume(1, 3000, true)),
    queriesPerMonth: volume(100, 1e8, true),
    recordsWrittenPerMonth: often(volume(100, 1e7, true)),
    topK: rarely(fc.constantFrom(3, 50)),
    embedding: rarely(
      fc.record({
        model: fc.constant("openai/text-embedding-3-small"),
        tokensPerRecord: volume(20, 800, true),
        tokensPerQuery: volume(5, 80, true),
      }),
    ),
    buildHours: rarely(hours(20, 200)),
    upkeepHoursPerMonth: often(hours(1, 4, 16)),
  })
  .map((given) => readBy("vectors", offersOf(given, "qdrant"), given))
  .filter((given) => offersOf(given, "qdrant").length > 1);

const tracking = fc
  .record({
    today: often(fc.constantFrom(...trackingOffers)),
    candidates: often(fc.uniqueArray(fc.constantFrom(...trackingOffers), { minLength: 1, maxLength: 3 })),
    seats: volume(1, 400, true),
    trackedHoursPerMonth: fc.option(volume(10, 30_000), { freq: 8, nil: undefined }),
    storedGB: volume(1, 30_000),
    ingestedTraceGBPerMonth: fc.option(fc.constantFrom(0, 5, 400), { freq: 8, nil: undefined }),
    runsPerMonth: volume(10, 50_000, true),
    metricPointsPerRun: volume(100, 200_000, true),
    artifactGBPerRun: volume(0.001, 3),
    retentionMonths: rarely(fc.constantFrom(3, 24)),
    rates: fc.option(
      fc.record({ seatUsd: volume(5, 200), trackedHourUsd: volume(0.01, 1), storedGBUsd: volume(0.01, 0.1) }),
      { freq: 6, nil: undefined },
    ),
    sso: rarely(fc.constantFrom("yes", "no")),
    buildHours: rarely(hours(100)),
    upkeepHoursPerMonth: often(hours(1, 10)),
  })
  .map((given) => readBy("tracking", offersOf(given, "mlflow"), given))
  .filter((given) => offersOf(given, "mlflow").length > 1);

const OWN = [
  { kind: "tokens", name: "contract", inputUsdPerMtok: 1.2, outputUsdPerMtok: 4.8, cacheReadUsdPerMtok: 0.3 },
  { kind: "request", name: "per-request", usdPerRequest: 0.0021, upfrontUsd: 6000, spreadMonths: 12 },
];

const offers = fc.record({
  lastMileHours: rarely(fc.constantFrom<unknown>(0, 40, { low: 80, base: 120, high: 300 })),
  settingsHours: rarely(fc.constantFrom(0, 8, 400)),
  attentionHoursPerMonth: rarely(fc.constantFrom(0, 1, 20)),
  exitHours: rarely(fc.constantFrom(0, 30)),
  switching: rarely(
    fc.record({
      weeks: fc.integer({ min: 0, max: 8 }),
      weeklyUsd: fc.constantFrom(0, 4000),
      systems: fc.integer({ min: 0, max: 5 }),
      usdPerSystem: fc.constantFrom(0, 2500),
    }),
  ),
});

const criteria = fc.record({
  paybackMonths: rarely(fc.constantFrom({ good: 6, bad: 9 }, { good: 18, bad: 18 }, { good: 3 })),
  qualityDelta: rarely(fc.constantFrom(0.02, 0.2)),
  dataPolicy: rarely(fc.constantFrom("region", "no-third-party", "own-account", "air-gapped")),
});

const people = fc.oneof(
  fc.record({
    hourlyUsd: often(ranged(fc.constantFrom(35, 60, 115, 240))),
    gpuExpertise: often(fc.constantFrom<unknown>("yes", "no", "unanswered", true, false)),
    mlEngineers: rarely(fc.integer({ min: 0, max: 12 })),
    teamHoursPerMonth: rarely(fc.constantFrom(0, 15, 30, 320)),
  }),
  fc.record({ annualUsd: fc.constantFrom(60_000, 240_000), gpuExpertise: fc.constantFrom("yes", "no") }),
);

/** Scenarios as files hold them; nearly all of them are legal, what is not is refused by name. */
export const scenarios: fc.Arbitrary<Raw> = fc.noBias(
  fc
    .record({
      region: fc.oneof(
        { weight: 8, arbitrary: fc.constant("us-east-1") },
        { weight: 2, arbitrary: fc.constantFrom("us-west-2", "eu-west-1") },
      ),
      asOf: fc.constantFrom("2026-11-21", "2026-11-21", "2026-09-30", "2027-03-15"),
      environment: fc.constantFrom(undefined, undefined, "prod", "dev"),
      horizonMonths: fc.oneof(fc.constantFrom(undefined, 12, 36), fc.integer({ min: 1, max: 60 })),
      discountRatePerYear: rarely(fc.constantFrom(0, 0.04, 0.25, -0.02)),
      growthPerMonth: rarely(fc.integer({ min: -5, max: 15 }).map((n) => n / 100)),
      parts: fc.constantFrom("l", "l", "l", "v", "t", "lv", "lt", "vt", "lvt"),
      people: often(people),
      llm,
      vectors,
      tracking,
      offers,
      usage: rarely(
        fc.record({
          bootsPerInstanceMonth: rarely(fc.constantFrom(0, 10)),
          responseBytesPerToken: rarely(fc.constantFrom(6, 1000)),
          logBytesPerRequest: rarely(fc.constantFrom(0, 4000)),
        }),
      ),
      criteria: rarely(criteria),
    })
    .map(({ parts, ...all }) => {
      const named = OWN.filter(
        ({ name }) => parts.includes("l") && JSON.stringify(all.llm).includes(`own/${name}`),
      );
      const own = named.length > 0 ? named : undefined;
      const asked = parts.includes("l");
      const hosts =
        asked && OPEN_MODELS.some((model) => JSON.stringify(all.llm.candidates ?? []).includes(model));
      const unread = [
        ...(asked ? [] : ["gpuExpertise", "qualityDelta"]),
        ...(hosts ? [] : ["peakToMean", "withinHourPeak", "busyDay", "usage"]),
      ];
      return without(unread, {
        ...all,
        llm: parts.includes("l") ? all.llm : undefined,
        vectors: parts.includes("v") ? all.vectors : undefined,
        tracking: parts.includes("t") ? all.tracking : undefined,
        offers: { ...all.offers, own },
      }) as Raw;
    }),
);
