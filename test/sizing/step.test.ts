import { describe, expect, test } from "vitest";
import { closedLoad } from "../../src/calibration/driven-load.ts";
import { errorRange } from "../../src/sizing/error-class.ts";
import { kvRoomBytes } from "../../src/sizing/memory.ts";
import {
  commSeconds,
  computeSeconds,
  decodeSeconds,
  fixedSeconds,
  kvSeconds,
  weightSeconds,
} from "../../src/sizing/step.ts";
import { CURRENT, GIB, printed, replica, serving } from "./replicas.ts";

const COLUMNS = "W K C_max τ_w τ_c τ_kv τ_comm τ_fix t_dec t_pre TPOT X TTFT b".split(" ");

/** model | precision | replica | C | then the columns: GiB, ms, tokens per second, %. */
const ROWS = `
8B | bf16 | 1 A10G | 16 | 14.96 3.82 27.9 31.27 6.24 4.81 0 1.93 38.62 369.41 68.17 234.7 990.5 25
8B | bf16 | 1 L40S | 64 | 14.96 22.59 165.2 21.72 4.82 13.35 0 2.31 37.91 71.43 60.77 1,053.2 558.6 40
8B | fp8 | 1 L40S | 64 | 8.46 29.09 212.8 12.28 2.80 13.35 0 2.31 28.26 41.50 41.54 1,540.8 337.1 40
8B | bf16 | 1 A100-40GB | 64 | 14.96 18.22 133.3 12.07 5.60 7.42 0 2.31 23.03 82.88 49.55 1,291.6 643.3 20
8B | bf16 | 1 H100 | 128 | 14.96 51.57 377.2 5.60 3.53 6.89 0 2.82 16.33 26.15 33.07 3,871.1 390.8 20
70B | bf16 | 8 A10G | 16 | 131.41 18.78 55.0 36.20 7.22 1.50 7.47 1.93 47.81 735.46 106.64 150.0 1,942.2 35
70B | fp8 | 4 L40S | 32 | 67.66 82.53 241.5 25.89 3.25 4.17 10.74 2.06 43.06 346.59 98.52 324.8 1,485.7 50
70B | bf16 | 8 A100-40GB | 64 | 131.41 134.03 256 13.97 6.48 2.32 4.84 2.31 24.86 131.26 66.87 957.1 1,001.3 20
70B | fp8 | 2 H100 | 64 | 67.66 65.40 191.3 13.35 4.81 4.30 3.63 2.31 24.43 86.34 52.06 1,229.3 669.0 20
70B | fp8+kv8 | 4 H100 | 128 | 67.66 198.45 302.5 6.68 4.81 8.31 5.12 2.82 24.48 223.54 81.71 1,566.5 3,114.9 20
gpt-oss-20b | mxfp4 | 1 A10G | 32 | 13.31 5.46 191.3 29.40 11.20 2.01 0 2.06 35.52 288.73 81.72 391.6 1,242.7 35
gpt-oss-120b | mxfp4 | 1 H100 | 64 | 64.05 2.48 57.9 21.66 2.15 0.98 0 2.26 25.00 33.06 34.57 1,674.0 254.3 35
gpt-oss-120b | mxfp4 | 4 A100-40GB | 64 | 64.05 68.67 256 12.05 1.89 0.58 1.56 2.31 16.65 30.34 26.36 2,428.1 254.5 35
Qwen3-30B-A3B | fp8 | 1 L40S | 64 | 29.01 8.54 83.2 44.38 2.52 10.01 0 2.31 56.78 37.93 68.92 928.7 310.7 50
`
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((part) => part.trim()));

describe("S1, constants of 2026-08: one engine step, closed loop, 1,000 in / 200 out (row 10: 4,000/500), to 0.1 %", () => {
  test.each(ROWS)("%s %s on %s at C = %s: %s", (model, precision, gpus, clients, figures) => {
    const of = replica(model ?? "", precision ?? "", gpus ?? "");
    const long = precision === "fp8+kv8";
    const { serving: s, maxConcurrency } = serving(of, long ? 4000 : 1000, long ? 500 : 200);
    const closed = closedLoad(s, Number(clients), maxConcurrency);
    const c = closed.concurrency;
    const ms = (seconds: number): number => seconds * 1e3;
    const actual = [
      of.weightBytes / GIB,
      kvRoomBytes(of) / GIB,
      maxConcurrency,
      ms(weightSeconds(s, c)),
      ms(computeSeconds(s, c)),
      ms(kvSeconds(s, c)),
      ms(commSeconds(s, c)),
      ms(fixedSeconds(s, c)),
      ms(decodeSeconds(s, c)),
      ms(s.prefillSeconds),
      ms(closed.tpotSeconds),
      closed.outputRate,
      ms(closed.ttftSeconds),
      (errorRange(of, s.shape, s.set)?.low ?? 0) * 100,
    ];
    const wrong = (figures ?? "").split(" ").flatMap((text, i) => {
      const check = printed(actual[i] ?? Number.NaN, text);
      return check.ok ? [] : [`${COLUMNS[i]}: ${check.actual}, printed ${text}`];
    });
    expect(actual).toHaveLength(COLUMNS.length);
    expect(wrong).toEqual([]);
  });
});

