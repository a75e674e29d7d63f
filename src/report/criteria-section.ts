import { figure, monthSpan, percent } from "./number.ts";
import type { Report } from "./report.ts";
import { type Section, section, tableBlock, text } from "./section.ts";

/** The limits that the verdicts were read against, with the hash that shows whether they changed since. */
export function criteriaSection({ criteria, scenario }: Report): Section[] {
  const hash = text(
    `Criteria ${scenario.criteriaHash}, ${criteria?.stated === true ? "fixed before the figures" : "our defaults: the scenario states none"}; prices known on ${scenario.asOf}.`,
  );
  if (criteria === undefined) return section("Criteria", [hash]);
  const rows = [
    ["pays back well", `below ${monthSpan(criteria.paybackGoodMonths)}`],
    ["pays back too late", `above ${monthSpan(criteria.paybackBadMonths)}`],
    ["quality", `gap in win rates below ${figure(criteria.qualityDelta)}`],
    ["a tie", `totals within ${percent(criteria.tieBand)}`],
    ["data policy", criteria.dataPolicy],
    ["discount rate", `${percent(scenario.discountRatePerYear)} a year`],
    ["growth", `${percent(scenario.growthPerMonth)} a month`],
  ];
  return section("Criteria", [tableBlock(["<Criterion", "<Value"], rows), hash]);
}
