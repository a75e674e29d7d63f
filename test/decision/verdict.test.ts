import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { combine } from "../../src/decision/combine.ts";
import { decide } from "../../src/decision/decide.ts";
import { unsettled } from "../../src/decision/gate.ts";
import { rule } from "../../src/decision/verdict.ts";
import { unknown } from "../../src/provenance.ts";
import type { People } from "../../src/scenario/scenario.ts";
import { alternative, charge, criteria, delta, expert, fig, input } from "./fixtures.ts";

const noExpert: People = { ...expert, gpuExpertise: "no" };

/** Today costs 1,000 a month more than hosting, so that a build of 1,000 × m pays back in m months. */
const duel = (months: number, quality = delta(0), people = expert) =>
  rule(
    input(
      [
        alternative({ id: "today", kind: "today", monthly: 3000 }),
        alternative({ id: "host", kind: "hosted", monthly: 2000, oneOff: 1000 * months, quality }),
      ],
      { people },
    ),
  );

describe("R16: payback, gap in win rates, expertise", () => {
  it.each([
    [12, 0, "yes", "explain", "7"],
    [24, 0, "yes", "explain", "7"],
    [11.99, 0.0999, "yes", "self-host", "6"],
    [11.99, 0.1, "yes", "explain", "5"],
    [25, undefined, "yes", "buy", "3"],
    [6, 0, "no", "buy", "3"],
    [6, undefined, "yes", "explain", "4"],
    [6, -0.2, "yes", "self-host", "6"],
    [6, 0, "unanswered", "explain", "4"],
    [24.01, 0, "yes", "buy", "3"],
  ] as const)("%d months, δ %s, expertise %s: %s (step %s)", (months, gap, answer, verdict, clause) => {
    const quality = gap === undefined ? ({ kind: "unanswered" } as const) : delta(gap);
    const ruling = duel(months, quality, { ...expert, gpuExpertise: answer });
    expect([ruling.verdict, ruling.clause]).toEqual([verdict, clause]);
    expect(ruling.names).toBe(verdict === "self-host" ? "host" : "today");
  });

  it("R1: 46,000 of build against 1,312.26 a month, δ 0.05, expertise yes: 35.05 > 24, buy", () => {
    const ruling = rule(
      input([
        alternative({ id: "today", kind: "today", monthly: 8750 }),
        alternative({ id: "host", kind: "hosted", monthly: 7437.74, oneOff: 46000, quality: delta(0.05) }),
      ]),
    );
    expect([ruling.verdict, ruling.clause, ruling.names]).toEqual(["buy", "3", "today"]);
  });

  it("A18: at 2.50/10 per Mtok the API costs 5,000.00 against 7,437.74: never, so buy", () => {
    const decision = decide(
      input([
        alternative({ id: "today", kind: "today", monthly: 5000 }),
        alternative({ id: "host", kind: "hosted", monthly: 7437.74, oneOff: 46000, quality: delta(0.05) }),
      ]),
    );
    expect(decision.verdict).toBe("buy");
    expect(decision.rows[1]?.paybackToday).toEqual({ kind: "never", because: "it costs more a month" });
    expect(decision.not[0]?.reason).toEqual({ kind: "dearer", monthUsd: 7437.74, againstUsd: 5000 });
  });
});

