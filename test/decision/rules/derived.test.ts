import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { profileOf } from "../../../src/alternatives/performance-profile.ts";
import { capability } from "../../../src/decision/capability.ts";
import { guidanceOf } from "../../../src/decision/component-guidance.ts";
import { costSplit, hiddenShare } from "../../../src/decision/cost-split.ts";
import { expertiseOf } from "../../../src/decision/expertise.ts";
import { scaleToZero } from "../../../src/decision/idle-cost.ts";
import { leaving } from "../../../src/decision/leaving.ts";
import { peopleOutweighed } from "../../../src/decision/people-share.ts";
import { type PhaseCase, phaseOf } from "../../../src/decision/phase.ts";
import { nextStep, placeOf } from "../../../src/decision/spectrum.ts";
import { engineerEquivalents, teamTime } from "../../../src/decision/team-time.ts";
import { unitEconomics } from "../../../src/decision/unit-economics.ts";
import { workOf } from "../../../src/decision/work.ts";
import { Decimal } from "../../../src/units.ts";
import { alternative, charge, expert, fig, input } from "../fixtures.ts";

describe("unit economics", () => {
  const month = { usdPerMonth: 8750, volume: 500_000, drivers: { tokens: 8000, plan: 750 } };
  it("8,750 USD for 500,000 requests: 0.0175 each, 17.5 per 1,000, 7 per Mtok of 2,500 tokens each", () => {
    const made = unitEconomics({ ...month, promptTokens: 2000, outputTokens: 500 });
    expect(made.usdPerUnit).toEqual({ kind: "at", value: 0.0175 });
    expect(made.usdPer1000).toEqual({ kind: "at", value: 17.5 });
    expect(made.usdPerMtok).toEqual({ kind: "at", value: 7 });
  });
  it("0.5 of them succeed: 0.035 USD each; 0.035 USD of revenue leave a margin of 50 %", () => {
    const made = unitEconomics({ ...month, successShare: 0.5, revenueUsdPerUnit: 0.035 });
    expect(made.usdPerSuccess).toEqual({ kind: "at", value: 0.035 });
    expect(made.grossMargin).toMatchObject({ kind: "at" });
    expect(made.grossMargin?.kind === "at" && made.grossMargin.value).toBeCloseTo(0.5, 12);
  });
  it("no volume has no unit cost, and no revenue no margin: undefined, not 0", () => {
    const made = unitEconomics({ ...month, volume: 0, revenueUsdPerUnit: 1 });
    expect(made.usdPerUnit).toEqual({ kind: "undefined", because: "there is no volume" });
    expect(made.grossMargin).toEqual({ kind: "undefined", because: "it earns nothing" });
  });
  it("shares of the drivers sum to 1, largest first", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 8 }), (amounts) => {
        const drivers = Object.fromEntries(amounts.map((usd, i) => [`d${i}`, usd]));
        const usdPerMonth = amounts.reduce((a, b) => a + b, 0);
        const { shares } = unitEconomics({ usdPerMonth, volume: 1, drivers });
        expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(shares.map(({ share }) => share)).toEqual(
          shares.map(({ share }) => share).toSorted((a, b) => b - a),
        );
      }),
    ));
});

describe("time of people", () => {
  it("48,000 USD/month at 100 USD/h are 2.769 engineers", () =>
    expect(engineerEquivalents(48_000, 100)).toBeCloseTo(576_000 / 208_000, 12));
  it("26 h of 3 people are 5 % of their month, a build of 520 h one month of all", () => {
    const time = teamTime({ hoursPerMonth: 26, onceHours: 520 }, 3);
    expect(time.share).toBeCloseTo(0.05, 12);
    expect(time.onceMonths).toBeCloseTo(1, 12);
  });
  it("nobody, or nobody said: no share", () => {
    expect(teamTime({ hoursPerMonth: 26, onceHours: 520 }, 0).share).toBeUndefined();
    expect(teamTime({ hoursPerMonth: 26, onceHours: 520 }, undefined)).toEqual({
      hoursPerMonth: 26,
      onceHours: 520,
    });
  });
  it("M6 5 + 8 hours at 150 USD of 7,650 USD fixed are 13/51", () => {
    const share = hiddenShare(5, 8, 150, 7650);
    expect(share.kind === "at" && share.value).toBeCloseTo(13 / 51, 12);
    expect(hiddenShare(5, 8, 150, 0).kind).toBe("undefined");
  });
});

