import { createHash } from "node:crypto";
import type { PartPlan } from "../alternatives/part-plan.ts";
import type { StackDecision } from "../decision/combine.ts";
import { InputError } from "../errors.ts";
import type { PriceBook } from "../prices/book/price-book.ts";
import { requireRegion } from "../prices/book/region.ts";
import { compose, type Findings } from "../report/compose/compose.ts";
import type { AppliedOverrides } from "../report/compose/overrides.ts";
import type { Report } from "../report/report.ts";
import type { ParseContext } from "../scenario/parse.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { modelCards } from "../sizing/model-catalogue.ts";
import { besideOf } from "./beside.ts";
import { askedScenario } from "./bill-tokens.ts";
import { today } from "./clock.ts";
import { combinedStack, decidePart } from "./deciding.ts";
import { flipsOf } from "./flipping.ts";
import { overriddenBook } from "./overrides-file.ts";
import { type Planned, planWithGraphs } from "./planner.ts";
import { withStaleness } from "./price-age.ts";
import { loadBook } from "./price-files.ts";
import { scenarioAt } from "./scenario-at.ts";
import type { ScenarioFile } from "./scenario-file.ts";
import { refuseUnreadKeys, refuseUnreadSpread } from "./unread-keys.ts";
import { refuseUnreadPriceFactors } from "./unread-price-factors.ts";
import { VERSION } from "./version.ts";

/** A scenario with everything that was found out about it. */
export interface Reported {
  readonly report: Report;
  readonly scenario: Scenario;
  readonly planned: Planned;
  readonly book: PriceBook;
}

export interface ReportOptions {
  readonly book: string;
  /** How the reader called us, repeated in what to type next. */
  readonly call: string;
  readonly overrides?: AppliedOverrides;
}

/** From a raw scenario to its report: parse, plan, decide, look for flips, compose. */
export async function reportOf(file: ScenarioFile, options: ReportOptions): Promise<Reported> {
  try {
    return await madeReport(file, options);
  } catch (error) {
    if (!(error instanceof InputError) || error.message.startsWith(file.file)) throw error;
    if (error.code.startsWith("OVERRIDE_")) throw error;
    // Deep in the plan nobody knows which file the mistake stands in.
    throw new InputError(error.code, `${file.file}: ${error.message}`, error.hint, error.exitCode);
  }
}

async function madeReport(file: ScenarioFile, options: ReportOptions): Promise<Reported> {
  const context = contextOf(file);
  const scenario = askedScenario(file.raw, context);
  refuseUnreadKeys(file, scenario);
  const book = openedBook(options.book, scenario, options.overrides);
  const planned = await planWithGraphs(scenario, book);
  refuseUnreadPriceFactors(
    file.file,
    scenario,
    planned.plan.parts.flatMap(({ alternatives }) => alternatives),
  );
  const decisions: Findings["decisions"][number][] = [];
  for (const part of planned.plan.parts)
    decisions.push(await decided(file, context, scenario, planned, part));
  refuseUnreadSpread(
    file,
    scenario,
    decisions.flatMap(({ beside }) => beside ?? []),
  );
  const stack = combinedStack(scenario, planned.plan.parts, decisions);
  const report = compose({
    scenario,
    ...(file.text !== "" && { file: file.file }),
    plan: planned.plan,
    sources: planned.sources,
    decisions,
    scenarioAt: (settings) => scenarioAt(file, context, settings),
    listAt: book.snapshotAt(scenario.region) ?? "",
    commitments: book,
    ...(options.overrides && { overrides: options.overrides }),
    tool: `crossover ${VERSION}`,
    criteriaHash: createHash("sha256").update(JSON.stringify(scenario.criteria)).digest("hex").slice(0, 12),
    call: options.call,
    ...(stack && decisions.length > 1 && { combination: combinationOf(stack) }),
  });
  return { report: withStaleness(report, book), scenario, planned, book };
}

export function contextOf(file: ScenarioFile): ParseContext {
  return {
    file: file.file,
    name: file.name,
    today: today(),
    openModels: modelCards().map(({ id }) => id),
  };
}

/** List prices as of the scenario's day, with the reader's own rules on them. */
export function openedBook(folder: string, scenario: Scenario, overrides?: AppliedOverrides): PriceBook {
  const book = loadBook(folder, scenario.asOf);
  requireRegion(book, scenario.region);
  return overriddenBook(book, overrides);
}

async function decided(
  file: ScenarioFile,
  context: ParseContext,
  scenario: Scenario,
  planned: Planned,
  part: PartPlan,
) {
  const decision = decidePart(scenario, part);
  const beside = await besideOf({ file, context, scenario, planned, part });
  return {
    ...decision,
    ...(await flipsOf({ file, context, scenario, planned, part: part.part, decision })),
    beside,
  };
}

function combinationOf(stack: StackDecision): NonNullable<Report["combination"]> {
  return {
    names: stack.choices.map(({ alternative }) => alternative),
    monthUsd: stack.monthUsd,
    tcoUsd: stack.tcoUsd,
    atLeast: stack.atLeast,
    sharedUsdPerMonth: stack.sharedMonthUsd,
    ...(stack.cheaper && {
      cheaper: {
        names: stack.cheaper.choices.map(({ alternative }) => alternative),
        differs: stack.cheaper.choices.filter(({ asOwnVerdict }) => !asOwnVerdict).map(({ part }) => part),
        monthUsd: stack.cheaper.monthUsd,
        tcoUsd: stack.cheaper.tcoUsd,
        atLeast: stack.cheaper.atLeast,
        sharedUsdPerMonth: stack.cheaper.sharedMonthUsd,
      },
    }),
  };
}
