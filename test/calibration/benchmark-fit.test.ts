import { describe, expect, test } from "vitest";
import { readBenchmark } from "../../src/calibration/benchmark-file.ts";
import { fitBenchmark, pointRate } from "../../src/calibration/benchmark-fit.ts";
import type { BenchmarkPoint } from "../../src/calibration/benchmark-point.ts";
import { calibrations, nearest } from "../../src/calibration/calibration.ts";
import { maxConcurrency } from "../../src/sizing/memory.ts";
import { servableRate } from "../../src/sizing/servable-rate.ts";
import { servingOf } from "../../src/sizing/serving.ts";
import { CURRENT, EARLIER, printed, replica } from "../sizing/replicas.ts";
import { benchResult } from "./bench-result.ts";

/** gpt-oss-120b on 2 H200, vLLM 0.18, 922/922, published by ai-dynamo/aiconfigurator. */
const MEASURED = [
  [4, 823.1, "895.7"],
  [8, 1328.5, "1,446.1"],
  [16, 2005.8, "2,177.0"],
  [32, 2975.4, "3,187.8"],
  [64, 4383.8, "4,826.9"],
] as const;
const POINTS: readonly BenchmarkPoint[] = MEASURED.flatMap(([concurrency, rate]) =>
  readBenchmark(JSON.stringify(benchResult({ concurrency, rate })), "bench.json"),
);
const ratio = (value: number, text: string) => printed(value, text, 5e-4);
const rms = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, r) => sum + r * r, 0) / values.length);

describe("S9, constants of 2026-08: the reader's own benchmark", () => {
  test.each(MEASURED)("at C = %i measured %d, the model says %s", (concurrency, _rate, model) => {
    const point = POINTS.find((one) => one.concurrency === concurrency);
    expect(printed(point ? pointRate(point, EARLIER) : 0, model)).toMatchObject({ ok: true });
  });

  test("one factor: 0.9201, largest residual 0.0143, so ±15 %", () => {
    const fit = fitBenchmark(POINTS.slice(2), EARLIER);
    expect(fit.kind).toBe("one factor");
    const all = fitBenchmark(
      POINTS.map((point) => ({ ...point, concurrency: point.concurrency })),
      EARLIER,
    );
    expect(all.kind).toBe("three constants");
    const logs = POINTS.map((point) => Math.log(point.outputRate / pointRate(point, EARLIER)));
    const factor = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    expect(ratio(Math.exp(factor), "0.9201")).toMatchObject({ ok: true });
    expect(ratio(Math.max(...logs.map((log) => Math.abs(log - factor))), "0.0143")).toMatchObject({
      ok: true,
    });
    expect(fit.range).toBe(0.15);
  });

  test("three constants on the first four: 0.926, 1.002, 1.163, rms 0.0037, ±10 %; 4,507 at C = 64", () => {
    const fit = fitBenchmark(POINTS.slice(0, 4), EARLIER);
    expect(fit.kind).toBe("three constants");
    for (const [value, text] of [
      [fit.bandwidth, "0.926"],
      [fit.arithmetic, "1.002"],
      [fit.fixed, "1.163"],
      [rms(fit.residuals), "0.0037"],
    ] as const)
      expect(ratio(value, text)).toMatchObject({ ok: true });
    expect(fit.range).toBe(0.1);
    const [, , , , last] = POINTS;
    const predicted = last === undefined ? 0 : pointRate(last, fit.set);
    expect(predicted / 4507).toBeCloseTo(1, 2);
  });

  test("on all five: 0.908, 0.954, 1.135, rms 0.0095; servable 20.417 → 18.521 requests/s", () => {
    const fit = fitBenchmark(POINTS, EARLIER);
    for (const [value, text] of [
      [fit.bandwidth, "0.908"],
      [fit.arithmetic, "0.954"],
      [fit.fixed, "1.135"],
      [rms(fit.residuals), "0.0095"],
    ] as const)
      expect(ratio(value, text)).toMatchObject({ ok: true });
    const of = replica("gpt-oss-120b", "mxfp4", "2 H200");
    const shape = { promptTokens: 1000, outputTokens: 500, prefixShare: 0 };
    const servable = (set: typeof EARLIER) => {
      const serving = servingOf(of, shape, { version: "0.18.0", set });
      const found = servableRate(serving, maxConcurrency(of, 1000, 500), { tpotMs: 30, ttftP95Ms: 2000 });
      return found.kind === "rate" ? found.rate : Number.NaN;
    };
    expect(printed(servable(EARLIER), "20.417")).toMatchObject({ ok: true });
    expect(printed(servable(fit.set), "18.521")).toMatchObject({ ok: true });
  });
});

