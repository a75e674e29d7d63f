import { expect, it } from "vitest";
import { cheaperShareOf } from "../../src/report/compose/uncertainty.ts";
import { askedReport } from "../consistency/asked.ts";

const RANGE = { low: 500_000, base: 1_000_000, high: 1_500_000, because: "seasonal" };

const asked = (llm: object, beside: object = {}) =>
  askedReport({
    ...beside,
    asOf: "2026-11-22",
    region: "us-east-1",
    people: { hourlyUsd: 100, gpuExpertise: "yes" },
    context: { productProven: "yes" },
    llm: { today: "own/api", requestsPerMonth: 1_000_000, promptTokens: 2000, outputTokens: 500, ...llm },
    offers: {
      own: [
        { name: "api", kind: "tokens", inputUsdPerMtok: 3, outputUsdPerMtok: 12 },
        { name: "other", kind: "request", usdPerRequest: 0.011 },
      ],
    },
    uncertainty: { draws: 1000 },
  });

const unused = ({ findings }: Awaited<ReturnType<typeof asked>>) =>
  findings.filter(({ id }) => id === "range-unused").map(({ text }) => text);

it("a range of the volume that the draws and the tornado follow is not denied", async () => {
  const report = await asked({ requestsPerMonth: RANGE, candidates: ["own/other"] });
  const [part] = report.uncertainty?.parts ?? [];
  expect(part?.tornado?.bars.map(({ key }) => key)).toContain("llm.requestsPerMonth");
  expect(unused(report)).toEqual([]);
});

it("a range that moves no drawn row is named: totals are drawn undiscounted", async () => {
  const discountRatePerYear = { low: 0.05, base: 0.1, high: 0.15, because: "two banks" };
  const report = await asked({ candidates: ["own/other"] }, { discountRatePerYear });
  expect(unused(report)).toEqual([
    expect.stringMatching(/^The ranges of discountRatePerYear move nothing that is drawn/),
  ]);
});

it("R18: where no range touches two rows the share is 0 or 1, and the rules read it", () => {
  const share = (cheaperShare: 0 | 1) => {
    const spread = { tcoP50Usd: 1, tcoP80Usd: 1, differenceP50Usd: 1, differenceP80Usd: 1 };
    const odds = { cheaperShare, tieShare: 0, standardError: 0, untouched: true as const };
    const drawn = {
      part: "llm" as const,
      baseline: "today",
      drivers: [],
      without: [],
      alternatives: [{ alternative: "host.fixed", ...spread, ...odds }],
      pairs: [],
      sCurve: [],
      left: [],
    };
    const uncertainty = { draws: 1000, seed: 1, generator: "x", parts: [drawn] };
    return cheaperShareOf({ uncertainty })("llm", "host.fixed");
  };
  expect([share(0), share(1)]).toEqual([0, 1]);
  expect(cheaperShareOf({})("llm", "host.fixed")).toBeUndefined();
});
