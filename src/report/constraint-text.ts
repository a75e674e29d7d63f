import { outcome } from "./flip-sentence.ts";
import { monthSpan, percent, usd } from "./number.ts";
import { nameOf, type PartView } from "./part-view.ts";
import type { ReportDecision } from "./report.ts";
import { listed } from "./wording.ts";

type Constraint = NonNullable<ReportDecision["constraint"]>;

/** "criteria.dataPolicy: own-account": what rules rows out, with what it is set to where one word says it. */
function constraintNames({ report }: PartView, { keys }: Constraint): string {
  const policy = report.criteria?.dataPolicy;
  const named = keys.map((key) =>
    key === "criteria.dataPolicy" && policy !== undefined ? `${key}: ${policy}` : key,
  );
  return listed(named);
}

/** "costs 158,395 USD over 36 months at 10 % a year, as if quality held". */
function constraintPrice({ report }: PartView, { presentValueUsd, bound, asIfQualityHeld }: Constraint) {
  const { horizonMonths, discountRatePerYear } = report.scenario;
  const sure = bound === "exact" ? "" : bound === "known lines" ? "by the priced lines " : `${bound} `;
  const amount = usd(presentValueUsd);
  const nothing = amount === "0" && (bound === "exact" || bound === "at most");
  const costs = nothing ? "nothing" : `${sure}${amount} USD`;
  const span = `over ${monthSpan(horizonMonths)} at ${percent(discountRatePerYear)} a year`;
  return `costs ${costs} ${span}${asIfQualityHeld ? ", as if quality held" : ""}`;
}

/** The name of what leaves one kind and its price in a few words; nothing where several kinds are left. */
export function constraintLine(view: PartView): string | undefined {
  const { constraint, byConstraint } = view.decision;
  if (constraint === undefined || !byConstraint) return undefined;
  return `${constraintNames(view, constraint)} ${constraintPrice(view, constraint)}`;
}

/** The price with the two rows that it is the difference of, and what the rule alone would say. */
export function constraintText(view: PartView): string {
  const { decision } = view;
  const { constraint } = decision;
  if (constraint === undefined)
    return decision.byConstraint ? " The constraint is a rule of the criteria." : "";
  const { allowed, cheapest, asIfQualityHeld, ruleVerdict, ruleNames } = constraint;
  const rows =
    allowed === cheapest
      ? `${nameOf(view, allowed)} costs least either way`
      : `${nameOf(view, allowed)} against ${nameOf(view, cheapest)}`;
  const gate = asIfQualityHeld ? "" : " (both passed the quality gate)";
  const judged = view.part === "llm" && allowed !== cheapest ? gate : "";
  const alone = outcome(view, { verdict: ruleVerdict, names: ruleNames });
  return ` The constraint (${constraintNames(view, constraint)}) ${constraintPrice(view, constraint)}: ${rows}${judged}; without it: ${alone}.`;
}
