import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { crossover } from "./in-process.ts";

const SUPPORT = "scenarios/support-assistant.yaml";
const CALIBRATION = "data/throughput-calibration.csv";

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "rows-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "rows.csv");
  writeFileSync(file, text);
  return file;
}

describe("crossover size", () => {
  test("fleets that carry it, what rules the others out, and the flags of the plan", async () => {
    const { out, exitCode } = await crossover("size", SUPPORT);
    expect(exitCode).toBe(0);
    expect(out).toContain("openai/gpt-oss-120b · month 1, prod · vLLM");
    expect(out).toMatch(/^p4d\.24xlarge +mxfp4 +8 × 1 /m);
    expect(out).toMatch(
      /^ {2}g5\.xlarge … 16xlarge +mxfp4 +TP 1 +does not fit: needs 65\.82 GiB, has 20\.12/m,
    );
    expect(out).toContain("--max-model-len 12288");
    expect(out).toMatch(/H100 −26 %, \+29 %: 221 measurements/);
  });

  test("--json: every fleet with its flags, every other with its reason; nothing twice and nothing lost", async () => {
    const { out } = await crossover("size", SUPPORT, "--json");
    const [model] = JSON.parse(out).models;
    const key = (row: { instanceType: string; precision: string; tensorParallel: number }) =>
      `${row.instanceType} ${row.precision} ${row.tensorParallel}`;
    const keys = [...model.fleets, ...model.ruledOut].map(key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { kind, vllmFlags, tensorParallel } of model.fleets) {
      expect(kind).toBe("fleet");
      expect(vllmFlags["tensor-parallel-size"]).toBe(tensorParallel);
    }
    expect(model.ruledOut.every(({ kind }: { kind: string }) => kind !== "fleet")).toBe(true);
  });

  test("the fleet at peaks of 3, 6 and 12 times the mean stands beside the planned one, which is the 6", async () => {
    const { out } = await crossover("size", SUPPORT, "--json");
    const [{ fleets, peaks, demand }] = JSON.parse(out).models;
    expect(peaks.map(({ factor }: { factor: number }) => factor)).toEqual([3, 6, 12]);
    expect(peaks[1].sizeRate).toBeCloseTo(demand.sizeRate, 9);
    expect(peaks[2].sizeRate).toBeCloseTo(2 * demand.sizeRate, 9);
    for (const { instances, instancesAtPeak } of fleets) {
      const [three, six, twelve] = instancesAtPeak.map((one: { instances: number }) => one.instances);
      expect(six).toBe(instances);
      expect(three).toBeLessThanOrEqual(six);
      expect(twelve).toBeGreaterThanOrEqual(six);
    }
  });

  test("flags stand for a scenario; a closed model cannot be sized: exit 2", async () => {
    const words = ["--today", "none", "--requests", "1M", "--prompt", "1000", "--output", "200"];
    const open = await crossover("size", ...words, "--candidate", "Qwen/Qwen3-8B");
    expect([open.exitCode, open.out]).toEqual([0, expect.stringContaining("Qwen/Qwen3-8B")]);
    const closed = await crossover("size", ...words, "--candidate", "anthropic/claude-haiku-4-5");
    expect(closed.exitCode).toBe(2);
    expect(closed.err).toContain("names no open model to host");
  });
});

