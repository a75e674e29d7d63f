import { describe, expect, test } from "vitest";
import { llmDemand, maxModelLen } from "../../src/demand/llm-demand.ts";
import { figure } from "./figures.ts";
import { llmPart, requestClass } from "./parts.ts";

describe("S6: demand of 3,000,000 requests a month", () => {
  test("λ = 1.141553, λ_peak = 6.849315 = λ_size", () => {
    const demand = llmDemand(llmPart(), 1, 1);
    expect(demand.meanRate).toBeCloseTo(1.141553, 6);
    expect(demand.peakRate).toBeCloseTo(6.849315, 6);
    expect(demand.sizeRate).toBe(demand.peakRate);
  });

  test("half batch: λ_size 3.425; 90 % batch: max(0.685, 1.484) = 1.484, a busy day must end", () => {
    const half = llmDemand(llmPart([requestClass({ batchShare: figure(0.5) })]), 1, 1);
    const most = llmDemand(llmPart([requestClass({ batchShare: figure(0.9) })]), 1, 1);
    expect(half.sizeRate).toBeCloseTo(3.424658, 6);
    expect(most.sizeRate).toBeCloseTo(1.484018, 6);
    expect(most.peakRate).toBeCloseTo(6.849315, 6);
  });

  test("what is bought at the batch price today may wait on a fleet too", () => {
    const demand = llmDemand(llmPart([requestClass({ batchedShare: figure(0.5) })]), 1, 1);
    expect(demand.sizeRate).toBeCloseTo(3.424658, 6);
  });

  test("5 % growth a month: month 7 asks 1.05⁶ times as much; a list of volumes is not grown again", () => {
    const growing = llmPart([requestClass({ growthPerMonth: figure(0.05) })]);
    expect(llmDemand(growing, 1, 7).requestsPerMonth).toBeCloseTo(3_000_000 * 1.05 ** 6, 3);
    const listed = requestClass({ requestsPerMonth: figure(10, [10, 20, 50]), growthPerMonth: figure(0.05) });
    expect([1, 2, 3, 9].map((month) => llmDemand(llmPart([listed]), 1, month).requestsPerMonth)).toEqual([
      10, 20, 50, 50,
    ]);
  });

  test("a list of growth rates compounds the rates of months 2 to t", () => {
    const part = llmPart([
      requestClass({ requestsPerMonth: figure(100), growthPerMonth: figure(0.5, [9, 0.5, 0]) }),
    ]);
    expect([1, 2, 3, 4].map((month) => llmDemand(part, 1, month).requestsPerMonth)).toEqual([
      100, 150, 150, 150,
    ]);
  });

  test("retries repeat the whole request, reasoning lengthens the answer: 5 % and × 3", () => {
    const demand = llmDemand(llmPart([requestClass({ retryRate: figure(0.05) })]), 3, 1);
    expect(demand.requestsPerMonth).toBeCloseTo(3_150_000, 6);
    expect(demand).toMatchObject({
      promptTokens: 1000,
      outputTokens: 600,
      outputTokensMax: 2400,
      promptTokensP99: 4000,
    });
  });

  test("factors: twice the volume, a tokenizer that makes 1.2 of every token", () => {
    const demand = llmDemand(llmPart(), 2, 1, { volume: 2, tokenizer: 1.2 });
    expect(demand.requestsPerMonth).toBe(6_000_000);
    expect([demand.promptTokens, demand.outputTokens, demand.promptTokensP99]).toEqual([1200, 480, 4800]);
  });

  test("classes: means weighted by requests (1,250 in, 175 out), largest tails, strictest objective, own growth", () => {
    const chat = requestClass({ sharedPrefixTokens: figure(500), growthPerMonth: figure(1) });
    const report = requestClass({
      requestsPerMonth: figure(1_000_000),
      promptTokens: figure(2000),
      outputTokens: figure(100),
      promptTokensP99: figure(9000),
      ttftP95Ms: figure(5000),
      tpotMs: figure(30),
    });
    const demand = llmDemand(llmPart([chat, report]), 1, 1);
    expect(demand).toMatchObject({
      promptTokens: 1250,
      outputTokens: 175,
      promptTokensP99: 9000,
      outputTokensMax: 800,
    });
    expect(demand).toMatchObject({ ttftP95Ms: 2000, tpotMs: 30, requestsPerMonth: 4_000_000 });
    // Of 5·10⁹ prompt tokens, 1.5·10⁹ are shared.
    expect(demand.prefixShare).toBeCloseTo(0.3, 12);
    expect(llmDemand(llmPart([chat, report]), 1, 2).requestsPerMonth).toBe(7_000_000);
  });

  test("a class that may wait 24 h has nobody waiting: its objective does not count, unless all may wait", () => {
    const chat = requestClass({ ttftP95Ms: figure(4000), tpotMs: figure(80) });
    const night = requestClass({ batchShare: figure(1) });
    expect(llmDemand(llmPart([chat, night]), 1, 1)).toMatchObject({ ttftP95Ms: 4000, tpotMs: 80 });
    expect(llmDemand(llmPart([night]), 1, 1)).toMatchObject({ ttftP95Ms: 2000, tpotMs: 50 });
  });

  test("prefixHitShare replaces sharedPrefixTokens ÷ promptTokens: 0.5 becomes 0.2", () => {
    const shared = requestClass({ sharedPrefixTokens: figure(500) });
    expect(llmDemand(llmPart([shared]), 1, 1).prefixShare).toBe(0.5);
    expect(llmDemand(llmPart([shared], { prefixHitShare: figure(0.2) }), 1, 1).prefixShare).toBe(0.2);
  });

  test("no requests: rates are 0 and the means stay those of the classes", () => {
    const demand = llmDemand(llmPart([requestClass({ requestsPerMonth: figure(0) })]), 1, 1);
    expect(demand).toMatchObject({ meanRate: 0, sizeRate: 0, promptTokens: 1000, outputTokens: 200 });
  });

  test.each([
    [4000, 800, 131_072, 5120],
    [4096, 1024, 131_072, 5120],
    [4097, 1024, 131_072, 6144],
    [200_000, 800, 131_072, 131_072],
  ])(
    "context length of %i + %i tokens in a context of %i: %i",
    (promptTokensP99, outputTokensMax, context, expected) => {
      expect(maxModelLen({ promptTokensP99, outputTokensMax }, context)).toBe(expected);
    },
  );
});
