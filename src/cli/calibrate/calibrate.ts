import { resolve } from "node:path";
import { readBenchmark } from "../../calibration/benchmark-file.ts";
import type { BenchmarkPoint, ReplicaWords } from "../../calibration/benchmark-point.ts";
import { calibrations } from "../../calibration/calibration.ts";
import { isCounters, readCounters } from "../../calibration/server-counters.ts";
import { InputError } from "../../errors.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { typedNumber } from "../../scenario/setting.ts";
import { defaultVersion } from "../../sizing/engine-version.ts";
import type { ModelCard } from "../../sizing/model-card.ts";
import { CURRENT_SET } from "../../sizing/throughput-set.ts";
import { askedScenario } from "../bill-tokens.ts";
import { today } from "../clock.ts";
import { textFile } from "../json-file.ts";
import type { Output } from "../output.ts";
import { BENCHMARK_ERROR, ownFacts, refuseStrangers } from "../own-facts.ts";
import { contextOf } from "../report-of.ts";
import { readScenarioFile } from "../scenario-file.ts";
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
  const scenario = flags.scenario === undefined ? undefined : readScenario(flags.scenario);
  // What the scenario names already must be readable too: it is read as a whole the next time.
  const cards = scenario && ownFacts(scenario).cards;
  const points = pointsOf(files, flags, cards);
  if (scenario !== undefined) refuseStrangers(points, scenario, flags.scenario);
  const plan = { asOf: today(), vllmVersion: defaultVersion("vllm").version, set: CURRENT_SET };
  const found = calibrations(points, plan);
  if (flags.scenario !== undefined && flags.save === undefined) refuseUnreadable(files, flags, cards);
  output.out(flags.json === true ? calibrationJson(found) : calibrationText(found, plan));
  if (flags.save !== undefined) {
    savePoints(flags.save, points);
    output.err(`Written: ${flags.save}`);
  }
  if (flags.scenario !== undefined) {
    output.err(addToScenario(flags.scenario, flags.save === undefined ? files : [flags.save]));
  } else if (flags.json !== true) output.out(nextSteps(files, flags));
}

/** Through the door of every command: what is broken in it is said before anything is written. */
function readScenario(file: string): Scenario {
  const { raw, ...rest } = readScenarioFile(file);
  return askedScenario(raw, contextOf({ raw, ...rest }));
}

/** A scenario reads its files without the flags of this command. */
function refuseUnreadable(files: readonly string[], flags: CalibrateFlags, cards: Cards): void {
  const words = wordsOf(flags);
  const scraped = files.find((file) => isCounters(textFile(resolve(file), file, BENCHMARK_ERROR)));
  if (scraped === undefined && Object.keys(words).length === 0) return;
  for (const file of files) {
    const text = textFile(resolve(file), file, BENCHMARK_ERROR);
    try {
      if (scraped === undefined) readBenchmark(text, file, {}, cards);
      else
        throw new InputError("BENCHMARK_METADATA", `${scraped} is a scrape, which a scenario cannot read.`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(
        error.code,
        `${error.message.replace(/\.$/, "")}: the scenario would be refused the next time.`,
        "Write what the flags add into a file of points: --save points.json",
      );
    }
  }
}

type Cards = ReadonlyMap<string, ModelCard> | undefined;

function pointsOf(files: readonly string[], flags: CalibrateFlags, cards: Cards): readonly BenchmarkPoint[] {
  const texts = files.map((file) => ({ file, text: textFile(resolve(file), file, BENCHMARK_ERROR) }));
  const scrapes = texts.filter(({ text }) => isCounters(text));
  const results = texts.filter(({ text }) => !isCounters(text));
  const words = wordsOf(flags);
  return [
    ...results.flatMap(({ file, text }) => readBenchmark(text, file, words, cards)),
    ...scrapedPoint(scrapes, flags, words, cards),
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
  cards: Cards,
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
      ...(cards && { cards }),
    }),
  ];
}

/** What makes a plan use it. */
function nextSteps(files: readonly string[], flags: CalibrateFlags): string {
  const more = Object.keys(wordsOf(flags)).length > 0 || flags.seconds !== undefined;
  if (flags.save === undefined && more)
    return "To plan with it: add --save points.json and --scenario <scenario.yaml>\n";
  return `To plan with it: crossover calibrate ${flags.save ?? files.join(" ")} --scenario <scenario.yaml>\n`;
}