describe("both baselines must be won", () => {
  const today = alternative({ id: "today", kind: "today", monthly: 17850 });
  const cached = alternative({ id: "now.cache", kind: "lever", monthly: 12624, oneOff: 4600 });
  const bought = alternative({
    id: "open.aws",
    kind: "bought",
    monthly: 1285,
    oneOff: 13800,
    quality: delta(0.02),
  });
  const host = alternative({
    id: "host",
    kind: "hosted",
    monthly: 12430,
    oneOff: 46000,
    quality: delta(0.02),
  });

  it("8.5 months against today as billed, but the levers leave 194 a month: buy, with the lever pulled", () => {
    const decision = decide(input([today, cached, host]));
    expect([decision.verdict, decision.names, decision.improved]).toEqual(["buy", "now.cache", "now.cache"]);
    const row = decision.rows.find((r) => r.alternative === "host");
    expect(row?.paybackToday).toMatchObject({ kind: "at", months: expect.closeTo(46000 / 5420, 9) });
    expect(row?.paybackImproved).toEqual({ kind: "beyond", lowerBound: 36 });
  });

  it("the same weights bought for 1,285 rule out hosting at 12,430, whatever today costs", () => {
    const decision = decide(input([today, bought, host]));
    expect([decision.verdict, decision.names]).toEqual(["buy", "open.aws"]);
    const row = decision.rows.find((r) => r.alternative === "host");
    expect(row?.paybackSameModel).toEqual({ kind: "never", because: "it costs more a month" });
    expect(decision.not[0]).toMatchObject({
      alternative: "host",
      against: "open.aws",
      reason: { kind: "dearer", monthUsd: 12430, againstUsd: 1285 },
    });
  });

  it("quality unanswered: today's offer with its levers is named, the other model is a test of 16,565 a month", () => {
    const open = alternative({ id: "open.aws", kind: "bought", monthly: 1285, oneOff: 13800 });
    const ranged = { ...open, range: { low: 836, high: 2856, because: "reasoning 1 to 10" } };
    const decision = decide(
      input(
        [today, cached, ranged, alternative({ id: "host", kind: "hosted", monthly: 12430, oneOff: 46000 })],
        {
          qualityKeys: { open: "llm.candidates.0.quality" },
        },
      ),
    );
    expect([decision.verdict, decision.names]).toEqual(["buy", "now.cache"]);
    expect(decision.now).toMatchObject([
      { alternative: "now.cache", against: "today", savingUsdPerMonth: 5226, oneOffUsd: 4600 },
    ]);
    expect(decision.test).toMatchObject([
      {
        alternative: "open.aws",
        against: "now.cache",
        savingUsdPerMonth: 17850 - 5226 - 1285,
        savingLowUsdPerMonth: 14994 - 5226,
        savingHighUsdPerMonth: 17014 - 5226,
        open: [{ key: "llm.candidates.0.quality" }],
      },
    ]);
    expect(decision.not.map((r) => r.alternative)).toEqual(["host"]);
    expect(decision.barred).toBe("its quality is not measured");
  });

  it("a failed gate keeps the cheaper model out of the verdict and says by how much", () => {
    const failed = alternative({
      id: "open.aws",
      kind: "bought",
      monthly: 1285,
      oneOff: 13800,
      quality: delta(0.2),
    });
    const decision = decide(input([today, failed]));
    expect([decision.verdict, decision.names]).toEqual(["buy", "today"]);
    expect(decision.test).toEqual([]);
    expect(decision.not[0]?.reason).toEqual({ kind: "quality", delta: 0.2, limit: 0.1 });
  });
});

describe("levers", () => {
  const today = alternative({ id: "today", kind: "today", monthly: 10000 });

  it("a lever that takes 13 months is left out, the next is measured against the last that stayed", () => {
    const first = alternative({ id: "now.a", kind: "lever", monthly: 9000, oneOff: 2000 });
    const slow = alternative({ id: "now.b", kind: "lever", monthly: 8900, oneOff: 3300 });
    const third = alternative({ id: "now.c", kind: "lever", monthly: 8000, oneOff: 3400 });
    const decision = decide(input([today, first, slow, third]));
    expect(decision.now.map((a) => [a.alternative, a.against, a.savingUsdPerMonth, a.oneOffUsd])).toEqual([
      ["now.a", "today", 1000, 2000],
      ["now.c", "now.a", 1000, 1400],
    ]);
    expect(decision.not).toMatchObject([
      {
        alternative: "now.b",
        against: "now.a",
        reason: { kind: "payback", limitMonths: 12, payback: { months: 13 } },
      },
    ]);
    expect(decision.improved).toBe("now.c");
  });

  it("nothing to change is a result", () => {
    const decision = decide(input([today]));
    expect([decision.verdict, decision.names, decision.clause]).toEqual(["buy", "today", "none"]);
    expect([decision.now, decision.test, decision.not]).toEqual([[], [], []]);
  });

  it("a cheaper seller of the same model replaces the levers of the old one: one thing to do, not two", () => {
    const lever = alternative({ id: "now.cache", kind: "lever", monthly: 9000, oneOff: 1000 });
    const seller = alternative({
      id: "seller",
      kind: "bought",
      model: "frontier",
      monthly: 4000,
      oneOff: 13800,
    });
    const decision = decide(input([today, lever, seller]));
    expect(decision.names).toBe("seller");
    expect(decision.now.map((a) => [a.alternative, a.against])).toEqual([["seller", "today"]]);
    expect(decision.not).toMatchObject([
      { alternative: "now.cache", against: "seller", reason: { kind: "dearer" } },
    ]);
  });
});

