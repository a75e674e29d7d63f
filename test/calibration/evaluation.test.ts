import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import errorClasses from "../../data/error-classes.json" with { type: "json" };
import { evaluate } from "../../src/calibration/evaluation.ts";
import { errorRange } from "../../src/sizing/error-class.ts";
import { numbered } from "./numbered.ts";

const FILE = new URL("../../data/throughput-calibration.csv", import.meta.url);
const records = (): Record<string, string>[] => parse(readFileSync(FILE), { columns: true });

const ROW = {
  model: "Llama-3.1-8B",
  gpu: "H100",
  gpu_count: "1",
  tp: "1",
  precision: "bf16",
  engine: "vllm-0.11.0",
  input_tokens: "1000",
  output_tokens: "200",
  concurrency: "64",
  output_tok_s: "2500",
  total_tok_s: "",
  ttft_ms: "",
  tpot_ms: "",
  source: "[closed] somebody/results.json",
  date: "2025-11-02",
};
const one = (change: Partial<typeof ROW>) => evaluate(numbered([{ ...ROW, ...change }])).rows[0];
const because = (change: Partial<typeof ROW>) => {
  const row = one(change);
  return row?.kind === "notModelled" ? row.because : undefined;
};
const modelled = (change: Partial<typeof ROW>) => {
  const row = one(change);
  if (row?.kind !== "modelled") throw new Error(`not modelled: ${row?.because}`);
  return row;
};

describe("the calibration rows", () => {
  const { rows, all, replicas, groups } = evaluate(numbered(records()));

  test("every row is there, in the order and with the line of the file", () => {
    expect(rows).toHaveLength(200);
    expect(all?.rows).toBe(200);
    expect(rows[50]?.line).toBe(52);
  });

  test("groups of one kind hold every row once", () => {
    for (const by of ["GPU", "model class", "precision", "TP", "load", "model"] as const) {
      const own = groups.filter((group) => group.by === by);
      expect(own.reduce((sum, { summary }) => sum + summary.rows, 0)).toBe(200);
    }
  });

  test("replicas: planned and true ones at the load cap, peaks 1, 3 and 10; within one is never rarer", () => {
    expect(replicas.map(({ peak }) => peak)).toEqual([1, 3, 10]);
    for (const { equal, withinOne } of replicas) {
      expect(withinOne).toBeGreaterThanOrEqual(equal ?? 1);
      expect(withinOne).toBeLessThanOrEqual(1);
    }
  });
});

