import fc from "fast-check";
import { type Raw, scenarios } from "./arbitrary.ts";

type Node = Readonly<Record<string, unknown>>;
type Part = "llm" | "vectors" | "tracking";

/** One time in two, and one in five. */
const maybe = <T>(of: fc.Arbitrary<T>) => fc.oneof(fc.constant(undefined), of);
const seldom = <T>(of: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of });
const usd = fc.constantFrom(0, 150, 2500, 40_000);
const hours = fc.constantFrom<unknown>(2, 25, 160, { low: 10, base: 40, high: 90 });

const quality = fc.oneof(
  fc.constantFrom<unknown>(undefined, "same", "unanswered"),
  fc.record({
    wins: fc.record({
      today: fc.integer({ min: 0, max: 60 }),
      candidate: fc.integer({ min: 0, max: 60 }),
      ties: fc.integer({ min: 0, max: 40 }),
    }),
    judge: seldom(fc.constant("openai/gpt-4.1")),
    measuredAt: seldom(fc.constant("2026-08-30")),
  }),
);

const rates = { inputUsdPerMtok: fc.constantFrom(0.1, 2), outputUsdPerMtok: fc.constantFrom(0.4, 9) };
const training = fc.constantFrom({}, { trainingUsd: 900 }, { gpuHours: 40, gpuHourlyUsd: 3.5 });
const served = fc.oneof(
  fc.constant({ servedAs: "own" }),
  fc.constant({ servedAs: "adapter" }),
  fc.record({ servedAs: fc.constantFrom("vendor", "adapter"), ...rates }),
  fc.record({
    servedAs: fc.constant("dedicated"),
    hourlyUsd: fc.constantFrom(1.2, 12),
    instances: fc.constantFrom<unknown>(1, 4, { low: 1, base: 2, high: 3 }),
  }),
);
const tuning = fc
  .tuple(
    served,
    training,
    fc.record({
      purpose: maybe(fc.constantFrom("behaviour", "format", "facts")),
      labellingUsd: maybe(usd),
      retunesPerYear: maybe(fc.constantFrom(0, 0.5, 2, 12)),
    }),
  )
  .map(([way, run, rest]) => ({ ...rest, ...run, ...way }));

const stored = fc.record({
  vectors: fc.constantFrom(50_000, 3_000_000, 200_000_000),
  dimensions: fc.constantFrom(384, 1536),
  growthPerMonth: seldom(fc.constantFrom(0, 0.05)),
});
const retrieval = fc.oneof(
  fc.record({ promptTokensAdded: fc.constantFrom(0, 600, 4000), store: fc.constant("none") }),
  fc.record({
    promptTokensAdded: fc.constantFrom(200, 3000),
    store: fc.constantFrom("qdrant", "pinecone/standard", "s3-vectors", "own/index"),
    vectors: stored,
  }),
);

const adapted = fc
  .record({
    model: fc.constantFrom(
      "openai/gpt-oss-20b",
      "meta-llama/Llama-3.1-8B-Instruct",
      "Qwen/Qwen3-8B",
      "openai/gpt-4.1-mini",
    ),
    quality,
    tuning: maybe(tuning),
    retrieval: maybe(retrieval),
  })
  .map(({ tuning: tuned, ...rest }) => {
    const closed = rest.model === "openai/gpt-4.1-mini" && tuned?.servedAs === "own";
    return closed ? rest : { ...rest, tuning: tuned };
  });

/** What an own offer may cost beside its rates; one that the team runs itself says its hours. */
const ownTerms = fc
  .record({
    place: fc.constantFrom(undefined, "api", "cloud", "premises"),
    spectrum: seldom(fc.constantFrom("full-build", "hybrid-build", "light-build", "full-buy")),
    host: seldom(
      fc.record({
        instances: fc.constantFrom(1, 3),
        hourlyUsd: fc.constantFrom(0.4, 5),
        overheadShare: maybe(fc.constantFrom(0, 0.2)),
        hoursPerMonth: seldom(fc.constantFrom(100, 720)),
      }),
    ),
    infrastructureUsdPerMonth: seldom(usd),
    monitoringUsdPerMonth: seldom(usd),
    buildHours: seldom(hours),
    upkeepHoursPerMonth: maybe(hours),
    incidentHoursPerMonth: seldom(hours),
    complianceHoursPerMonth: seldom(hours),
    securityHoursPerMonth: seldom(hours),
    labellingUsd: seldom(usd),
    trainingUsd: seldom(usd),
    upfrontUsd: seldom(usd),
    spreadMonths: seldom(fc.constantFrom(1, 12, 50)),
  })
  .map((terms) =>
    terms.place === undefined || terms.place === "api"
      ? terms
      : { ...terms, upkeepHoursPerMonth: terms.upkeepHoursPerMonth ?? 12 },
  );

const owned = <T extends object>(name: string, rate: fc.Arbitrary<T>) =>
  fc.tuple(ownTerms, rate).map(([terms, own]) => ({ name, ...terms, ...own }));