describe("crossover size --evaluate", () => {
  test("--json has the totals at its top, then groups and rows", async () => {
    const { out, exitCode } = await crossover("size", "--evaluate", CALIBRATION, "--json");
    expect(exitCode).toBe(0);
    const said = JSON.parse(out);
    expect(said).toMatchObject({ rows: 200, modelled: 200 });
    for (const share of ["meanError", "medianError", "worstError", "insideRange", "medianRangeWidth"])
      expect(said[share]).toBeGreaterThan(0);
    expect(said.replicas).toHaveLength(3);
    expect(said.measurements).toHaveLength(200);
    const errors = said.measurements.map(({ error }: { error: number }) => Math.abs(error));
    expect(said.meanError).toBeCloseTo(errors.reduce((a: number, b: number) => a + b, 0) / 200, 12);
  });

  test("the README shows this table as it is", async () => {
    const { out } = await crossover("size", "--evaluate", CALIBRATION);
    const shown = out.split("\n").slice(2, 11);
    expect(shown[0]).toContain("median");
    expect(readFileSync("README.md", "utf8")).toContain(shown.join("\n"));
  });

  test("measurements from elsewhere: all are listed, and the documents say the figures that come out", async () => {
    const { out } = await crossover("size", "--evaluate", "data/throughput-elsewhere.csv", "--json");
    const { rows, modelled, meanError, medianError, insideRange } = JSON.parse(out);
    expect(rows).toBe(222);
    const percent = (share: number) => (100 * share).toFixed(1);
    expect(readFileSync("README.md", "utf8")).toContain(
      `${percent(meanError)} % mean, ${percent(medianError)} % median, ${Math.round(100 * insideRange)} % inside`,
    );
    const row = readFileSync("ARCHITECTURE.md", "utf8")
      .split("\n")
      .find((line) => line.startsWith("| all, "));
    expect(row).toContain(`| all, ${modelled} that can be modelled`);
    expect(row).toContain(
      `${percent(meanError)} / ${percent(medianError)}, ${Math.round(100 * insideRange)} %`,
    );
  });

  test("a row that cannot be modelled is listed with its line and reason", async () => {
    const head =
      "model,gpu,tp,precision,engine,input_tokens,output_tokens,concurrency,output_tok_s,source,date";
    const file = fileWith(
      `${head}\nQwen3-8B,L4,1,bf16,,512,256,8,120,,2026-01-05\nGPT-9,L4,1,bf16,,1,1,1,1,,\n\nQwen3-8B,L4,1,bf16\n`,
    );
    const { out } = await crossover("size", "--evaluate", file);
    expect(out).toContain("3 rows, 1 modelled");
    expect(out).toContain("line 5: tp, input_tokens, output_tokens and concurrency must be numbers above 0");
    expect(out).toContain('line 3: no model card for "GPT-9"');
    expect(out).toContain("1 of the rows name no vLLM version");
  });

  test.each([
    ["a,b\n1,2\n", /lacks the columns model, gpu, precision/],
    ["", /holds no rows/],
    ['model,"gpu\n', /is not valid CSV/],
  ])("%j: exit 2 with the columns that it takes", async (text, message) => {
    const { err, exitCode } = await crossover("size", "--evaluate", fileWith(text));
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
    expect(err).toContain("Columns: model, gpu, tp");
  });

  test("no row modelled: null where nothing is known, and no error", async () => {
    const head =
      "model,gpu,tp,precision,engine,input_tokens,output_tokens,concurrency,output_tok_s,source,date";
    const { out } = await crossover(
      "size",
      "--evaluate",
      fileWith(`${head}\nGPT-9,L4,1,bf16,,1,1,1,1,,\n`),
      "--json",
    );
    const said = JSON.parse(out);
    expect(said).toMatchObject({ rows: 1, modelled: 0, meanError: null, insideRange: null });
    expect(said.replicas).toEqual([1, 3, 10].map((peak) => ({ peak, equal: null, withinOne: null })));
  });

  test.each([
    [["--constants", "2026-08"], /--constants is for --evaluate/],
    [["--evaluate", CALIBRATION], /--evaluate reads measurements and no scenario/],
    [["--evaluate", CALIBRATION, "--constants", "1999"], /no set of constants "1999"|reads measurements/],
  ])("a flag that would be ignored is refused: %o", async (words, message) => {
    const { err, exitCode } = await crossover("size", SUPPORT, ...words);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test("no such file: exit 2", async () => {
    expect(await crossover("size", "--evaluate", "nowhere.csv")).toMatchObject({ exitCode: 2 });
  });
});
