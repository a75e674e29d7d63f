import type { Alternative } from "../../alternatives/alternative.ts";
import { type Replanning, replanning } from "../../alternatives/replanning.ts";
import { responseOf } from "../../alternatives/response.ts";
import { type UncertainDriver, uncertaintiesOf } from "../../alternatives/uncertain-driver.ts";
import { presentValue } from "../../compare/cash-flow.ts";
import { atBase, monteCarlo } from "../../compare/monte-carlo.ts";
import { movingDrivers } from "../../compare/moving-drivers.ts";
import { GENERATOR } from "../../compare/random-stream.ts";
import type { Responding } from "../../compare/response.ts";
import { type Bar, tornado } from "../../compare/tornado.ts";
import type { PartDecision } from "../../decision/decision.ts";
import { ruledOutBy } from "../../decision/policy.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Report } from "../report.ts";
import type { ReportUncertaintyPart } from "../report-uncertainty.ts";
import type { Findings } from "./compose.ts";
import type { CheaperShare } from "./rules.ts";

/** What was drawn, and the keys whose range moved something. */
interface Drawn extends Pick<Report, "uncertainty"> {
  readonly moving: ReadonlySet<string>;
}

/** What sourced ranges do to each part that has something to be held against. */
export function uncertaintyOf(found: Findings): Drawn {
  const { scenario, plan } = found;
  const parts = plan.parts.flatMap(({ part, alternatives }) => {
    const decision = found.decisions.find((d) => d.part === part);
    const again = replanning(found.sources, part, found.scenarioAt);
    return decision === undefined ? [] : partOf(scenario, decision, alternatives, again);
  });
  const moving = new Set(parts.flatMap((part) => [...part.moving]));
  if (parts.length === 0) return { moving };
  const { draws, seed } = scenario.uncertainty;
  const said = parts.map(({ part }) => part);
  return { moving, uncertainty: { draws: draws.base, seed: seed.base, generator: GENERATOR, parts: said } };
}

/** Share of draws in which a row is cheaper than what is kept: 0 or 1 where no range touches the two. */
export function cheaperShareOf({ uncertainty }: Pick<Report, "uncertainty">): CheaperShare {
  return (part, alternative) => {
    const drawn = uncertainty?.parts.find((entry) => entry.part === part);
    return drawn?.alternatives.find((row) => row.alternative === alternative)?.cheaperShare;
  };
}

function partOf(
  scenario: Scenario,
  decision: PartDecision,
  alternatives: readonly Alternative[],
  again: Replanning,
): { readonly part: ReportUncertaintyPart; readonly moving: ReadonlySet<string> }[] {
  const baseline = decision.improved ?? decision.keep ?? decision.today;
  const [drawn, left] = drawnRows(scenario, alternatives);
  if (baseline === undefined || !drawn.some(({ id }) => id === baseline)) return [];
  const { drivers, without } = uncertaintiesOf(scenario, decision.part, drawn);
  const responding = drawn.flatMap((row) => {
    const respond = responseOf(row, { scenario, drivers, again });
    return respond === undefined ? [] : [{ alternative: row.id, respond }];
  });
  const silent = drawn.filter(({ id }) => !responding.some(({ alternative }) => alternative === id));
  if (silent.some(({ id }) => id === baseline)) return [];
  const { draws, seed } = scenario.uncertainty;
  const run = monteCarlo({
    drivers,
    alternatives: responding,
    baseline,
    against: readAgainst(decision, baseline),
    months: scenario.horizonMonths,
    draws: draws.base,
    seed: seed.base,
  });
  const bars = tornadoOf(scenario, decision, responding, drivers, baseline);
  const part: ReportUncertaintyPart = {
    part: decision.part,
    baseline,
    drivers: drivers.map(({ jumps, ...driver }) => ({
      ...structuredClone(driver),
      shape: jumps === undefined ? "triangular" : "jumps",
    })),
    without: [...without],
    alternatives: run.alternatives.map(({ curve: _, ...spread }) => spread),
    pairs: [...run.pairs],
    sCurve: run.alternatives
      .filter(({ alternative }) => alternative !== baseline)
      .map(({ alternative, curve }) => ({ alternative, points: [...curve] })),
    left: [
      ...left,
      ...silent.map(({ id }) => ({
        alternative: id,
        because: "how it follows what is drawn is not worked out for rows of its kind",
      })),
      ...run.unserved.map((alternative) => ({ alternative, because: "it can serve no draw" })),
    ],
    ...(bars && { tornado: bars }),
  };
  return [{ part, moving: movingDrivers(drivers, responding, scenario.horizonMonths) }];
}

