import { describe, expect, it } from "vitest";
import { biasFindings } from "../../src/decision/bias.ts";
import { bothSides, type Option, optionOf } from "../../src/decision/both-sides.ts";
import { decide } from "../../src/decision/decide.ts";
import { dependenceFinding, dependenceOf, openStandardFindings } from "../../src/decision/dependence.ts";
import { dimensionMatrix, weightedPoints } from "../../src/decision/dimension-matrix.ts";
import { lockInTable, tieBreaker } from "../../src/decision/lock-in.ts";
import { registerRows } from "../../src/decision/risk-register.ts";
import { riskRows } from "../../src/decision/risk-rows.ts";
import { wrongBuild } from "../../src/decision/wrong-build.ts";
import type { LlmPart } from "../../src/scenario/llm-terms.ts";
import type { Risk } from "../../src/scenario/risk.ts";
import { alternative, charge, fig, input } from "./fixtures.ts";

/** One alternative as the row that the table would print. */
function option(sketch: Parameters<typeof alternative>[0]): Option {
  const made = alternative(sketch);
  const found = optionOf(made.id, decide(input([made])), [made]);
  if (found === undefined) throw new Error(`no row for ${made.id}`);
  return found;
}

const delay: Risk = {
  kind: "delay",
  name: "late",
  side: "self-host",
  part: "llm",
  probability: fig("p", 0.5),
  weeks: fig("w", 6),
  extraHours: fig("h", 0),
};
const terms = { hourlyUsd: 115, horizonMonths: 36, discountRatePerYear: 0.1 };

describe("risk rows", () => {
  const today = option({ id: "today", kind: "today", monthly: 5000 });
  const host = option({ id: "host", kind: "hosted", monthly: 4000, oneOff: 10_000 });
  it("R17 in a row: the host saves 1,000 a month, so being late costs 690.41; its totals stand without and with it", () => {
    const [row, ...others] = riskRows([delay], [today, host], { ...terms, bought: today });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ alternative: "host", tcoUsd: 154_000, atLeast: false });
    expect(row?.riskUsd).toBeCloseTo(690.41, 2);
    expect(row?.withRiskUsd).toBeCloseTo(154_690.41, 2);
  });
  it("a price that is missing on either side leaves the saving open: at least", () => {
    const open = option({ id: "today", kind: "today", monthly: 5000, unknownLines: ["fee"] });
    expect(riskRows([delay], [host], { ...terms, bought: open })[0]).toMatchObject({
      riskUsd: 0,
      atLeast: true,
    });
  });
  it("words stay in the register: no row, no figure", () => {
    const word: Risk = { kind: "word", name: "privacy", side: "buy", part: "llm", word: "high" };
    expect(riskRows([word], [today, host], { ...terms, bought: today })).toEqual([]);
  });
});

