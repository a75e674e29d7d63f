import { figure } from "./number.ts";
import type { Report } from "./report.ts";
import { list, type Section, section, tableBlock } from "./section.ts";

type Entry = NonNullable<Report["quality"]>[number];

/** What was measured of each candidate, and what the gate says of it. */
export function qualitySection({ quality = [], criteria }: Report): Section[] {
  const limit = criteria === undefined ? "" : ` (limit ${criteria.qualityDelta})`;
  const measured = quality.filter(({ delta }) => delta !== undefined);
  const open = quality.filter(({ gate }) => gate === "unanswered");
  return section("Quality", [
    tableBlock(
      [
        "<Model",
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
    list(open.map(({ model, key }) => `${model}: not measured; ${key} takes what a third model judged`)),
    list(
      measured.flatMap(({ model, casesNeeded }) =>
        casesNeeded === undefined
          ? []
          : [`${model}: not settled; about ${figure(casesNeeded)} cases would settle it`],
      ),
    ),
  ]);
}

function rowOf({ model, n, wins, delta, low, high, judge, measuredAt, gate }: Entry): string[] {
  const count = (value: number | undefined) => (value === undefined ? "–" : figure(value));
  const share = (value: number) => value.toFixed(3).replace("-", "−");
  return [
    model,
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
