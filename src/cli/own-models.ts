import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { InputError } from "../errors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ModelCard } from "../sizing/model-card.ts";
import { cardOfConfig } from "../sizing/model-config.ts";

/** Beside a config.json: what the checkpoint holds. */
const INDEX = "model.safetensors.index.json";
const index = z.looseObject({ metadata: z.looseObject({ total_size: z.number().positive() }) });

/**
 * Cards of the candidates that name a config.json, by the id that the scenario calls them.
 * @param folder that the scenario's path is relative to
 * @throws InputError MODEL_CONFIG for a file that is not there, is no JSON, or that sizing cannot use; exit 2
 */
export function ownModels({ llm, asOf }: Scenario, folder = "."): ReadonlyMap<string, ModelCard> {
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
