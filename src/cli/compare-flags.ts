import { type Command, Option } from "commander";
import { type GateFlags, withGateFlags } from "./gate-flags.ts";
import { type OverridesFlags, withOverridesFlags } from "./overrides-file.ts";
import { bookFolder } from "./package-root.ts";

export interface ExplainFlags extends OverridesFlags {
  readonly preset?: string;
  readonly book: string;
  readonly width?: string;
}

/** How a comparison is shown and judged. */
export interface CompareFlags extends ExplainFlags, GateFlags {
  readonly listPresets?: true;
  readonly full?: true;
  readonly format: "terminal" | "markdown" | "json";
  readonly json?: true;
  readonly markdown?: true;
  readonly save?: string;
  readonly strict?: true;
  readonly maxAge?: string;
}

/** What a figure that is taken apart needs: where the prices are, and how wide the screen is. */
export function withExplainFlags(command: Command): Command {
  return withOverridesFlags(command)
    .option("--preset <name>", "a published framework in the place of a file: see compare --list-presets")
    .option("--width <columns>", "columns to print in")
    .option("--book <dir>", "price book", bookFolder());
}

export function withCompareFlags(command: Command): Command {
  return withGateFlags(withExplainFlags(command))
    .option("--list-presets", "the published frameworks that can be run")
    .option("--full", "every line, assumption and finding instead of one screen")
    .addOption(
      new Option("--format <face>", "how to print it")
        .choices(["terminal", "markdown", "json"])
        .default("terminal"),
    )
    .option("--json", "the same as --format json")
    .option("--markdown", "the same as --format markdown")
    .option("--save <file>", "write the scenario that was used")
    .option(
      "--strict",
      "exit 4 when a line has no figure, a price card matches by pattern only, or a refreshed price is over 120 days old (shipped prices: --max-age)",
    )
    .option("--max-age <days>", "exit 4 when a list price was last checked longer ago, at the as-of date");
}
