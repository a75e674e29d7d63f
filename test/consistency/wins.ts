import { applySetting } from "../../src/scenario/setting.ts";
import type { Raw } from "./arbitrary.ts";
import { type AskedRow, askedRows } from "./asked.ts";
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

/** Volumes of "it would win": just inside where it begins, and further in. */
function winning({ winsAt = [], searchedTo }: Rejection): number[] {
  const [first] = winsAt;
  if (first === undefined || first.to === 0) return [];
  const end = first.to ?? searchedTo ?? first.from * 4 + 100;
  const inside = [first.from * 1.03 + 1, (first.from + end) / 2].map(Math.round);
  return [...new Set(inside)].filter((volume) => volume > first.from && volume < end);
}

/**
 * What "it would win, if the volume then stayed as it is" says: a fresh plan that stays at that volume earns the set-up
 * back within the good limit, or leads. One that grows on leaves a stretch that is narrower than a year of growth.
 */
async function paybackProblem(
  report: Json,
  key: string,
  rejection: Rejection,
  volume: number,
  raw: Raw,
): Promise<Problem[]> {
  const [part] = key.split(".");
  const held = applySetting(applySetting(raw, `${key}=${volume}`), `${part}.growthPerMonth=0`);
  const [own, other] = pairOf(rejection, await askedRows(held));
  if (own === undefined || other === undefined) return [];
  const limit = report.criteria?.paybackGoodMonths ?? 0;
  const months = earnedBack(other, own);
  if (months <= limit * (1 + 1e-6)) return [];
  const where = `${own.id} against ${other.id} at ${key}=${volume}`;
  const [once, month] = [own.oneOffUsd - other.oneOffUsd, other.monthUsd - own.monthUsd];
  return [
    problem(`volumes of Not, ${key}: no win where one is claimed`, where, { once, month, months, limit }),
  ];
}

/** A payback of two to three years shows in a plan of one: months past the horizon save what its last one does. */
const SHORTEST_WINDOW = 36;

/** Months until the extra one-off has come back and stays so for that month; 0 when there is none to earn back. */
function earnedBack(other: AskedRow, own: AskedRow): number {
  let behind = own.oneOffUsd - other.oneOffUsd;
  if (behind <= 0 && own.monthUsd <= other.monthUsd) return 0;
  const savings = own.months.map((usd, month) => (other.months[month] ?? Number.NaN) - usd);
  for (let month = 0; month < Math.max(SHORTEST_WINDOW, savings.length); month += 1) {
    const saving = savings[Math.min(month, savings.length - 1)] ?? Number.NaN;
    if (saving > 0 && behind <= saving) return month + Math.max(0, behind) / saving;
    behind -= saving;
  }
  return Number.POSITIVE_INFINITY;
}

/** The volumes that Not names, typed as --set: month 1 of a fresh plan is cheaper there, and dearer beside them. */
export async function winsProblems(report: Json, raw: Raw): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const { part, not } of report.decisions) {
    if (part === "tracking" || severalVolumes(raw, part)) continue;
    for (const rejection of not.filter(({ cheaperAt }) => (cheaperAt?.length ?? 0) > 0).slice(0, 2)) {
      for (const { volume, cheaper } of volumes(rejection))
        found.push(...(await winProblem(VOLUME[part], rejection, volume, cheaper, raw)));
      for (const volume of winning(rejection))
        found.push(...(await paybackProblem(report, VOLUME[part], rejection, volume, raw)));
    }
  }
  return found;
}

/** One key holds the volume; classes and lists of months have several. */
function severalVolumes(raw: Raw, part: string): boolean {
  const own = raw[part] as { classes?: unknown; requestsPerMonth?: unknown; queriesPerMonth?: unknown };
  // With only a bill, requests follow from it and are no key.
  if (part === "llm" && own.requestsPerMonth === undefined) return true;
  const listed = typeof own.requestsPerMonth === "object" && "months" in (own.requestsPerMonth ?? {});
  return own.classes !== undefined || listed;
}

/** A cluster at another volume has other machines of the same family. */
const likeness = (id: string) => id.replace(/^(vectors\.host\.\w+)\..*$/, "$1");

function pairOf(
  { alternative, against }: Rejection,
  rows: readonly AskedRow[],
): readonly (AskedRow | undefined)[] {
  return [alternative, against].map((id) =>
    rows.find((row) => id !== undefined && likeness(row.id) === likeness(id)),
  );
}

async function winProblem(
  key: string,
  rejection: Rejection,
  volume: number,
  cheaper: boolean,
  raw: Raw,
): Promise<Problem[]> {
  const rows = await askedRows(applySetting(raw, `${key}=${volume}`));
  const [own, other] = pairOf(rejection, rows);
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
