import { askedScenario } from "../../src/cli/bill-tokens.ts";
import { decidePart } from "../../src/cli/deciding.ts";
import { bookFolder } from "../../src/cli/package-root.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { contextOf, openedBook, reportOf } from "../../src/cli/report-of.ts";
import { totalOf } from "../../src/prices/charge.ts";
import { renderJson } from "../../src/report/json.ts";
import type { Raw } from "./arbitrary.ts";
import type { Json } from "./report-json.ts";

const fileOf = (raw: Raw) => ({ file: "random.yaml", name: "random", raw, text: "" });

/** The report of a scenario as a reader of the JSON gets it. */
export async function askedReport(raw: Raw): Promise<Json> {
  const { report } = await reportOf(fileOf(raw), { book: bookFolder(), call: "random.yaml" });
  return JSON.parse(renderJson(report)) as Json;
}

export interface Decided {
  readonly part: string;
  readonly verdict: string;
  readonly names: string;
}

/** The verdicts of a fresh plan with graphs of its own: all that a report says of a decision, without its flips. */
export async function askedVerdicts(raw: Raw): Promise<Decided[]> {
  const { scenario, plan } = await planned(raw);
  return plan.parts.map((part) => {
    const { verdict, names } = decidePart(scenario, part);
    return { part: part.part, verdict, names };
  });
}

export interface AskedRow {
  readonly id: string;
  readonly monthUsd: number;
  readonly units?: number | undefined;
  /** Known lines of month 0, USD. */
  readonly oneOffUsd: number;
  /** Months 1..H, USD. */
  readonly months: readonly number[];
}

/** Every alternative of a fresh plan, in money. */
export async function askedRows(raw: Raw): Promise<AskedRow[]> {
  const { plan } = await planned(raw);
  return plan.parts.flatMap(({ alternatives }) =>
    alternatives.map(({ id, months, oneOff }) => ({
      id,
      oneOffUsd: totalOf(oneOff).usd.toNumber(),
      months: months.map(({ usd }) => usd),
      monthUsd: months[0]?.usd ?? Number.NaN,
      units: months[0]?.units,
    })),
  );
}

async function planned(raw: Raw) {
  const file = fileOf(raw);
  const scenario = askedScenario(raw, contextOf(file));
  const { plan } = await planWithGraphs(scenario, openedBook(bookFolder(), scenario));
  return { scenario, plan };
}