const fixed = fc.record({ kind: fc.constant("fixed") });
const OWN: Readonly<Record<Part, fc.Arbitrary<Node & { name: string }>>> = {
  llm: owned(
    "model",
    fc.oneof(
      fc.record({ kind: fc.constant("tokens"), ...rates, cacheReadUsdPerMtok: maybe(fc.constant(0.02)) }),
      fc.record({ kind: fc.constant("request"), usdPerRequest: fc.constantFrom(0.0001, 0.004) }),
      fixed,
    ),
  ),
  vectors: owned(
    "index",
    fc.oneof(
      fc.record({
        kind: fc.constant("vectors"),
        usdPerMillionVectorMonths: fc.constantFrom(0.5, 12),
        usdPerMillionQueries: maybe(fc.constantFrom(0.2, 9)),
        usdPerMillionWrites: maybe(fc.constantFrom(0.2, 9)),
      }),
      fixed,
    ),
  ),
  tracking: owned(
    "tracker",
    fc.oneof(fc.record({ kind: fc.constant("seats"), seatUsd: fc.constantFrom(0, 9, 70) }), fixed),
  ),
};

/** Items of the checklist that no random scenario prices; a priced one is refused. */
const UNPRICED = [
  "support plan",
  "hiring and training of people",
  "evaluation runs and re-tests when a model retires",
  "taxes and currency",
] as const;

const side = fc.constantFrom("buy", "self-host");
const risk = fc.oneof(
  fc.record({
    kind: fc.constant("repeating"),
    side,
    perYear: fc.constantFrom<unknown>(0, 0.5, { low: 1, base: 2, high: 5 }),
    impactUsd: usd,
  }),
  fc.record({
    kind: fc.constant("once"),
    side,
    probability: fc.constantFrom(0, 0.2, 1),
    impactUsd: usd,
    month: fc.constantFrom(0, 1),
  }),
  fc.record({
    kind: fc.constant("outage"),
    side,
    sla: maybe(fc.constantFrom(0.999, 0.95, 1)),
    usdPerHourDown: usd,
    creditsUsdPerMonth: seldom(usd),
  }),
  fc.record({
    kind: fc.constant("delay"),
    probability: fc.constantFrom(0, 0.5),
    weeks: fc.constantFrom(0, 6),
    extraHours: maybe(hours),
  }),
  fc.record({ kind: fc.constant("word"), side, word: fc.constantFrom("low", "high") }),
);

const commitment = fc.oneof(
  fc.record({ option: fc.constantFrom("savings-plan", "no-upfront", "partial-upfront", "all-upfront") }),
  fc.record({
    hourlyUsd: fc.constantFrom(0.2, 1.4, 30),
    instanceType: fc.constantFrom("g6e.xlarge", "g7e.2xlarge", "p5.4xlarge", "r6g.large"),
  }),
);
const commitments = fc.array(
  fc
    .tuple(
      commitment,
      fc.record({
        units: fc.integer({ min: 1, max: 5 }),
        termMonths: fc.constantFrom(1, 12, 36),
        startMonth: seldom(fc.constant(1)),
      }),
    )
    .map(([rate, term]) => ({ ...term, ...rate })),
  { minLength: 1, maxLength: 2 },
);

const switching = fc.record({
  weeks: fc.constantFrom<unknown>(0, 3, { low: 2, base: 4, high: 9 }),
  weeklyUsd: maybe(usd),
  systems: fc.constantFrom(0, 4),
  hoursPerSystem: hours,
  testsShare: seldom(fc.constantFrom(0, 0.5)),
  bufferShare: seldom(fc.constantFrom(0, 0.1)),
});

const decorations = fc.record({
  commitments: seldom(commitments),
  risks: maybe(fc.array(risk, { maxLength: 3 })),
  spent: seldom(fc.constant([{ what: "a pilot", usd: 42_000, at: "2026-02-01" }])),
  notes: seldom(fc.constant([{ text: "moved back", by: "a peer", at: "2026-03-01" }])),
  switching: seldom(switching),
  exitHours: seldom(hours),
  adapted: maybe(adapted),
  own: maybe(fc.record(OWN)),
  ownToday: fc.boolean(),
  leaving: seldom(
    fc.record({
      breakEvenMonths: maybe(fc.constantFrom(1, 6)),
      probabilityFloor: maybe(fc.constantFrom(0, 0.8, 1)),
      marginFloor: seldom(fc.constantFrom(-0.5, 0.4)),
    }),
  ),
  tieBand: seldom(fc.constantFrom(0, 0.3)),
  context: seldom(
    fc.record({
      organisationPeople: maybe(fc.constantFrom(3, 400)),
      aiIsProduct: maybe(fc.constantFrom("yes", "no", "unanswered")),
      gap: maybe(fc.constantFrom("none", "behaviour", "knowledge", "quality")),
    }),
  ),
  spreadMonths: seldom(fc.constantFrom(1, 12, 120)),
  announcedPriceChanges: seldom(fc.boolean()),
  excluded: seldom(
    fc
      .uniqueArray(fc.constantFrom(...UNPRICED), { minLength: 1, maxLength: 2 })
      .map((items) => items.map((item) => ({ item, because: "paid by another team" }))),
  ),
  revenueUsdPerRequest: seldom(fc.constantFrom(0, 0.001, 0.2)),
  successShare: seldom(fc.constantFrom(0.5, 1)),
  uncertainty: seldom(fc.record({ draws: fc.constantFrom(1000, 2000), seed: fc.constantFrom(0, 7) })),
});

