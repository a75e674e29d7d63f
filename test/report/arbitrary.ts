import fc from "fast-check";
import type {
  Report,
  ReportAction,
  ReportAlternative,
  ReportFlip,
  ReportPayback,
} from "../../src/report/report.ts";
import { alternative, charge, llmDecision, supportAssistant, vectorsDecision } from "./fixtures.ts";

/** Reports whose rows, actions and rejections agree with each other as decisions make them; everything else is random. */
const usd = fc.double({ min: 0.01, max: 5e6, noNaN: true });
const name = fc.constantFrom(
  "g6e.xlarge",
  "g7e.2xlarge",
  "p5.48xlarge",
  "g5.12xlarge",
  "g6.xlarge",
  "p4de.24xlarge",
);
const model = fc.constantFrom(
  "gpt-oss-120b, Bedrock",
  "Llama-3.1-8B-Instruct, Groq",
  "Qwen3-235B-A22B-Instruct-2507, Together",
);

const payback: fc.Arbitrary<ReportPayback> = fc.oneof(
  fc.record({
    kind: fc.constant("at" as const),
    months: fc.double({ min: 0.001, max: 400, noNaN: true }),
    lasting: fc.boolean(),
  }),
  fc.constant({ kind: "immediate" as const }),
  fc.constant({ kind: "tie" as const }),
  fc.record({ kind: fc.constant("leadLost" as const), month: fc.double({ min: 0.1, max: 36, noNaN: true }) }),
  fc.constant({ kind: "never" as const, because: "it costs more every month" }),
  fc.constant({ kind: "beyond" as const, lowerBound: 36 }),
  fc.constant({ kind: "unknown" as const, because: "a line has no price" }),
);

interface Seed {
  readonly name: string;
  readonly monthUsd: number;
  readonly oneOffUsd: number;
  readonly today: ReportPayback;
  readonly improved: ReportPayback;
  readonly unknown: boolean;
  readonly infeasible: boolean;
}

const seed = (named: fc.Arbitrary<string>): fc.Arbitrary<Seed> =>
  fc.record({
    name: named,
    monthUsd: usd,
    oneOffUsd: usd,
    today: payback,
    improved: payback,
    unknown: fc.boolean(),
    infeasible: fc.constantFrom(false, false, false, true),
  });

function made(kind: ReportAlternative["kind"], index: number, from: Seed): ReportAlternative {
  const missing = {
    kind: "unknown" as const,
    because: "no price for it in eu-south-2",
    resolve: "crossover prices refresh",
  };
  const lines = [charge("compute.instances", "1", "month", from.monthUsd.toFixed(6))];
  const unknown =
    from.unknown && kind === "hosted"
      ? [charge("storage.volumes", "3", "GiB-month", "1", { price: missing, cost: missing })]
      : [];
  return alternative(
    {
      id: `${kind}.${index}`,
      part: "llm",
      kind,
      name: kind === "lever" ? `+ change ${index}` : kind === "hosted" ? `3 × ${from.name}` : from.name,
      needsGate: kind === "bought",
      oneOff:
        kind === "today"
          ? []
          : [charge("build", "1", "build", from.oneOffUsd.toFixed(6), { origin: "yours" })],
      monthly: [...lines, ...unknown],
      ...(from.infeasible && kind !== "today" && { infeasible: "does not fit: needs 141 GiB, has 86 GiB" }),
    },
    kind === "today" ? {} : { paybackToday: from.today, paybackImproved: from.improved },
  );
}

function actionOf(a: ReportAlternative, b: ReportAlternative, back: ReportPayback): ReportAction {
  return {
    alternative: a.id,
    against: b.id,
    savingUsdPerMonth: (b.row?.monthUsd ?? 0) - (a.row?.monthUsd ?? 0),
    oneOffUsd: (a.row?.oneOffUsd ?? 0) - (b.row?.oneOffUsd ?? 0),
    payback: back,
    open:
      a.kind === "bought"
        ? [{ key: "llm.candidates.0.quality", question: "Is it as good?", test: "Let a third model judge." }]
        : [],
  };
}

const flip: fc.Arbitrary<ReportFlip> = fc
  .record({
    base: fc.double({ min: 0.01, max: 1e8, noNaN: true }),
    factor: fc.double({ min: 0.01, max: 10, noNaN: true }),
  })
  .map(({ base, factor }) => ({
    part: "llm" as const,
    key: "llm.peakToMean",
    base,
    value: base * factor,
    distance: Math.abs(factor - 1),
    verdict: "buy" as const,
    names: "today.0",
  }));

export const reports: fc.Arbitrary<Report> = fc
  .record({
    today: seed(fc.constant("claude-sonnet-4-6")),
    hasToday: fc.boolean(),
    levers: fc.array(seed(fc.constant("lever")), { maxLength: 5 }),
    bought: fc.array(seed(model), { maxLength: 6 }),
    hosted: fc.array(seed(name), { maxLength: 8 }),
    verdict: fc.constantFrom(
      "self-host" as const,
      "hybrid" as const,
      "buy" as const,
      "explain" as const,
      "undecided" as const,
    ),
    pick: fc.nat(),
    flips: fc.array(flip, { maxLength: 6 }),
    vectors: fc.boolean(),
    tie: fc.boolean(),
  })
  .map((given) => {
    const today = given.hasToday ? [made("today", 0, { ...given.today, infeasible: false })] : [];
    const levers = given.hasToday ? given.levers.map((from, index) => made("lever", index, from)) : [];
    const bought = given.bought.map((from, index) => made("bought", index, from));
    const hosted = given.hosted.map((from, index) => made("hosted", index, from));
    const all = [...today, ...levers, ...bought, ...hosted];
    const feasible = all.filter(({ infeasible }) => infeasible === undefined);
    const named = feasible[given.pick % Math.max(1, feasible.length)];
    const lead = hosted.find(({ infeasible }) => infeasible === undefined);
    const base = today[0] ?? named;
    const chain = [...today, ...levers.filter(({ infeasible }) => infeasible === undefined)];
    const losers = base === undefined ? [] : all.filter((a) => a !== base && a !== named);
    const decision = llmDecision({
      verdict: given.verdict,
      names: named?.id ?? "none",
      today: today[0]?.id,
      improved: chain.at(-1)?.id,
      sameModel: bought[0]?.id,
      lead: lead?.id,
      now: chain.slice(1).map((lever, index) => actionOf(lever, chain[index] ?? lever, given.today.today)),
      test: base === undefined ? [] : bought.slice(0, 3).map((a) => actionOf(a, base, given.today.improved)),
      not: losers.map((a) => ({
        alternative: a.id,
        against: base?.id ?? "none",
        reason:
          a.infeasible === undefined
            ? { kind: "dearer", monthUsd: a.row?.monthUsd ?? 0, againstUsd: base?.row?.monthUsd ?? 0 }
            : { kind: "infeasible", because: a.infeasible },
        winsAt: given.tie ? [] : [{ from: 123_456.7, to: 1_234_567.8 }],
      })),
      material: [],
      flips: given.flips,
    });
    const report = supportAssistant();
    const vectors = report.alternatives.filter(({ part }) => part === "vectors");
    const { combination: _, ...rest } = report;
    return {
      ...rest,
      alternatives: [...all, ...(given.vectors ? vectors : [])],
      decisions: [decision, ...(given.vectors ? [vectorsDecision()] : [])],
    };
  });
