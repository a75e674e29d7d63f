import { describe, expect, test } from "vitest";
import { errorRange } from "../../src/sizing/error-class.ts";
import { openLoad } from "../../src/sizing/load-shape.ts";
import { servableRate } from "../../src/sizing/servable-rate.ts";
import { printed, replica, serving } from "./replicas.ts";

const OBJECTIVE = { tpotMs: 50, ttftP95Ms: 2000 };

function rateAt(model: string, precision: string, gpus: string, speed = 1) {
  const { serving: s, maxConcurrency } = serving(replica(model, precision, gpus), 1000, 200, { speed });
  return { s, maxConcurrency, found: servableRate(s, maxConcurrency, OBJECTIVE) };
}

/** R | low … high | C | load | TPOT | p95 of TTFT | what binds */
const ROWS = `
8B | bf16 | 1 A10G | 0.779 | 0.205 | 1.345 | 7.8 0.530 50.0 1,019 | tpot
8B | bf16 | 1 L40S | 4.569 | 1.127 | 7.607 | 45.7 0.673 50.0 305 | tpot
8B | bf16 | 1 A100-40GB | 5.902 | 4.722 | 7.083 | 47.1 0.800 39.9 346 | load
8B | bf16 | 1 H100 | 17.495 | 13.996 | 20.994 | 84.3 0.800 24.1 160 | load
8B | fp8 | 1 L4 | 1.036 | SLO | 2.640 | 10.4 0.362 50.0 417 | tpot
8B | fp8 | 1 L40S | 7.921 | 3.729 | 11.089 | 69.8 0.800 44.0 222 | load
70B | fp8 | 8 A10G | 0.223 | SLO | 1.022 | 1.3 0.232 29.4 2,000 | ttft
70B | fp8 | 4 L40S | 0.917 | SLO | 2.095 | 9.2 0.419 50.0 983 | tpot
70B | fp8 | 8 A100-40GB | 3.981 | 2.339 | 5.374 | 32.5 0.800 40.8 662 | load
70B | fp8 | 2 H100 | 6.020 | 4.166 | 7.435 | 60.2 0.777 50.0 374 | tpot
70B | bf16 | 8 A100-40GB | 4.202 | 2.879 | 5.509 | 42.0 0.726 50.0 529 | tpot
gpt-oss-120b | mxfp4 | 1 H100 | 6.696 | 4.352 | 9.039 | 34.1 0.800 25.5 175 | load
gpt-oss-120b | mxfp4 | 4 A100-40GB | 16.224 | 9.261 | 21.903 | 127.1 0.800 39.2 190 | load
gpt-oss-20b | mxfp4 | 1 A10G | 1.445 | 0.729 | 2.370 | 14.5 0.551 50.0 902 | tpot
Qwen3-30B-A3B | fp8 | 1 L40S | 2.828 | 0.843 | 6.549 | 28.3 0.518 50.0 230 | tpot
`
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((part) => part.trim()) as [string, string, string, ...string[]]);

describe("S2, constants of 2026-08: servable rate of one replica, 1,000/200, TPOT 50 ms, TTFT p95 2 s, to 0.1 %", () => {
  test.each(ROWS)(
    "%s %s on %s: R = %s (%s … %s), C load TPOT TTFT %s, %s binds",
    (model, precision, gpus, ...rest) => {
      const [rate = "", low = "", high = "", point = "", binds] = rest;
      const { s, maxConcurrency, found } = rateAt(model, precision, gpus);
      if (found.kind !== "rate") throw new Error("no rate");
      expect(found.binds).toBe(binds);
      expect(printed(found.rate, rate)).toMatchObject({ ok: true });
      // The reported point comes out of the open load at λ = R (a hair below, since R itself is an edge).
      const at = openLoad(s, found.rate * (1 - 1e-12), maxConcurrency);
      if (at === undefined) throw new Error("saturated");
      const actual = [at.concurrency, at.load, at.tpotSeconds * 1e3, at.ttftP95Seconds * 1e3];
      expect(point.split(" ").map((text, i) => printed(actual[i] ?? Number.NaN, text).ok)).toEqual([
        true,
        true,
        true,
        true,
      ]);
      const range = errorRange(s.replica, s.shape, s.set)?.low ?? 0;
      for (const [text, speed] of [
        [low, 1 - range],
        [high, 1 + range],
      ] as const) {
        const end = rateAt(model, precision, gpus, speed).found;
        if (text === "SLO") expect(end.kind).toBe("missed");
        else expect(end.kind === "rate" && printed(end.rate, text)).toMatchObject({ ok: true });
      }
    },
  );

  test("8B bf16 on 1 L4 cannot meet: TPOT 64.95 ms at zero load, limit 50", () => {
    const { found } = rateAt("8B", "bf16", "1 L4");
    expect(found).toMatchObject({ kind: "missed", metric: "tpot", limitMs: 50 });
    expect(found.kind === "missed" && printed(found.bestMs, "64.95")).toMatchObject({ ok: true });
  });

  test("a prefix share of 0, 0.5, 0.8 on 1 L40S: R = 4.569, 6.561, 8.847", () => {
    const rates = [0, 0.5, 0.8].map((prefixShare) => {
      const { serving: s, maxConcurrency } = serving(replica("8B", "bf16", "1 L40S"), 1000, 200, {
        prefixShare,
      });
      const found = servableRate(s, maxConcurrency, OBJECTIVE);
      return found.kind === "rate" ? found.rate : Number.NaN;
    });
    expect(["4.569", "6.561", "8.847"].map((text, i) => printed(rates[i] ?? Number.NaN, text).ok)).toEqual([
      true,
      true,
      true,
    ]);
  });
});