it("an option splits in once, each month and each unit; machines that follow the volume have no unit", () => {
  const curve = { fixedUsd: 100, unitUsd: 0, perVolumeUsd: 0.002 };
  expect(
    costSplit(alternative({ id: "today", kind: "today", monthly: 500, oneOff: 70, more: { curve } })),
  ).toEqual({
    onceUsd: 70,
    fixedUsd: 100,
    usdPerUnit: { kind: "at", value: 0.002 },
  });
  const steps = costSplit(
    alternative({ id: "host", kind: "hosted", monthly: 500, more: { curve: undefined } }),
  );
  expect(steps).toMatchObject({ fixedUsd: 500, usdPerUnit: { kind: "undefined" } });
});

it("a term beside its fleet: the slope is that of month 1's machines, what is fixed stands whatever the volume", () => {
  // 2,000 USD committed, 1,000 per instance above the second, 0.5 USD per unit of volume; 100 units of volume each.
  const unitsFor = (volume: number) => Math.max(1, Math.ceil(volume / 100));
  const usdAt = (volume: number) => 2000 + 1000 * Math.max(0, unitsFor(volume) - 2) + 0.5 * volume;
  const capacity = { unitsFor, volumeOf: (units: number) => 100 * units, instances: 3 } as never;
  const months = [
    { usd: usdAt(250), machinesUsd: usdAt(250) - 400, peopleUsd: 400, volume: 250, atLeast: false },
  ];
  const row = alternative({
    id: "host.committed",
    kind: "hosted",
    monthly: usdAt(250),
    more: { curve: undefined, capacity, usdAt, months, redesigns: [100, 200, 300, 400, 500] },
  });
  expect(costSplit(row)).toEqual({ onceUsd: 0, fixedUsd: 3000, usdPerUnit: { kind: "at", value: 0.5 } });
  expect(peopleOutweighed(row)).toEqual({ kind: "everywhere" });
  const crowd = { ...row, months: months.map((month) => ({ ...month, peopleUsd: 1600 })) };
  // Machines without people: 400 + 0.5 v up to 200, 1,400 + 0.5 v on three, 2,400 + 0.5 v on four.
  expect(peopleOutweighed(crowd)).toEqual({ kind: "above", volume: 300 });
  expect(peopleOutweighed({ ...crowd, redesigns: undefined })?.kind).toBe("unknown");
});

describe("a build that is spread", () => {
  const spread = {
    ...charge("people.build", 8000, "people"),
    category: "oneOff" as const,
    quantity: new Decimal(640).div(12),
    drivers: [
      {
        name: "offers.own.0.buildHours",
        value: "640",
        unit: "h",
        provenance: { kind: "yours" as const, key: "k" },
      },
    ],
  };
  const upkeep = { ...charge("people.upkeep", 8850, "people"), quantity: new Decimal(59) };
  const row = (kind: "hosted" | "today") =>
    alternative({ id: "x", kind, monthly: 0, more: { oneOff: [], monthly: [spread, upkeep] } });
  it("640 h over 12 months are 640 h once and no upkeep; of what runs already they are done", () => {
    expect(workOf(row("hosted"))).toEqual({ onceHours: 640, hoursPerMonth: 59, spreadHours: 640 });
    expect(workOf(row("today"))).toEqual({ onceHours: 0, hoursPerMonth: 59 });
  });
});

describe("scaling to zero", () => {
  const machines = { machinesUsdPerHour: 10, billedHours: 730, hourlyUsd: 100 };
  const terms = { hoursPerMonth: 400, upkeepHoursPerMonth: 6, coldStartMinutes: 8, wakesPerMonth: 60 };
  it("330 h less 8 h of starts at 10 USD, less 6 h at 100: 2,620 USD/month", () =>
    expect(scaleToZero({ ...machines, ...terms })).toEqual({
      kind: "at",
      savingUsd: 2620,
      hoursOn: 408,
      coldHours: 8,
    }));
  it.each(["hoursPerMonth", "upkeepHoursPerMonth", "coldStartMinutes"] as const)(
    "without %s no saving is shown",
    (key) => {
      const { [key]: _, ...rest } = terms;
      expect(scaleToZero({ ...machines, ...rest })).toEqual({ kind: "unanswered", keys: [key] });
    },
  );
  it("upkeep may eat more than it saves, and no month has more hours than it bills", () => {
    expect(scaleToZero({ ...machines, ...terms, hoursPerMonth: 725, wakesPerMonth: 900 })).toMatchObject({
      savingUsd: -600,
      hoursOn: 730,
    });
  });
});

