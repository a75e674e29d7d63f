import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FlipDriver, findFlips } from "../../src/decision/flips.ts";

const volume: FlipDriver = {
  kind: "number",
  key: "llm.requestsPerMonth",
  base: 500000,
  min: 5000,
  max: 5e7,
  scale: "log",
  whole: true,
};
const buy = { verdict: "buy", names: "today" } as const;
const host = { verdict: "self-host", names: "host" } as const;

const search = (
  drivers: FlipDriver[],
  turns: (key: string, value: number | string) => boolean | undefined,
) => {
  let evaluations = 0;
  const result = findFlips({
    part: "llm",
    base: buy,
    drivers,
    evaluate: ({ key, value }) => {
      evaluations++;
      const turned = turns(key, value);
      return turned === undefined ? undefined : turned ? host : buy;
    },
  });
  return { ...result, evaluations };
};

describe("numeric drivers", () => {
  it("turns at 1,234,567 requests: 1,240,000 is printed, and itself turns it", () => {
    const { flips, evaluations } = search([volume], (_, v) => Number(v) >= 1234567);
    expect(flips).toMatchObject([
      { key: volume.key, base: 500000, value: 1240000, verdict: "self-host", names: "host" },
    ]);
    expect(flips[0]?.distance).toBeCloseTo(1.48, 12);
    expect(evaluations).toBeLessThanOrEqual(25);
  });

  it("turns below as well: 400,000 is nearer than 900,000 and is the one reported", () => {
    const { flips } = search([volume], (_, v) => Number(v) <= 400000 || Number(v) >= 900000);
    expect(flips.map((f) => f.value)).toEqual([400000]);
  });

  it("no volume turns it: no flip, and the range that was searched", () => {
    const { flips, unmoved } = search([volume], () => false);
    expect(flips).toEqual([]);
    expect(unmoved).toEqual([{ key: volume.key, from: 5000, to: 50000000 }]);
  });

  it("values that the scenario refuses end the search on that side", () => {
    const prompt: FlipDriver = {
      kind: "number",
      key: "llm.promptTokens",
      base: 2000,
      min: 20,
      max: 20000,
      scale: "log",
      whole: true,
    };
    const { flips, unmoved } = search([prompt], (_, v) => (Number(v) < 1200 ? undefined : false));
    expect(flips).toEqual([]);
    expect(unmoved[0]?.from).toBeGreaterThanOrEqual(1200);
    expect(unmoved[0]?.to).toBe(20000);
  });

  it("growth of 0 turns at 0.0213 a month: no distance from 0, still a value that turns it", () => {
    const growth: FlipDriver = {
      kind: "number",
      key: "growthPerMonth",
      base: 0,
      min: -0.1,
      max: 0.2,
      scale: "linear",
    };
    const { flips } = search([growth], (_, v) => Number(v) >= 0.0213);
    expect(flips[0]?.value).toBeGreaterThanOrEqual(0.0213);
    expect(flips[0]?.value).toBeLessThan(0.0215);
    expect(flips[0]).not.toHaveProperty("distance");
  });

  it("a window of 1 % is not missed by rounding: what is printed turns it", () => {
    const { flips } = search([volume], (_, v) => Number(v) > 1_000_100 && Number(v) < 5e7 + 1);
    const value = Number(flips[0]?.value);
    expect(value).toBeGreaterThan(1_000_100);
    expect(value).toBeLessThan(1_000_100 * 1.006);
  });

  it("law: a flip applied turns the verdict, lies within 0.5 % of the threshold and costs at most 25 evaluations", () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), fc.boolean(), (decades, whole) => {
        fc.pre(Math.abs(decades) > 0.01);
        const threshold = 500000 * 10 ** decades;
        const up = decades > 0;
        const turns = (_: string, v: number | string) =>
          up ? Number(v) >= threshold : Number(v) <= threshold;
        const { flips, evaluations } = search([{ ...volume, whole } as FlipDriver], turns);
        const value = Number(flips[0]?.value);
        expect(turns("", value)).toBe(true);
        expect(Math.abs(value / threshold - 1)).toBeLessThan(0.007);
        expect(evaluations).toBeLessThanOrEqual(26);
      }),
    );
  });
});

describe("order", () => {
  it("nearest number first, answers last", () => {
    const price: FlipDriver = { kind: "number", key: "price", base: 10, min: 1, max: 100, scale: "log" };
    const expertise: FlipDriver = {
      kind: "answer",
      key: "people.gpuExpertise",
      base: "unanswered",
      values: ["yes", "no"],
    };
    const { flips } = search([expertise, volume, price], (key, v) =>
      key === "price" ? Number(v) <= 8 : key === volume.key ? Number(v) >= 600500 : v === "yes",
    );
    expect(flips.map((f) => [f.key, f.value, f.distance])).toEqual([
      ["price", 8, expect.closeTo(0.2, 9)],
      ["llm.requestsPerMonth", 601000, expect.closeTo(0.202, 9)],
      ["people.gpuExpertise", "yes", undefined],
    ]);
  });
});
