import type { Unknown } from "../provenance.ts";
import { unknown } from "../provenance.ts";
import { type Figure, inMonth } from "../scenario/figure.ts";
import type { TrackingPart } from "../scenario/scenario.ts";
import { requireMonth, volumeInMonth } from "./growth.ts";

/** What the tracking part asks of a server in one month; nobody's answer stays unknown. */
export interface TrackingDemand {
  readonly users: number | Unknown;
  readonly runsPerMonth: number | Unknown;
  readonly metricPointsPerRun: number | Unknown;
  readonly artifactGBPerRun: number | Unknown;
  readonly retentionMonths: number;
  /** Runs of this month and of the months before it that are still kept. */
  readonly runsKept: number | Unknown;
  /** Runs kept once retention is full, at this month's rate: what a database is sized for. */
  readonly runsKeptWhenFull: number | Unknown;
  /** GB of artefacts held at the end of the month: runs × GB per run × min(month, retention). */
  readonly artifactGB: number | Unknown;
}

/**
 * Demand of the tracking part in month t (1..H).
 *
 * @param growth growth per month of users and runs; the part has none of its own
 */
export function trackingDemand(part: TrackingPart, month: number, growth?: Figure): TrackingDemand {
  requireMonth(month);
  const retentionMonths = inMonth(part.retentionMonths, month);
  const volume = (figure: Figure | undefined, key: string): number | Unknown =>
    figure === undefined ? missing(key) : volumeInMonth(figure, growth, month);
  const perRun = (figure: Figure | undefined, key: string): number | Unknown =>
    figure === undefined ? missing(key) : inMonth(figure, month);
  const runsPerMonth = volume(part.runsPerMonth, "runsPerMonth");
  const { runsKept, artifactGB } = kept(part, growth, month, retentionMonths);
  return {
    users: volume(part.seats, "seats"),
    runsPerMonth,
    metricPointsPerRun: perRun(part.metricPointsPerRun, "metricPointsPerRun"),
    artifactGBPerRun: perRun(part.artifactGBPerRun, "artifactGBPerRun"),
    retentionMonths,
    runsKept,
    runsKeptWhenFull: typeof runsPerMonth === "number" ? runsPerMonth * retentionMonths : runsPerMonth,
    artifactGB,
  };
}

/** Σ over the months that are still kept; with constant volumes runs·min(t, retention) and runs·GB·min(t, retention). */
function kept(
  part: TrackingPart,
  growth: Figure | undefined,
  month: number,
  retentionMonths: number,
): Pick<TrackingDemand, "runsKept" | "artifactGB"> {
  const { runsPerMonth, artifactGBPerRun } = part;
  if (runsPerMonth === undefined)
    return { runsKept: missing("runsPerMonth"), artifactGB: missing("runsPerMonth") };
  let runsKept = 0;
  let artifactGB = 0;
  for (let t = month; t > 0 && t > month - retentionMonths; t -= 1) {
    // A retention of 2.5 months keeps half of the oldest month.
    const share = Math.min(1, retentionMonths - (month - t));
    const runs = volumeInMonth(runsPerMonth, growth, t) * share;
    runsKept += runs;
    if (artifactGBPerRun !== undefined) artifactGB += runs * inMonth(artifactGBPerRun, t);
  }
  return { runsKept, artifactGB: artifactGBPerRun === undefined ? missing("artifactGBPerRun") : artifactGB };
}

function missing(key: string): Unknown {
  return unknown(`tracking.${key} is not given`, `tracking.${key}`);
}
