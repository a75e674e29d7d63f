import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { parse as parseYaml } from "yaml";
import { agentMetrics } from "../../stacks/agent-config.ts";
import type { PlanContext } from "../alternatives/context.ts";
import { deploymentLines } from "../alternatives/deployment.ts";
import { shareOfPart } from "../alternatives/part-share.ts";
import type { RegisteredResource } from "../bill/registered-resource.ts";
import { estimate } from "../cost/estimate.ts";
import type { CostReport } from "../graph/report-hook.ts";
import { OVERRIDES_KEY, type StackConfig } from "../graph/stack-config.ts";
import { type Charge, listTotalOf, totalOf } from "../prices/charge.ts";
import { renderBill } from "../report/bill.ts";
import { type Report, reportSchema } from "../report/report.ts";
import { renderTerminal } from "../report/terminal.ts";
import { askedScenario } from "./bill-tokens.ts";
import { today } from "./clock.ts";
import { overriddenBook, overridesIn, readOverrides } from "./overrides-file.ts";
import { ownFacts } from "./own-facts.ts";
import { bookFolder, packageRoot } from "./package-root.ts";
import { loadBook } from "./price-files.ts";
import { contextOf } from "./report-of.ts";

const NOTHING_OWN = { cards: new Map(), measurements: [] };

/** The stack's `cost` output: the same as long as neither graph nor prices change. */
export interface CostOutput {
  readonly monthlyUsd: string;
  readonly currency: "USD";
  readonly atLeast: boolean;
  readonly unpricedLines: number;
  readonly lines: number;
  readonly pricesAt: string;
  /** The same lines at list prices, where your overrides bear on one. */
  readonly listMonthlyUsd?: string;
  readonly usage: "priced" | "not priced";
  /** By part: the verdict of the scenario that the fleet was chosen for. */
  readonly verdict: Readonly<Record<string, string>>;
}

/**
 * What the registered graph costs a month, with the verdict of the scenario it was chosen for beside it.
 * Runs inside the Pulumi program when everything is registered; opens no connection.
 */
export function priceGraph(
  graph: readonly RegisteredResource[],
  config: StackConfig,
): CostReport<CostOutput> {
  const { fleet } = config;
  const scenario = scenarioOf(config);
  const overrides =
    config.overrides === undefined
      ? readOverrides({}, config.scenario?.root)
      : overridesIn(config.overrides, OVERRIDES_KEY);
  const book = overriddenBook(loadBook(config.book ?? bookFolder(), scenario?.asOf ?? today()), overrides);
  const context: Omit<PlanContext, "scenario"> = {
    prices: book,
    rules: book.rules,
    own: scenario === undefined ? NOTHING_OWN : ownFacts(scenario, config.scenario?.root),
    graph: () => undefined,
    similar: () => undefined,
    metrics: { llm: agentMetrics("vllm"), vectors: agentMetrics("qdrant"), tracking: agentMetrics("mlflow") },
    searches: new Map(),
    bills: new WeakMap(),
    mostRows: 1,
    machineSums: new Map(),
    tokens: new Map(),
    levers: new Map(),
    planes: new Map(),
    quick: false,
    miss: () => undefined,
  };
  const charges = estimate(
    deploymentLines(graph, fleet, scenario && { ...context, scenario }, book.rules),
    book,
    book.rules,
  );
  const report = config.scenario && compared(config, config.scenario);
  const total = totalOf(charges);
  const bill = renderBill({
    charges,
    name: fleet.name,
    region: fleet.region,
    listAt: book.snapshotAt(fleet.region) ?? "",
    usagePriced: scenario !== undefined,
  });
  return {
    text: [bill, ...(report ? [renderTerminal(report, { width: 100, full: false })] : [])].join("\n"),
    line: bill.split("\n")[0] ?? "",
    monthlyUsd: total.usd.toNumber(),
    output: outputOf(charges, report, book.snapshotAt(fleet.region) ?? "", scenario !== undefined),
  };
}

function scenarioOf({ scenario }: StackConfig) {
  if (scenario === undefined) return undefined;
  const file = {
    file: scenario.file,
    name: scenario.file.replace(/^.*\/|\.ya?ml$/g, ""),
    raw: parseYaml(scenario.text) as Record<string, unknown>,
    text: scenario.text,
  };
  const asked = askedScenario(file.raw, contextOf(file));
  const llm = asked.llm && shareOfPart(asked.llm, scenario.hostedShares ?? asked.llm.classes.map(() => 1));
  return { ...asked, ...(llm && { llm }) };
}

/**
 * The report of the scenario, from the command line in a process of its own: planning captures graphs, and a capture
 * would put its mocks in the place of the engine that this program talks to. Secret overrides go through a pipe: no
 * file and no process list ever shows them.
 */
function compared(
  { book, overrides }: StackConfig,
  { file, root }: NonNullable<StackConfig["scenario"]>,
): Report {
  const command = join(packageRoot(), "bin/crossover.js");
  const own = [
    ...(book === undefined ? [] : ["--book", relative(root, book) || "."]),
    ...(overrides === undefined ? [] : ["--overrides", "-"]),
  ];
  const run = spawnSync(process.execPath, [command, "compare", file, "--json", ...own], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
    input: overrides ?? "",
  });
  if (run.status !== 0) throw new Error(`crossover compare ${file} ended with ${run.status}:\n${run.stderr}`);
  const report = reportSchema.parse(JSON.parse(run.stdout));
  return report.overrides === undefined || overrides === undefined
    ? report
    : { ...report, overrides: { ...report.overrides, file: OVERRIDES_KEY } };
}

function outputOf(
  charges: readonly Charge[],
  report: Report | undefined,
  pricesAt: string,
  usagePriced: boolean,
): CostOutput {
  const { usd, unknowns } = totalOf(charges);
  const list = listTotalOf(charges);
  return {
    monthlyUsd: usd.toFixed(2),
    currency: "USD",
    atLeast: unknowns.length > 0,
    unpricedLines: unknowns.length,
    lines: charges.length,
    pricesAt,
    ...(list && { listMonthlyUsd: list.usd.toFixed(2) }),
    usage: usagePriced ? "priced" : "not priced",
    verdict: Object.fromEntries(
      (report?.decisions ?? []).map(({ part, verdict, names }) => [part, `${verdict}: ${names}`]),
    ),
  };
}
