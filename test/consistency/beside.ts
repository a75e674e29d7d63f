import { partViews } from "../../src/report/part-view.ts";
import { GROUPS, groupShares } from "../../src/report/provenance-share.ts";
import { unitCostOf } from "../../src/report/unit-cost.ts";
import { verdictSentence } from "../../src/report/verdict-sentence.ts";
import { CHECKLIST } from "../../src/scenario/checklist.ts";
import {
  type Alternative,
  alternativeOf,
  type Decision,
  type Json,
  type Problem,
  problem,
  rowOf,
} from "./report-json.ts";

/** What stands beside the verdicts follows from the months and one-offs of the rows. */
export function besideProblems(report: Json): Problem[] {
  return [
    ...report.decisions.flatMap((decision) => [
      ...breakEvenProblems(report, decision),
      ...triggerProblems(report, decision),
    ]),
    ...report.alternatives.flatMap((alternative) => [
      ...discountedProblems(report, alternative),
      ...shareProblems(alternative),
      ...unitCostProblems(alternative),
    ]),
    ...checklistProblems(report),
    ...wordProblems(report),
  ];
}

/** Below this share two sums are equal: capacity limits and redesigns are known to about that. */
const CLOSE = 1e-3;

/** At the volume of month 1 the intervals say what the rows say. */
function breakEvenProblems(report: Json, { part, breakEvens = [] }: Decision): Problem[] {
  return breakEvens.flatMap((found) => {
    const [own, other] = [found.alternative, found.against].map((id) => alternativeOf(report, part, id));
    if (own === undefined || other === undefined) return [];
    const now = own.months[0]?.volume ?? 0;
    if (found.searchedTo !== undefined && now > found.searchedTo) return [];
    if (rowOf(own).atLeast || rowOf(other).atLeast || now === 0) return [];
    const lines = [
      ["runRate", 0],
      ["spread", (rowOf(own).oneOffUsd - rowOf(other).oneOffUsd) / found.spreadMonths],
    ] as const;
    return lines.flatMap(([line, extra]) => {
      const lead = rowOf(other).monthUsd - rowOf(own).monthUsd - extra;
      if (Math.abs(lead) <= CLOSE * Math.max(rowOf(other).monthUsd, rowOf(own).monthUsd)) return [];
      const inside = found[line].some(({ from, to }) => from <= now && (to === null || now <= to));
      return inside === lead > 0
        ? []
        : [
            problem(
              `break-even ${line} contradicts the rows`,
              found.alternative,
              found.against,
              now,
              lead,
              found[line],
            ),
          ];
    });
  });
}

/** V(τ) from the months alone, each τ on its own. */
function triggerProblems(report: Json, { part, trigger }: Decision): Problem[] {
  if (trigger === undefined) return [];
  const stay = alternativeOf(report, part, trigger.against).months.map(({ usd }) => usd);
  const move = alternativeOf(report, part, trigger.alternative).months.map(({ usd }) => usd);
  const growth = (1 + report.scenario.discountRatePerYear) ** (1 / 12);
  const costOf = (month: number) =>
    stay.reduce((sum, usd, t) => sum + (t + 1 < month ? usd : (move[t] ?? 0)) / growth ** (t + 1), 0) +
    (month <= stay.length ? trigger.onceUsd / growth ** (month - 1) : 0);
  const costs = Array.from({ length: stay.length + 1 }, (_, t) => costOf(t + 1));
  const best = trigger.best.kind === "at" ? trigger.best.month : costs.length;
  const least = Math.min(...costs);
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, ...costs.map(Math.abs));
  const rule = trigger.rule.kind === "at" ? (costs[trigger.rule.month - 1] ?? 0) - least : undefined;
  const told = [
    ["best", costs[best - 1] ?? 0, least],
    ["now", trigger.nowUsd, (costs[0] ?? 0) - least],
    ["never", trigger.neverUsd, (costs.at(-1) ?? 0) - least],
    ["waiting", trigger.waitingUsd ?? 0, rule ?? 0],
  ] as const;
  return told.flatMap(([what, said, own]) =>
    near(said, own) ? [] : [problem(`trigger: ${what}`, trigger.alternative, said, own)],
  );
}

/** A discounted payback inside the horizon is where the discounted savings reach the one-offs, and not before. */
function discountedProblems(report: Json, alternative: Alternative): Problem[] {
  const decision = report.decisions.find(({ part }) => part === alternative.part);
  const later = alternative.row?.discounted?.today;
  const base = decision?.today;
  if (later?.kind !== "at" || base === undefined || later.months > alternative.months.length) return [];
  const today = alternativeOf(report, alternative.part, base);
  const growth = (1 + report.scenario.discountRatePerYear) ** (1 / 12);
  const whole = Math.ceil(later.months - 1e-9);
  const ahead = (months: number) =>
    alternative.months
      .slice(0, months)
      .reduce((sum, { usd }, t) => sum + ((today.months[t]?.usd ?? 0) - usd) / growth ** (t + 1), 0) -
    (rowOf(alternative).oneOffUsd - rowOf(today).oneOffUsd);
  const near = 1e-6 * Math.max(1, rowOf(alternative).oneOffUsd);
  return ahead(whole) >= -near && ahead(whole - 1) <= near
    ? []
    : [problem("discounted payback", alternative.id, later, ahead(whole - 1), ahead(whole))];
}

function shareProblems(alternative: Alternative): Problem[] {
  const shares = groupShares(alternative);
  const whole = shares.reduce((sum, { weakest }) => sum + weakest, 0);
  return [
    ...(shares.length > 0 && Math.abs(whole - 1) > 1e-9
      ? [problem("provenance: shares do not add up", alternative.id, whole)]
      : []),
    ...shares.flatMap(({ group, uses, weakest }) =>
      GROUPS.includes(group) && uses >= weakest - 1e-12 && uses <= 1 + 1e-9
        ? []
        : [problem("provenance: a share", alternative.id, group, uses, weakest)],
    ),
  ];
}

/** Unit cost × volume is the total. */
function unitCostProblems(alternative: Alternative): Problem[] {
  const cost = unitCostOf(alternative);
  if (cost.kind === "undefined") return [];
  const scale = { llm: 1e3, vectors: 1e6, tracking: 1 }[alternative.part];
  const volume = alternative.months.reduce((sum, month) => sum + month.volume, 0);
  const total = rowOf(alternative).tcoUsd;
  return Math.abs((cost.usd / scale) * volume - total) <= 1e-9 * Math.max(1, Math.abs(total))
    ? []
    : [problem("unit cost", alternative.id, cost, total)];
}

function checklistProblems({ checklist = [] }: Json): Problem[] {
  const missing = CHECKLIST.filter(({ item }) => !checklist.some((entry) => entry.item === item));
  return [
    ...missing.map(({ item }) => problem("checklist: an item is missing", item)),
    ...checklist.flatMap((entry) => {
      const fits =
        entry.because !== "" &&
        entry.pricedRows <= entry.rows &&
        (entry.state !== "priced" || entry.pricedRows > 0) &&
        (entry.state !== "excluded" || entry.pricedRows === 0);
      return fits ? [] : [problem("checklist", entry)];
    }),
  ];
}

/** Nobody can promise this much. */
function wordProblems(report: Json): Problem[] {
  return partViews(report).flatMap((view) => {
    const said = view.alternatives.reduce(
      (text, { name }) => text.replaceAll(name, " "),
      verdictSentence(view),
    );
    const word = /\b(always|guaranteed|free)\b/i.exec(said)?.[0];
    return word === undefined ? [] : [problem("a verdict promises", word, said)];
  });
}
