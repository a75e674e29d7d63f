import type { Figure } from "../scenario/figure.ts";
import type { FixedHost } from "../scenario/llm-terms.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, Part } from "./alternative.ts";
import type { PlanContext, PlanSources } from "./context.ts";
import { shareOfPart } from "./part-share.ts";
import { plan } from "./plan.ts";

/** Keys of the scenario with another value each. */
export type Settings = readonly (readonly [key: string, value: number])[];

/** The same part under other values of its keys, each asked for once. */
export interface Replanning {
  readonly part: Part;
  /** What machines are sized and priced with; undefined where the scenario refuses the values. */
  readonly contextAt: (settings: Settings) => PlanContext | undefined;
  /** Rows; of the llm part only what is bought, because searching fleets again would choose other ones. */
  readonly rowsAt: (settings: Settings) => readonly Alternative[] | undefined;
  /** The same for a share of each class of requests: one side of a row whose requests go two ways. */
  readonly ofShares: (shares: readonly number[]) => Replanning;
}

/** @param scenarioAt the scenario with those keys set, defaults and whatever follows from them worked out again */
export function replanning(
  sources: PlanSources,
  part: Part,
  scenarioAt: (settings: Settings) => Scenario | undefined,
): Replanning {
  // Quick plans leave rows of stores out, and every row is asked for here.
  const quick = { ...sources, quick: part === "llm", graph: sources.similar, tokens: new Map() };
  const contexts = new Map<string, PlanContext | undefined>();
  const contextAt = (settings: Settings): PlanContext | undefined => {
    const key = JSON.stringify(settings);
    if (!contexts.has(key)) {
      const scenario = scenarioAt(settings);
      contexts.set(key, scenario && { ...quick, scenario, miss: () => undefined });
    }
    return contexts.get(key);
  };
  const rows = new Map<string, readonly Alternative[] | undefined>();
  const rowsAt = (settings: Settings) => {
    const key = JSON.stringify(settings);
    if (!rows.has(key)) {
      const context = contextAt(settings);
      const made =
        context && plan(part === "llm" ? withoutFleets(context.scenario) : context.scenario, quick, part);
      rows.set(
        key,
        made?.parts.flatMap(({ alternatives }) => alternatives),
      );
    }
    return rows.get(key);
  };
  const shared = new Map<string, Replanning>();
  const ofShares = (shares: readonly number[]) => {
    const key = shares.join();
    const made =
      shared.get(key) ??
      replanning(sources, part, (settings) => {
        const whole = scenarioAt(settings);
        return whole && sharedScenario(whole, shares);
      });
    shared.set(key, made);
    return made;
  };
  return { part, contextAt, rowsAt, ofShares };
}

/**
 * The row of another plan that does the same: by its id, or of the same machine family where another size is planned. A
 * tracking server has one row, whatever machine its team asks for.
 */
export function sameRow(rows: Iterable<Alternative>, row: Alternative): Alternative | undefined {
  const all = [...rows];
  return (
    all.find(({ id }) => id === row.id) ??
    (row.fleet &&
      all.find(
        (other) =>
          other.fleet !== undefined &&
          other.model === row.model &&
          (row.part === "tracking" || (row.part === "vectors" && familyOf(other) === familyOf(row))),
      ))
  );
}

/** "r7g" of r7g.xlarge. */
function familyOf({ fleet }: Alternative): string | undefined {
  return fleet?.vectors?.instanceType.split(".")[0];
}

/** The scenario with so much of each class of requests, none of which goes two ways any more. */
export function sharedScenario(scenario: Scenario, shares: readonly number[]): Scenario | undefined {
  const part = scenario.llm && shareOfPart(scenario.llm, shares);
  if (part === undefined) return undefined;
  const { hybrid: _, ...llm } = part;
  return { ...scenario, llm };
}

/** A host with a rate of its own takes the place of every fleet; where the reader gave one, it is his. */
function withoutFleets(scenario: Scenario): Scenario {
  const { llm } = scenario;
  if (llm === undefined) return scenario;
  const nothing: Figure = {
    key: "llm.hosting.fixed",
    low: 0,
    base: 0,
    high: 0,
    ranged: false,
    provenance: { kind: "assumed", key: "llm.hosting.fixed", because: "stands in for fleets" },
  };
  const fixed: FixedHost = llm.hosting.fixed ?? {
    instances: nothing,
    hourlyUsd: nothing,
    overheadShare: nothing,
    hoursPerMonth: nothing,
  };
  return { ...scenario, llm: { ...llm, hosting: { ...llm.hosting, fixed } } };
}
