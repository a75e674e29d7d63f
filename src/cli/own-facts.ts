import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import type { OwnFacts } from "../alternatives/context.ts";
import { readBenchmark } from "../calibration/benchmark-file.ts";
import type { BenchmarkPoint } from "../calibration/benchmark-point.ts";
import { calibrations, nearest } from "../calibration/calibration.ts";
import { InputError } from "../errors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { defaultVersion } from "../sizing/engine-version.ts";
import type { ModelCard } from "../sizing/model-card.ts";
import { cardOfConfig } from "../sizing/model-config.ts";
import { CURRENT_SET } from "../sizing/throughput-set.ts";
import { jsonFile, textFile } from "./json-file.ts";

/** Beside a config.json: what the checkpoint holds. */
const INDEX = "model.safetensors.index.json";
const index = z.looseObject({ metadata: z.looseObject({ total_size: z.coerce.number().positive() }) });

/**
 * What a scenario's own files say: cards of models that sizing has none of, and measurements in the place of its constants.
 * @param folder that the scenario's path is relative to
 * @throws InputError MODEL_CONFIG or BENCHMARK_METADATA for a file that is not there or cannot be used; exit 2
 */
export function ownFacts(scenario: Scenario, folder = "."): OwnFacts {
  const cards = ownModels(scenario, folder);
  const { llm, asOf } = scenario;
  const points = (llm?.hosting.benchmarks ?? []).flatMap((file) =>
    readBenchmark(textFile(resolve(folder, file), file, BENCHMARK_ERROR), file, {}, cards),
  );
  refuseStrangers(points, scenario);
  const plan = { asOf, vllmVersion: defaultVersion("vllm").version, set: CURRENT_SET };
  return {
    cards,
    measurements: nearest(calibrations(points, plan), plan).map(({ measurement }) => measurement),
  };
}

export const BENCHMARK_ERROR = {
  code: "BENCHMARK_FILE",
  hint: "Give the output of: vllm bench serve … --save-result; paths in a scenario are relative to it.",
};
const CONFIG_ERROR = {
  code: "MODEL_CONFIG",
  hint: "It is the config.json of the model's repository; its path is relative to the scenario.",
};

/** A measurement of a model that nobody asks about is a mistake in one of the two. */
export function refuseStrangers(
  points: readonly BenchmarkPoint[],
  { llm }: Scenario,
  file = "the scenario",
): void {
  const asked = (llm?.candidates ?? []).filter(({ open }) => open).map(({ model }) => model);
  const stranger = points.find(({ on }) => !asked.includes(on.model.id));
  if (stranger === undefined) return;
  throw new InputError(
    "BENCHMARK_MODEL",
    `${stranger.file} is of ${stranger.on.model.id}; the open candidates of ${file} are ${asked.join(", ") || "none"}.`,
    "Leave the file out of llm.hosting.benchmarks, or name its model under llm.candidates.",
  );
}

function ownModels({ llm, asOf }: Scenario, folder: string): ReadonlyMap<string, ModelCard> {
  const own = llm?.candidates.flatMap(({ model, config }) =>
    config === undefined ? [] : [{ model, config }],
  );
  const twice = own?.find(({ model }, i) => own.findIndex((other) => other.model === model) < i);
  if (twice !== undefined)
    throw new InputError(
      "MODEL_CONFIG",
      `llm.candidates names ${twice.model} twice, each with a config.`,
      "Give the two different names: a card goes by its name.",
    );
  return new Map(
    own?.map(({ model, config }) => {
      const path = resolve(folder, config);
      const bytes = checkpointBytes(join(dirname(path), INDEX));
      const card = cardOfConfig({
        id: model,
        file: config,
        config: jsonFile(path, config, CONFIG_ERROR),
        ...(bytes !== undefined && { checkpointBytes: bytes }),
        at: asOf,
      });
      return [model, card];
    }),
  );
}

function checkpointBytes(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const read = index.safeParse(jsonFile(file, file, CONFIG_ERROR));
  if (read.success) return read.data.metadata.total_size;
  throw new InputError(
    "MODEL_CONFIG",
    `${file} does not say metadata.total_size in bytes, so the weights cannot be checked.`,
    "Take the file of the model's repository, or move it away: the weights are then not checked, and the report says so.",
  );
}
