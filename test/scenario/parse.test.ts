import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { InputError } from "../../src/errors.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { applySetting, typedNumber } from "../../src/scenario/setting.ts";

const context = {
  file: "s.yaml",
  name: "s",
  today: "2026-11-21",
  openModels: ["openai/gpt-oss-120b", "meta-llama/Llama-3.1-8B-Instruct"],
};
const shortest = `
llm:
  today: anthropic/claude-sonnet-4-6
  requestsPerMonth: 1700000
  promptTokens: 2400
  outputTokens: 220
  candidates: [openai/gpt-oss-120b]
`;
const from = (yaml: string) => parseScenario(parseYaml(yaml), context);

function failure(yaml: string): InputError {
  try {
    from(yaml);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("a short file is filled with defaults that say so", () => {
  const scenario = from(shortest);
  it("takes 36 months, 10 % a year, prod, us-east-1", () => {
    expect(scenario.horizonMonths).toBe(36);
    expect(scenario.discountRatePerYear.base).toBe(0.1);
    expect(scenario.environment).toBe("prod");
    expect(scenario.region).toBe("us-east-1");
    expect(scenario.asOf).toBe("2026-11-21");
  });
  it("marks the reader's figures as yours and the rest as assumed, with the key that changes them", () => {
    const request = scenario.llm?.classes[0];
    expect(request?.promptTokens.provenance).toEqual({ kind: "yours", key: "llm.promptTokens" });
    expect(request?.peakToMean).toMatchObject({
      base: 5,
      low: 2.5,
      high: 10,
      provenance: { kind: "assumed", key: "llm.peakToMean" },
    });
    expect(request?.promptTokensP99.base).toBe(9600);
  });
  it("gives an open model that reasons 1 to 10, base 3, and today's model 1", () => {
    expect(scenario.llm?.candidates[0]?.reasoningMultiplier).toMatchObject({ low: 1, base: 3, high: 10 });
    expect(scenario.llm?.today?.reasoningMultiplier.base).toBe(1);
  });
  it.each([
    ["openai/gpt-5-mini", 1, 10],
    ["openai/gpt-5-2025-08-07", 1, 10],
    ["openai/o4-mini", 1, 10],
    ["google/gemini-2.5-flash", 1, 10],
    ["google/gemini-2.5-flash-lite", 1, 1],
    ["openai/gpt-5-chat-latest", 1, 1],
    ["openai/gpt-5.1", 1, 1],
    ["openai/gpt-4.1-mini", 1, 1],
    ["anthropic/claude-sonnet-4-6", 1, 1],
  ])(
    "counts visible output of %s, bought: %f, up to × %f where it reasons by default",
    (model, base, high) => {
      const candidate = from(shortest.replace("openai/gpt-oss-120b", model)).llm?.candidates[0];
      expect(candidate?.reasoningMultiplier).toMatchObject({ low: 1, base, high });
    },
  );
  it("leaves yes/no questions unanswered", () => {
    expect(scenario.people.gpuExpertise).toBe("unanswered");
    expect(scenario.llm?.candidates[0]?.quality).toEqual({ kind: "unanswered" });
  });
});

describe("figures", () => {
  it("reads a range, a list of months, an annual wage", () => {
    const scenario = from(`${shortest}
people: { annualUsd: 240000 }
growthPerMonth: { low: 0, base: 0.02, high: 0.05, because: sales plan }
`);
    expect(scenario.people.hourlyUsd.base).toBeCloseTo(1500 / 13, 12);
    expect(scenario.growthPerMonth).toMatchObject({ low: 0, base: 0.02, high: 0.05, ranged: true });
    expect(scenario.llm?.classes[0]?.growthPerMonth.base).toBe(0.02);
  });
  it("one search per request of the llm part, and an error without such a part", () => {
    const scenario = from(`${shortest}\nvectors: { vectors: 6e6, dimensions: 1024 }`);
    expect(scenario.vectors?.queriesPerMonth).toMatchObject({
      base: 1_700_000,
      provenance: { kind: "assumed" },
    });
    expect(failure("vectors: { vectors: 6e6, dimensions: 1024 }").message).toContain(
      "vectors.queriesPerMonth is missing",
    );
  });
});

describe("bad input shows both sides and the next step, exit 2", () => {
  const cases: [string, string, RegExp, RegExp][] = [
    [
      "unknown key",
      `${shortest}  peekToMean: 3`,
      /llm\.peekToMean is not a key of a scenario\. Did you mean peakToMean/,
      /schema/,
    ],
    ["unknown top key", "lmm: {}", /lmm is not a key/, /schema/],
    [
      "ratio below one",
      `${shortest}  peakToMean: 0.6`,
      /llm\.peakToMean must be at least 1, got 0\.6/,
      /busiest hour divided by the average hour/,
    ],
    [
      "negative count",
      `llm: { today: a/b, requestsPerMonth: -5, promptTokens: 1, outputTokens: 1 }`,
      /requestsPerMonth must be at least 0, got -5/,
      /requests/,
    ],
    [
      "unit in the value",
      shortest.replace("2400", '"2400 tokens"'),
      /llm\.promptTokens must be a number, got "2400 tokens"/,
      /tokens/,
    ],
    [
      "percent for a share",
      "discountRatePerYear: 10\nllm: {}",
      /discountRatePerYear must be at most 1 \(100 %\), got 10/,
      /10 % is 0\.1/,
    ],
    [
      "unknown model",
      shortest.replace("gpt-oss-120b", "gpt-oss-121b"),
      /Did you mean openai\/gpt-oss-120b/,
      /repository id/,
    ],
    [
      "range upside down",
      `${shortest}growthPerMonth: { low: 0.1, base: 0.02 }`,
      /low ≤ base ≤ high, got 0\.1, 0\.02, 0\.02/,
      /Swap/,
    ],
    [
      "prefix longer than prompt",
      `${shortest}  sharedPrefixTokens: 3000`,
      /sharedPrefixTokens is 3000, but llm\.promptTokens is 2400/,
      /part of the prompt/,
    ],
    ["no part", "region: us-east-1", /none of llm, vectors and tracking/, /examples/],
    ["empty", "", /is empty/, /examples/],
    [
      "a word where a list belongs",
      shortest.replace("[openai/gpt-oss-120b]", "openai/gpt-oss-120b"),
      /llm\.candidates must be a list, got "openai\/gpt-oss-120b"/,
      /./,
    ],
    ["not yes or no", `${shortest}people: { gpuExpertise: maybe }`, /people\.gpuExpertise/, /./],
    ["both wages", `${shortest}people: { annualUsd: 1, hourlyUsd: 1 }`, /both given/, /Keep one/],
  ];
  it.each(cases)("%s", (_name, yaml, message, hint) => {
    const error = failure(yaml);
    expect(error.message).toMatch(message);
    expect(error.message).toContain("s.yaml");
    expect(error.hint).toMatch(hint);
    expect(error.exitCode).toBe(2);
  });
});

describe("--set", () => {
  it.each([
    ["1.7M", 1_700_000],
    ["250k", 250_000],
    ["2B", 2_000_000_000],
    ["0.6", 0.6],
    ["1,700,000", 1_700_000],
  ])("reads %s as %d", (text, value) => expect(typedNumber(text, "--requests")).toBe(value));
  it("refuses a unit: 2400tokens", () =>
    expect(() => typedNumber("2400tokens", "--prompt")).toThrow(/must be a number, got "2400tokens"/));
  it("replaces a key and is checked like the file", () => {
    const raw = parseYaml(shortest) as Record<string, unknown>;
    expect(
      parseScenario(applySetting(raw, "llm.peakToMean=3"), context).llm?.classes[0]?.peakToMean.base,
    ).toBe(3);
    expect(() => parseScenario(applySetting(raw, "llm.peakToMean=0.5"), context)).toThrow(/at least 1/);
    expect(() => applySetting(raw, "llm.peekToMean=3")).toThrow(/Did you mean llm\.peakToMean/);
    expect(() => applySetting(raw, "llm.peakToMean")).toThrow(/key=value/);
  });
  it("reaches into a list, turning a bare model into an object", () => {
    const raw = parseYaml(shortest) as Record<string, unknown>;
    const scenario = parseScenario(applySetting(raw, "llm.candidates.0.quality=same"), context);
    expect(scenario.llm?.candidates[0]).toMatchObject({
      model: "openai/gpt-oss-120b",
      quality: { kind: "same" },
    });
  });
  it("leaves the raw scenario as it was", () => {
    const raw = parseYaml(shortest) as Record<string, unknown>;
    const before = JSON.stringify(raw);
    applySetting(raw, "llm.peakToMean=3");
    expect(JSON.stringify(raw)).toBe(before);
  });
});