describe("experts", () => {
  const { serving: s } = serving(replica("gpt-oss-120b", "mxfp4", "1 H100"), 1000, 200);
  const read = (c: number): number => weightSeconds(s, c);

  test("one token reads 4 of 128 experts: 2 % shared + 98 %/32; a third of a sequence reads as much as one", () => {
    expect(read(1) / (s.replica.weightBytes / (0.8 * 3350e9))).toBeCloseTo(0.02 + 0.98 / 32, 9);
    expect(read(0.3)).toBe(read(1));
  });

  test("at 2·E/k = 64 sequences 87 % of the experts are touched", () => {
    expect((read(64) - s.sharedReadSeconds) / s.routedReadSeconds).toBeCloseTo(0.87, 2);
  });
});

/** model | precision | replica | C | t_dec t_pre TPOT, ms; X, tokens per second; TTFT, ms; range below and above, %. Computed apart in another language. */
const CURRENT_ROWS = `
8B | bf16 | 1 A10G | 16 | 37.2237 314.8233 62.4095 256.3711 707.43 28 28
8B | bf16 | 1 L40S | 64 | 37.2454 101.6172 69.7629 917.3927 596.86 31 27
8B | fp8 | 1 L40S | 64 | 27.7056 59.0409 46.5987 1,373.4286 363.54 31 27
8B | bf16 | 1 A100-40GB | 64 | 22.5861 88.8248 51.0100 1,254.6554 526.76 26 29
8B | bf16 | 1 H100 | 128 | 16.0443 27.7232 33.7871 3,788.4265 316.12 26 29
70B | bf16 | 8 A10G | 16 | 61.4774 1299.9354 165.4722 96.6930 2,795.86 30 28
70B | fp8 | 4 L40S | 32 | 55.1664 634.9598 156.7600 204.1337 2,097.27 31 28
70B | bf16 | 8 A100-40GB | 64 | 24.8260 138.4834 69.1407 925.6485 798.89 26 29
70B | fp8 | 2 H100 | 64 | 24.2229 90.8501 53.2950 1,200.8641 537.86 26 29
70B | fp8+kv8 | 4 H100 | 128 | 24.4329 232.8100 84.0323 1,523.2243 2,358.79 26 29
gpt-oss-20b | mxfp4 | 1 A10G | 32 | 33.9582 240.7211 72.4736 441.5401 819.94 28 33
gpt-oss-120b | mxfp4 | 1 H100 | 64 | 24.8696 34.2883 34.7897 1,663.2204 213.17 26 33
gpt-oss-120b | mxfp4 | 4 A100-40GB | 64 | 16.3061 31.6121 26.4220 2,422.2279 213.23 26 33
Qwen3-30B-A3B | fp8 | 1 L40S | 64 | 56.1058 52.7871 72.9976 876.7406 329.27 31 33
8B | fp8 | 1 L4 | 16 | 45.7936 333.3519 72.4617 220.8061 746.71 35 24
8B | w4a16 | 1 A10G | 16 | 24.3029 572.4061 70.0953 228.2605 1,253.50 38 45
`
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((part) => part.trim()));

describe("S1, constants that plans are made with", () => {
  test.each(CURRENT_ROWS)("%s %s on %s at C = %s: %s", (model, precision, gpus, clients, figures) => {
    const of = replica(model ?? "", precision ?? "", gpus ?? "");
    const long = precision === "fp8+kv8";
    const { serving: s, maxConcurrency } = serving(of, long ? 4000 : 1000, long ? 500 : 200, {
      set: CURRENT,
    });
    const closed = closedLoad(s, Number(clients), maxConcurrency);
    const range = errorRange(of, s.shape, s.set);
    const actual = [
      decodeSeconds(s, closed.concurrency) * 1e3,
      s.prefillSeconds * 1e3,
      closed.tpotSeconds * 1e3,
      closed.outputRate,
      closed.ttftSeconds * 1e3,
      (range?.low ?? 0) * 100,
      (range?.high ?? 0) * 100,
    ];
    expect(
      (figures ?? "").split(" ").map((text, i) => printed(actual[i] ?? Number.NaN, text, 1e-5).ok),
    ).toEqual(actual.map(() => true));
  });
});