describe("the register holds six published risks", () => {
  it("nobody said a word: none has a figure", () => {
    const rows = registerRows([]);
    expect(rows.map(({ given }) => given.length)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(rows.find(({ id }) => id === "vendor-outage")?.check).toContain("8.76");
  });
  it("a delay puts numbers to the failed build, an outage without an SLA puts none", () => {
    const down: Risk = {
      kind: "outage",
      name: "down",
      side: "self-host",
      part: "llm",
      usdPerHourDown: fig("x", 1),
      creditsUsdPerMonth: fig("c", 0),
    };
    const given = registerRows([delay, down]).flatMap((row) => row.given);
    expect(given).toEqual(["self-host: not priced (down)", "self-host: with numbers (late)"]);
  });
});

describe("D42 a build that runs today", () => {
  const build = option({ id: "own", kind: "today", monthly: 4000, seller: "self" });
  const offer = (monthly: number, unknownLines: string[] = []) =>
    option({ id: "offer", kind: "bought", monthly, oneOff: 13_800, unknownLines });
  it.each([
    [3000, true, [], "migrate", 22_200, 1000],
    [3616, true, [], "migrate", 24, 384],
    [3617, true, [], "stay", -12, 383],
    [5000, true, [], "stay", -49_800, -1000],
    [3000, false, [], "unknown", 22_200, 1000],
    [3000, true, ["fee"], "unknown", 22_200, 1000],
    [5000, false, ["fee"], "stay", -49_800, -1000],
  ] as const)(
    "4,000 against %d and 13,800 once, leaving given: %s %j: %s",
    (monthly, given, lines, verdict, saving, wait) => {
      const found = wrongBuild(build, [build, offer(monthly, [...lines])], given);
      expect(found).toMatchObject({ verdict, savingUsd: saving, delayUsdPerMonth: wait, movingUsd: 13_800 });
    },
  );
  it("what is bought today is no wrong build, nor is a host beside which nothing is sold", () => {
    expect(wrongBuild(option({ id: "today", kind: "today", monthly: 1 }), [offer(1)], true)).toBeUndefined();
    expect(wrongBuild(build, [build], true)).toBeUndefined();
  });
});

describe("D40 lock-in", () => {
  it("both sides cost 69,000 to leave, the bought one its exit on top; without terms neither is known", () => {
    expect(lockInTable({ switchingUsd: 69_000, exitUsd: 9200, part: "llm" }).map(({ exit }) => exit)).toEqual(
      [
        { kind: "known", usd: 78_200 },
        { kind: "known", usd: 69_000 },
      ],
    );
    expect(
      lockInTable({ switchingUsd: undefined, exitUsd: 9200, part: "llm" }).map(({ exit }) => exit),
    ).toMatchObject([
      { kind: "unknown", atLeastUsd: 9200 },
      { kind: "unknown", atLeastUsd: 0 },
    ]);
  });
  it("names the lower exit inside the tie band of 5 % only, and only where the two differ", () => {
    const bought = option({ id: "b", kind: "bought", monthly: 1000 });
    const near = option({ id: "n", kind: "hosted", monthly: 1050 });
    const far = option({ id: "f", kind: "hosted", monthly: 1051 });
    expect(tieBreaker(bought, near, 0.05, 9200)).toBe("self-host");
    expect(tieBreaker(bought, far, 0.05, 9200)).toBeUndefined();
    expect(tieBreaker(bought, near, 0.05, 0)).toBeUndefined();
  });
});

describe("D36 and D41", () => {
  const today = option({ id: "today", kind: "today", monthly: 5000, seller: "pinecone/standard" });
  const sister = option({ id: "sister", kind: "bought", monthly: 100, seller: "pinecone/enterprise" });
  const other = option({ id: "other", kind: "bought", monthly: 4000, seller: "aws" });
  const host = option({ id: "host", kind: "hosted", monthly: 4000 });
  const path = {
    sides: { bought: today, hosted: host },
    options: [today, sister, other, host],
    region: "us-east-1",
  };
  it("another plan of the same seller is no second offer", () => {
    const found = dependenceOf({ ...path, chosen: today, llm: undefined });
    expect(found).toMatchObject({ on: "pinecone", share: 1, secondOffer: "other", selfHosted: "host" });
    expect(dependenceFinding(found, "vectors")).toHaveLength(1);
  });
  it("a fleet in one region is tested the same way", () => {
    const found = dependenceOf({ ...path, chosen: host, llm: undefined });
    expect(found).toMatchObject({ on: "us-east-1", kind: "region" });
    expect(dependenceFinding(found, "llm")[0]?.id).toBe("single-region-path");
  });
  it("a hybrid stands on both, by the share of its requests, and its open weights are deployable", () => {
    const routes = { share: 0.976 } as NonNullable<Option["alternative"]["routes"]>;
    const both = option({ id: "both", kind: "hybrid", monthly: 4000, seller: "aws" });
    const chosen = { ...both, alternative: { ...both.alternative, routes } };
    const found = dependenceOf({ ...path, chosen, llm: undefined });
    expect(found).toMatchObject({ on: "us-east-1", share: 0.976, rest: { on: "aws" } });
    expect(found.rest?.share).toBeCloseTo(0.024, 9);
    expect(dependenceFinding(found, "llm")[0]?.id).toBe("two-way-path");
    expect(openStandardFindings({ dialect: "openai" } as LlmPart, true)).toEqual([]);
  });
  it("a model that is kept deployable answers it", () => {
    const llm = { fallback: "openai/gpt-oss-120b", dialect: "openai" } as LlmPart;
    expect(dependenceFinding(dependenceOf({ ...path, chosen: today, llm }), "llm")).toEqual([]);
    expect(openStandardFindings(llm)).toEqual([]);
    expect(openStandardFindings({ dialect: "vendor" } as LlmPart).map(({ id }) => id)).toEqual([
      "open-dialect",
      "open-fallback",
    ]);
  });
});

describe("D58 to D61 checks for a bias", () => {
  const today = option({ id: "today", kind: "today", monthly: 5000 });
  const host = option({ id: "host", kind: "hosted", monthly: 4000 });
  const growth = {
    ...fig("growthPerMonth", 0),
    provenance: { kind: "assumed", key: "growthPerMonth", because: "" },
  } as const;
  const silent = {
    part: "vectors",
    sides: { bought: today, hosted: host },
    risks: [],
    exitHours: {
      ...fig("offers.exitHours", 0),
      provenance: { kind: "assumed", key: "offers.exitHours", because: "" },
    },
    announcedPriceChanges: false,
    growthPerMonth: growth,
    mandated: false,
    wrongBuild: undefined,
    hostedHours: 8,
  } as const;
  const ids = (more: object) => biasFindings({ ...silent, ...more }).map(({ id }) => id);
  it("nobody answered: delay, exit, overage and price changes are missing", () => {
    expect(ids({})).toEqual(["no-delay-risk", "no-exit-cost", "no-overage", "no-price-change"]);
  });
  it("each answer takes its own finding away", () => {
    expect(ids({ risks: [delay], announcedPriceChanges: true })).toEqual(["no-exit-cost", "no-overage"]);
    expect(ids({ exitHours: fig("offers.exitHours", 0), growthPerMonth: fig("growthPerMonth", 0) })).toEqual([
      "no-delay-risk",
      "no-price-change",
    ]);
  });
  it("our own host that costs 22,200 more than buying, without a rule that asks for it, is said with its hours", () => {
    const own = option({ id: "own", kind: "today", monthly: 4000, seller: "self" });
    const offer = option({ id: "offer", kind: "bought", monthly: 3000, oneOff: 13_800 });
    const build = wrongBuild(own, [own, offer], true);
    const found = biasFindings({ ...silent, wrongBuild: build }).find(
      ({ id }) => id === "built-below-break-even",
    );
    expect(found?.text).toContain("22,200 USD less");
    expect(found?.text).toContain("8 h a month");
    expect(ids({ wrongBuild: build, mandated: true })).not.toContain("built-below-break-even");
    expect(ids({ wrongBuild: build, partClass: "commodity" })).toContain("built-below-break-even");
    expect(ids({ wrongBuild: build, partClass: "differentiator" })).not.toContain("built-below-break-even");
  });
});

describe("dimensions", () => {
  const today = option({ id: "today", kind: "today", monthly: 5000 });
  const host = option({
    id: "host",
    kind: "hosted",
    monthly: 4000,
    more: { oneOff: [charge("build", 1, "people")] },
  });
  it("nine rows, filled from the report's own figures", () => {
    const rows = dimensionMatrix(
      { bought: today, hosted: host },
      {
        policy: "none",
        expertise: {
          answer: "unanswered",
          skill: { answer: "unanswered", key: "people.gpuExpertise" },
          neededHours: 20,
          short: false,
        },
        risks: riskRows([delay], [host], { ...terms, bought: today }),
      },
    );
    expect(rows.map(({ dimension }) => dimension)).toEqual([
      "cost",
      "quality",
      "speed",
      "control",
      "risk",
      "maintenance",
      "privacy",
      "latency",
      "capability",
    ]);
    const cells = new Map(rows.map((row) => [row.dimension, row.selfHost]));
    expect(cells.get("cost")?.figures).toEqual({ monthUsd: 4000, totalUsd: 144_001 });
    expect(cells.get("risk")?.figures.expectedUsd).toBeCloseTo(690.41, 2);
    expect(cells.get("quality")?.said).toBe("not measured");
    expect(cells.get("capability")?.figures).toEqual({ neededHours: 20 });
  });
  it("0.4 × 7 + 0.6 × 3 = 4.6 against 0.4 × 5 + 0.6 × 9 = 7.4", () => {
    const points = weightedPoints({
      part: "llm",
      entries: [
        { dimension: "cost", weight: 0.4, buy: 7, selfHost: 5 },
        { dimension: "control", weight: 0.6, buy: 3, selfHost: 9 },
      ],
    });
    expect(points.buy).toBeCloseTo(4.6, 12);
    expect(points.selfHost).toBeCloseTo(7.4, 12);
  });
});

it("the order of the alternatives changes no side", () => {
  const all = [
    alternative({ id: "today", kind: "today", monthly: 5000 }),
    alternative({ id: "b1", kind: "bought", monthly: 4000, seller: "x" }),
    alternative({ id: "b2", kind: "bought", monthly: 4000, seller: "y" }),
    alternative({ id: "h1", kind: "hosted", monthly: 3000 }),
    alternative({ id: "h2", kind: "hosted", monthly: 3000 }),
  ];
  const sides = (of: typeof all) => bothSides(decide(input(of)), of, "none");
  expect(sides(all.toReversed())).toEqual(sides(all));
});
