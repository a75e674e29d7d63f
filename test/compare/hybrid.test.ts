import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HybridClass, type HybridInput, hybrid } from "../../src/compare/hybrid.ts";

/** Units of `cap` each, one at least. */
const steps = (fixedUsd: number, unitUsd: number, cap: number): HybridInput["hosted"] => ({
  fixedUsd,
  unitUsd,
  unitsFor: (v) => Math.max(1, Math.ceil(v / cap - 1e-9)),
  volumeOf: (k) => k * cap,
});

const one = (volume: number, more: Partial<HybridClass> = {}): HybridClass => ({
  name: "all",
  volume,
  boughtUsdPerUnit: 16,
  ownUsdPerUnit: 0,
  capacityUse: 1,
  eligible: 1,
  ...more,
});

const input = (classes: readonly HybridClass[], more: Partial<HybridInput> = {}): HybridInput => ({
  classes,
  hosted: steps(500, 1000, 100),
  routingUsd: 0,
  spreadMonths: 36,
  ...more,
});

describe("R9: 500 USD fixed, 1,000 a unit of 100 Mtok, bought at 16 USD, demand 250", () => {
  it("200 hosted (80 %), 3,300 USD a month; all bought 4,000, all own 3,500", () => {
    const { best, allBought, allOwn, savingOverBoughtUsd, savingOverOwnUsd, payback } = hybrid(
      input([one(250)]),
    );
    expect(best).toMatchObject({ kind: "split", hostedVolume: 200, units: 2, monthUsd: 3300 });
    expect(best.shares).toEqual([{ name: "all", hostedShare: 0.8 }]);
    expect(allBought).toMatchObject({ kind: "bought", monthUsd: 4000, units: 0 });
    expect(allOwn).toMatchObject({ kind: "own", monthUsd: 3500, units: 3 });
    expect([savingOverBoughtUsd, savingOverOwnUsd]).toEqual([700, 200]);
    expect(payback).toEqual({ kind: "immediate" });
  });

  it("at most half eligible: 100 (40 %), 3,900 USD a month, and no option of one's own", () => {
    const { best, allOwn, savingOverOwnUsd } = hybrid(input([one(250, { eligible: 0.5 })]));
    expect(best).toMatchObject({ kind: "split", hostedVolume: 100, units: 1, monthUsd: 3900 });
    expect(best.shares).toEqual([{ name: "all", hostedShare: 0.4 }]);
    expect(allOwn).toEqual({ kind: "none", because: "not all of all may be hosted" });
    expect(savingOverOwnUsd).toBeUndefined();
  });
});

describe("what a split also costs", () => {
  it("a router of 201 USD a month makes hosting everything the cheapest", () => {
    expect(hybrid(input([one(250)], { routingUsd: 201 })).best).toMatchObject({
      kind: "own",
      monthUsd: 3500,
    });
  });

  it("46,800 USD of building and 3,600 of routing over 36 months: 1,400 more a month than 700 saves", () => {
    const onceUsd = { hosted: 46800, bought: 0, routing: 3600 };
    expect(hybrid(input([one(250)], { onceUsd })).best.kind).toBe("bought");
    const { best, payback } = hybrid(input([one(250)], { onceUsd, spreadMonths: 120 }));
    expect(best).toMatchObject({ kind: "split", onceUsd: 50400 });
    expect(payback).toEqual({ kind: "beyond", lowerBound: 36 });
  });

  it("a plan minimum of 1,200: with 200 hosted the remaining 800 are billed as 1,200, so all own wins", () => {
    const { best } = hybrid(input([one(250)], { bought: { baseUsd: 0, minimumUsd: 1200 } }));
    expect(best).toMatchObject({ kind: "own", monthUsd: 3500 });
  });

  it("two classes, hosting costs 0.5 a request: it stops where the remainder meets the minimum", () => {
    const classes = [one(100, { ownUsdPerUnit: 0.5, name: "easy" }), one(100, { name: "hard", eligible: 0 })];
    const bought = { baseUsd: 0, minimumUsd: 2400 };
    const { best } = hybrid(input(classes, { hosted: steps(0, 100, 100), bought }));
    expect(best).toMatchObject({ hostedVolume: 50, monthUsd: 2400 + 100 + 25 });
  });
});

describe("normal answers", () => {
  it.each([
    ["no class at all", [], "bought", 0],
    ["nothing eligible", [one(250, { eligible: 0 })], "bought", 4000],
    ["cheaper bought than its own marginal cost", [one(250, { ownUsdPerUnit: 16 })], "bought", 4000],
    ["full units", [one(300)], "own", 3500],
  ])("%s: %j is %s, %d USD a month", (_title, classes, kind, monthUsd) => {
    expect(hybrid(input(classes)).best).toMatchObject({ kind, monthUsd });
  });

  it("the class with more saving for its capacity moves first, whatever the order", () => {
    const dear = one(100, { name: "dear", boughtUsdPerUnit: 30, capacityUse: 2 });
    const light = one(100, { name: "light", boughtUsdPerUnit: 16, capacityUse: 0.5 });
    const { best } = hybrid(input([dear, light]));
    expect(best.shares).toEqual([
      { name: "dear", hostedShare: 0.75 },
      { name: "light", hostedShare: 1 },
    ]);
  });
});