describe("leaving what is bought", () => {
  const terms = { breakEvenMonths: 3, probabilityFloor: 0.8 };
  const months = { boughtUsd: [1, 3, 3, 1, 3, 3, 3, 3], hostedUsd: Array.from({ length: 8 }, () => 2) };
  it("two months above break-even are not three; months 5 to 7 are; P 0.8 meets a floor of 0.8", () => {
    const found = leaving({ ...months, ...terms, cheaperShare: 0.8 });
    expect(found.volume).toMatchObject({ kind: "met", month: 7 });
    expect(found.leave).toBe("yes");
  });
  it("equal costs stand at break-even", () =>
    expect(leaving({ boughtUsd: [2, 2, 2], hostedUsd: [2, 2, 2], ...terms }).volume.kind).toBe("met"));
  it.each([
    ["volume alone", undefined, "unknown"],
    ["and P 0.79", 0.79, "no"],
  ] as const)("%s: %s", (_, cheaperShare, leave) =>
    expect(leaving({ ...months, ...terms, ...(cheaperShare !== undefined && { cheaperShare }) }).leave).toBe(
      leave,
    ),
  );
  it("no month above break-even: no, whatever the probability", () => {
    const found = leaving({ boughtUsd: [1, 1], hostedUsd: [2, 2], ...terms });
    expect(found.leave).toBe("no");
    expect(found.volume.because).toBe("no month of the horizon reaches break-even");
  });
  it("a margin below its floor leaves alone; at the floor it does not; without revenue nobody knows", () => {
    const still = { boughtUsd: [1], hostedUsd: [2], ...terms, marginFloor: 0.3 };
    expect(leaving({ ...still, margin: { kind: "at", value: 0.29 } }).leave).toBe("yes");
    expect(leaving({ ...still, margin: { kind: "at", value: 0.3 } }).leave).toBe("no");
    expect(leaving(still)).toMatchObject({ leave: "unknown", margin: { kind: "unknown" } });
  });
});

describe("the phase", () => {
  const base: PhaseCase = {
    context: { productProven: "yes", gap: "none", sellsModels: "no" },
    onlyHosted: false,
    leave: "no",
    gate: "yes",
  };
  const at = (change: Partial<PhaseCase>, context: Partial<PhaseCase["context"]> = {}) =>
    phaseOf({ ...base, ...change, context: { ...base.context, ...context } });
  it.each([
    ["nothing may be bought, unproven", 3, { onlyHosted: true }, { productProven: "no" }],
    ["unproven, leaving would pay", 1, { leave: "yes" }, { productProven: "no" }],
    ["nobody said whether it is proven", 1, { leave: "yes" }, { productProven: "unanswered" }],
    ["proven, leaving pays, gate passed", 3, { leave: "yes" }, {}],
    ["the same without a gate", 1, { leave: "yes", gate: "unanswered" }, {}],
    ["answers in the wrong way", 2, {}, { gap: "behaviour" }],
    ["misses facts", 1, {}, { gap: "knowledge" }],
    ["not good enough", 1, {}, { gap: "quality" }],
    ["nothing missing", 1, {}, {}],
  ] as const)("%s: phase %d", (_, phase, change, context) => expect(at(change, context).phase).toBe(phase));
  it("names what is unanswered, and that pre-training is outside", () => {
    expect(at({}, { productProven: "unanswered" }).unanswered).toEqual(["context.productProven"]);
    expect(at({ leave: "yes", gate: "unanswered" }).unanswered).toEqual(["llm.candidates.quality"]);
    expect(at({}, { sellsModels: "yes" }).notes).toHaveLength(1);
    expect(at({}, {}).notes).toEqual([]);
  });
});

describe("reasons not to host", () => {
  const base = {
    belowBreakEven: "no",
    kubernetes: "yes",
    gpuExpertise: "yes",
    productProven: "yes",
    freeHours: undefined,
  } as const;
  type Change = Partial<Omit<Parameters<typeof capability>[0], "expertise">> & {
    readonly freeHours?: number;
  };
  const holds = (change: Change, name: string) => {
    const { freeHours, ...of } = { ...base, ...change };
    const { gpuExpertise, kubernetes } = of;
    const people = {
      ...expert,
      gpuExpertise,
      ...(freeHours !== undefined && { teamHoursPerMonth: fig("people.teamHoursPerMonth", freeHours) }),
    };
    const expertise = expertiseOf({}, { ...input([]), people, kubernetes });
    return capability({ ...of, expertise }).find(({ factor }) => factor === name)?.holds;
  };
  it.each([
    ["small team", { mlEngineers: 4 }, "yes"],
    ["small team", { mlEngineers: 5 }, "no"],
    ["small team", {}, "unanswered"],
    ["no skill", { kubernetes: "no", gpuExpertise: "unanswered" }, "yes"],
    ["no skill", { gpuExpertise: "unanswered" }, "unanswered"],
    ["no skill", { kubernetes: "unanswered" }, "unanswered"],
    ["no skill", {}, "no"],
    ["product not proven", { productProven: "no" }, "yes"],
    ["too few hours", { freeHours: 19 }, "yes"],
    ["too few hours", { freeHours: 20 }, "no"],
    ["below break-even", { belowBreakEven: "yes" }, "yes"],
  ] as const)("%s with %j: %s", (name, change, answer) => expect(holds(change, name)).toBe(answer));
});

