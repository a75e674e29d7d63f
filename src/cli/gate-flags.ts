import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { failedGates, type Gates, type RequiredVerdict } from "../report/gates.ts";
import type { Report } from "../report/report.ts";
import { nearest } from "../scenario/issue.ts";
import { typedNumber } from "../scenario/setting.ts";

/** Limits that fail a pipeline with exit code 3; the report is printed all the same. */
export interface GateFlags {
  readonly require: readonly string[];
  readonly maxUnitCost?: string;
  readonly budget?: string;
}

const VERDICTS = ["self-host", "hybrid", "buy", "explain", "undecided"] as const;
const PARTS = ["llm", "vectors", "tracking"] as const;

export function withGateFlags(command: Command): Command {
  return command
    .option(
      "--require <verdict[:part]>",
      "exit 3 unless the verdict is that one, of every part or of one; repeatable",
      (text: string, all: string[]) => [...all, text],
      [],
    )
    .option("--max-unit-cost <USD>", "exit 3 when 1,000 requests cost more, all in, over the horizon")
    .option("--budget <USD>", "exit 3 when a month of what the verdicts name costs more, people included");
}

/** @throws InputError (exit code 2) for a verdict, part or amount that is none. */
export function gatesOf({ require, maxUnitCost, budget }: GateFlags): Gates {
  return {
    require: require.map(requiredVerdict),
    ...(maxUnitCost !== undefined && { maxUnitCostUsd: amount(maxUnitCost, "--max-unit-cost") }),
    ...(budget !== undefined && { budgetUsdPerMonth: amount(budget, "--budget") }),
  };
}

function amount(text: string, flag: string): number {
  const usd = typedNumber(text, flag);
  if (usd >= 0) return usd;
  throw new InputError("GATE_NEGATIVE", `${flag} must be at least 0 USD, got ${text}.`);
}

function requiredVerdict(text: string): RequiredVerdict {
  const [verdict = "", part, ...rest] = text.split(":");
  const known = VERDICTS.find((word) => word === verdict);
  const own = PARTS.find((word) => word === part);
  if (known === undefined) throw unknownWord(text, "verdict", verdict, VERDICTS);
  if (rest.length > 0 || (part !== undefined && own === undefined))
    throw unknownWord(text, "part", [part, ...rest].join(":"), PARTS);
  return { verdict: known, ...(own && { part: own }) };
}

function unknownWord(text: string, what: string, word: string, known: readonly string[]): InputError {
  const guess = nearest(word, known);
  return new InputError(
    "GATE_UNKNOWN",
    `--require ${text}: "${word}" is no ${what}${guess === undefined ? "" : `; did you mean ${guess}?`}`,
    `It is one of ${known.join(", ")}; for one part: --require buy:llm`,
  );
}

/** @throws InputError (exit code 2) where a gate asks for a part that the scenario does not have. */
export function refuseForeignGates(gates: Gates, parts: readonly string[]): void {
  const asked = [
    ...gates.require.flatMap(({ part }) => part ?? []),
    ...(gates.maxUnitCostUsd === undefined ? [] : ["llm"]),
  ];
  const foreign = asked.find((part) => !parts.includes(part));
  if (foreign === undefined) return;
  throw new InputError(
    "GATE_WITHOUT_PART",
    `A gate asks for the part ${foreign}, the scenario has ${parts.join(" and ")}.`,
    "Add the part to the scenario, or drop the gate.",
  );
}

/**
 * After the report: doubts about its prices first, then the gates; both are told.
 * @throws InputError with exit code 4 or 3
 */
export function refuseGates(report: Report, gates: Gates, doubts: () => void): void {
  const failed = failedGates(report, gates).map((text) => `gate: ${text}.`);
  try {
    doubts();
  } catch (error) {
    if (!(error instanceof InputError) || failed.length === 0) throw error;
    throw new InputError(error.code, [error.message, ...failed].join("\n"), error.hint, error.exitCode);
  }
  if (failed.length > 0) throw new InputError("GATE", failed.join("\n"), undefined, 3);
}
