import { applySetting } from "../../src/scenario/setting.ts";
import type { Raw } from "./arbitrary.ts";
import { askedRows } from "./asked.ts";
import { type Json, type Problem, problem, type Rejection } from "./report-json.ts";

const VOLUME = { llm: "llm.requestsPerMonth", vectors: "vectors.vectors" } as const;

/** A volume inside the first interval, and one outside of all of them: whole numbers that can be typed. */
function volumes({ cheaperAt = [], searchedTo }: Rejection): { volume: number; cheaper: boolean }[] {
  const [first, second] = cheaperAt;
  if (first === undefined) return [];
  const inside = Math.round(first.to === null ? first.from * 1.3 + 10 : (first.from + first.to) / 2);
  const found = [];
  if (inside > first.from && (first.to === null || inside < first.to))
    found.push({ volume: inside, cheaper: true });
  if (first.from > 20) found.push({ volume: Math.round(first.from * 0.97), cheaper: false });
  const after =
    first.to === null ? undefined : Math.round((first.to + (second?.from ?? first.to * 1.05)) / 2);
  if (after !== undefined && after > (first.to ?? 0)) found.push({ volume: after, cheaper: false });
  return found.filter(({ volume }) => searchedTo === undefined || volume < searchedTo);
}

/** The volumes that Not names, typed as --set: month 1 of a fresh plan is cheaper there, and dearer beside them. */
export async function winsProblems(report: Json, raw: Raw): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const { part, not } of report.decisions) {
    if (part === "tracking" || severalVolumes(raw, part)) continue;
    for (const rejection of not.filter(({ cheaperAt }) => (cheaperAt?.length ?? 0) > 0).slice(0, 2))
      for (const { volume, cheaper } of volumes(rejection))
        found.push(...(await winProblem(VOLUME[part], rejection, volume, cheaper, raw)));
  }
  return found;
}

/** One key holds the volume; classes and lists of months have several. */
function severalVolumes(raw: Raw, part: string): boolean {
  const own = raw[part] as { classes?: unknown; requestsPerMonth?: unknown; queriesPerMonth?: unknown };
  const listed = typeof own.requestsPerMonth === "object" && "months" in (own.requestsPerMonth ?? {});
  return own.classes !== undefined || listed;
}

/** A cluster at another volume has other machines of the same family. */
const likeness = (id: string) => id.replace(/^(vectors\.host\.\w+)\..*$/, "$1");

async function winProblem(
  key: string,
  rejection: Rejection,
  volume: number,
  cheaper: boolean,
  raw: Raw,
): Promise<Problem[]> {
  const rows = await askedRows(applySetting(raw, `${key}=${volume}`));
  const [own, other] = [rejection.alternative, rejection.against].map((id) =>
    rows.find((row) => id !== undefined && likeness(row.id) === likeness(id)),
  );
  if (own === undefined || other === undefined) return [];
  const gain = other.monthUsd - own.monthUsd;
  if (Math.abs(gain) <= 1e-6 * other.monthUsd || gain > 0 === cheaper) return [];
  const where = `${own.id} against ${other.id} at ${key}=${volume}`;
  return [
    problem(
      `volumes of Not, ${key}: ${cheaper ? "dearer inside" : "cheaper outside"}`,
      where,
      own,
      other,
      rejection.cheaperAt,
    ),
  ];
}
