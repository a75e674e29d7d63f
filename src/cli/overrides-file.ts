import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { parseDocument } from "yaml";
import { InputError } from "../errors.ts";
import type { PriceBook } from "../prices/book/price-book.ts";
import { withOverrides } from "../prices/override/overridden-book.ts";
import { refuseLapsed } from "../prices/override/override-check.ts";
import { parseOverrides } from "../prices/override/override-issue.ts";
import type { AppliedOverrides } from "../report/compose/overrides.ts";

/** Read without being asked for, from the working folder. */
export const USUAL_FILE = "crossover.overrides.yaml";

export interface OverridesFlags {
  /** Path of the file, "-" for standard input; false: --no-overrides; absent: the usual file, if there is one. */
  readonly overrides?: string | false;
}

export function withOverridesFlags(command: Command): Command {
  return command
    .option(
      "--overrides <path>",
      `your own prices and discounts; - reads standard input (default: ./${USUAL_FILE}, if it exists)`,
    )
    .option("--no-overrides", `list prices, whatever ./${USUAL_FILE} says`);
}

/**
 * The rules of the file that the flags name, else of the usual one in `folder`.
 * @throws InputError OVERRIDE_FILE for a file that is not there or is no YAML, and those of parseOverrides; exit 2.
 */
export function readOverrides({ overrides }: OverridesFlags, folder = "."): AppliedOverrides | undefined {
  if (overrides === false) return undefined;
  const usual = folder === "." ? USUAL_FILE : join(folder, USUAL_FILE);
  if (overrides === undefined && !existsSync(usual)) return undefined;
  const file = overrides ?? usual;
  return file === "-"
    ? overridesIn(textOf(0, "standard input"), "standard input")
    : overridesIn(textOf(file, file), file);
}

/**
 * The rules of a text; `name` is what messages and reports call it.
 * @throws InputError OVERRIDE_FILE for what is no YAML, and those of parseOverrides; exit 2.
 */
export function overridesIn(text: string, name: string): AppliedOverrides {
  return { file: name, rules: parseOverrides(yamlOf(text, name), name) };
}

/**
 * The book with the rules on it.
 * @throws InputError for a rule that is over, and those of withOverrides.
 */
export function overriddenBook(book: PriceBook, applied: AppliedOverrides | undefined): PriceBook {
  if (applied === undefined) return book;
  refuseLapsed(applied.rules, book.asOf);
  return withOverrides(book, applied.rules);
}

function yamlOf(text: string, file: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken === undefined) return document.toJS();
  const where = broken.linePos?.[0];
  throw new InputError(
    "OVERRIDE_FILE",
    `${file}${where === undefined ? "" : `:${where.line}:${where.col}`}: is not valid YAML: ${broken.message.split("\n")[0]}`,
    "Indent with spaces, and put a space after each colon.",
  );
}

function textOf(from: string | 0, file: string): string {
  try {
    return readFileSync(from, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(
      "OVERRIDE_FILE",
      `${file}: ${code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`}.`,
      "Start from crossover.overrides.example.yaml.",
    );
  }
}
