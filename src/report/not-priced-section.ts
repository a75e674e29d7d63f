import { usd } from "./number.ts";
import type { Report } from "./report.ts";
import { type Block, list, type Section, section, tableBlock } from "./section.ts";

/** What is in no total: the checklist of what plans leave out, then every gap by name; what is free, and what is never in. */
export function notPricedSections(report: Report): Section[] {
  const gaps = report.notPriced.map((gap) => [gap.what, gap.because, gap.resolve]);
  const free = report.free.map(({ type, count }) => `${count} × ${type}`);
  return [
    ...section("Checklist", [checklistTable(report)]),
    ...section("Not priced", [tableBlock(["<What", "<Because", "<To settle it"], gaps)]),
    ...section("In no total", [list(report.excluded)]),
    ...section("Registered and free", [list(free)], true),
  ];
}

const STATES = {
  priced: "priced",
  excluded: "excluded by you",
  "not-applicable": "not applicable",
  "not-priced": "not priced",
} as const;

function checklistTable({ checklist = [] }: Report): Block {
  const rows = checklist.map((entry) => [
    entry.item,
    STATES[entry.state],
    entry.pricedRows === 0 ? "" : `${entry.pricedRows} of ${entry.rows}`,
    [
      entry.mostUsdPerMonth && `${usd(entry.mostUsdPerMonth)} a month`,
      entry.mostUsdOnce && `${usd(entry.mostUsdOnce)} once`,
    ]
      .filter((amount) => amount !== undefined)
      .join(", "),
    entry.resolve === undefined ? entry.because : `${entry.because}; ${entry.resolve}`,
  ]);
  return tableBlock(["<Item", "<Is", "<Rows", ">USD at most", "<Because"], rows);
}
