import { resolve } from "node:path";
import { readBenchmark } from "../../calibration/benchmark-file.ts";
import type { BenchmarkPoint, ReplicaWords } from "../../calibration/benchmark-point.ts";
import { calibrations } from "../../calibration/calibration.ts";
import { isCounters, readCounters } from "../../calibration/server-counters.ts";
import { InputError } from "../../errors.ts";
import { typedNumber } from "../../scenario/setting.ts";
import { defaultVersion } from "../../sizing/engine-version.ts";
import { CURRENT_SET } from "../../sizing/throughput-set.ts";
import { today } from "../clock.ts";
import type { Output } from "../output.ts";
import { benchmarkText } from "../own-facts.ts";
import { typedDay } from "../typed-day.ts";
import { calibrationJson } from "./calibration-json.ts";
import { calibrationText } from "./calibration-text.ts";
import { savePoints } from "./saved-points.ts";
import { addToScenario } from "./scenario-benchmarks.ts";

export interface CalibrateFlags {
  readonly model?: string;
  readonly gpu?: string;
  readonly tp?: string;
  readonly precision?: string;
  readonly vllm?: string;
  readonly seconds?: string;
  readonly date?: string;
  readonly scenario?: string;
  readonly save?: string;
  readonly json?: true;
}

/** `crossover calibrate`: what the reader's own measurements make of the constants, and where to write it down. */
export async function calibrate(
  files: readonly string[],
  flags: CalibrateFlags,
  output: Output,
): Promise<void> {
  const points = pointsOf(files, flags);
  const plan = { asOf: today(), vllmVersion: defaultVersion("vllm").version, set: CURRENT_SET };
  const found = calibrations(points, plan);
  output.out(flags.json === true ? calibrationJson(found) : calibrationText(found, plan));
  if (flags.save !== undefined) {
    savePoints(flags.save, points);
    output.err(`Written: ${flags.save}`);
  }
  if (flags.scenario !== undefined) {
    const named = flags.save === undefined ? files : [flags.save];
    output.err(addToScenario(flags.scenario, named, points));
  } else if (flags.json !== true) output.out(nextSteps(files, points, flags.save));
}

function pointsOf(files: readonly string[], flags: CalibrateFlags): readonly BenchmarkPoint[] {
  const texts = files.map((file) => ({ file, text: benchmarkText(resolve(file), file) }));
  const scrapes = texts.filter(({ text }) => isCounters(text));
  const results = texts.filter(({ text }) => !isCounters(text));
  const words = wordsOf(flags);
  return [
    ...results.flatMap(({ file, text }) => readBenchmark(text, file, words)),
    ...scrapedPoint(scrapes, flags, words),
  ];
}

function wordsOf({ model, gpu, tp, precision, vllm }: CalibrateFlags): Partial<ReplicaWords> {
  return {
    ...(model !== undefined && { model }),
    ...(gpu !== undefined && { gpu }),
    ...(tp !== undefined && { tensorParallel: tp }),
    ...(precision !== undefined && { precision }),
    ...(vllm !== undefined && { vllmVersion: vllm }),
  };
}

function scrapedPoint(
  scrapes: readonly { readonly file: string; readonly text: string }[],
  { seconds, date }: CalibrateFlags,
  words: Partial<ReplicaWords>,
): readonly BenchmarkPoint[] {
  const [before, after, ...more] = scrapes;
  if (before === undefined) return [];
  if (after === undefined || more.length > 0)
    throw new InputError(
      "BENCHMARK_METADATA",
      `${scrapes.map(({ file }) => file).join(", ")}: counters are compared in pairs, ${scrapes.length} given.`,
      "Give two scrapes of one server's /metrics, the earlier first.",
    );
  if (seconds === undefined)
    throw new InputError(
      "BENCHMARK_METADATA",
      `${before.file} and ${after.file} do not say how far apart they are.`,
      "Say it: --seconds 900",
    );
  return [
    readCounters([before.text, after.text], {
      file: `${before.file} and ${after.file}`,
      seconds: typedNumber(seconds, "--seconds"),
      at: date === undefined ? today() : typedDay(date, "--date"),
      words,
    }),
  ];
}

/** What makes a plan use it. */
function nextSteps(
  files: readonly string[],
  points: readonly BenchmarkPoint[],
  saved: string | undefined,
): string {
  const scraped = points.some(({ file }) => file.includes(" and "));
  const named = saved ?? (scraped ? undefined : files.join(" "));
  if (named === undefined) return "To plan with it: --save points.json, then --scenario <scenario.yaml>\n";
  return `To plan with it: crossover calibrate ${named} --scenario <scenario.yaml>\n`;
}
