import type { Command } from "commander";
import { withExplainFlags } from "./compare-flags.ts";
import { withScenarioFlags } from "./flags.ts";
import type { Output } from "./output.ts";
import type { RecordFlags } from "./record.ts";
import type { ReviewFlags } from "./review.ts";

const each = (word: string, all: readonly string[]): string[] => [...all, word];

/** `record` and `review`: a decision written down, and the same decision looked at again. */
export function addRecords(root: Command, output: Output): void {
  withExplainFlags(
    withScenarioFlags(
      root
        .command("record")
        .description("Write the decision of a scenario beside it, as JSON and Markdown; never rewritten.")
        .argument("[scenario]", "the same file and flags as compare"),
    ),
  )
    .option("--by <name>", "who decides")
    .option(
      "--answer <finding=text>",
      "what was found out about a finding of the report, repeatable",
      each,
      [],
    )
    .option("--replaces <id>", "the record that this one takes the place of (default: the newest beside it)")
    .option("--out <dir>", "folder to write to (default: the scenario's)")
    .option("--replay <record.json>", "ask a recorded question again and hold the answer against its bytes")
    .option(
      "--strict",
      "exit 4 and write nothing when something is not priced, ambiguous or stale, as in compare",
    )
    .option("--max-age <days>", "exit 4 and write nothing when a list price was last checked longer ago")
    .action(async (file: string | undefined, flags: RecordFlags) => {
      const { record } = await import("./record.ts");
      await record(file, flags, output);
    });
  withExplainFlags(
    root
      .command("review")
      .description(
        "Is a decision due to be looked at again, and does it still hold? Exit 5 when due or flipped.",
      )
      .argument("<record>", "the .json that crossover record wrote")
      .argument("[scenario]", "the scenario as it is now (default: as it was asked then)"),
  )
    .option("--as-of <date>", "prices known on that day, YYYY-MM-DD (default: today)")
    .option(
      "--volume <part=n>",
      "volume a month now: llm=17M (requests of all classes), vectors=60M, tracking=40 (seats)",
      each,
      [],
    )
    .option("--actual <part=USD>", "what the part costs a month now, by the bill: llm=12800", each, [])
    .option("--ends <date>", "a commitment, contract or credit ends on that day, repeatable", each, [])
    .option(
      "--retired <provider/model>",
      "announced for retirement or moved to another model, repeatable",
      each,
      [],
    )
    .option("--json", "print JSON")
    .action(async (file: string, scenario: string | undefined, flags: ReviewFlags) => {
      const { review } = await import("./review.ts");
      await review(file, scenario, flags, output);
    });
}
