import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { isSeq, parseDocument } from "yaml";
import { InputError } from "../../errors.ts";

const PATH = ["llm", "hosting", "benchmarks"] as const;

/**
 * Names files under `llm.hosting.benchmarks` of a scenario that was read and found good; comments and order stay, links
 * are followed, and the file is replaced as a whole or not at all.
 * @returns what was done, for the reader
 * @throws InputError SAVE_FAILED where it cannot be written; exit 2
 */
export function addToScenario(scenario: string, files: readonly string[]): string {
  const target = realpathSync(scenario);
  const document = parseDocument(readFileSync(target, "utf8"));
  const held = document.getIn(PATH);
  const known: unknown[] = isSeq(held) ? held.toJSON() : [];
  // Paths are relative to the file as the reader names it.
  const folder = dirname(resolve(scenario));
  const named = files.map((file) => relative(folder, resolve(file)));
  const fresh = named.filter((file) => !known.includes(file));
  if (fresh.length === 0) return `${scenario} names ${named.join(", ")} already.`;
  if (document.getIn(["llm", "hosting"]) == null) document.setIn(["llm", "hosting"], document.createNode({}));
  document.setIn(PATH, [...known, ...fresh]);
  replace(target, document.toString({ flowCollectionPadding: false }), scenario);
  return `Written: ${scenario}, llm.hosting.benchmarks: ${[...known, ...fresh].join(", ")}. See it: crossover size ${scenario}`;
}

function replace(target: string, text: string, scenario: string): void {
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}`);
  try {
    writeFileSync(beside, text);
    chmodSync(beside, statSync(target).mode);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new InputError(
      "SAVE_FAILED",
      `${scenario} cannot be written (${(error as NodeJS.ErrnoException).code}).`,
      "It is as it was. Add the files by hand under llm.hosting.benchmarks.",
    );
  }
}
