import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { InputError } from "../errors.ts";
import { packageRoot } from "./package-root.ts";

/** The raw scenario of a YAML file, with the name it gets when it gives none. */
export interface ScenarioFile {
  readonly file: string;
  readonly name: string;
  readonly raw: Record<string, unknown>;
  readonly text: string;
}

/** @throws InputError for a missing, unreadable, empty or broken file and for a directory. */
export function readScenarioFile(file: string): ScenarioFile {
  const text = readText(file);
  const document = parseDocument(text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const where = broken.linePos?.[0];
    throw new InputError(
      "YAML_BROKEN",
      `${file}${where === undefined ? "" : `:${where.line}:${where.col}`}: is not valid YAML: ${broken.message.split("\n")[0]}`,
      "Indent with spaces, and put a space after each colon.",
    );
  }
  const raw: unknown = document.toJS();
  if (raw === null || raw === undefined) {
    throw new InputError(
      "SCENARIO_EMPTY",
      `${file}: is empty.`,
      `Start from an example: ${examples().join(", ")}`,
    );
  }
  if (typeof raw !== "object" || Array.isArray(raw)) {
    throw new InputError(
      "SCENARIO_INVALID",
      `${file}: must hold keys such as region and llm, got ${JSON.stringify(raw).slice(0, 60)}.`,
      `Compare with an example: ${examples().join(", ")}`,
    );
  }
  return { file, name: basename(file, extname(file)), raw: raw as Record<string, unknown>, text };
}

function readText(file: string): string {
  try {
    if (statSync(file).isDirectory()) {
      const inside = readdirSync(file).filter((name) => /\.ya?ml$/.test(name));
      throw new InputError(
        "SCENARIO_DIRECTORY",
        `${file}: is a directory; a scenario is one YAML file.`,
        inside.length === 0
          ? "Name a file."
          : `Name one of its files: ${inside.map((name) => join(file, name)).join(", ")}`,
      );
    }
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    const because =
      code === "ENOENT"
        ? "there is no such file"
        : code === "EACCES"
          ? "it may not be read"
          : `it cannot be read (${code})`;
    throw new InputError(
      "SCENARIO_UNREADABLE",
      `${file}: ${because}.`,
      `The examples: ${examples().join(", ")}`,
    );
  }
}

/** Example scenarios that ship with the project, as paths a newcomer can type. */
export function examples(): string[] {
  const folder = join(packageRoot(), "scenarios");
  const shown = resolve(".") === packageRoot() ? "scenarios" : folder;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(shown, name));
}
