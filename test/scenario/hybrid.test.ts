import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { InputError } from "../../src/errors.ts";
import { qualityKeyOn, qualityOn, wholeQuality } from "../../src/scenario/class-quality.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { gateAnswer } from "../../src/scenario/quality-gate.ts";

const context = {
  file: "s.yaml",
  name: "s",
  today: "2026-11-21",
  openModels: ["openai/gpt-oss-20b", "Qwen/Qwen3-32B"],
};
const llmOf = (more: string, classes = "[a, b]") => {
  const qualities = parseYaml(classes) as (string | object)[];
  const raw = {
    llm: {
      today: "anthropic/claude-haiku-4-5",
      classes: qualities.map((quality, i) => ({
        name: `c${i}`,
        requestsPerMonth: 1000,
        promptTokens: 100,
        outputTokens: 10,
        ...(typeof quality === "string" && quality.length === 1 ? {} : { quality }),
      })),
      candidates: ["openai/gpt-oss-20b", { model: "Qwen/Qwen3-32B", quality: { delta: 0.04 } }],
      ...(parseYaml(more) as object),
    },
  };
  const { llm } = parseScenario(raw, context);
  if (llm === undefined) throw new Error("no llm part");
  return llm;
};

describe("llm.hybrid", () => {
  it("several classes: 80 h and 0 USD/month are assumed, with their reasons", () => {
    const { hybrid } = llmOf("{}");
    expect([hybrid?.routerHours.base, hybrid?.routingUsdPerMonth.base]).toEqual([80, 0]);
    expect(hybrid?.routerHours.provenance).toMatchObject({ kind: "assumed", key: "llm.hybrid.routerHours" });
    expect(hybrid?.classes).toBeUndefined();
  });
  it("one class: only where it is asked for", () => {
    expect(llmOf("{}", "[a]").hybrid).toBeUndefined();
    expect(llmOf("hybrid: { routerHours: 12 }", "[a]").hybrid?.routerHours.base).toBe(12);
  });
  it("a class that there is none of is refused with those that there are", () => {
    expect(() => llmOf("hybrid: { classes: [c1, c7] }")).toThrow(InputError);
    expect(() => llmOf("hybrid: { classes: [c1, c7] }")).toThrow(/names "c7".*are c0, c1/);
    expect(llmOf("hybrid: { classes: [c1] }").hybrid?.classes).toEqual(["c1"]);
  });
});

describe("quality of a class", () => {
  it.each([
    ["[{ delta: 0.02 }, { delta: 0.3 }]", { kind: "measured", delta: 0.3 }, "fail"],
    ["[{ delta: 0.02 }, unanswered]", { kind: "unanswered" }, "unanswered"],
    ["[{ delta: 0.02 }, b]", { kind: "unanswered" }, "unanswered"],
    ["[{ delta: 0.3 }, unanswered]", { kind: "measured", delta: 0.3 }, "fail"],
    ["[{ delta: 0.02 }, { delta: 0.05 }]", { kind: "measured", delta: 0.05 }, "pass"],
    ["[same, { delta: -0.05 }]", { kind: "measured", delta: -0.05 }, "pass"],
    ["[same, same]", { kind: "same" }, "pass"],
  ])("%s: the model as a whole is %j, %s", (classes, quality, answer) => {
    const llm = llmOf("{}", classes);
    const [first] = llm.candidates;
    if (first === undefined) throw new Error("no candidate");
    const whole = wholeQuality(llm, first, 0.1);
    expect(whole).toEqual(quality);
    expect(gateAnswer(whole, 0.1)).toBe(answer);
  });
  it("is of the first candidate: another keeps its own on every class", () => {
    const llm = llmOf("{}", "[{ delta: 0.3 }, same]");
    const [first, second] = llm.candidates;
    const [entry] = llm.classes;
    if (first === undefined || second === undefined || entry === undefined) throw new Error("missing");
    expect(qualityOn(llm, first, entry)).toEqual({ kind: "measured", delta: 0.3 });
    expect(qualityOn(llm, second, entry)).toEqual({ kind: "measured", delta: 0.04 });
    expect(qualityKeyOn(llm, first, entry)).toBe("llm.classes.0.quality");
    expect(qualityKeyOn(llm, second, entry)).toBe("llm.candidates.1.quality");
    expect(wholeQuality(llm, second, 0.1)).toEqual({ kind: "measured", delta: 0.04 });
  });
});
