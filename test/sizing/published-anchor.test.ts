import { describe, expect, test } from "vitest";
import { closedLoad } from "../../src/calibration/driven-load.ts";
import { errorRange } from "../../src/sizing/error-class.ts";
import { concurrencyAt } from "../../src/sizing/load-shape.ts";
import { CURRENT, printed, replica, serving } from "./replicas.ts";

/** awslabs/data-on-eks, ray-batch-inference, 2026-07: 15,600 requests of 2,611,810 prompt and 5,019,499 output tokens. */
const { serving: s, maxConcurrency } = serving(
  replica("8B", "bf16", "1 L40S"),
  2_611_810 / 15_600,
  5_019_499 / 15_600,
);
const range = errorRange(s.replica, s.shape, s.set)?.low ?? Number.NaN;

describe("S5, constants of 2026-08: one published L40S, 8B in 16 bit; measured 1,637 tokens/s behind an endpoint, 2,776 fed in-process", () => {
  test("closed loop at C = 64: TPOT 30.87 ms, 2,073 tokens/s, range 1,244-2,902 holds 1,637", () => {
    const load = closedLoad(s, 64, maxConcurrency);
    expect(printed(load.tpotSeconds * 1e3, "30.87")).toMatchObject({ ok: true });
    expect(printed(load.outputRate, "2,073")).toMatchObject({ ok: true });
    expect(printed(load.outputRate * (1 - range), "1,244")).toMatchObject({ ok: true });
    expect(printed(load.outputRate * (1 + range), "2,902")).toMatchObject({ ok: true });
  });

  test("full, C_max = 256: TPOT 58.16 ms, 4,402 tokens/s, range 2,641-6,162 holds 2,776", () => {
    expect(maxConcurrency).toBe(256);
    const load = closedLoad(s, Number.POSITIVE_INFINITY, maxConcurrency);
    expect(printed(load.tpotSeconds * 1e3, "58.16")).toMatchObject({ ok: true });
    expect(printed(load.outputRate, "4,402")).toMatchObject({ ok: true });
    expect(printed(load.outputRate * (1 - range), "2,641")).toMatchObject({ ok: true });
    expect(printed(load.outputRate * (1 + range), "6,162")).toMatchObject({ ok: true });
  });

  test("the model reaches 1,637 at C = 47.2 and 2,776 at C = 97.5", () => {
    expect(printed(concurrencyAt(s, 1637, maxConcurrency), "47.2")).toMatchObject({ ok: true });
    expect(printed(concurrencyAt(s, 2776, maxConcurrency), "97.5")).toMatchObject({ ok: true });
  });

  test("identity for cost at 2.24208 USD/h: 0.3805 and 0.2244 USD per 10⁶ output tokens, 0.250 and 0.148 per 10⁶ in all", () => {
    const perMillion = (tokensPerSecond: number): number => (2.24208 / 3600 / tokensPerSecond) * 1e6;
    const all = (2_611_810 + 5_019_499) / 5_019_499;
    const costs = [perMillion(1637), perMillion(2776), perMillion(1637) / all, perMillion(2776) / all];
    expect(costs.map((cost, i) => printed(cost, ["0.3805", "0.2244", "0.250", "0.148"][i] ?? "").ok)).toEqual(
      [true, true, true, true],
    );
  });
});

test("S5, constants that plans are made with: both measured values lie in their ranges, nearer than before", () => {
  const of = replica("8B", "bf16", "1 L40S");
  const now = serving(of, 2_611_810 / 15_600, 5_019_499 / 15_600, { set: CURRENT });
  const ends = errorRange(of, now.serving.shape, CURRENT);
  if (ends === undefined) throw new Error("no range");
  for (const [clients, measured] of [
    [64, 1637],
    [Number.POSITIVE_INFINITY, 2776],
  ] as const) {
    const { outputRate } = closedLoad(now.serving, clients, now.maxConcurrency);
    expect(measured).toBeGreaterThan(outputRate * (1 - ends.low));
    expect(measured).toBeLessThan(outputRate * (1 + ends.high));
    expect(outputRate).toBeLessThan(closedLoad(s, clients, maxConcurrency).outputRate);
  }
});