describe("constants that plans are made with", () => {
  test("a benchmark that says what the model says changes nothing and narrows the range", () => {
    const same = POINTS.map((point) => ({ ...point, outputRate: pointRate(point, CURRENT) }));
    const fit = fitBenchmark(same, CURRENT);
    for (const factor of [fit.bandwidth, fit.arithmetic, fit.fixed]) expect(factor).toBeCloseTo(1, 6);
    expect(fit.range).toBe(0.1);
  });

  test("a server twice as slow is one, whatever our constants are; noise widens the range", () => {
    const half = POINTS.map((point) => ({ ...point, outputRate: pointRate(point, CURRENT) / 2 }));
    expect(fitBenchmark(half.slice(0, 3), CURRENT).speed).toBeCloseTo(0.5, 9);
    const noisy = half.map((point, i) => ({
      ...point,
      outputRate: point.outputRate * (i % 2 === 0 ? 1.4 : 0.7),
    }));
    expect(fitBenchmark(noisy, CURRENT).range).toBeGreaterThan(0.3);
  });

  test("no more than the peak: MBU and MFU stop at 1", () => {
    const fast = POINTS.map((point) => ({ ...point, outputRate: 5 * pointRate(point, CURRENT) }));
    const { set } = fitBenchmark(fast, CURRENT);
    expect(set.constants.mbu.value).toBeLessThanOrEqual(1 + 1e-9);
    expect(set.constants.mfu.value).toBeLessThanOrEqual(1 + 1e-9);
  });
});

test("loads that contradict each other are not planned with, and the reason is told", () => {
  const odd = POINTS.map((point, i) => ({
    ...point,
    outputRate: i < 2 ? point.outputRate / 5 : point.outputRate,
  }));
  const [one] = calibrations(odd, { asOf: "2026-11-21", vllmVersion: "0.18.0", set: CURRENT });
  expect(one?.measurement.unusable).toMatch(/^its loads leave ±\d+ %, more than is known without it/);
});

test("one load of latent attention is not enough; four make it known", () => {
  const on = { model_id: "deepseek-ai/DeepSeek-R1-0528", precision: "fp8", tensor_parallel_size: "8" };
  const rates = [
    [1, 45],
    [8, 300],
    [32, 900],
    [64, 1500],
  ] as const;
  const points = rates.flatMap(([concurrency, rate]) =>
    readBenchmark(JSON.stringify(benchResult({ ...on, concurrency, rate })), "r1.json"),
  );
  const plan = { asOf: "2026-11-21", vllmVersion: "0.18.0", set: CURRENT };
  expect(calibrations(points.slice(0, 1), plan)[0]?.measurement.unusable).toContain("four loads are needed");
  expect(calibrations(points, plan)[0]?.fit.kind).toBe("three constants");
});

describe("calibrations of a plan", () => {
  const plan = { asOf: "2026-11-21", vllmVersion: "0.18.2", set: CURRENT };

  test("one for each replica, named by files, day and version; its reach is what was measured", () => {
    const [one, ...others] = calibrations(POINTS, plan);
    expect(others).toEqual([]);
    expect(one?.measurement).toMatchObject({
      modelId: "openai/gpt-oss-120b",
      gpu: "H200",
      tensorParallel: 2,
      name: "bench.json of 2026-11-02, vLLM 0.18.0",
      promptTokens: { least: 922, most: 922 },
      concurrency: 64,
      warnings: [],
    });
    expect(one?.measurement.ttftP95Factor).toBeCloseTo(2.5, 9);
  });

  test("another vLLM and old age are said; of two versions the nearer one counts", () => {
    const old = POINTS.map((point) => ({ ...point, at: "2025-11-20" }));
    expect(calibrations(old, { ...plan, vllmVersion: "0.32.0" })[0]?.measurement.warnings).toEqual([
      "measured on vLLM 0.18.0, planned with 0.32.0",
      "measured 2025-11-20, more than 12 months ago",
    ]);
    const newer = POINTS.map((point) => ({ ...point, on: { ...point.on, vllmVersion: "0.31.0" } }));
    const later = { ...plan, vllmVersion: "0.32.0" };
    const both = calibrations([...POINTS, ...newer], later);
    expect(both).toHaveLength(2);
    expect(nearest(both, later).map(({ measurement }) => measurement.name)).toEqual([
      "bench.json of 2026-11-02, vLLM 0.31.0",
    ]);
  });
});
