import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { benchResult } from "../calibration/bench-result.ts";
import { crossover } from "./in-process.ts";

const SWEEP = [
  [4, 823.1],
  [8, 1328.5],
  [16, 2005.8],
  [32, 2975.4],
  [64, 4383.8],
] as const;
const SHAPE = { total: 922 };

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "calibrate-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** A sweep of gpt-oss-120b on 2 H200, one file a load. */
function sweep(where: string, change: Readonly<Record<string, unknown>> = {}): string[] {
  return SWEEP.map(([concurrency, rate]) => {
    const file = join(where, `c${concurrency}.json`);
    writeFileSync(file, JSON.stringify(benchResult({ concurrency, rate, ...change })));
    return file;
  });
}

function scenario(where: string): string {
  const file = join(where, "mine.yaml");
  writeFileSync(
    file,
    `# ours\nllm:\n  requestsPerMonth: 60000000 # a lot\n  promptTokens: ${SHAPE.total}\n  outputTokens: ${SHAPE.total}\n  slo: { tpotMs: 15 }\n  candidates: [{ model: openai/gpt-oss-120b, reasoningMultiplier: 1 }]\n  hosting: { instanceTypes: ["p5en.48xlarge"] }\n`,
  );
  return file;
}

const fleetOf = async (file: string, tensorParallel: number) => {
  const { out } = await crossover("size", file, "--json");
  const [model] = JSON.parse(out).models;
  const rows = [...model.fleets, ...model.ruledOut.map(({ fleet }: { fleet?: object }) => fleet ?? {})];
  return rows.find((row) => row.tensorParallel === tensorParallel);
};

describe("crossover calibrate", () => {
  test("a sweep: constants before and after, the narrower range, how far it holds", async () => {
    const { out, exitCode } = await crossover("calibrate", ...sweep(folder()));
    expect(exitCode).toBe(0);
    expect(out).toMatch(/2 H200, mxfp4 · measured: .*c64\.json of 2026-11-02, vLLM 0\.18\.0/);
    expect(out).toMatch(/Constants: bandwidth reached × 0\.\d{3}, arithmetic reached × /);
    expect(out).toContain("Range: ±10 %, measured (−26 % to +33 % without it)");
    expect(out).toContain("Warning: measured on vLLM 0.18.0, planned with");
    expect(out).toContain("To plan with it: crossover calibrate ");
  });

  test("into a scenario: comments stay, plans use it, and its range is in the fleet", async () => {
    const where = folder();
    const [file, files] = [scenario(where), sweep(where)];
    const before = await fleetOf(file, 2);
    const { err, exitCode } = await crossover("calibrate", ...files, "--scenario", file);
    expect([exitCode, err]).toEqual([0, expect.stringContaining("llm.hosting.benchmarks: c4.json")]);
    const text = readFileSync(file, "utf8");
    expect(text).toContain("# a lot");
    expect(text).toContain("c64.json");
    const after = await fleetOf(file, 2);
    expect(after.range).toMatchObject({ low: 0.1, high: 0.1 });
    expect(after.flags).toEqual(expect.arrayContaining(["measured", "measuredOld"]));
    expect(after.rate).toBeLessThan(before.rate);
    expect(before.flags).not.toContain("measured");
    // Another placement is not what was measured.
    expect((await fleetOf(file, 4)).range.low).toBeGreaterThan(0.2);
    const again = await crossover("calibrate", ...files, "--scenario", file);
    expect(again.err).toContain("already");
    expect(readFileSync(file, "utf8")).toBe(text);
    expect((await crossover("compare", file)).exitCode).toBe(0);
  });

  test("outside what was measured the range of the class returns, and the report says why", async () => {
    const where = folder();
    const file = scenario(where);
    await crossover("calibrate", ...sweep(where), "--scenario", file);
    const wide = readFileSync(file, "utf8").replace("promptTokens: 922", "promptTokens: 4000");
    writeFileSync(file, wide);
    const row = await fleetOf(file, 2);
    expect(row.range.low).toBeGreaterThan(0.2);
    expect(row.measured.outside).toBe("4000 prompt tokens a request where 922 were measured");
    expect(row.flags).toContain("measuredOutside");
  });

  test("one load is one factor; JSON says what was measured", async () => {
    const [first = ""] = sweep(folder());
    const { out } = await crossover("calibrate", first, "--json");
    const [one] = JSON.parse(out).calibrations;
    expect(one).toMatchObject({ provenance: "measured", kind: "one factor", range: 0.15, gpu: "H200" });
    expect(one.points).toHaveLength(1);
  });

  test("two scrapes of a server, saved as points that a scenario reads", async () => {
    const where = folder();
    const scrape = (n: number) =>
      Object.entries({
        generation_tokens_total: 922 * n,
        prompt_tokens_total: 922 * n,
        e2e_request_latency_seconds_sum: 28.8 * n,
        e2e_request_latency_seconds_count: n,
        prefix_cache_queries_total: 0,
        prefix_cache_hits_total: 0,
      })
        .map(([name, value]) => `vllm:${name}{engine="0",model_name="openai/gpt-oss-120b"} ${value}`)
        .join("\n");
    const [before, after] = [join(where, "a.prom"), join(where, "b.prom")];
    writeFileSync(before, scrape(1000));
    writeFileSync(after, scrape(3000));
    const words = ["--gpu", "H200", "--tp", "2", "--precision", "mxfp4", "--vllm", "0.32.0"];
    const points = join(where, "points.json");
    const run = await crossover(
      ...["calibrate", before, after, "--seconds", "900", "--date", "2026-11-20", ...words, "--save", points],
    );
    expect([run.exitCode, run.err]).toEqual([0, `Written: ${points}\n`]);
    expect(run.out).toMatch(/^ +64 +922 +922 +2048\.9/m);
    const file = scenario(where);
    expect((await crossover("calibrate", points, "--scenario", file)).exitCode).toBe(0);
    expect((await fleetOf(file, 2)).flags).toContain("measured");
    const twice = await crossover("calibrate", before, after, "--seconds", "900", ...words, "--save", points);
    expect([twice.exitCode, twice.err]).toEqual([2, expect.stringContaining("exists already")]);
  });

  test.each([
    [["nowhere.json"], /nowhere\.json is not there/],
    [["package.json"], /is no result of vllm bench serve/],
  ])("%o: exit 2", async (files, message) => {
    const { err, exitCode } = await crossover("calibrate", ...files);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test("a scenario that does not ask about the model stays as it is: exit 2, both sides", async () => {
    const where = folder();
    const file = join(where, "other.yaml");
    copyFileSync("scenarios/ticket-classifier.yaml", file);
    const before = readFileSync(file, "utf8");
    const { err, exitCode } = await crossover("calibrate", ...sweep(where), "--scenario", file);
    expect([exitCode, err]).toEqual([
      2,
      expect.stringContaining("is of openai/gpt-oss-120b; the open candidates of"),
    ]);
    expect(readFileSync(file, "utf8")).toBe(before);
    // Named by hand it is refused when the scenario is read.
    writeFileSync(file, before.replace(/^llm:$/m, "llm:\n  hosting: { benchmarks: [c4.json] }"));
    const sized = await crossover("size", file);
    if (!before.includes("hosting:"))
      expect([sized.exitCode, sized.err]).toEqual([2, expect.stringContaining("c4.json is of")]);
  });
});