describe("laws", () => {
  const usd = fc.integer({ min: 0, max: 40 });
  const classOf = (name: string, eligible: fc.Arbitrary<number>) =>
    fc.record({
      name: fc.constant(name),
      volume: fc.integer({ min: 0, max: 300 }),
      boughtUsdPerUnit: usd,
      ownUsdPerUnit: fc.integer({ min: 0, max: 5 }),
      capacityUse: fc.integer({ min: 0, max: 4 }).map((x) => x / 2),
      eligible,
    });
  const share = fc.integer({ min: 0, max: 4 }).map((x) => x / 4);
  const costs = fc.record({
    hosted: fc
      .tuple(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 20, max: 200 }),
      )
      .map(([fixed, unit, cap]) => steps(fixed, unit, cap)),
    routingUsd: fc.integer({ min: 0, max: 500 }),
    onceUsd: fc.record({ hosted: usd, bought: usd, routing: usd }),
    spreadMonths: fc.integer({ min: 1, max: 60 }),
  });
  const classes = (eligible: fc.Arbitrary<number>) =>
    fc.tuple(classOf("x", eligible), classOf("y", eligible), classOf("z", eligible));

  it("never dearer than buying or hosting everything; with everything eligible both exist", () => {
    fc.assert(
      fc.property(classes(fc.constant(1)), costs, (of, rest) => {
        const { best, allBought, allOwn } = hybrid({ classes: of, ...rest, routingUsd: 0 });
        expect(best.spreadUsd).toBeLessThanOrEqual(allBought.spreadUsd);
        expect(allOwn.kind).not.toBe("none");
        if (allOwn.kind !== "none") expect(best.spreadUsd).toBeLessThanOrEqual(allOwn.spreadUsd);
      }),
    );
  });

  /** The total from its own words. */
  function totalAt(given: HybridInput, shares: readonly number[]): number {
    const once = given.onceUsd ?? { hosted: 0, bought: 0, routing: 0 };
    let [moved, stays, volume, running, bought] = [false, false, 0, 0, 0];
    for (const [j, of] of given.classes.entries()) {
      const x = shares[j] ?? 0;
      moved ||= x * of.volume > 0;
      stays ||= (1 - x) * of.volume > 0;
      volume += x * of.volume * of.capacityUse;
      running += x * of.volume * of.ownUsdPerUnit;
      bought += (1 - x) * of.volume * of.boughtUsdPerUnit;
    }
    const spread = (value: number) => value / given.spreadMonths;
    const { fixedUsd, unitUsd, unitsFor } = given.hosted;
    const { baseUsd, minimumUsd } = given.bought ?? { baseUsd: 0, minimumUsd: 0 };
    return (
      (moved ? fixedUsd + unitsFor(volume) * unitUsd + running + spread(once.hosted) : 0) +
      (stays ? Math.max(minimumUsd, baseUsd + bought) + spread(once.bought) : 0) +
      (moved && stays ? given.routingUsd + spread(once.routing) : 0)
    );
  }

  const GRID = Array.from({ length: 13 }, (_, i) => i / 12);
  const everywhere = GRID.flatMap((x) => GRID.flatMap((y) => GRID.map((z) => [x, y, z])));

  it("no split on a grid of 13³ costs less, and the best one costs what its own words say", () => {
    fc.assert(
      fc.property(classes(share), costs, (of, rest) => {
        const given = { classes: of, ...rest };
        const { best } = hybrid(given);
        const near = 1e-9 * Math.max(1, best.spreadUsd);
        const shares = best.shares.map(({ hostedShare }) => hostedShare);
        expect(Math.abs(totalAt(given, shares) - best.spreadUsd)).toBeLessThanOrEqual(near);
        const least = Math.min(
          ...everywhere.map((grid) =>
            totalAt(
              given,
              grid.map((x, j) => x * (of[j]?.eligible ?? 0)),
            ),
          ),
        );
        expect(best.spreadUsd).toBeLessThanOrEqual(least + near);
      }),
      { numRuns: 60 },
    );
  });

  it("nor with a plan minimum, where hosting one more request costs nothing", () => {
    const bought = fc.record({ baseUsd: usd, minimumUsd: fc.integer({ min: 0, max: 5000 }) });
    fc.assert(
      fc.property(classes(share), costs, bought, (of, rest, plan) => {
        const given = { ...rest, classes: of.map((c) => ({ ...c, ownUsdPerUnit: 0 })), bought: plan };
        const least = Math.min(
          ...everywhere.map((grid) =>
            totalAt(
              given,
              grid.map((x, j) => x * (of[j]?.eligible ?? 0)),
            ),
          ),
        );
        expect(hybrid(given).best.spreadUsd).toBeLessThanOrEqual(least * (1 + 1e-9) + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("a class that takes nothing and gains nothing leaves the order of the others alone", () => {
    const made = (name: string, volume: number, bought: number, capacityUse: number) => ({
      name,
      volume,
      boughtUsdPerUnit: bought,
      ownUsdPerUnit: 0,
      capacityUse,
      eligible: 1,
    });
    const [x, y, z] = [made("x", 1, 1, 0.5), made("y", 0, 0, 0), made("z", 104, 2, 0.5)];
    const hosted = {
      fixedUsd: 0,
      unitUsd: 1,
      unitsFor: (v: number) => Math.ceil(v),
      volumeOf: (k: number) => k,
    };
    const terms = { hosted, routingUsd: 0, spreadMonths: 1 };
    const best = (classes: (typeof x)[]) => hybrid({ classes, ...terms }).best.monthUsd;
    expect(best([z, x, y])).toBe(best([x, y, z]));
  });

  it("the order of the classes changes no figure", () => {
    fc.assert(
      fc.property(classes(share), costs, ([x, y, z], rest) => {
        const [there, back] = [
          [x, y, z],
          [z, x, y],
        ].map((of) => hybrid({ classes: of, ...rest }));
        const figures = (found: typeof there) => ({
          ...found?.best,
          shares: found?.best.shares.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        });
        expect(figures(there)).toEqual(figures(back));
      }),
    );
  });
});
