import { describe, expect, it } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { crossover } from "../cli/in-process.ts";

const asked = async (example: string, ...flags: string[]): Promise<Report> => {
  const argv = ["compare", `scenarios/${example}.yaml`, "--as-of", "2026-11-21", "--json", ...flags];
  const { out, err } = await crossover(...argv);
  if (out === "") throw new Error(err);
  return JSON.parse(out);
};

describe("tracking, 35 seats at rates of its own", () => {
  it("on one server both sides are straight: the break-even is where the lines through 34 and 35 seats meet, within 5 %", async () => {
    // Hours, storage and runs go with the seats.
    const grown = { seats: 35, trackedHoursPerMonth: 4000, storedGB: 2500, runsPerMonth: 1800 };
    const at = async (seats: number) => {
      const keys = Object.entries(grown).map(([key, now]) => `tracking.${key}=${(now * seats) / 35}`);
      return asked("ml-team", ...keys.flatMap((key) => ["--set", key]));
    };
    const [more, fewer] = [await at(35), await at(34)];
    const [found] = more.decisions[0]?.breakEvens ?? [];
    const month = (report: Report, id: string | undefined) =>
      report.alternatives.find((a) => a.id === id)?.row?.monthUsd ?? Number.NaN;
    const lineOf = (id: string | undefined) => {
      const slope = month(more, id) - month(fewer, id);
      return { slope, fixed: month(more, id) - 35 * slope };
    };
    const [own, other] = [lineOf(found?.alternative), lineOf(found?.against)];
    const meet = (own.fixed - other.fixed) / (other.slope - own.slope);
    // Two rows 1 seat apart give the slope of machines only roughly; far from both it shows.
    expect(Math.abs((found?.runRate[0]?.from ?? 0) / meet - 1)).toBeLessThan(0.05);
  });

  it("one-offs over 12 months instead of 36 move the break-even by their share of a seat's price", async () => {
    const at = async (...flags: string[]) => {
      const report = await asked("ml-team", ...flags);
      const [found] = report.decisions[0]?.breakEvens ?? [];
      return { found, straight: found?.straight };
    };
    const [wide, narrow] = [await at(), await at("--set", "spreadMonths=12")];
    expect([wide.found?.spreadMonths, narrow.found?.spreadMonths]).toEqual([36, 12]);
    const volume = (of: typeof wide, line: "runRate" | "spread") => {
      const found = of.straight?.[line];
      return found?.kind === "above" ? found.volume : Number.NaN;
    };
    expect(volume(narrow, "runRate")).toBeCloseTo(volume(wide, "runRate"), 9);
    // 4,200 USD over 12 and over 36 months: three times as far from the run-rate.
    const [far, near] = [volume(narrow, "spread"), volume(wide, "spread")].map(
      (v) => v - volume(wide, "runRate"),
    );
    expect((far ?? 0) / (near ?? 1)).toBeCloseTo(3, 6);
  });

  it("the month that never waits is month 1; waiting for three cheaper months costs what the JSON says", async () => {
    const report = await asked("ml-team");
    const { trigger } = report.decisions[0] ?? {};
    expect(trigger?.best).toMatchObject({ kind: "at", month: 1 });
    expect(trigger?.rule).toMatchObject({ kind: "at", month: 4 });
    const row = (id: string | undefined) => report.alternatives.find((a) => a.id === id);
    const [stay, move] = [row(trigger?.against), row(trigger?.alternative)];
    const never = (stay?.row?.presentValueUsd ?? 0) - (move?.row?.presentValueUsd ?? 0);
    expect(trigger?.neverUsd).toBeCloseTo(never, 4);
  });
});

describe("a support assistant that grows", () => {
  it("with growth 0 to 5 % a month the trigger month has a range, earlier with more growth", async () => {
    const growth = '{"low":0.02,"base":0.04,"high":0.06}';
    const report = await asked("support-assistant", "--set", `growthPerMonth=${growth}`);
    const { trigger } = report.decisions.find(({ part }) => part === "vectors") ?? {};
    expect(trigger?.growth?.keys).toEqual(["growthPerMonth"]);
    const month = (moment: NonNullable<typeof trigger>["best"] | undefined) =>
      moment?.kind === "at" ? moment.month : 37;
    expect(month(trigger?.growth?.high.best)).toBeLessThanOrEqual(month(trigger?.best));
    expect(month(trigger?.growth?.low.best)).toBeGreaterThanOrEqual(month(trigger?.best));
  });

  it("a discounted payback is no earlier than the undiscounted one, and equal at 0 % a year", async () => {
    const months = (p: { kind: string; months?: number } | undefined) =>
      p?.kind === "at" ? p.months : undefined;
    for (const rate of [0, 0.1, 0.5]) {
      const report = await asked("support-assistant", "--set", `discountRatePerYear=${rate}`);
      for (const { row } of report.alternatives) {
        const [plain, later] = [months(row?.paybackToday), months(row?.discounted?.today)];
        if (plain === undefined || later === undefined) continue;
        if (rate === 0) expect(later).toBeCloseTo(plain, 9);
        else expect(later).toBeGreaterThan(plain);
      }
    }
  });

  it("spreadMonths with nothing hosted is an error that names it", async () => {
    const argv = ["--today", "openai/gpt-4.1-mini", "--requests", "1M", "--prompt", "900", "--output", "20"];
    const { exitCode, err } = await crossover("compare", ...argv, "--set", "spreadMonths=12");
    expect(exitCode).toBe(2);
    expect(err).toContain("spreadMonths is given, but nothing is hosted");
  });
});
