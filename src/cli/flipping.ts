import type { Part } from "../alternatives/alternative.ts";
import type { Flip, PartDecision } from "../decision/decision.ts";
import { type FlipOutcome, findFlips } from "../decision/flips.ts";
import { InputError } from "../errors.ts";
import type { ParseContext } from "../scenario/parse.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { applySetting } from "../scenario/setting.ts";
import { askedScenario } from "./bill-tokens.ts";
import { verdictOf } from "./deciding.ts";
import { flipDrivers } from "./flip-drivers.ts";
import type { Planned } from "./planner.ts";
import { priceDrivers } from "./price-drivers.ts";
import type { ScenarioFile } from "./scenario-file.ts";

export interface FlipQuestion {
  readonly file: ScenarioFile;
  readonly context: ParseContext;
  readonly scenario: Scenario;
  readonly planned: Planned;
  readonly part: Part;
  readonly decision: PartDecision;
}

interface Flips {
  readonly flips: readonly Flip[];
  readonly searched: readonly { readonly key: string; readonly from: number; readonly to: number }[];
}

type Change = { readonly key: string; readonly value: number | string };

/** A fleet that no capture is similar to may be asked for while searching: then it is captured and the search runs again. */
const MOST_ROUNDS = 4;

/** Single changes of the scenario that turn the part's verdict, found by planning again with `--set`. */
export async function flipsOf(question: FlipQuestion): Promise<Flips> {
  const { scenario, planned, part, decision } = question;
  const rows = planned.plan.parts.flatMap(({ alternatives }) => alternatives);
  const drivers = [...flipDrivers(scenario, part), ...priceDrivers(scenario, rows, decision)];
  const base = settled({ verdict: decision.verdict, names: decision.names });
  const known = new Map<string, FlipOutcome | undefined>();
  for (let round = 1; ; round += 1) {
    const missing = new Set<Parameters<Planned["capture"]>[0]>();
    const evaluate = (change: Change): FlipOutcome | undefined => {
      const key = `${change.key}=${change.value}`;
      if (!known.has(key)) {
        const made = changed(question, change);
        if (made === undefined) known.set(key, undefined);
        else if (made.plan.missing.length > 0 && round < MOST_ROUNDS) {
          missing.add(made.plan);
          return base;
        } else known.set(key, settled(outcomeOf(made, part)));
      }
      return known.get(key);
    };
    const { flips, unmoved } = findFlips({ part, base, drivers, evaluate });
    if (missing.size === 0) return { flips, searched: unmoved };
    for (const plan of missing) await planned.capture(plan);
  }
}

interface Made {
  readonly scenario: Scenario;
  readonly plan: ReturnType<Planned["again"]>;
}

/** The plan with one key changed; undefined where the scenario refuses the value. */
function changed({ file, context, planned, part }: FlipQuestion, { key, value }: Change): Made | undefined {
  try {
    const scenario = askedScenario(applySetting(file.raw, `${key}=${value}`), context);
    return { scenario, plan: planned.again(scenario, part) };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function outcomeOf({ scenario, plan }: Made, part: Part): FlipOutcome {
  const own = plan.parts.find((p) => p.part === part);
  if (own === undefined) throw new Error(`a plan of ${part} without it`);
  return verdictOf(scenario, own);
}

/** Another instance type under the same verdict is another fleet, not another answer. */
function settled({ verdict, names, called }: FlipOutcome): FlipOutcome {
  const own =
    verdict === "self-host" || verdict === "hybrid" ? /(^|\.)(host|hybrid)\./.exec(names)?.[2] : undefined;
  if (own !== undefined) return { verdict, names: names.replace(/(host|hybrid)\..*$/, own) };
  return { verdict, names, ...(called !== undefined && { called }) };
}
