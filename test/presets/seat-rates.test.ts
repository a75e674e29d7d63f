import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entryOf } from "../../src/decision/entry.ts";
import { winsAt } from "../../src/decision/wins-at.ts";
import { crossover } from "../cli/in-process.ts";
import { presetRows, rowIn, rowsOf, sum } from "./planned.ts";

/** D24: 80 USD a seat with single sign-on or above 50 seats, else 50; the first year adds 8 h at 200,000 ÷ 2,080 USD. */
const TEAMS = [
  [["tracking.seats=10"], 500, "6769.23"],
  [["tracking.seats=50"], 2500, "30769.23"],
  [["tracking.seats=51"], 4080, "49729.23"],
  [["tracking.seats=60"], 4800, "58369.23"],
  [["tracking.sso=true"], 800, "10369.23"],
  [["tracking.seats=60", "tracking.sso=true"], 4800, "58369.23"],
] as const;

describe("seats that cost more with single sign-on or in a larger team", () => {
  it.each(TEAMS)(
    "tracking-000 at %j: W&B %d USD/month, %s in the first year",
    async (changed, month, year) => {
      const row = rowIn(await presetRows("tracking-000", changed), "tracking.buy.own-wandb");
      expect(sum(row.monthly)).toBe(month);
      const months = row.months.slice(0, 12).reduce((total, { usd }) => total + usd, 0);
      expect((sum(row.oneOff) + months).toFixed(2)).toBe(year);
    },
  );

  it("a team that grows past its 50th seat pays the other rate from that month on", async () => {
    const rows = await presetRows("tracking-000", ["tracking.seats=49", "growthPerMonth=0.02"]);
    const [first, second] = rowIn(rows, "tracking.buy.own-wandb").months;
    expect([first?.usd, second?.usd]).toEqual([2450, 49 * 1.02 * 50]);
    expect(rowIn(rows, "tracking.buy.own-wandb").months[2]?.usd).toBeCloseTo(49 * 1.02 ** 2 * 80, 6);
  });

  const dear = (seats: number, upkeepHoursPerMonth = 30) => ({
    region: "us-east-1",
    asOf: "2026-11-21",
    people: { hourlyUsd: 100 },
    tracking: { today: "own/seats", candidates: ["own/server"], seats },
    offers: {
      own: [
        { name: "seats", kind: "seats", seatUsd: 50, seatUsdAbove: { seats: 50, usd: 80 } },
        { name: "server", kind: "fixed", place: "cloud", upkeepHoursPerMonth },
      ],
    },
  });

  it.each([
    // 50 × 50 = 2,500 < 3,000 < 51 × 80 = 4,080
    [30, "50.00"],
    // 2,000 ÷ 50
    [20, "40.00"],
    // 5,000 ÷ 80, and 50 × 50 lies below
    [50, "62.50"],
  ])("a server of %d h × 100 USD wins from %s seats on", async (hours, from) => {
    const rows = await rowsOf(dear(10, hours));
    const terms = { policy: "none", horizonMonths: 36, discountRatePerYear: 0.1 } as const;
    const entry = (id: string) => entryOf(rowIn(rows, id), terms);
    const { cheaperAt } = winsAt(entry("tracking.host.server"), entry("tracking.today"), 12);
    expect(cheaperAt?.map(({ from: v, to }) => [v.toFixed(2), to])).toEqual([[from, null]]);
  });

  it("the flip over the 50th seat is found: 51 seats, at 4,080 against 3,000", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "seats-")), "seats.yaml");
    writeFileSync(file, JSON.stringify(dear(40)));
    const { out, err } = await crossover("compare", file, "--json");
    expect(err).not.toMatch(/is given/);
    const [decision] = JSON.parse(out).decisions;
    expect(decision.verdict).toBe("buy");
    expect(decision.flips.find(({ key }: { key: string }) => key === "tracking.seats")?.value).toBe(51);
  });

  it("tracking.sso is refused where no offer has a rate for it", async () => {
    const { err, exitCode } = await crossover(
      ...["compare", "--preset", "tracking-000", "--set", "tracking.sso=true"],
      ...["--set", 'offers.own.0={"name":"wandb","kind":"seats","seatUsd":50}'],
    );
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/tracking\.sso is given, but no alternative/)]);
  });
});
