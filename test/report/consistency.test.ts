import fc from "fast-check";
import { expect, it } from "vitest";
import { notTexts, nowTexts, testTexts } from "../../src/report/action-lines.ts";
import { explainLine } from "../../src/report/explain.ts";
import { flipSentence, valueText } from "../../src/report/flip-sentence.ts";
import { leadingParts, partViews } from "../../src/report/part-view.ts";
import type { Report } from "../../src/report/report.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import { sentence } from "../../src/report/wording.ts";
import { reports } from "./arbitrary.ts";
import { REPORTS, supportAssistant } from "./fixtures.ts";

interface Printed {
  readonly text: string;
  readonly value: number;
  /** One unit of the last printed place. */
  readonly place: number;
}

/** Numbers of a sentence once every name, key and word of others is taken out of it. */
function numbersIn(text: string, report: Report): Printed[] {
  const names = report.alternatives.flatMap(({ name, doing, capacity }) => [
    name,
    doing ?? "",
    capacity?.instanceType ?? "",
  ]);
  const words = report.decisions.flatMap(({ flips, test, because }) => [
    because,
    ...flips.map(({ key }) => key),
    ...test.flatMap(({ open }) => open.flatMap((o) => [o.question, o.test])),
  ]);
  const infeasible = report.alternatives.map((a) => a.infeasible ?? "");
  const given = [...names, ...words, ...infeasible].filter((word) => word !== "");
  const taken = [...given, ...given.map(sentence)].sort((a, b) => b.length - a.length);
  const rest = taken.reduce(
    (left, word) => left.replaceAll(word, " "),
    text.replace(/about (\d+|a) \w+ of work/g, " "),
  );
  return [...rest.matchAll(/(−?)(\d[\d,]*(?:\.(\d+))?)(?: ([MB%])(?![a-z]))?/g)].map((match) => {
    const unit = { M: 1e6, B: 1e9, "%": 0.01 }[match[4] ?? ""] ?? 1;
    const value = Number((match[2] ?? "").replaceAll(",", "")) * unit * (match[1] === "−" ? -1 : 1);
    const decimals = match[4] === undefined ? (match[3]?.length ?? 0) : 1;
    return { text: match[0], value, place: Math.max(unit * 10 ** -decimals, boundPlace(value)) };
  });
}

/** Ends of stretches and flip values have four digits; a figure with more is held to its last one. */
function boundPlace(value: number): number {
  const size = Math.abs(value);
  const place = size < 1e4 ? 0 : 10 ** (Math.floor(Math.log10(size)) - 3);
  return place > 0 && size % place === 0 ? place : 0;
}

/** Everything the report says as a number: rows, their differences, paybacks, limits, volumes. */
function figuresOf(report: Report): number[] {
  const found: number[] = [report.scenario.horizonMonths, report.scenario.discountRatePerYear];
  const walk = (node: unknown): void => {
    if (typeof node === "number") found.push(node, Math.abs(node));
    else if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === "object" && node !== null) Object.values(node).forEach(walk);
  };
  walk([report.decisions, report.criteria]);
  for (const a of report.alternatives) {
    walk([a.row, a.capacity, a.months[0]]);
    for (const b of report.alternatives) {
      if (a.row === undefined || b.row === undefined) continue;
      found.push(Math.abs(a.row.monthUsd - b.row.monthUsd), Math.abs(a.row.oneOffUsd - b.row.oneOffUsd));
    }
  }
  return found;
}

function unexplained(text: string, report: Report, figures: readonly number[]): string[] {
  return numbersIn(text, report)
    .filter(({ text: said, value, place }) => {
      // A distance has no sign in the report; its sentence says the direction.
      const amount = said.endsWith("%") ? Math.abs(value) : value;
      return !figures.some((figure) => Math.abs(figure - amount) <= place * (1 + 1e-9));
    })
    .map((number) => `${number.text} in: ${text}`);
}

function sentences(report: Report): string[] {
  const views = partViews(report);
  return [
    ...nowTexts(report),
    ...testTexts(report),
    ...views.flatMap(notTexts),
    ...views.flatMap((view) => view.decision.flips.map((flip) => flipSentence(view, flip))),
  ];
}

it("every figure in Now, Test, Not and Flips is a rounded figure of the rows or a difference of two", () => {
  fc.assert(
    fc.property(reports, (report) => {
      const figures = figuresOf(report);
      for (const text of sentences(report)) expect(unexplained(text, report, figures)).toEqual([]);
    }),
    { numRuns: 150, endOnFailure: true },
  );
});

it("the same holds for every hand-made outcome, and the check can fail", () => {
  for (const make of Object.values(REPORTS)) {
    const report = make();
    const figures = figuresOf(report);
    for (const text of sentences(report)) expect(unexplained(text, report, figures)).toEqual([]);
  }
  const report = supportAssistant();
  expect(unexplained("Running it ourselves: 12,431.5 USD/month", report, figuresOf(report))).toHaveLength(1);
});

it("what Not says of a row is what the table says of it", () => {
  const report = supportAssistant();
  const text = renderTerminal(report);
  for (const view of leadingParts(report)) {
    for (const { reason } of view.decision.not) {
      if (reason.kind !== "dearer") throw new Error("fixture");
      const [own, other] = [reason.monthUsd, reason.againstUsd].map((usd) =>
        Math.round(usd).toLocaleString("en-US"),
      );
      expect(text.match(new RegExp(`\\b${own}\\b`, "g"))?.length).toBeGreaterThan(1);
      expect(text.match(new RegExp(`\\b${other}\\b`, "g"))?.length).toBeGreaterThan(1);
    }
  }
});

it("a printed flip value lies beyond the exact one, seen from the base: who types it flips the verdict", () => {
  const flips = fc.record({
    base: fc.double({ min: 0.001, max: 1e9, noNaN: true }),
    value: fc.double({ min: 0.001, max: 1e9, noNaN: true }),
  });
  fc.assert(
    fc.property(flips, ({ base, value }) => {
      fc.pre(base !== value);
      const text = valueText({
        part: "llm",
        key: "llm.peakToMean",
        base,
        value,
        verdict: "buy",
        names: "today",
      });
      const unit = text.endsWith("B") ? 1e9 : text.endsWith("M") ? 1e6 : 1;
      const printed = Number(text.replace(/[, MB]/g, "")) * unit;
      const beyond = value > base ? printed >= value * (1 - 1e-12) : printed <= value * (1 + 1e-12);
      expect(beyond).toBe(true);
      expect(Math.abs(printed / value - 1)).toBeLessThan(0.0011);
    }),
  );
  const report = supportAssistant();
  expect(explainLine(report, "flips")).toContain("--set vectors.queriesPerMonth=3.729M");
});
