import type { Report, ReportAlternative } from "../report/report.ts";
import type { RecordedRow } from "./recorded-row-schema.ts";
import { percentilesOf, type ReportExtras } from "./report-extras.ts";

/**
 * Every alternative with what it was decided by.
 * @param secret rules of your own bear on a line: what they turn list prices into is then in no row
 */
export function recordedRows(report: Report, extras: ReportExtras, secret: boolean): RecordedRow[] {
  return report.alternatives.map((alternative) => {
    const { id, part, kind, name, model, seller, needsGate, infeasible } = alternative;
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

function figuresOf({ row, list }: ReportAlternative): Pick<RecordedRow, "at" | "figures"> {
  if (list !== undefined) {
    const { monthUsd, tcoUsd, atLeast } = list;
    return { at: "list", figures: { monthUsd, tcoUsd, atLeast } };
  }
  if (row === undefined) return { at: "decided" };
  const { oneOffUsd, monthUsd, lastMonthUsd, tcoUsd, presentValueUsd, atLeast } = row;
  return {
    at: "decided",
    figures: { oneOffUsd, monthUsd, lastMonthUsd, tcoUsd, presentValueUsd, atLeast },
  };
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
