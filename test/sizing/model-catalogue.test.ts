import { describe, expect, test } from "vitest";
import constants from "../../data/sizing-constants.json" with { type: "json" };
import { InputError } from "../../src/errors.ts";
import { constant } from "../../src/sizing/constants.ts";
import { instanceType, instanceTypes } from "../../src/sizing/instance-type.ts";
import { checked, modelCards, resolveModel } from "../../src/sizing/model-catalogue.ts";
import { parametersOfArchitecture } from "../../src/sizing/parameters.ts";
import { constantOf } from "../../src/sizing/throughput-set.ts";
import { accelerators, CURRENT, EARLIER } from "./replicas.ts";

describe("model cards", () => {
  test("40 cards, by id or calibration name, whatever the case", () => {
    expect(modelCards()).toHaveLength(40);
    expect(resolveModel("OPENAI/gpt-oss-120B").id).toBe("openai/gpt-oss-120b");
    expect(resolveModel("Llama-3-70B").id).toBe("meta-llama/Llama-3.3-70B-Instruct");
  });

  test.each([
    ["openai/gpt-oss-12b", "openai/gpt-oss-120b"],
    ["qwen3-32", "Qwen/Qwen3-32B"],
    ["meta/Llama-3.3-70B-Instruct", "meta-llama/Llama-3.3-70B-Instruct"],
  ])("unknown %s suggests %s", (id, suggestion) => {
    expect(() => resolveModel(id)).toThrow(InputError);
    expect(() => resolveModel(id)).toThrow(`Nearest: ${suggestion}.`);
  });

  test("the parameter formula meets 25 published totals within 0.2 %; Llama 4 misses by −7 % and +95 %, Gemma 3 by −1.5 %", () => {
    const miss = (id: string): number => {
      const card = resolveModel(id);
      return (parametersOfArchitecture(card)?.total ?? 0) / ((card.totalB ?? 0) * 1e9) - 1;
    };
    const checkedCards = modelCards().filter((card) => card.totalFrom === "architecture");
    expect(checkedCards).toHaveLength(25);
    expect(Math.max(...checkedCards.map((card) => Math.abs(miss(card.id))))).toBeLessThan(0.002);
    expect(miss("meta-llama/Llama-4-Scout-17B-16E-Instruct")).toBeCloseTo(-0.07, 2);
    expect(miss("meta-llama/Llama-4-Maverick-17B-128E-Instruct")).toBeCloseTo(0.95, 2);
    expect(miss("google/gemma-3-27b-it")).toBeCloseTo(-0.015, 3);
  });

  test("a card that contradicts itself is refused: total, active and loaded weights", () => {
    const card = resolveModel("Qwen/Qwen3-30B-A3B");
    expect(() => checked({ ...card, totalB: 31.5 })).toThrow(/total parameters are 30\.5/);
    expect(() => checked({ ...card, activeB: 3 })).toThrow(/active parameters are 3\.35/);
    expect(() =>
      checked({ ...resolveModel("meta-llama/Llama-3.1-8B-Instruct"), nativeWeightGiB: 16 }),
    ).toThrow(/weights are 14\.9/);
    // Twice the weights lie in the repository: a file size is no weight size.
    expect(() => checked({ ...resolveModel("openai/gpt-oss-120b"), nativeWeightGiB: 121.54 })).toThrow(
      /weights are 64\.0/,
    );
  });

  test("gpt-oss keeps its published active counts, 3.61 and 5.13, which the formula misses by 16 and 11 %", () => {
    expect(["openai/gpt-oss-20b", "openai/gpt-oss-120b"].map((id) => resolveModel(id).activeB)).toEqual([
      3.61, 5.13,
    ]);
  });
});

describe("hardware facts", () => {
  test("dense peaks: L40S FP8 733, not the sparse 1,466; A10G 70, not the A10's 125", () => {
    const peak = (gpu: string) => accelerators().find((entry) => entry.gpu === gpu);
    expect(peak("L40S")?.fp8Tflops).toBe(733);
    expect(peak("A10G")?.bf16Tflops).toBe(70);
    expect(accelerators()).toHaveLength(11);
  });

  test("GPU count does not follow size: g5.16xlarge has 1, g5.12xlarge 4, g7e.12xlarge 2", () => {
    expect(
      ["g5.16xlarge", "g5.12xlarge", "g7e.12xlarge", "p5.4xlarge", "p4d.24xlarge"].map(
        (type) => instanceType(type)?.gpu?.count,
      ),
    ).toEqual([1, 4, 2, 1, 8]);
    expect(instanceTypes()).toHaveLength(117);
  });

  test("EBS rates are decimal MB/s: g5.xlarge 87.5 base, 437.5 at most; quota families by first letter", () => {
    expect(instanceType("g5.xlarge")).toMatchObject({
      ebsBaselineMBps: 87.5,
      ebsMaxMBps: 437.5,
      ebsMaxIops: 15_000,
    });
    expect(instanceType("p4d.24xlarge")?.quotaName).toBe("Running On-Demand P instances");
    expect(instanceType("g6e.xlarge")?.quotaName).toBe("Running On-Demand G and VT instances");
    expect(instanceType("nope.large")).toBeUndefined();
  });

  test("every constant says who says so", () => {
    expect(constant("loadCap")).toBe(0.8);
    expect([EARLIER, CURRENT].map((set) => constantOf(set, "mbu"))).toEqual([0.8, 0.83]);
    const all = [constants, EARLIER.constants, CURRENT.constants].flatMap((set) => Object.values(set));
    for (const { mark } of all) expect(mark.kind).toMatch(/fitted|published|assumed/);
  });
});
