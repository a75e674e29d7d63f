import type { Alternative } from "../../alternatives/alternative.ts";
import { presentValue, tco } from "../../compare/cash-flow.ts";
import { unitCosts } from "../../compare/unit-cost.ts";
import { type Entry, entryOf } from "../../decision/entry.ts";
import type { Reading } from "../../presets/reading.ts";
import { type Charge, totalOf } from "../../prices/charge.ts";
import { Decimal } from "../../units.ts";
import type { PresetValue } from "../report-preset.ts";
import { type Around, number, word } from "./around.ts";

/** @throws Error for a row that the plan does not have: presets are ours. */
export function rowNamed({ plan }: Around, id: string): Alternative {
  const all = plan.parts.flatMap(({ alternatives }) => alternatives);
  const found = all.find((row) => row.id === id);
  if (found === undefined) throw new Error(`no row ${id} among ${all.map((row) => row.id).join(", ")}`);
  return found;
}

export function rowEntry(around: Around, id: string): Entry {
  const { horizonMonths, discountRatePerYear, criteria } = around.scenario;
  return entryOf(rowNamed(around, id), {
    policy: criteria.dataPolicy,
    horizonMonths,
    discountRatePerYear: discountRatePerYear.base,
  });
}

/** One line of month 1 or of the one-offs. @throws Error where the row has no such line */
export function rowLine(around: Around, id: string, line: string): Decimal {
  const row = rowNamed(around, id);
  const found = [...row.monthly, ...row.oneOff].filter((charge) => charge.id === line);
  if (found.length === 0)
    throw new Error(`no line ${line} among ${row.monthly.map((charge) => charge.id).join(", ")}`);
  return totalOf(found).usd;
}

const HIDDEN = new Set(["people.incidents", "people.compliance"]);

/** A figure of one row: sums of its lines where they are lines, of its months where months differ. */
export function rowFigure(
  around: Around,
  of: Extract<
    Reading,
    { take: "month" | "oneOff" | "horizon" | "presentValue" | "fixed" | "per1000" | "gap" | "hiddenShare" }
  >,
): PresetValue {
  const row = rowNamed(around, of.alternative);
  const sum = (lines: readonly Charge[]) => totalOf(lines).usd;
  const fixed = row.monthly.filter(({ category }) => category !== "metered" && category !== "tokens");
  switch (of.take) {
    case "month":
      return number(sum(row.monthly));
    case "oneOff":
      return number(sum(row.oneOff));
    case "fixed":
      return number(sum(fixed));
    case "gap":
      return number(new Decimal(row.months[0]?.usd ?? 0).minus(sum(row.monthly).toNumber()));
    case "hiddenShare":
      return number(sum(row.monthly.filter(({ id }) => HIDDEN.has(id))).div(sum(fixed)));
    case "per1000": {
      const { usd = 0, volume: requests = 0 } = row.months[0] ?? {};
      const cost = unitCosts({ usd, requests, promptTokens: 0, outputTokens: 0 }).perThousandRequests;
      return cost.kind === "at" ? number(cost.value) : word(cost.kind);
    }
    case "horizon":
      return number(tco(rowEntry(around, of.alternative).flow));
    case "presentValue": {
      const { flow } = rowEntry(around, of.alternative);
      return number(presentValue(flow, around.scenario.discountRatePerYear.base));
    }
  }
}
