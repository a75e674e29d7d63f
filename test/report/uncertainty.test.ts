import { describe, expect, it } from "vitest";
import { renderTerminal } from "../../src/report/terminal.ts";
import { askedReport } from "../consistency/asked.ts";

const AT = { asOf: "2026-11-21", region: "us-east-1" };
const BILL = {
  ...AT,
  llm: {
    today: "anthropic/claude-sonnet-4-6",
    billedUsdPerMonth: 17_850,
    candidates: ["openai/gpt-oss-120b"],
    hosting: { instanceTypes: ["g7e.2xlarge"] },
  },
  uncertainty: { draws: 1000, seed: 5 },
};

describe("uncertainty in the report", () => {
  it("with only a bill, what stands in for the request is the first bar: output 133 to 2,000 tokens", async () => {
    const { uncertainty, decisions } = await askedReport(BILL);
    const part = uncertainty?.parts[0];
    expect(uncertainty).toMatchObject({
      draws: 1000,
      seed: 5,
      generator: expect.stringMatching(/^xoroshiro128\+/),
    });
    expect(part?.tornado?.bars[0]).toMatchObject({ key: "llm.outputTokens", low: 133, high: 2000 });
    const rest = (part?.tornado?.bars ?? []).slice(1);
    const length = (bar: (typeof rest)[number]) =>
      Math.abs((bar.npvAtHighUsd ?? bar.baseNpvUsd) - (bar.npvAtLowUsd ?? bar.baseNpvUsd));
    expect(rest.map(length)).toEqual(rest.map(length).toSorted((a, b) => b - a));
    expect(part?.baseline).toBe(decisions[0]?.improved);
  });

  it("the NPV of the bars' base is the difference of the two rows' present values", async () => {
    const { uncertainty, alternatives } = await askedReport(BILL);
    const { alternative, against, bars = [] } = uncertainty?.parts[0]?.tornado ?? {};
    const value = (id: string | undefined) =>
      alternatives.find((a) => a.id === id)?.row?.presentValueUsd ?? Number.NaN;
    expect(bars.length).toBeGreaterThan(3);
    expect(bars[0]?.baseNpvUsd).toBeCloseTo(value(against) - value(alternative), 5);
  });

  it("another seed moves the percentiles and nothing else of the report", async () => {
    const [one, two] = [
      await askedReport(BILL),
      await askedReport({ ...BILL, uncertainty: { draws: 1000, seed: 6 } }),
    ];
    expect(one.uncertainty?.parts[0]?.alternatives).not.toEqual(two.uncertainty?.parts[0]?.alternatives);
    expect(one.uncertainty?.parts[0]?.tornado).toEqual(two.uncertainty?.parts[0]?.tornado);
    // When to leave says in how many draws it pays.
    const still = ({ uncertainty: _, rules, ...rest }: typeof one) => ({
      ...rest,
      rules: { ...rules, phase: undefined, leaving: undefined },
    });
    expect(still(one)).toEqual(still(two));
  });

  it("a row with a line without a figure is left out with the reason, not compared as if it were free", async () => {
    const { uncertainty } = await askedReport({
      ...AT,
      tracking: {
        today: "wandb/pro",
        seats: 20,
        storedGB: 10,
        runsPerMonth: 100,
        metricPointsPerRun: 100,
        artifactGBPerRun: 0.1,
      },
      uncertainty: { draws: 1000 },
    });
    for (const { alternatives, left } of uncertainty?.parts ?? [])
      for (const { alternative } of left)
        expect(alternatives.map((a) => a.alternative)).not.toContain(alternative);
  });

  it.each([
    [{ draws: 999 }, /uncertainty\.draws/],
    [{ seed: -1 }, /uncertainty\.seed/],
    [{ draw: 1000 }, /draws/],
  ])("%j is refused", async (uncertainty, message) => {
    await expect(askedReport({ ...BILL, uncertainty })).rejects.toThrow(message);
  });
});

describe("what no draw is asked", () => {
  const OWN = {
    ...AT,
    llm: {
      today: "own/api",
      requestsPerMonth: { low: 500_000, base: 1_000_000, high: 1_500_000, because: "season" },
      promptTokens: 2000,
      outputTokens: 500,
      profile: { p99Ms: 2000 },
      candidates: [{ model: "own/rack", profile: { p99Ms: 1500 } }],
    },
    offers: {
      own: [
        { name: "api", kind: "tokens", inputUsdPerMtok: 3, outputUsdPerMtok: 12 },
        {
          name: "rack",
          kind: "fixed",
          place: "premises",
          infrastructureUsdPerMonth: 8000,
          upkeepHoursPerMonth: 30,
        },
      ],
    },
    uncertainty: { draws: 1000 },
  };
  const said = async (raw: Record<string, unknown>) =>
    renderTerminal(await askedReport(raw), { full: true }).replace(/\s+/g, " ");

  it("limits of criteria.performance hold as planned, and nothing says what a rack of one's own carries", async () => {
    const full = await said({ ...OWN, criteria: { performance: { p99Ms: 2500 } } });
    expect(full).toContain("Judged as planned, not draw by draw: the limits of criteria.performance");
    expect(full).toContain("Not asked draw by draw: what volume machines at your own rate carry");
  });

  it("no limits, no rack: neither is said", async () => {
    const { candidates: _, ...llm } = OWN.llm;
    const full = await said({
      ...OWN,
      llm: { ...llm, candidates: ["openai/gpt-4.1-mini"] },
      offers: { own: OWN.offers.own.slice(0, 1) },
    });
    expect(full).not.toMatch(/draw by draw/);
  });
});
