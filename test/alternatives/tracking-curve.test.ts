import { describe, expect, it } from "vitest";
import { entryOf } from "../../src/decision/entry.ts";
import { winsAt } from "../../src/decision/wins-at.ts";
import { rowIn, rowsOf } from "../presets/planned.ts";

/** 2,000 runs of 20 seats leave 0.5 GB each and are kept 12 months: the store is full from month 12 on. */
const team = (seats: number) => ({
  region: "us-east-1",
  asOf: "2026-11-21",
  people: { hourlyUsd: 100 },
  tracking: {
    today: "own/wb",
    seats,
    runsPerMonth: 100 * seats,
    metricPointsPerRun: 10_000,
    artifactGBPerRun: 0.5,
  },
  offers: { own: [{ name: "wb", kind: "seats", seatUsd: 50 }] },
});

const MLFLOW = "tracking.host.t4g.medium";

describe("a tracking server whose artefacts pile up", () => {
  it("its curve is the mean month of the horizon, not month 1: at 20 seats as the plan has it, at 24 but for the disk of a larger database", async () => {
    const rows = await rowsOf(team(20));
    const { curve, months } = rowIn(rows, MLFLOW);
    const at = (seats: number) => (curve?.fixedUsd ?? 0) + (curve?.perVolumeUsd ?? 0) * seats;
    const mean = (all: typeof months) => all.reduce((sum, { usd }) => sum + usd, 0) / all.length;
    expect(at(20)).toBeCloseTo(mean(months), 6);
    expect(at(20) - (months[0]?.usd ?? 0)).toBeGreaterThan(100);
    const larger = mean(rowIn(await rowsOf(team(24)), MLFLOW).months);
    expect(Math.abs(at(24) / larger - 1)).toBeLessThan(0.01);
  });

  it("law: where its month costs the same, a team of that many seats pays the same over the horizon within 1 %, one-offs left out", async () => {
    const rows = await rowsOf(team(20));
    const terms = { policy: "none", horizonMonths: 36, discountRatePerYear: 0.1 } as const;
    const [host, wb] = [rowIn(rows, MLFLOW), rowIn(rows, "tracking.today")].map((row) => entryOf(row, terms));
    if (host === undefined || wb === undefined) throw new Error("two rows");
    const seats = winsAt(host, wb, 12).cheaperAt?.[0]?.from ?? 0;
    expect(seats).toBeGreaterThan(14);
    const again = await rowsOf(team(seats));
    const total = (id: string) => rowIn(again, id).months.reduce((sum, { usd }) => sum + usd, 0);
    expect(total(MLFLOW) / total("tracking.today")).toBeCloseTo(1, 2);
  });
});