describe("unknown lines", () => {
  const today = (lines: string[] = []) =>
    alternative({ id: "today", kind: "today", monthly: 5000, unknownLines: lines });
  const host = (monthly: number, lines: string[] = [], id = "host") =>
    alternative({ id, kind: "hosted", monthly, oneOff: 10000, quality: delta(0), unknownLines: lines });

  it("on the cheaper side it could take the lead away: undecided, named", () => {
    const ruling = rule(input([today(), host(2000, ["nat"])]));
    expect([ruling.verdict, ruling.clause, ruling.names]).toEqual(["undecided", "2", "today"]);
    expect(ruling.material).toMatchObject([
      { alternative: "host", charge: "nat", resolve: "crossover prices refresh" },
    ]);
  });

  it("on the dearer side it changes nothing: hosting at 6,000 and more against 5,000 is buy", () => {
    const ruling = rule(input([today(), host(6000, ["nat"])]));
    expect([ruling.verdict, ruling.material]).toEqual(["buy", []]);
  });

  it("on today's dearer side: self-host stands", () => {
    expect(rule(input([today(["audit"]), host(2000)])).verdict).toBe("self-host");
  });

  it("on today's cheaper side: undecided, whatever its known lines say", () => {
    const ruling = rule(
      input([alternative({ id: "today", kind: "today", monthly: 0, unknownLines: ["tokens"] }), host(2000)]),
    );
    expect(ruling.verdict).toBe("undecided");
    expect(ruling.material[0]?.charge).toBe("tokens");
  });

  it("equal on both sides it is never material, and without expertise nothing could turn", () => {
    expect(rule(input([today(["embedding"]), host(2000, ["embedding"])])).verdict).toBe("self-host");
    expect(rule(input([today(), host(2000, ["nat"])], { people: noExpert })).verdict).toBe("buy");
  });

  it("a fleet without a price does not lead while another has one, however low its known lines are", () => {
    const decision = decide(input([today(), host(300, ["compute"], "host.p6"), host(2000, [], "host.g6")]));
    expect([decision.verdict, decision.names]).toEqual(["self-host", "host.g6"]);
    const unpriced = decision.not.find((r) => r.alternative === "host.p6");
    expect(unpriced?.reason).toMatchObject({ kind: "unknown", charge: "compute" });
    expect(decision.rows.map((r) => r.atLeast)).toEqual([false, true, false]);
  });

  it("the only offer left has no price at all: undecided, nothing is bought, its line is asked for", () => {
    const free = alternative({ id: "today", kind: "today", monthly: 0, infeasible: "no single sign-on" });
    const quoted = alternative({ id: "quoted", kind: "bought", monthly: 0, model: "frontier" });
    const unpriced = { ...quoted, monthly: [charge("quote", "unknown")] };
    for (const others of [[], [host(300)]]) {
      const decision = decide(input([free, unpriced, ...others]));
      expect([decision.verdict, decision.names, decision.now]).toEqual(["undecided", "today", []]);
      expect(decision.material).toMatchObject([{ alternative: "quoted", charge: "quote" }]);
    }
  });

  it("a price that every fleet lacks holds none back, however many lines of one need it", () => {
    const lacking = (ids: readonly string[]) =>
      ids.map((id) => ({
        ...charge(id, 0),
        cost: unknown("no price for alarms", "crossover prices refresh"),
      }));
    const small = host(2000, [], "host.three");
    const large = host(300, [], "host.four");
    const decision = decide(
      input([
        today(),
        { ...small, monthly: [...small.monthly, ...lacking(["node-0"])] },
        { ...large, monthly: [...large.monthly, ...lacking(["node-0", "node-1"])] },
      ]),
    );
    expect(decision.lead).toBe("host.four");
  });

  it("a payback that rests on an unknown line is not printed as a figure", () => {
    const decision = decide(input([today(), host(2000, ["nat"]), host(6000, ["nat"], "host.b")]));
    expect(decision.rows[1]?.paybackToday?.kind).toBe("unknown");
    expect(decision.rows[2]?.paybackToday?.kind).toBe("never");
  });
});

