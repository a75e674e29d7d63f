import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.ts";
import { parseScenario } from "../../src/scenario/parse.ts";

const parsed = (commitments: readonly object[]) =>
  parseScenario(
    {
      llm: {
        requestsPerMonth: 1e6,
        promptTokens: 100,
        outputTokens: 10,
        candidates: ["openai/gpt-oss-120b"],
      },
      commitments,
    },
    { file: "s.yaml", name: "s", today: "2026-11-21", openModels: ["openai/gpt-oss-120b"] },
  ).commitments;

function failure(commitment: object): string {
  try {
    parsed([commitment]);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
}

const own = { part: "llm", units: 2, instanceType: "g6e.xlarge", hourlyUsd: 1.2, termMonths: 12 };

describe("commitments of a scenario", () => {
  it("a rate of one's own: figures are yours with the reason, the start is assumed", () => {
    const [found] = parsed([{ ...own, because: "a quote" }]);
    expect(found).toMatchObject({
      part: "llm",
      key: "commitments.0",
      instanceType: "g6e.xlarge",
      units: { base: 2, provenance: { kind: "yours", key: "commitments.0.units", because: "a quote" } },
      rate: { kind: "yours", hourlyUsd: { base: 1.2 } },
      termMonths: { base: 12 },
      startMonth: { base: 1, provenance: { kind: "assumed", key: "commitments.0.startMonth" } },
    });
  });

  it("a rate of the book needs no machine; none at all is none", () => {
    const [found] = parsed([{ part: "llm", units: 1, option: "no-upfront", termMonths: 36, startMonth: 7 }]);
    expect(found?.rate).toEqual({ kind: "book", option: "no-upfront" });
    expect(found?.startMonth.base).toBe(7);
    expect(parsed([])).toEqual([]);
  });

  it.each([
    [{ hourlyUsd: undefined }, "commitments.0 has neither hourlyUsd nor option"],
    [{ option: "savings-plan" }, "commitments.0.hourlyUsd and commitments.0.option are both given"],
    [{ instanceType: undefined }, "commitments.0.instanceType does not say which"],
    [{ startMonth: 37 }, "commitments.0.startMonth is 37, after horizonMonths, which is 36"],
    [{ units: 0 }, "commitments.0.units must be at least 1, got 0"],
    [{ termMonths: 1.5 }, "commitments.0.termMonths must be a whole number, got 1.5"],
    [{ part: "tracking" }, "commitments.0.part must be one of llm, vectors"],
  ])("%j is refused: %s", (wrong, sentence) => {
    expect(failure({ ...own, ...wrong })).toContain(sentence);
  });
});
