import type { Report, ReportAlternative } from "../report/report.ts";
import { Decimal } from "../units.ts";
import type { RecordedRow } from "./recorded-row-schema.ts";
import { percentilesOf, type ReportExtras } from "./report-extras.ts";

/**
 * Every alternative with what it was decided by.
 * @param secret rules of your own bear on a line: what they turn list prices into is then in no row
 */
export function recordedRows(report: Report, extras: ReportExtras, secret: boolean): RecordedRow[] {
  return report.alternatives.map((alternative) => {
    const { id, part, kind, name, model, seller, needsGate, failsGate, infeasible } = alternative;
    const percentiles = secret ? undefined : percentilesOf(extras, part, id);
    return {
      id,
      part,
      kind,
      name,
      model,
      seller,
      sellerModels: sellerModelsOf(alternative),
      needsGate,
      ...(failsGate && { failsGate }),
      ...(infeasible !== undefined && { infeasible }),
      ...figuresOf(alternative),
      ...(!secret && paybacksOf(alternative)),
      ...(percentiles && { percentiles }),
      monthsUsd: alternative.months.map(({ usd, listUsd }) => listUsd ?? usd),
    };
  });
}

function sellerModelsOf({ monthly }: ReportAlternative): string[] {
  const ids = monthly.flatMap(({ price }) => {
    const { seller, model } = "facts" in price ? price.facts : {};
    return seller === undefined || model === undefined ? [] : [`${seller}/${model}`];
  });
  return [...new Set(ids)];
}

function figuresOf(alternative: ReportAlternative): Pick<RecordedRow, "at" | "figures"> {
  const { row, list } = alternative;
  if (list !== undefined) {
    const { monthUsd, atLeast } = list;
    return { at: "list", figures: { monthUsd, tcoUsd: listTotal(alternative), atLeast } };
  }
  if (row === undefined) return { at: "decided" };
  const { oneOffUsd, monthUsd, lastMonthUsd, tcoUsd, presentValueUsd, atLeast } = row;
  return {
    at: "decided",
    figures: { oneOffUsd, monthUsd, lastMonthUsd, tcoUsd, presentValueUsd, atLeast },
  };
}

/**
 * Months and one-offs at list prices, added up from nothing but those: a total worked out from the effective one and a
 * difference keeps in its last digits which discount it came from, enough to try guesses against.
 */
function listTotal({ months, oneOff }: ReportAlternative): number {
  const once = oneOff.reduce(
    (sum, { id, cost }) => (cost.kind === "known" && id !== "upfront" ? sum.plus(cost.usd) : sum),
    new Decimal(0),
  );
  return months.reduce((sum, { usd, listUsd }) => sum + (listUsd ?? usd), once.toNumber());
}

function paybacksOf({ row }: ReportAlternative): Partial<RecordedRow> {
  if (row === undefined) return {};
  const { paybackToday, paybackImproved, paybackSameModel } = row;
  return {
    ...(paybackToday && { paybackToday }),
    ...(paybackImproved && { paybackImproved }),
    ...(paybackSameModel && { paybackSameModel }),
  };
}