describe("data policy", () => {
  const today = alternative({ id: "today", kind: "today", monthly: 3000 });
  const aws = alternative({
    id: "open.aws",
    kind: "bought",
    monthly: 1000,
    seller: "aws",
    quality: delta(0),
  });
  const groq = alternative({
    id: "open.groq",
    kind: "bought",
    monthly: 800,
    seller: "groq",
    quality: delta(0),
  });
  const host = alternative({ id: "host", kind: "hosted", monthly: 9000, oneOff: 46000, quality: delta(0) });
  const under = (dataPolicy: typeof criteria.dataPolicy, alternatives: Alternative[], people = expert) =>
    decide(input(alternatives, { criteria: { ...criteria, dataPolicy }, people }));

  it("own-account leaves only hosting: by constraint, at its price, and the rule alone would buy", () => {
    const decision = under("own-account", [today, aws, groq, host], noExpert);
    expect([decision.verdict, decision.names, decision.clause, decision.byConstraint]).toEqual([
      "self-host",
      "host",
      "1",
      true,
    ]);
    const pv = (id: string) => decision.rows.find((r) => r.alternative === id)?.presentValueUsd ?? 0;
    expect(decision.constraint).toEqual({
      keys: ["criteria.dataPolicy"],
      presentValueUsd: pv("host") - pv("open.groq"),
      allowed: "host",
      cheapest: "open.groq",
      asIfQualityHeld: false,
      bound: "exact",
      ruleVerdict: "buy",
      ruleNames: "open.groq",
    });
  });

  it("no-third-party keeps what AWS itself runs: 1,000 there, not 800 elsewhere", () => {
    const decision = under("no-third-party", [today, aws, groq, host]);
    expect([decision.verdict, decision.names, decision.byConstraint]).toEqual(["buy", "open.aws", false]);
    expect(decision.not.find((r) => r.alternative === "open.groq")?.reason.kind).toBe("infeasible");
  });

  it("a quality that failed bars self-host even by constraint", () => {
    const bad = alternative({ id: "host", kind: "hosted", monthly: 9000, quality: delta(0.3) });
    expect(under("own-account", [today, bad]).verdict).toBe("explain");
  });

  it("today's offer ruled out and the rest not measured: explain, nothing new is bought meanwhile, the way out is a test", () => {
    const open = alternative({ id: "open.aws", kind: "bought", monthly: 1000, seller: "aws", oneOff: 13800 });
    const unmeasured = alternative({ id: "host", kind: "hosted", monthly: 9000, oneOff: 46000 });
    const decision = under("no-third-party", [today, open, unmeasured]);
    expect([decision.verdict, decision.names, decision.clause, decision.keep]).toEqual([
      "explain",
      "today",
      "4",
      undefined,
    ]);
    expect(decision.now).toEqual([]);
    expect(decision.test).toMatchObject([
      { alternative: "open.aws", against: "today", savingUsdPerMonth: 2000 },
    ]);
    expect(
      combine([{ alternatives: [today, open, unmeasured], decision }], {
        horizonMonths: 36,
        discountRatePerYear: 0.1,
      }),
    ).toBeUndefined();
  });

  it("forced to host 9,000 where today costs 3,000: the verdict says so, Now does not call it a saving", () => {
    expect(under("own-account", [today, host]).now).toEqual([]);
  });

  it("only hosting is left and its quality is open: the question is a test, not a rejection", () => {
    const unmeasured = alternative({ id: "host", kind: "hosted", monthly: 2000 });
    const dearer = alternative({ id: "host.b", kind: "hosted", monthly: 2500 });
    const decision = under("own-account", [today, unmeasured, dearer]);
    expect(decision.test.map((t) => [t.alternative, t.open.map((q) => q.key)])).toEqual([
      ["host", ["llm.candidates"]],
    ]);
    expect(decision.not).toMatchObject([
      { alternative: "host.b", against: "host", reason: { kind: "dearer", againstUsd: 2000 } },
    ]);
  });

  it("region: bought prices of a global endpoint are a finding", () => {
    const decision = decide(
      input([today], { criteria: { ...criteria, dataPolicy: "region" }, geography: "global" }),
    );
    expect(decision.findings.map((f) => f.id)).toContain("global-endpoint");
  });

  it("air-gapped leaves nothing of a stack that reaches the internet", () => {
    const deployed = { ...host, fleet: { environment: "dev", parts: {} } } as unknown as Alternative;
    const decision = under("air-gapped", [today, aws, deployed]);
    expect([decision.verdict, decision.names, decision.clause]).toEqual(["explain", "today", "1"]);
  });
});