describe("where an option stands and what follows", () => {
  it.each([
    ["llm", "today", "anthropic", false, "light build"],
    ["llm", "hosted", "self", false, "hybrid build"],
    ["llm", "bought", "openai", true, "hybrid build"],
    ["vectors", "today", "pinecone/standard", false, "full buy"],
    ["tracking", "today", "self", false, "hybrid build"],
  ] as const)("%s, %s at %s, own weights %s: %s", (part, kind, seller, own, place) =>
    expect(placeOf({ part, kind, seller }, own)).toBe(place),
  );
  it("nothing → api → managed open model → self-hosted, which is the end", () => {
    expect(nextStep("nothing bought yet", undefined, false).next).toBe("api");
    expect(nextStep("api", undefined, false).next).toBe("managed open model");
    expect(nextStep("managed open model", 7, false)).toMatchObject({ next: "self-hosted" });
    expect(nextStep("managed open model", 7, false).trigger).toContain("month 7");
    expect(nextStep("self-hosted", undefined, false).next).toBeUndefined();
    expect(nextStep("api", undefined, true).next).toBe("self-hosted");
  });
  it("weights that nobody sells have no rung between an API and machines of one's own", () => {
    const step = nextStep("api", undefined, false, { sold: false });
    expect(step.next).toBe("self-hosted");
    expect(step.trigger).toContain("nobody sells its weights by the token");
  });
  it("the next step follows the phase: 3 hosts, an unproven product first finds its users", () => {
    expect(nextStep("api", 4, false, { sold: true, phase: 3 }).next).toBe("self-hosted");
    expect(nextStep("api", 4, false, { sold: true, phase: 1, unproven: true }).trigger).toMatch(
      /^the product has found its users, and /,
    );
  });
  it("finds published guidance by other words too, and none on what nobody wrote about", () => {
    expect(guidanceOf("Vector DB")?.component).toBe("vector store");
    expect(guidanceOf("vector db")?.rarelyDiffers).toBeDefined();
    expect(guidanceOf("billing")).toBeUndefined();
  });
});

describe("a profile from the plan", () => {
  const serving = {
    rate: 2,
    rateLow: 1,
    rateHigh: 3,
    rangeShare: { low: 0.2, high: 0.2 },
    rangeBecause: "",
    binds: "load",
    replicas: 3,
    tpotMsAtPeak: 40,
    ttftP95MsAtPeak: 1000,
    engine: "",
  };
  const capacity = { serving } as never;
  const host = alternative({ id: "host", kind: "hosted", monthly: 500, more: { capacity } });
  const lengths = { meanOutputTokens: 101, mostOutputTokens: 401 };
  it("TTFT p95 1,000 ms, TPOT 40 ms, 101 and 401 tokens: p50 4,500, p99 21,500 ms; 6 requests/s", () => {
    const made = profileOf(host, { accuracy: fig("a", 0.9), p99Ms: fig("p", 1) }, lengths, {
      p95: 2,
      p99: 3,
    });
    expect(made).toMatchObject({ p50Ms: 4500, p99Ms: 21_500, requestsPerSecond: 6, accuracy: 0.9 });
    expect(made.assumed).toEqual(["p50Ms", "p99Ms"]);
  });
  it("a bought option has what was stated and nothing else; a month with an unknown line no cost", () => {
    const bought = alternative({ id: "buy", kind: "bought", monthly: 500, unknownLines: ["x"] });
    const made = profileOf(bought, { p99Ms: fig("p", 900) }, lengths, { p95: 2, p99: 3 });
    expect(made).toMatchObject({ p99Ms: 900, assumed: [] });
    expect(made.p50Ms).toBeUndefined();
    expect(made.usdPer1000).toBeUndefined();
  });
});
