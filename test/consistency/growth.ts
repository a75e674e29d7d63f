import { applySetting } from "../../src/scenario/setting.ts";
import type { Raw } from "./arbitrary.ts";
import { askedRows } from "./asked.ts";
import { apart } from "./exact.ts";
import { type Alternative, type Json, type Problem, problem } from "./report-json.ts";

/** Volumes of a part that grow together; all of them must stand in the file as one number. */
const VOLUMES = {
  llm: ["requestsPerMonth"],
  vectors: ["vectors", "queriesPerMonth", "recordsWrittenPerMonth"],
} as const;

/**
 * A later month of a fleet that grew costs what month 1 costs of a plan that starts at that month's volume with as many
 * machines: list prices of the cloud do not change inside a plan.
 */
export async function growthProblems(report: Json, raw: Raw): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const part of ["llm", "vectors"] as const) {
    const fleets = report.alternatives.filter(
      (a) => a.part === part && a.capacity !== undefined && a.kind === "hosted",
    );
    for (const month of monthsThatGrew(fleets)) {
      const started = startedAt(raw, part, fleets[0], month);
      if (started === undefined) continue;
      const rows = await askedRows(started);
      found.push(...fleets.flatMap((fleet) => monthProblems(fleet, month, rows)));
    }
  }
  return found;
}

/** Disks of a cluster are sized once, for what month 1 puts on a node. */
const SAME = { llm: 1e-6, vectors: 0.02 } as const;

/** The first month with more machines than the one before, and the last month. */
function monthsThatGrew(fleets: readonly Alternative[]): number[] {
  const [first] = fleets;
  if (first === undefined || first.months.every(({ volume }) => volume === first.months[0]?.volume))
    return [];
  const more = first.months.findIndex(({ units }, i) => i > 0 && units !== first.months[i - 1]?.units);
  return [...new Set([...(more > 0 ? [more + 1] : []), first.months.length])];
}

function startedAt(
  raw: Raw,
  part: "llm" | "vectors",
  fleet: Alternative | undefined,
  month: number,
): Raw | undefined {
  const own = raw[part] as Record<string, unknown>;
  const [first, then] = [fleet?.months[0]?.volume ?? 0, fleet?.months[month - 1]?.volume ?? 0];
  if (own.classes !== undefined || first === 0) return undefined;
  if (part === "vectors" && own.queriesPerMonth === undefined) return undefined;
  let started = raw;
  for (const key of VOLUMES[part]) {
    const given = own[key];
    if (given === undefined) continue;
    if (typeof given !== "number") return undefined;
    started = applySetting(started, `${part}.${key}=${(given * then) / first}`);
  }
  return started;
}

function monthProblems(
  fleet: Alternative,
  month: number,
  rows: Awaited<ReturnType<typeof askedRows>>,
): Problem[] {
  const row = rows.find(({ id }) => id === fleet.id);
  const then = fleet.months[month - 1];
  if (row === undefined || then === undefined || row.units !== then.units) return [];
  if (apart(row.monthUsd, then.usd) <= SAME[fleet.part === "vectors" ? "vectors" : "llm"]) return [];
  const text = `${then.usd} with ${then.units} machines; a plan that starts there says ${row.monthUsd}`;
  return [problem(`growth: a month costs another amount, ${fleet.part}`, fleet.id, `month ${month}`, text)];
}