describe("nothing bought yet", () => {
  const aws = alternative({ id: "open.aws", kind: "bought", monthly: 1000 });
  const groq = alternative({ id: "open.groq", kind: "bought", monthly: 800 });

  it("the cheapest feasible offer is the baseline and is named, quality being compared with nothing", () => {
    const decision = decide(input([aws, groq, alternative({ id: "host", kind: "hosted", monthly: 2000 })]));
    expect([decision.verdict, decision.names, decision.today]).toEqual(["buy", "open.groq", undefined]);
    expect(decision.findings.map((f) => f.id)).toContain("no-reference");
  });

  it("hosting the same weights needs no gate: 200 a month against 800", () => {
    const decision = decide(
      input([aws, groq, alternative({ id: "host", kind: "hosted", monthly: 200, oneOff: 1000 })]),
    );
    expect([decision.verdict, decision.names]).toEqual(["self-host", "host"]);
    expect(decision.now).toMatchObject([
      { alternative: "host", against: "open.groq", savingUsdPerMonth: 600 },
    ]);
  });
});

describe("R15: 100 cases, gap 0.08 of a limit of 0.10", () => {
  it("48 A, 40 B, 12 ties: passes, not settled, 8,391 cases would settle it", () => {
    const error = Math.sqrt((0.48 + 0.4 - 0.08 ** 2) / 100);
    expect(error).toBeCloseTo(0.0935, 4);
    const quality = {
      kind: "measured",
      delta: 0.08,
      low: 0.08 - 1.96 * error,
      high: 0.08 + 1.96 * error,
      n: 100,
    } as const;
    expect(unsettled(quality, 0.1)?.casesNeeded).toBe(8391);
    expect(duel(6, quality).verdict).toBe("self-host");
  });

  it("0.10 fails; 0 cases are unanswered", () => {
    expect(duel(6, delta(0.1)).clause).toBe("5");
    expect(duel(6, delta(0, 0)).clause).toBe("4");
  });
});

describe("people's hours", () => {
  const alternatives = [
    alternative({ id: "today", kind: "today", monthly: 8000 }),
    alternative({ id: "host", kind: "hosted", monthly: 2000, oneOff: 46000, quality: delta(0) }),
  ];

  it("20 h asked of a team with 15 free: expertise counts as no", () => {
    const people = { ...expert, teamHoursPerMonth: fig("people.teamHoursPerMonth", 15) };
    const decision = decide(input(alternatives, { people }));
    expect(decision.verdict).toBe("buy");
    expect(decision.findings.map((f) => f.id)).toContain("team-hours");
  });

  it("unanswered incident hours: the verdict turns where 6,000 − 115 h = 46,000 ÷ 12, at 18.8 h a month", () => {
    const decision = decide(input(alternatives));
    expect(decision.verdict).toBe("self-host");
    const hours = (6000 - 46000 / 12) / 115;
    expect(decision.findings.find((f) => f.id === "unanswered-hours")?.text).toContain(
      `${hours.toFixed(1)} h a month`,
    );
  });
});
