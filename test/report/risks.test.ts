import fc from "fast-check";
import { expect, it } from "vitest";
import { decide } from "../../src/decision/decide.ts";
import { risksReport } from "../../src/report/compose/risk.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { alternative, input } from "../decision/fixtures.ts";

const scenario = parseScenario(
  {
    llm: {
      today: "anthropic/claude-sonnet-4-6",
      requestsPerMonth: 1000,
      promptTokens: 100,
      outputTokens: 10,
      candidates: ["openai/gpt-oss-120b"],
    },
    offers: { switching: { weeks: 2, weeklyUsd: 4600, systems: 0 } },
    risks: [
      { kind: "outage", name: "down", side: "buy", sla: 0.999, usdPerHourDown: 400 },
      { kind: "delay", name: "late", probability: 0.5, weeks: 6, extraHours: 10 },
      { kind: "repeating", name: "price rise", side: "buy", perYear: 0.1, impactUsd: 900 },
    ],
  },
  { file: "s.yaml", name: "s", today: "2026-11-21", openModels: ["openai/gpt-oss-120b"] },
);

const alternatives = [
  alternative({ id: "today", kind: "today", monthly: 5000 }),
  alternative({ id: "now.cache", kind: "lever", monthly: 4200, oneOff: 4600, model: "frontier" }),
  alternative({ id: "buy.a", kind: "bought", monthly: 3000, seller: "aws", oneOff: 13_800 }),
  alternative({ id: "buy.b", kind: "bought", monthly: 3000, seller: "groq", oneOff: 13_800 }),
  alternative({ id: "host.a", kind: "hosted", monthly: 2000, oneOff: 46_000 }),
  alternative({ id: "host.b", kind: "hosted", monthly: 2000, oneOff: 46_000 }),
];

const reported = (of: typeof alternatives) => risksReport(scenario, of, [decide(input(of))]);

it("the parts sum to the totals: without risks + Σ lines = with risks, the four of switching = 13,800 + …", () => {
  const { rows, lockIn } = reported(alternatives);
  expect(rows.map(({ alternative: id }) => id)).toContain("today");
  for (const { lines, riskUsd, tcoUsd, withRiskUsd } of rows) {
    const sum = lines.reduce((total, { totalUsd }) => total + (totalUsd ?? 0), 0);
    expect(riskUsd).toBe(sum);
    expect(withRiskUsd).toBe(tcoUsd + riskUsd);
  }
  const [own] = lockIn;
  expect(own?.switching).toMatchObject({ totalUsd: 1.5 * 9200, months: { kind: "at", months: 2.76 } });
});

it("permuting the alternatives changes no figure", () => {
  const told = (of: typeof alternatives) => {
    const { rows, ...rest } = reported(of);
    return { ...rest, rows: rows.toSorted((x, y) => (x.alternative < y.alternative ? -1 : 1)) };
  };
  const usual = told(alternatives);
  fc.assert(
    fc.property(fc.shuffledSubarray(alternatives, { minLength: alternatives.length }), (permuted) => {
      expect(told(permuted)).toEqual(usual);
    }),
    { numRuns: 50 },
  );
});
