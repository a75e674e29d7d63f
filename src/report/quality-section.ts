import { figure, grouped } from "./number.ts";
import type { Report } from "./report.ts";
import { type Block, list, type Section, section, tableBlock } from "./section.ts";

type Entry = NonNullable<Report["quality"]>[number];

/** What was measured of each candidate, and what the gate says of it. */
export function qualitySection({ quality = [], criteria }: Report): Section[] {
  const limit = criteria === undefined ? "" : ` (limit ${criteria.qualityDelta})`;
  const measured = quality.filter(({ delta }) => delta !== undefined);
  const open = quality.filter(({ gate }) => gate === "unanswered");
  return section("Quality", [
    saidOnly(
      [
        "<Model",
        "<Requests",
        ">Cases",
        ">Today's won",
        ">Its won",
        ">Ties",
        `>Gap${limit}`,
        ">95 %",
        "<Judge",
        "<Day",
        "<Gate",
      ],
      measured.map(rowOf),
    ),
    list(open.map((entry) => `${nameOf(entry)}: not measured; ${entry.key} takes what a third model judged`)),
    list(measured.flatMap(judgeTexts)),
    list(
      measured.flatMap((entry) =>
        entry.casesNeeded === undefined
          ? []
          : [`${nameOf(entry)}: not settled; about ${figure(entry.casesNeeded)} cases would settle it`],
      ),
    ),
  ]);
}

/** A table without the columns that nobody filled. */
function saidOnly(head: readonly string[], rows: readonly string[][]): Block {
  const kept = head.map((_, i) => rows.some((row) => row[i] !== "–"));
  const only = (cells: readonly string[]) => cells.filter((_, i) => kept[i] === true);
  return tableBlock(only(head), rows.map(only));
}

/** "Llama-3.1-8B-Instruct on draft". */
const nameOf = (entry: Entry): string =>
  entry.className === undefined ? modelOf(entry) : `${modelOf(entry)} on ${entry.className}`;

/** "openai/gpt-4.1-mini with retrieval": two candidates may run the same weights. */
function modelOf({ model, built }: Entry): string {
  if (built === undefined) return model;
  return `${model} ${built === "retrieval" ? "with retrieval" : built}`;
}

function judgeTexts(entry: Entry): string[] {
  if (entry.partialJudge === undefined) return [];
  const whose = entry.partialJudge === "today" ? "today's model" : "the candidate";
  return [
    `${nameOf(entry)}: judged by ${entry.judge}, ${whose} itself, which is no judge of its own answers`,
  ];
}

function rowOf(entry: Entry): string[] {
  const { className, n, wins, delta, low, high, judge, measuredAt, gate } = entry;
  const count = (value: number | undefined) => (value === undefined ? "–" : figure(value));
  const share = (value: number) => grouped(value, 3);
  return [
    modelOf(entry),
    className ?? "–",
    count(n),
    count(wins?.today),
    count(wins?.candidate),
    count(wins?.ties),
    delta === undefined ? "–" : share(delta),
    low === undefined || high === undefined ? "–" : `${share(low)} to ${share(high)}`,
    judge ?? "–",
    measuredAt ?? "–",
    gate,
  ];
}
