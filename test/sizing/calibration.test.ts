import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { burstOutputRate, closedLoad } from "../../src/calibration/driven-load.ts";
import { errorRange } from "../../src/sizing/error-class.ts";
import type { Serving } from "../../src/sizing/serving.ts";
import { printed, replica, serving } from "./replicas.ts";

type Row = Record<string, string>;

const ROWS: Row[] = parse(readFileSync(new URL("../../data/throughput-calibration.csv", import.meta.url)), {
  columns: true,
});

/** A row as the model sees it; the tag at the start of its source says how it was driven. */
function read(row: Row) {
  const [, shape = "", detail = ""] = /^\[(\w+)([^\]]*)\]/.exec(row.source ?? "") ?? [];
  const number = (key: string): number => Number(row[key]);
  const [input, output, clients] = [number("input_tokens"), number("output_tokens"), number("concurrency")];
  const of = replica(row.model ?? "", row.precision ?? "", `${row.tp} ${row.gpu}`);
  const engine = row.engine ?? "";
  const old = Number(/0\.(\d+)/.exec(engine)?.[1]) < 9;
  const { serving: s, maxConcurrency } = serving(of, input, output, {
    engine,
    ...(old && { maxNumSeqs: 256 }),
  });
  const closed = shape === "single" || shape === "closed";
  const omax = /omax=(\d+)/.exec(detail)?.[1];
  const spread =
    shape !== "burst" ? 1 : omax !== undefined ? Number(omax) / output : detail.includes("sharegpt") ? 4 : 1;
  const predicted = closed
    ? closedLoad(s, clients, maxConcurrency).outputRate
    : burstOutputRate(s, clients, maxConcurrency, spread);
  const seconds = (number("ttft_ms") + number("tpot_ms") * (output - 1)) / 1e3;
  const measured =
    row.output_tok_s !== ""
      ? number("output_tok_s")
      : closed
        ? (clients * output) / seconds
        : (number("total_tok_s") * output) / (input + output);
  return {
    row,
    shape,
    closed,
    clients,
    s,
    maxConcurrency,
    predicted,
    measured,
    error: predicted / measured - 1,
  };
}

const SCORED = ROWS.map(read);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
};
const absolute = SCORED.map((row) => Math.abs(row.error));

describe("S8: the 200 calibration rows", () => {
  test("sum of predictions 372,179.69; mean error 9.9 %, median 6.3 %, bias +0.9 %", () => {
    expect(SCORED).toHaveLength(200);
    expect(SCORED.reduce((sum, row) => sum + row.predicted, 0)).toBeCloseTo(372_179.69, 2);
    expect(mean(absolute)).toBeCloseTo(0.099, 3);
    expect(median(absolute)).toBeCloseTo(0.063, 3);
    expect(mean(SCORED.map((row) => row.error))).toBeCloseTo(0.009, 3);
  });

  test.each([
    ["batch", 0.092],
    ["burst", 0.121],
    ["closed", 0.098],
    ["single", 0.063],
  ])("%s rows: mean error %d", (shape, expected) => {
    expect(mean(SCORED.filter((row) => row.shape === shape).map((row) => Math.abs(row.error)))).toBeCloseTo(
      expected,
      3,
    );
  });

  test.each([
    [2, "36.34", "38.33"],
    [52, "572.10", "535.07"],
    [102, "463.73", "426.03"],
    [152, "146.10", "150.34"],
    [201, "8,152.77", "7,911.38"],
  ])("file line %i: predicted %s, measured %s", (line, predicted, measured) => {
    const row = SCORED[line - 2];
    expect(printed(row?.predicted ?? 0, predicted)).toMatchObject({ ok: true });
    expect(printed(row?.measured ?? 0, measured)).toMatchObject({ ok: true });
  });

  test("91 % lie within 20 %, 96 % within 35 %, and 177 of the 185 rows with a range inside it", () => {
    expect(absolute.filter((error) => error <= 0.2).length / 200).toBeCloseTo(0.91, 2);
    expect(absolute.filter((error) => error <= 0.35).length / 200).toBeCloseTo(0.96, 2);
    const ranged = SCORED.flatMap((row) => {
      const { range } = errorRange(row.s.replica, row.s.shape);
      return range === undefined ? [] : [{ ...row, range }];
    });
    expect(ranged).toHaveLength(185);
    const inside = ranged.filter(
      ({ measured, predicted, range }) =>
        measured >= predicted * (1 - range) && measured <= predicted * (1 + range),
    );
    expect(inside).toHaveLength(177);
  });

  test("physics: every closed row obeys Little's law, every row stays below peak FLOPS", () => {
    for (const { closed, clients, s, maxConcurrency, measured } of SCORED) {
      if (closed) {
        const load = closedLoad(s, clients, maxConcurrency);
        expect(load.outputRate * load.tpotSeconds).toBeCloseTo(load.concurrency, 9);
      }
      expect(shareOfPeakFlops(s, measured)).toBeLessThan(1);
    }
  });
});

/** FLOPS of the tokens that a rate implies ÷ the dense peak. */
function shareOfPeakFlops(s: Serving, outputRate: number): number {
  const { model, accelerator, tensorParallel, precision } = s.replica;
  const peak =
    (precision.units8 === undefined
      ? accelerator.bf16Tflops
      : (accelerator.fp8Tflops ?? accelerator.bf16Tflops)) * 1e12;
  return (
    (2 * (model.activeB ?? 0) * 1e9 * outputRate * (1 + s.shape.promptTokens / s.shape.outputTokens)) /
    (peak * tensorParallel)
  );
}