/** Every row that a sentence on the verdict may compare with. */
function readAgainst(
  { today, improved, keep, sameModel, names }: PartDecision,
  baseline: string,
): readonly string[] {
  const ids = [today, improved, keep, sameModel, names].filter((id) => id !== undefined);
  return [...new Set([baseline, ...ids])];
}

type Left = ReportUncertaintyPart["left"];

/** Rows that may be chosen and whose every line has a price: what is not known would be compared as if it were free. */
function drawnRows(scenario: Scenario, alternatives: readonly Alternative[]): [Alternative[], Left] {
  const left: Left = [];
  const drawn = alternatives.filter((row) => {
    const because = notDrawn(scenario, row);
    if (because !== undefined) left.push({ alternative: row.id, because });
    return because === undefined;
  });
  return [drawn, left];
}

function notDrawn(scenario: Scenario, row: Alternative): string | undefined {
  if (row.feasible.kind === "no") return row.feasible.because;
  const open =
    row.months.some(({ atLeast }) => atLeast) || row.oneOff.some(({ cost }) => cost.kind === "unknown");
  return ruledOutBy(scenario.criteria.dataPolicy, row) ?? (open ? "a line of it has no figure" : undefined);
}

/** The lead over its hardest baseline: of today's improved offer and the same model bought, the one of lower present value. */
function tornadoOf(
  scenario: Scenario,
  decision: PartDecision,
  rows: readonly Responding[],
  drivers: readonly UncertainDriver[],
  baseline: string,
): ReportUncertaintyPart["tornado"] {
  const months = scenario.horizonMonths;
  const discountRatePerYear = scenario.discountRatePerYear.base;
  const presentValueOf = (row: Responding): number => {
    const usd = atBase(row, drivers, months);
    return usd === undefined
      ? Number.MAX_VALUE
      : presentValue({ oneOff: usd[0] ?? 0, months: [...usd.subarray(1)] }, discountRatePerYear);
  };
  const cheapest = (ids: readonly (string | undefined)[]) =>
    rows
      .filter(({ alternative }) => ids.includes(alternative))
      .toSorted((a, b) => presentValueOf(a) - presentValueOf(b))[0];
  const lead =
    cheapest([decision.lead]) ??
    cheapest(rows.map(({ alternative }) => alternative).filter((id) => id !== baseline));
  const against = cheapest([baseline, decision.sameModel].filter((id) => id !== lead?.alternative));
  if (lead === undefined || against === undefined) return undefined;
  const bars = tornado({ drivers, alternative: lead, against, months, discountRatePerYear });
  const byKey = new Map(drivers.map((driver) => [driver.key, driver]));
  return {
    alternative: lead.alternative,
    against: against.alternative,
    bars: guessFirst(bars, byKey).map((bar) => ({
      ...bar,
      provenance: structuredClone((byKey.get(bar.key) as UncertainDriver).provenance),
    })),
  };
}

/** With only a bill, what stands in for the request that nobody described comes first, however long its bar. */
function guessFirst(bars: readonly Bar[], byKey: ReadonlyMap<string, UncertainDriver>): readonly Bar[] {
  const guessed = ({ key }: Bar) => {
    const provenance = byKey.get(key)?.provenance;
    return key === "llm.outputTokens" && provenance?.kind === "assumed";
  };
  return [...bars.filter(guessed), ...bars.filter((bar) => !guessed(bar))];
}
