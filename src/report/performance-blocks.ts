import { figure, grouped } from "./number.ts";
import type { Report } from "./report.ts";
import { type Rules, rowName, smallUsd } from "./rule-text.ts";
import { type Block, list, tableBlock } from "./section.ts";

type Performance = NonNullable<Rules["performance"]>;
type Option = Performance["options"][number];

const MEASURES = {
  p99Ms: { name: "p99", unit: " ms", over: "over" },
  requestsPerSecond: { name: "requests/s", unit: "", over: "short" },
  accuracy: { name: "accuracy", unit: "", over: "short" },
  usdPer1000: { name: "cost", unit: " USD per 1,000 requests", over: "over" },
} as const;

const measure = (name: string) => MEASURES[name as keyof typeof MEASURES];

/** Options in their figures, what each misses and by how much, then the ranking with its four terms. */
export function performanceBlocks(report: Report, { performance }: Rules): Block[] {
  if (performance === undefined) return [];
  const rows = performance.options.map((option) => [
    rowName(report, "llm", option.alternative),
    shown(option, "p50Ms"),
    shown(option, "p99Ms"),
    shown(option, "requestsPerSecond"),
    option.accuracy === undefined ? "?" : figure(option.accuracy),
    option.usdPer1000 === undefined ? "?" : smallUsd(option.usdPer1000),
    { pass: "keeps all", fail: "fails", unknown: "not known", none: "" }[option.verdict ?? "none"],
  ]);
  const head = ["<Option", ">p50 ms", ">p99 ms", ">Requests/s", ">Accuracy", ">USD per 1,000", "<Limits"];
  return [
    tableBlock(head, rows),
    list([
      ...limitTexts(performance),
      ...performance.options.flatMap((option) => missTexts(report, option)),
      ...notes(performance),
    ]),
    list(rankingTexts(report, performance)),
  ];
}

function shown(option: Option, key: "p50Ms" | "p99Ms" | "requestsPerSecond"): string {
  const value = option[key];
  if (value === undefined) return "?";
  const assumed = option.assumed.includes(key) ? "~" : "";
  return `${assumed}${amount(value)}`;
}

/** Whole from 100 on: nobody feels a tenth of a millisecond. */
const amount = (value: number) => (value >= 100 ? grouped(value, 0) : figure(value));

function limitTexts({ limits }: Performance): string[] {
  const texts = Object.entries(limits).flatMap(([key, limit]) => {
    if (limit === undefined) return [];
    const { name, unit, over } = measure(key);
    return `${name} ${over === "over" ? "at most" : "at least"} ${figure(limit)}${unit}`;
  });
  return texts.length === 0 ? [] : [`Limits, themselves allowed: ${texts.join(", ")}`];
}

function missTexts(report: Report, option: Option): string[] {
  const name = rowName(report, "llm", option.alternative);
  const missed = option.missed.map(({ measure: key, value, limit, by }) => {
    const { name: what, unit, over } = measure(key);
    return `${what} ${amount(value)} against ${figure(limit)}, ${amount(by)}${unit} ${over}`;
  });
  const open = option.unknown.map((key) => measure(key).name);
  return [
    ...(missed.length === 0 ? [] : [`${name} fails: ${missed.join("; ")}`]),
    ...(open.length === 0
      ? []
      : [`${name}: not known: ${open.join(", ")}; llm.profile or the candidate's profile answers it`]),
  ];
}

function notes({ options }: Performance): string[] {
  return options.some(({ assumed }) => assumed.length > 0)
    ? [
        "~ from the plan at its busiest hour, and from an assumed shape: p50 is the mean wait and all further tokens, p99 is 3 times the mean wait and the longest output at the slow end of the range; crossover calibrate replaces both",
      ]
    : [];
}

function rankingTexts(report: Report, { ranking }: Performance): string[] {
  return (ranking ?? []).map(({ alternative, terms, score, because }, i) => {
    const name = rowName(report, "llm", alternative);
    if (terms === undefined || score === undefined) return `Not ranked: ${name}: ${because}`;
    const { latency, cost, accuracy, throughput } = terms;
    return `${i + 1}. ${name}: latency ${figure(latency)} + cost ${figure(cost)} + accuracy ${figure(accuracy)} + throughput ${figure(throughput)} = ${figure(score)}; lowest first, units are mixed`;
  });
}
