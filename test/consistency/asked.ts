import { askedScenario } from "../../src/cli/bill-tokens.ts";
import { decidePart } from "../../src/cli/deciding.ts";
import { bookFolder } from "../../src/cli/package-root.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { contextOf, openedBook, reportOf } from "../../src/cli/report-of.ts";
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

/** Month 1 of every alternative of a fresh plan. */
export async function askedRows(
  raw: Raw,
): Promise<{ id: string; monthUsd: number; units?: number | undefined }[]> {
  const { plan } = await planned(raw);
  return plan.parts.flatMap(({ alternatives }) =>
    alternatives.map(({ id, months }) => ({
      id,
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
