import type { Alternative } from "../../alternatives/alternative.ts";
import { type Charge, isUnknown, listTotalOf } from "../../prices/charge.ts";
import type { Override } from "../../prices/override/override.ts";
import { ruleText } from "../../prices/override/override-price.ts";
import type { Report, ReportAlternative } from "../report.ts";

/** Rules that were read, and the file that they stand in. */
export interface AppliedOverrides {
  readonly file: string;
  readonly rules: readonly Override[];
}

/** Each rule with the number of lines that it bears on: a rule without one is said, not hidden. */
export function overridesOf(
  applied: AppliedOverrides | undefined,
  alternatives: readonly Alternative[],
): Pick<Report, "overrides"> {
  if (applied === undefined) return {};
  const used = alternatives.flatMap(({ monthly }) => monthly.flatMap(idsBehind));
  const rules = applied.rules.map((rule) => ({
    id: rule.id,
    kind: rule.kind,
    match: rule.match,
    ...(rule.regions && { regions: [...rule.regions] }),
    does: ruleText(rule),
    ...(rule.because !== undefined && { because: rule.because }),
    ...(rule.quotedAt !== undefined && { quotedAt: rule.quotedAt }),
    ...(rule.expiresAt !== undefined && { expiresAt: rule.expiresAt }),
    lines: used.filter((id) => id === rule.id).length,
  }));
  return { overrides: { file: applied.file, rules } };
}

/** What the row would have cost at list prices, in month 1 and over the horizon. */
export function listOf(
  { monthly, months, oneOff }: Alternative,
  tcoUsd: number | undefined,
): Pick<ReportAlternative, "list"> {
  const month = listTotalOf(monthly);
  if (month === undefined) return {};
  // At list prices nothing is paid upfront.
  const upfront = oneOff.find(({ id }) => id === "upfront")?.cost;
  const atStart = upfront?.kind === "known" ? upfront.usd.toNumber() : 0;
  const over = months.reduce((sum, { usd, listUsd }) => sum + (listUsd ?? usd) - usd, -atStart);
  return {
    list: {
      overrides: [...new Set(monthly.flatMap(idsBehind))],
      monthUsd: month.usd.toNumber(),
      tcoUsd: (tcoUsd ?? months.reduce((sum, { usd }) => sum + usd, 0)) + over,
      atLeast: month.unknowns.length > 0,
    },
  };
}

const idsBehind = ({ price }: Charge): readonly string[] =>
  isUnknown(price) ? [] : (price.overridden?.by ?? []);
