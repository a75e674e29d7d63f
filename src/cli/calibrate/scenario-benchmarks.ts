import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { isMap, isSeq, parseDocument } from "yaml";
import type { BenchmarkPoint } from "../../calibration/benchmark-point.ts";
import { InputError } from "../../errors.ts";

const PATH = ["llm", "hosting", "benchmarks"] as const;

/**
 * Names files under `llm.hosting.benchmarks` of a scenario, comments and order kept; the file is replaced as a whole or
 * not at all.
 * @returns what was done, for the reader
 * @throws InputError for a scenario that is not there or no YAML, or that asks about no such model; exit 2
 */
export function addToScenario(
  scenario: string,
  files: readonly string[],
  points: readonly BenchmarkPoint[],
): string {
  const document = parseDocument(textOf(scenario));
  if (document.errors.length > 0 || !isMap(document.contents) || !document.hasIn(["llm"]))
    throw new InputError(
      "SCENARIO_FILE",
      `${scenario} is no scenario with an llm part.`,
      "Give the scenario that asks about the measured model.",
    );
  refuseStrangers(scenario, document.toJS(), points);
  const held = document.getIn(PATH);
  const known: unknown[] = isSeq(held) ? held.toJSON() : [];
  const folder = dirname(resolve(scenario));
  const named = files.map((file) => relative(folder, resolve(file)));
  const fresh = named.filter((file) => !known.includes(file));
  if (fresh.length === 0) return `${scenario} names ${named.join(", ")} already.`;
  document.setIn(PATH, [...known, ...fresh]);
  const beside = join(folder, `.${basename(scenario)}.${process.pid}`);
  writeFileSync(beside, document.toString({ flowCollectionPadding: false }));
  renameSync(beside, scenario);
  return `Written: ${scenario}, llm.hosting.benchmarks: ${[...known, ...fresh].join(", ")}. See it: crossover size ${scenario}`;
}

function textOf(scenario: string): string {
  try {
    return readFileSync(scenario, "utf8");
  } catch (error) {
    throw new InputError(
      "SCENARIO_FILE",
      `${scenario} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      "Give the scenario that asks about the measured model.",
    );
  }
}

/** The scenario would be refused the next time it is read: better now. */
function refuseStrangers(scenario: string, raw: unknown, points: readonly BenchmarkPoint[]): void {
  const { llm } = raw as { llm?: { candidates?: readonly (string | { model?: string })[] } };
  const asked = (llm?.candidates ?? []).map((one) => (typeof one === "string" ? one : one.model));
  const stranger = points.find(({ on }) => !asked.includes(on.model.id));
  if (stranger === undefined) return;
  throw new InputError(
    "BENCHMARK_METADATA",
    `${stranger.file} is of ${stranger.on.model.id}; the candidates of ${scenario} are ${asked.join(", ") || "none"}.`,
    "Name the model under llm.candidates, or give another scenario.",
  );
}
