import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { InputError } from "../errors.ts";
import { packageRoot } from "./package-root.ts";

/**
 * What would keep `--save` from writing, before anything is planned.
 * @throws InputError when the file is there already or its folder cannot take one.
 */
export function refuseUnsavable(file: string): void {
  const folder = dirname(resolve(file));
  if (existsSync(file)) throw failed(file, "exists already");
  if (!existsSync(folder)) throw failed(file, "lies in a folder that does not exist");
  if (!statSync(folder).isDirectory()) throw failed(file, `lies in ${dirname(file)}, which is no folder`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw failed(file, "lies in a folder that may not be written to");
  }
}

/** @throws InputError when the file came into being meanwhile, or cannot be written. */
export function saveScenario(file: string, raw: Record<string, unknown>): void {
  const schema = relative(dirname(resolve(file)), join(packageRoot(), "schema/scenario.schema.json"));
  const text = `# yaml-language-server: $schema=${schema.startsWith(".") ? schema : `./${schema}`}\n${stringify(raw)}`;
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw failed(file, code === "EEXIST" ? "exists already" : `cannot be written (${code})`);
  }
}

function failed(file: string, because: string): InputError {
  return new InputError("SAVE_FAILED", `${file} ${because}.`, "Name another file with --save.");
}
