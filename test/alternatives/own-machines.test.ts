import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { machinesHolding } from "../../src/alternatives/own-machines.ts";
import { entryOf } from "../../src/decision/entry.ts";
import { winsAt } from "../../src/decision/wins-at.ts";
import type { FixedHost } from "../../src/scenario/llm-terms.ts";
import { figure } from "../demand/figures.ts";
import { parsed, presetRows, rowIn, rowsOf, sum } from "../presets/planned.ts";

const host: FixedHost = {
  instances: figure(1),
  hourlyUsd: figure(0.4),
  overheadShare: figure(0),
  hoursPerMonth: figure(730),
  usableGB: figure(60),
};

describe("machines at the reader's own price that hold vectors", () => {
  it.each([
    // 2,250 bytes a vector: 26,666,666.67 of them in 60 GB.
    [10_000_000, 1, 292],
    [26_666_666, 1, 292],
    [26_666_667, 2, 584],
    [80_000_000, 3, 876],
    [80_000_001, 4, 1168],
    [206_000_000, 8, 2336],
  ])(
    "vector-000 at %d vectors: %d × 0.40 × 730 = %d USD, in its month and by its curve",
    async (vectors, units, usd) => {
      const rows = await presetRows("vector-000", [`vectors.vectors=${vectors}`]);
      const row = rowIn(rows, "vectors.host.qdrant");
      expect(row.months[0]?.units).toBe(units);
      expect(sum(row.monthly.filter(({ id }) => id === "compute.instances"))).toBeCloseTo(usd, 9);
      const { curve, capacity } = row;
      const byCurve = (curve?.fixedUsd ?? 0) + (capacity?.unitsFor(vectors) ?? 0) * (curve?.unitUsd ?? 0);
      expect(byCurve).toBeCloseTo(row.months[0]?.usd ?? 0, 6);
      const other = rowIn(await presetRows("vector-000"), "vectors.host.qdrant");
      expect(other.usdAt(vectors)).toBeCloseTo(row.months[0]?.usd ?? 0, 6);
    },
  );

  const terms = { policy: "none" as const, horizonMonths: 36, discountRatePerYear: 0 };
  const stretches = async (settings: readonly string[]) => {
    const rows = await presetRows("vector-000", settings);
    const [own, bought] = ["vectors.host.qdrant", "vectors.today"].map((id) =>
      entryOf(rowIn(rows, id), terms),
    );
    if (own === undefined || bought === undefined) throw new Error("two rows");
    return winsAt(own, bought, 12).cheaperAt?.map(({ from, to }) => [Math.ceil(from), to && Math.floor(to)]);
  };

  it("by its figures Pinecone costs less at each volume: 200 USD hold what one node of 292 holds", async () => {
    expect(await stretches([])).toEqual([]);
  });

  it("at 15 USD a million: three stretches by the staircase, then all above", async () => {
    const found = await stretches([
      "offers.own.0.usdPerMillionVectorMonths=15",
      "offers.own.0.usdPerMillionQueries=0",
    ]);
    // 15 a million against 769.23 + 292 k, k nodes up to 26,666,666.67 k; one node more costs 292, its vectors 400.
    const first = found?.[0]?.[0] ?? 0;
    const nodes = Math.ceil((first * 2250) / 60e9);
    expect((first * 15) / 1e6).toBeGreaterThanOrEqual(10_000 / 13 + 292 * nodes - 1e-3);
    expect(((first - 2) * 15) / 1e6).toBeLessThan(10_000 / 13 + 292 * nodes);
    expect(found?.at(-1)?.[1]).toBeNull();
    for (const [, to] of found?.slice(0, -1) ?? []) expect((to ?? 0) % 26_666_666).toBeLessThan(20);
  });

  it("law: k machines hold the largest volume that asks for k, and one vector more asks for another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 100, max: 50_000 }), (units, bytes) => {
        const machines = machinesHolding(host, bytes);
        const most = machines?.volumeOf(units) ?? 0;
        expect(machines?.unitsFor(most)).toBe(units);
        expect(machines?.unitsFor(most + 1)).toBe(units + 1);
      }),
    );
  });

  it("a growing store takes more of them month by month", async () => {
    const rows = await presetRows("vector-000", ["vectors.vectors=26000000", "growthPerMonth=0.02"]);
    const units = rowIn(rows, "vectors.host.qdrant").months.map((month) => month.units);
    expect(units.slice(0, 3)).toEqual([1, 1, 2]);
    expect(units.at(-1)).toBe(2);
  });

  it("usableGB where nothing is held is refused", async () => {
    const own = [
      {
        name: "server",
        kind: "fixed",
        place: "cloud",
        upkeepHoursPerMonth: 4,
        host: { instances: 1, hourlyUsd: 1, usableGB: 60 },
      },
    ];
    const raw = {
      region: "us-east-1",
      asOf: "2026-11-21",
      tracking: { today: "wandb/pro", candidates: ["own/server"], seats: 10 },
      offers: { own },
    };
    expect(() => parsed(raw)).toThrow(/own\/server has host.usableGB, but tracking holds no vectors/);
    await expect(async () => rowsOf(raw)).rejects.toThrow(/usableGB/);
  });
});