describe("a row", () => {
  test.each([
    { model: "meta-llama/Llama-3.1-8B-Instruct" },
    { model: "Meta-Llama-3.1-8B-Instruct-FP8" },
    { model: "llama-3.1-8b" },
    { gpu: "NVIDIA H100 80GB HBM3" },
    { gpu: "H100-SXM5-80GB" },
    { precision: "bfloat16" },
    { engine: "0.11.2" },
    { engine: "vllm==0.11.2" },
    { model: "somebody/Llama-3.1-8B-Instruct-quantized.w8a8" },
    { tp: "", gpu_count: "1" },
    { source: "" },
  ])("%o says the same", (change) => {
    expect(modelled(change).prediction.predicted).toBe(modelled({}).prediction.predicted);
  });

  test.each([
    ["gptq", "w4a16"],
    ["AWQ", "w4a16"],
    ["W8A8", "int8"],
    ["fp8+kv8", "fp8"],
  ])("precision %s is %s", (precision, name) => {
    expect(modelled({ precision }).row.wish.precision.precision).toBe(name);
  });

  test.each([
    ["2025-11-02", "0.10.0"],
    ["2026-01", "0.10.0"],
    ["2026", "0.10.0"],
    ["2024-11-30", "0.5.0"],
    ["", "0.5.0"],
    ["last week", "0.5.0"],
  ])(
    "without an engine version, on %j: the newest release three months before, %s, and said so",
    (date, version) => {
      expect(modelled({ engine: "", date }).row.engine).toEqual({ version, assumed: true });
      expect(evaluate(numbered([{ ...ROW, engine: "vllm", date }, ROW])).enginesAssumed).toBe(1);
    },
  );

  test("without a tag a row is taken for a closed loop, and said so", () => {
    expect(evaluate(numbered([{ ...ROW, source: "somebody/results.json" }, ROW])).loadsAssumed).toBe(1);
    expect(modelled({ source: "" }).row.loadAssumed).toBe(true);
  });

  test("measured: output tokens, else latencies of a closed loop, else the output's part of all tokens", () => {
    expect(modelled({}).row.measured).toBe(2500);
    const latencies = { output_tok_s: "", ttft_ms: "500", tpot_ms: "20" };
    expect(modelled(latencies).row.measured).toBeCloseTo((64 * 200) / (0.5 + 0.02 * 199), 9);
    expect(modelled({ output_tok_s: "", total_tok_s: "12000" }).row.measured).toBeCloseTo(2000, 9);
  });

  test.each([
    [{ model: "somebody/unheard-of-9b" }, 'no model card for "somebody/unheard-of-9b"'],
    [{ gpu: "MI300X" }, 'no GPU card for "MI300X"'],
    [{ gpu: "A100" }, 'no GPU card for "A100"'],
    [{ precision: "q4_k_m" }, 'no precision "q4_k_m"'],
    [{ engine: "trtllm-0.15" }, '"trtllm-0.15" is no vLLM version of the 0.x series'],
    [{ concurrency: "" }, "tp, input_tokens, output_tokens and concurrency must be numbers above 0"],
    [{ output_tok_s: "" }, "no throughput: neither output_tok_s, nor ttft_ms and tpot_ms, nor total_tok_s"],
    [{ tp: "3" }, "32 heads and 8 KV heads cannot be split over 3 GPUs"],
    [{ model: "Llama-3.3-70B" }, "weights of 131.4 GiB on GPUs of 79.2 GiB"],
    [{ model: "DeepSeek-R1-0528", gpu: "H200", tp: "8" }, /latent attention and expert launches/],
    [{ tp: "", gpu_count: "4" }, "tp, input_tokens, output_tokens and concurrency must be numbers above 0"],
    [{ source: "[open rate=2] x" }, 'a load of the kind "open"; known: single, closed, batch, burst'],
    [{ source: "[burst omax=50] x" }, "omax, the longest answer, is shorter than the mean one"],
    [{ source: "[burst omax=0] x" }, "omax, the longest answer, is shorter than the mean one"],
    [{ output_tok_s: "900000" }, /would be \d+ % of the peak FLOPS: no such measurement is possible/],
    [{ output_tok_s: "3000", concurrency: "1" }, /of the peak bandwidth/],
  ])("%o is not modelled, with the reason", (change, reason) => {
    expect(because(change)).toMatch(typeof reason === "string" ? new RegExp(literal(reason)) : reason);
  });
});

test("no row: no error of nothing", () => {
  const { all, replicas } = evaluate([]);
  expect(all).toBeUndefined();
  expect(replicas).toEqual([{ peak: 1 }, { peak: 3 }, { peak: 10 }]);
});

const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

test("what a range class says of its rows is what comes out of all calibration rows", () => {
  const all: Record<string, string>[] = parse(
    readFileSync(new URL("../../data/throughput-calibration-all.csv", import.meta.url)),
    { columns: true },
  );
  const found = evaluate(numbered(all)).rows.flatMap((row) => {
    if (row.kind !== "modelled") return [];
    const { replica, shape, set } = row.prediction.serving;
    const names = errorRange(replica, shape, set)?.classes.map(({ name }) => name) ?? [];
    return names.map((name) => ({ name, error: Math.abs(row.error) }));
  });
  for (const { name, because } of errorClasses) {
    const own = found.filter((row) => row.name === name);
    if (own.length === 0) {
      expect([name, because]).toEqual([name, expect.stringMatching(/^no calibration row/)]);
      continue;
    }
    const mean = own.reduce((sum, { error }) => sum + error, 0) / own.length;
    expect([name, because]).toEqual([
      name,
      expect.stringContaining(`${own.length} calibration rows: ${(100 * mean).toFixed(1)} % mean error`),
    ]);
  }
});
