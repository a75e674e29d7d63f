import { agentMetrics } from "../../stacks/agent-config.ts";
import type { Part } from "../alternatives/alternative.ts";
import type { PlanSources } from "../alternatives/context.ts";
import { type Plan, plan } from "../alternatives/plan.ts";
import type { PriceBook } from "../prices/book/price-book.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Graphs } from "./graphs.ts";
import { ownFacts } from "./own-facts.ts";

/** A plan, what it was made from, and a way to plan again at once with something changed. */
export interface Planned {
  readonly plan: Plan;
  readonly sources: PlanSources;
  /** Graphs that nobody captured are made from similar ones; what no similar one exists for comes back as missing. */
  readonly again: (scenario: Scenario, part: Part) => Plan;
  readonly capture: (plan: Plan) => Promise<void>;
}

/** Rows of a report; the cheapest fleet of each further GPU model is left out. */
const MOST_ROWS = 4;

/** More rounds than a plan has rows would mean that a captured graph is not found again: our own mistake. */
const MOST_ROUNDS = 12;

/**
 * Plans, captures the graphs that the plan lacks, and plans again until nothing is missing.
 * @param graphs of an earlier plan: a graph knows no prices, so the same one serves under another book
 */
export async function planWithGraphs(
  scenario: Scenario,
  book: PriceBook,
  graphs = new Graphs(),
): Promise<Planned> {
  const sources: PlanSources = {
    prices: book,
    terms: book,
    rules: book.rules,
    own: ownFacts(scenario),
    graph: (fleet) => graphs.find(fleet),
    similar: (fleet) => graphs.similar(fleet),
    metrics: { llm: agentMetrics("vllm"), vectors: agentMetrics("qdrant"), tracking: agentMetrics("mlflow") },
    searches: new Map(),
    bills: new WeakMap(),
    machineSums: new Map(),
    tokens: new Map(),
    levers: new Map(),
    planes: new Map(),
    quick: false,
    mostRows: MOST_ROWS,
  };
  const quick: PlanSources = {
    ...sources,
    graph: (fleet) => graphs.similar(fleet),
    quick: true,
    tokens: new Map(),
  };
  // Where a graph was missing, sums were made without it.
  const forget = () => {
    sources.machineSums.clear();
    sources.planes.clear();
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const made = plan(scenario, sources);
    if (made.missing.length === 0) {
      const again = (changed: Scenario, part: Part) => plan(changed, quick, part);
      const capture = async ({ missing }: Plan) => {
        await graphs.captureUnlike(missing);
        forget();
      };
      return { plan: made, sources, again, capture };
    }
    await graphs.capture(made.missing);
    forget();
  }
  throw new Error("a captured graph is asked for again and again");
}
