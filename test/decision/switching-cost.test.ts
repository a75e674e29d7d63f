import fc from "fast-check";
import { expect, it } from "vitest";
import { monthsOfSpend, switchingCost } from "../../src/decision/switching-cost.ts";
import { switching } from "../../src/offers/switching.ts";
import { totalOf } from "../../src/prices/charge.ts";
import type { OfferTerms, People } from "../../src/scenario/scenario.ts";
import { fig } from "./fixtures.ts";

const terms = (weeks: number, weekly: number, systems: number, each: number, tests = 0.3, buffer = 0.2) => ({
  weeks: fig("weeks", weeks),
  weeklyUsd: fig("weeklyUsd", weekly),
  systems: fig("systems", systems),
  usdPerSystem: fig("usdPerSystem", each),
  testsShare: fig("testsShare", tests),
  bufferShare: fig("bufferShare", buffer),
});

it("D39: L = 30,000 and I = 20,000 make 30,000 + 20,000 + 9,000 + 10,000 = 1.5·L + 1.2·I = 69,000", () => {
  expect(switchingCost(terms(6, 5000, 10, 2000))).toEqual({
    migrationUsd: 30_000,
    integrationUsd: 20_000,
    testsUsd: 9000,
    bufferUsd: 10_000,
    totalUsd: 69_000,
  });
});

/** Nobody is paid by these terms. */
const people = {} as People;

it("69,000 are 6.9 months of 10,000; beside a spend of 0 they are not defined", () => {
  expect(monthsOfSpend(69_000, 10_000)).toEqual({ kind: "at", months: 6.9 });
  expect(monthsOfSpend(69_000, 0).kind).toBe("undefined");
});

it("the four lines of a row and the table of the report are the same sum, whatever the shares", () => {
  const some = fc.integer({ min: 0, max: 5000 });
  const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
  fc.assert(
    fc.property(some, some, some, some, share, share, (weeks, weekly, systems, each, tests, buffer) => {
      const given = terms(weeks, weekly, systems, each, tests, buffer);
      const charged = totalOf(
        switching({ offers: { switching: given } as unknown as OfferTerms, people }, "vectors"),
      ).usd.toNumber();
      const { totalUsd, migrationUsd, integrationUsd, testsUsd, bufferUsd } = switchingCost(given);
      expect(totalUsd).toBe(migrationUsd + integrationUsd + testsUsd + bufferUsd);
      expect(Math.abs(charged - totalUsd)).toBeLessThanOrEqual(1e-9 * Math.max(1, totalUsd));
    }),
  );
});

it("terms of the llm part charge no other part", () => {
  const offers = {
    switching: { ...terms(1, 1, 1, 1), part: "llm" },
    exitHours: { base: 0 },
  } as unknown as OfferTerms;
  expect(switching({ offers, people }, "vectors")).toEqual([]);
  expect(switching({ offers, people }, "llm")).toHaveLength(4);
});
