import type { Part } from "../../alternatives/alternative.ts";
import type { PartPlan } from "../../alternatives/part-plan.ts";
import { InputError } from "../../errors.ts";
import type { DatedDiff } from "../../prices/book/dated-diff.ts";
import { type BookFiles, openBook, type PriceBook } from "../../prices/book/price-book.ts";
import { requireRegion } from "../../prices/book/region.ts";
import { withOverrides } from "../../prices/override/overridden-book.ts";
import { refuseLapsed } from "../../prices/override/override-check.ts";
import type { AppliedOverrides } from "../../report/compose/overrides.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { askedScenario } from "../bill-tokens.ts";
import { combinedStack, decidePart } from "../deciding.ts";
import { Graphs } from "../graphs.ts";
import { planWithGraphs } from "../planner.ts";
import { contextOf } from "../report-of.ts";
import { readScenarioFile } from "../scenario-file.ts";
import { refuseUnreadKeys } from "../unread-keys.ts";
import { type Outcome, type RepricedRow, repricedRows, type TogetherSide } from "./repriced.ts";

/** One part's decision under both books. */
export interface RepricedDecision {
  readonly part: Part;
  readonly old: Outcome;
  readonly now: Outcome;
  /** The verdict is another one, or it names something else. */
  readonly flips: boolean;
}

/** A scenario planned and decided twice: only the AWS list is not the same. */
export interface RepricedScenario {
  readonly file: string;
  readonly name: string;
  readonly region: string;
  /** "YYYY-MM-DD": token prices and months are of this day under both books. */
  readonly asOf: string;
  /** Days of the two snapshots. */
  readonly listAt: { readonly old: string; readonly now: string };
  /** File of your own prices, at work under both lists. */
  readonly overrides?: string;
  readonly rows: readonly RepricedRow[];
  /** All parts' own choices, what they share counted once; absent with one part. A side is absent where a part chooses nothing. */
  readonly together?: { readonly old?: TogetherSide; readonly now?: TogetherSide };
  readonly decisions: readonly RepricedDecision[];
}

export interface Repricing {
  readonly files: BookFiles;
  /** Of every region, whatever is shown of it. */
  readonly diff: DatedDiff;
  readonly overrides?: AppliedOverrides;
}

/** @throws InputError those of scenarios and overrides, NO_SNAPSHOT for its region; exit 2. */
export async function repricedScenario(path: string, repricing: Repricing): Promise<RepricedScenario> {
  const file = readScenarioFile(path);
  const scenario = askedScenario(file.raw, contextOf(file));
  refuseUnreadKeys(file, scenario);
  const [before, after] = [repricing.diff.from, repricing.diff.to].map((day) =>
    bookOn(day, scenario, repricing),
  ) as [PriceBook, PriceBook];
  const graphs = new Graphs();
  try {
    const old = await planWithGraphs(scenario, before, graphs);
    const now = await planWithGraphs(scenario, after, graphs);
    const parts = now.plan.parts.flatMap((part): [PartPlan, PartPlan][] => {
      const same = old.plan.parts.find((other) => other.part === part.part);
      return same === undefined ? [] : [[same, part]];
    });
    const moved = movedIn(scenario.region, repricing.diff);
    return {
      file: path,
      name: scenario.name,
      region: scenario.region,
      asOf: scenario.asOf,
      listAt: { old: listAt(before, scenario), now: listAt(after, scenario) },
      ...(repricing.overrides && { overrides: repricing.overrides.file }),
      rows: parts.flatMap(([first, second]) => repricedRows(first, second, moved)),
      ...(parts.length > 1 && {
        together: {
          ...sideOf("old", scenario, old.plan.parts),
          ...sideOf("now", scenario, now.plan.parts),
        },
      }),
      decisions: parts.map(([first, second]) => decisionOf(scenario, first, second)),
    };
  } catch (error) {
    if (!(error instanceof InputError) || error.message.startsWith(path)) throw error;
    throw new InputError(error.code, `${path}: ${error.message}`, error.hint, error.exitCode);
  }
}

/** The book of a day; rules of your own hold as of the scenario's day, so that they are the same on both lists. */
function bookOn(day: string, scenario: Scenario, { files, overrides }: Repricing): PriceBook {
  const book = openBook(files, day);
  requireRegion(book, scenario.region);
  if (overrides === undefined) return book;
  refuseLapsed(overrides.rules, scenario.asOf);
  return withOverrides(book, overrides.rules);
}

const listAt = (book: PriceBook, { region }: Scenario): string => book.snapshotAt(region) ?? "";

function movedIn(region: string, { regions }: DatedDiff): ReadonlySet<string> {
  const own = regions.filter((one) => one.region === region || one.region === "global");
  return new Set(own.flatMap(({ moved }) => moved.map(({ key }) => key)));
}

function decisionOf(scenario: Scenario, first: PartPlan, second: PartPlan): RepricedDecision {
  const [old, now] = [outcomeOf(scenario, first), outcomeOf(scenario, second)];
  return { part: second.part, old, now, flips: old.verdict !== now.verdict || old.names !== now.names };
}

function outcomeOf(scenario: Scenario, part: PartPlan): Outcome {
  const { verdict, names, because } = decidePart(scenario, part);
  const name = part.alternatives.find(({ id }) => id === names)?.name ?? names;
  return { verdict, names, name, because };
}

function sideOf(
  when: "old" | "now",
  scenario: Scenario,
  parts: readonly PartPlan[],
): { readonly old?: TogetherSide; readonly now?: TogetherSide } {
  const stack = combinedStack(
    scenario,
    parts,
    parts.map((part) => decidePart(scenario, part)),
  );
  if (stack === undefined) return {};
  const { choices, monthUsd, atLeast } = stack;
  return { [when]: { names: choices.map(({ alternative }) => alternative), usd: monthUsd, atLeast } };
}