type Decorations = typeof decorations extends fc.Arbitrary<infer T> ? T : never;

/** Random scenarios with what stands beside volumes and prices: own offers, adapted candidates, risks, terms. */
export const decorated: fc.Arbitrary<Raw> = fc.noBias(
  fc.tuple(scenarios, decorations).map(([raw, more]) => written(withAll(raw, more))),
);

/** Drops what is absent: an explicit undefined is not what a file can hold. */
function written(raw: object): Raw {
  return JSON.parse(JSON.stringify(raw)) as Raw;
}

const node = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {});
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function withAll(raw: Raw, more: Decorations): Raw {
  const parts = (["llm", "vectors", "tracking"] as const).filter((part) => raw[part] !== undefined);
  const { commitments: terms, announcedPriceChanges, excluded } = more;
  const made = Object.fromEntries(parts.map((part) => [part, partOf(part, node(raw[part]), more)]));
  const hosted = parts.find((part) => part !== "tracking" && hasFleet(part, node(made[part])));
  const { llm } = raw;
  const spreadMonths = hosted === "llm" && node(llm).today !== undefined ? more.spreadMonths : undefined;
  const context = llm === undefined && more.context ? { ...more.context, gap: undefined } : more.context;
  const marginFloor = llm === undefined ? undefined : more.leaving?.marginFloor;
  const leaving = hosted === undefined ? {} : { ...more.leaving, marginFloor };
  return {
    ...raw,
    ...made,
    ...(hosted && terms && { commitments: terms.map((term) => ({ part: hosted, ...term })) }),
    risks: more.risks?.map((entry, i) => ({
      name: `risk ${i + 1}`,
      ...entry,
      part: i === 0 ? undefined : parts[i % parts.length],
    })),
    ...{ spent: more.spent, notes: more.notes, spreadMonths, announcedPriceChanges, excluded },
    ...{ uncertainty: more.uncertainty, context },
    offers: {
      ...node(raw.offers),
      ...(more.switching && { switching: more.switching }),
      ...(more.exitHours !== undefined && { exitHours: more.exitHours }),
      own: ownOf(raw, parts, more),
    },
    criteria: {
      ...node(raw.criteria),
      ...leaving,
      ...(more.tieBand !== undefined && { tieBand: more.tieBand }),
    },
  };
}

/** Some machine of its own would be deployed for the part, so that terms for machines are read. */
function hasFleet(part: Part, { candidates, today, hosting }: Node): boolean {
  if (part !== "llm") return [today, ...listed(candidates)].includes("qdrant");
  if (node(hosting).fixed !== undefined) return false;
  return listed(candidates).some((entry) => {
    const { model, tuning: tuned } = typeof entry === "string" ? { model: entry } : node(entry);
    const way = node(tuned).servedAs;
    return (
      !/^(own|openai\/gpt-4|anthropic|google\/gemini|aws)/.test(String(model)) && (way ?? "own") === "own"
    );
  });
}

/** The offers that the file names: those of the base scenario, and one for each part. */
function ownOf(raw: Raw, parts: readonly Part[], { own, adapted: candidate }: Decorations) {
  const given = listed(node(raw.offers).own);
  const made = own === undefined ? [] : parts.map((part) => own[part]);
  const store = node(node(candidate).retrieval).store === "own/index" && parts.includes("llm");
  const index = store && !made.some(({ name }) => name === "index");
  const lone = index ? [{ kind: "vectors", name: "index", usdPerMillionVectorMonths: 3 }] : [];
  const all = [...given, ...made, ...lone];
  return all.length === 0 ? undefined : all;
}

const OWN_NAME: Readonly<Record<Part, string>> = {
  llm: "own/model",
  vectors: "own/index",
  tracking: "own/tracker",
};

function partOf(part: Part, given: Node, more: Decorations): Node {
  const name = OWN_NAME[part];
  const named = more.own !== undefined;
  // Another offer of today would leave keys of a store that nothing reads any more.
  const swaps = part === "llm" && named && more.ownToday && given.today !== undefined;
  const today = swaps && !String(given.today).startsWith("own/") ? name : given.today;
  const candidates = given.candidates === undefined ? undefined : listed(given.candidates);
  const added = named && today !== name ? [part === "llm" ? { model: name } : name] : [];
  if (part !== "llm") {
    const engine = part === "vectors" ? "qdrant" : "mlflow";
    return { ...given, today, candidates: [...(candidates ?? [engine]), ...added] };
  }
  const { revenueUsdPerRequest, successShare } = more;
  const all = [...(more.adapted === undefined ? [] : [more.adapted]), ...(candidates ?? []), ...added];
  return {
    ...given,
    today,
    candidates: all.length === 0 ? undefined : all,
    revenueUsdPerRequest,
    successShare,
  };
}
