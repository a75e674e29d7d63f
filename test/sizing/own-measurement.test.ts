import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { llmDemand } from "../../src/demand/llm-demand.ts";
import type { FleetRequest } from "../../src/sizing/fleet-request.ts";
import { searchFleets } from "../../src/sizing/fleet-search.ts";
import { resolveModel } from "../../src/sizing/model-catalogue.ts";
import type { OwnMeasurement } from "../../src/sizing/own-measurement.ts";
import type { FleetRow } from "../../src/sizing/verdict.ts";
import { llmPart } from "../demand/parts.ts";
import { CURRENT, MODELS } from "./replicas.ts";

const BASE = llmDemand(llmPart(), 1, 1);
const measured = (change: Partial<OwnMeasurement> = {}): OwnMeasurement => ({
  modelId: MODELS["8B"],
  gpu: "L40S",
  tensorParallel: 1,
  precision: "bf16",
  kv8: false,
  name: "bench.json",
  set: CURRENT,
  speed: 0.9,
  range: 0.1,
  promptTokens: { least: BASE.promptTokens, most: BASE.promptTokens },
  outputTokens: { least: BASE.outputTokens, most: BASE.outputTokens },
  concurrency: 16,
  warnings: [],
  ...change,
});

function row(
  own: readonly OwnMeasurement[],
  demand: Partial<FleetRequest["demand"]> = {},
): FleetRow | undefined {
  const found = searchFleets({
    model: resolveModel(MODELS["8B"]),
    demand: { ...BASE, ...demand },
    environment: "dev",
    instanceTypes: ["g6e.xlarge"],
    precisions: ["bf16"],
    measurements: own,
  });
  const [first] = found;
  return first?.kind === "fleet" ? first : undefined;
}

describe("with a benchmark of the reader's own", () => {
  test("a looser objective, more in flight measured or a faster server never needs more instances", () => {
    const limits = fc.tuple(fc.integer({ min: 25, max: 120 }), fc.integer({ min: 25, max: 120 }));
    const loads = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }));
    const speeds = fc.tuple(
      fc.double({ min: 0.3, max: 2, noNaN: true }),
      fc.double({ min: 0.3, max: 2, noNaN: true }),
    );
    const needed = (own: OwnMeasurement, tpotMs: number) =>
      row([own], { tpotMs })?.instances ?? Number.POSITIVE_INFINITY;
    fc.assert(
      fc.property(limits, loads, speeds, ([a, b], [c, d], [s, t]) => {
        const own = measured({ concurrency: Math.min(c, d), speed: Math.min(s, t) });
        const [strict, loose] = [Math.min(a, b), Math.max(a, b)];
        expect(needed(own, loose)).toBeLessThanOrEqual(needed(own, strict));
        expect(needed({ ...own, concurrency: Math.max(c, d) }, strict)).toBeLessThanOrEqual(
          needed(own, strict),
        );
        expect(needed({ ...own, speed: Math.max(s, t) }, strict)).toBeLessThanOrEqual(needed(own, strict));
      }),
      { numRuns: 150 },
    );
  });

  test("its range holds the plan and is the row's; no more in flight than twice what was measured", () => {
    const own = row([measured()]);
    expect(own?.range).toMatchObject({ low: 0.1, high: 0.1 });
    expect(own?.maxConcurrency).toBe(32);
    expect(own?.rateLow).toBeLessThanOrEqual(own?.rate ?? 0);
    expect(own?.rateHigh).toBeGreaterThanOrEqual(own?.rate ?? 0);
    expect(own?.flags).toContain("measured");
    expect(row([measured({ concurrency: 1000 })])?.maxConcurrency).toBe(row([])?.maxConcurrency);
  });

  test("other requests, other replicas and benchmarks that cannot be used leave the model as it is, and say why", () => {
    const plain = row([]);
    for (const change of [
      { promptTokens: { least: 10, most: 20 } },
      { outputTokens: { least: 9000, most: 9000 } },
      { unusable: "its loads leave ±80 %" },
    ]) {
      const own = row([measured(change)]);
      expect([own?.rate, own?.range]).toEqual([plain?.rate, plain?.range]);
      expect(own?.flags).toContain("measuredOutside");
    }
    for (const change of [{ tensorParallel: 2 }, { gpu: "L4" }, { precision: "fp8" }, { kv8: true }])
      expect(row([measured(change)])).toEqual(plain);
  });

  test("16-bit weights are one, whichever format they have", () => {
    expect(row([measured({ precision: "fp16" })])?.flags).toContain("measured");
  });

  test("an objective that it rules out says so", () => {
    const [verdict] = searchFleets({
      model: resolveModel(MODELS["8B"]),
      demand: { ...BASE, tpotMs: 20 },
      environment: "dev",
      instanceTypes: ["g6e.xlarge"],
      precisions: ["bf16"],
      measurements: [measured({ speed: 0.3 })],
    });
    expect(verdict).toMatchObject({ kind: "cannotMeetSlo", measured: { name: "bench.json" } });
  });
});

describe("latent attention", () => {
  const search = (own: readonly OwnMeasurement[]) =>
    searchFleets({
      model: resolveModel("deepseek-ai/DeepSeek-R1-0528"),
      demand: BASE,
      environment: "dev",
      instanceTypes: ["p5en.48xlarge"],
      measurements: own,
    }).find(({ tensorParallel }) => tensorParallel === 8);
  const r1 = (change: Partial<OwnMeasurement> = {}) =>
    measured({
      modelId: "deepseek-ai/DeepSeek-R1-0528",
      gpu: "H200",
      tensorParallel: 8,
      precision: "fp8",
      ...change,
    });

  test("is not modelled, but a benchmark makes it known where it reaches", () => {
    expect(search([])).toMatchObject({
      kind: "notModelled",
      because: expect.stringContaining("crossover calibrate"),
    });
    expect(search([r1()])).toMatchObject({ kind: "fleet", range: { low: 0.1, high: 0.1 } });
    expect(search([r1({ promptTokens: { least: 9, most: 9 } })])?.kind).toBe("notModelled");
    expect(search([r1({ unusable: "one load only" })])?.kind).toBe("notModelled");
    expect(search([r1({ tensorParallel: 4 })])?.kind).toBe("notModelled");
  });
});
