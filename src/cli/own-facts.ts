import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import type { OwnFacts } from "../alternatives/context.ts";
import { readBenchmark } from "../calibration/benchmark-file.ts";
import type { BenchmarkPoint } from "../calibration/benchmark-point.ts";
import { calibrations } from "../calibration/calibration.ts";
import { InputError } from "../errors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { defaultVersion } from "../sizing/engine-version.ts";
import type { ModelCard } from "../sizing/model-card.ts";
import { cardOfConfig } from "../sizing/model-config.ts";
import { CURRENT_SET } from "../sizing/throughput-set.ts";

/** Beside a config.json: what the checkpoint holds. */
const INDEX = "model.safetensors.index.json";
const index = z.looseObject({ metadata: z.looseObject({ total_size: z.number().positive() }) });

/**
 * What a scenario's own files say: cards of models that sizing has none of, and measurements in the place of its constants.
 * @param folder that the scenario's path is relative to
 * @throws InputError MODEL_CONFIG or BENCHMARK_METADATA for a file that is not there or cannot be used; exit 2
 */
export function ownFacts(scenario: Scenario, folder = "."): OwnFacts {
  const cards = ownModels(scenario, folder);
  const { llm, asOf } = scenario;
  const points = (llm?.hosting.benchmarks ?? []).flatMap((file) =>
    readBenchmark(benchmarkText(resolve(folder, file), file), file, {}, cards),
  );
  refuseStrangers(points, scenario);
  const plan = { asOf, vllmVersion: defaultVersion("vllm").version, set: CURRENT_SET };
  return { cards, measurements: calibrations(points, plan).map(({ measurement }) => measurement) };
}

export function benchmarkText(path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(
      "BENCHMARK_METADATA",
      `${file} ${code === "ENOENT" ? "is not there" : `cannot be read (${code})`}.`,
      "Give the output of: vllm bench serve … --save-result; paths in a scenario are relative to it.",
    );
  }
}

/** A measurement of a model that nobody asks about is a mistake in one of the two. */
function refuseStrangers(points: readonly BenchmarkPoint[], { llm }: Scenario): void {
  const asked = (llm?.candidates ?? []).filter(({ open }) => open).map(({ model }) => model);
  const stranger = points.find(({ on }) => !asked.includes(on.model.id));
  if (stranger === undefined) return;
  throw new InputError(
    "BENCHMARK_METADATA",
    `${stranger.file} is of ${stranger.on.model.id}; the scenario's open candidates are ${asked.join(", ") || "none"}.`,
    "Leave the file out of llm.hosting.benchmarks, or name its model under llm.candidates.",
  );
}

function ownModels({ llm, asOf }: Scenario, folder: string): ReadonlyMap<string, ModelCard> {
  const own = llm?.candidates.flatMap(({ model, config }) =>
    config === undefined ? [] : [{ model, config }],
  );
  return new Map(
    own?.map(({ model, config }) => {
      const path = resolve(folder, config);
      const bytes = checkpointBytes(join(dirname(path), INDEX));
      const card = cardOfConfig({
        id: model,
        file: config,
        config: jsonOf(path, config),
        ...(bytes !== undefined && { checkpointBytes: bytes }),
        at: asOf,
      });
      return [model, card];
    }),
  );
}

function checkpointBytes(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const read = index.safeParse(jsonOf(file, file));
  return read.success ? read.data.metadata.total_size : undefined;
}

function jsonOf(path: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what =
      code === "ENOENT"
        ? "is not there"
        : error instanceof SyntaxError
          ? `is not valid JSON: ${error.message}`
          : `cannot be read (${code})`;
    throw new InputError(
      "MODEL_CONFIG",
      `${file} ${what}.`,
      "It is the config.json of the model's repository; its path is relative to the scenario.",
    );
  }
}
