import { type Alternative, runsMachines } from "../../alternatives/alternative.ts";
import type { Figure } from "../../scenario/figure.ts";
import type { Findings } from "./compose.ts";

/** Commands that take the reader further, all of them runnable as printed, each with something to show. */
export function nextCommands(found: Findings, alternatives: readonly Alternative[]): string[] {
  const { call } = found;
  const line = lineOf(found, alternatives);
  const change = changeOf(found, alternatives);
  return [
    ...(line === undefined ? [] : [`npx crossover explain ${line} ${call}`]),
    ...(change === undefined ? [] : [`npx crossover compare ${call} --set ${change}`]),
    `npx crossover compare ${call} --full`,
  ];
}

/** The machines of a fleet; else today's offer; else the row that the verdict names. Components alone have no row. */
function lineOf({ decisions }: Findings, alternatives: readonly Alternative[]): string | undefined {
  const running = alternatives.filter(({ kind, feasible }) => kind === "hosted" && feasible.kind === "yes");
  if (running.some(({ part }) => part === "llm")) return "host.compute";
  if (running.length > 0) return "host";
  if (alternatives.some(({ kind }) => kind === "today")) return "today";
  const named = alternatives.find(({ part, id }) =>
    decisions.some((decision) => decision.part === part && decision.names === id),
  );
  const row = named ?? alternatives[0];
  return row && `${row.part}.${row.id}`;
}

/**
 * The nearest change of a number that turns a verdict; else the assumption that a fleet hangs on most, or the wage, unless
 * the report says already that it turns nothing.
 */
function changeOf(
  { scenario, decisions }: Findings,
  alternatives: readonly Alternative[],
): string | undefined {
  const near = (parts: typeof decisions) =>
    parts
      .flatMap((decision) => decision.flips.filter(({ value }) => typeof value === "number"))
      .toSorted((a, b) => Math.abs(a.distance ?? 1e9) - Math.abs(b.distance ?? 1e9))[0];
  // The part that leads the screen first: its flips stand there.
  const nearest = near(decisions.filter(({ part }) => part === "llm")) ?? near(decisions);
  if (nearest !== undefined) return `${nearest.key}=${nearest.value}`;
  const peak = scenario.llm?.classes[0]?.peakToMean;
  const sized = alternatives.some((row) => runsMachines(row) && row.capacity?.serving !== undefined);
  const wage = scenario.people.annualUsd ?? scenario.people.hourlyUsd;
  const paid = alternatives.some(({ oneOff, monthly }) =>
    [...oneOff, ...monthly].some(({ origin }) => origin === "people"),
  );
  const changes: readonly { readonly figure: Figure; readonly to: number }[] = [
    ...(sized && peak?.provenance.kind === "assumed" ? [{ figure: peak, to: PEAK }] : []),
    ...(paid ? [{ figure: wage, to: wage.base * 2 }] : []),
  ];
  const open = changes.find(({ figure, to }) => !isSearched(decisions, figure.key, to));
  return open && `${open.figure.key}=${open.to}`;
}

/** A busiest hour of three times the mean: half of what is assumed. */
const PEAK = 3;

function isSearched(decisions: Findings["decisions"], key: string, value: number): boolean {
  return decisions.some(({ searched }) =>
    searched.some((range) => range.key === key && value >= range.from && value <= range.to),
  );
}
