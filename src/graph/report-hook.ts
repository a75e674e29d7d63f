import * as pulumi from "@pulumi/pulumi";
import type { RegisteredResource } from "../bill/registered-resource.ts";
import { InputError } from "../errors.ts";
import { type Registration, registered, registrationOf } from "./registration.ts";

/** What a graph costs, as the program prints and exports it. */
export interface CostReport<Output extends object> {
  /** The whole report: printed by a preview. */
  readonly text: string;
  /** The total in one line: printed by an update, which has shown the report in its preview. */
  readonly line: string;
  /** USD a month of what is priced; a lower bound when something is not. */
  readonly monthlyUsd: number;
  /**
   * The stack's `cost`. Must not change while neither graph nor prices do: no run date, no duration, nothing random,
   * or a preview without changes shows one.
   */
  readonly output: Output;
}

/**
 * Prices what the program registers and prints the report when it has registered everything: at the first
 * `beforeExit`, Node's event loop is empty, and the SDK waits for what starts there and no longer. Sees late resources
 * and children of remote components. After an error of the program it prints nothing: a part of a graph reads as a
 * cheap stack.
 *
 * Call it before the first resource, once, from a program that the CLI launches: a program inlined in the automation
 * API keeps its process alive, so `beforeExit` never comes and the output never resolves.
 *
 * @throws pulumi.RunError after the report when it is over `budgetUsdPerMonth`.
 */
export function reportCost<Output extends object>(
  price: (graph: readonly RegisteredResource[]) => CostReport<Output>,
  budgetUsdPerMonth?: number,
): pulumi.Output<Output> {
  const seen: Registration[] = [];
  let failed = false;
  let reported = false;
  const fail = () => {
    failed = true;
  };
  process.on("unhandledRejection", fail);
  process.on("uncaughtExceptionMonitor", fail);
  pulumi.runtime.registerResourceTransform(async (args) => {
    if (reported) await pulumi.log.warn(`${args.name} was registered after the cost report and is not in it`);
    seen.push(await registrationOf(args));
    return undefined;
  });
  const { promise, resolve } = Promise.withResolvers<Output>();
  process.once("beforeExit", () => {
    reported = true;
    if (failed) return;
    const config = pulumi.runtime.allConfig()["aws:region"];
    const report = userErrors(() => price(registered(seen, config)));
    void pulumi.log.info(pulumi.runtime.isDryRun() ? report.text : report.line);
    if (budgetUsdPerMonth !== undefined && report.monthlyUsd > budgetUsdPerMonth) {
      const over = report.monthlyUsd - budgetUsdPerMonth;
      throw new pulumi.RunError(
        `over budget: ${usd(report.monthlyUsd)} a month, crossover:budgetUsdPerMonth is ${usd(budgetUsdPerMonth)}, ` +
          `${usd(over)} less`,
      );
    }
    resolve(report.output);
  });
  // A plain object of plain values: nothing to unwrap, which the type of `output` cannot know.
  return pulumi.output(promise as Promise<unknown>) as pulumi.Output<Output>;
}

/** A mistake of the reader ends the program with its sentence and hint instead of a stack trace. */
export function userErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new pulumi.RunError(error.hint === undefined ? error.message : `${error.message}\n  ${error.hint}`);
  }
}

function usd(amount: number): string {
  return `${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} USD`;
}
