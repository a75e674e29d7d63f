import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aboveIncluded, capacityUnits, io2Portions } from "../../src/prices/allowance.ts";
import { Decimal } from "../../src/units.ts";
import { committedRules } from "./books.ts";

const { values } = committedRules();

describe("io2 portions", () => {
  test("add up to the whole for any number of IOPS", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 256_000 }), (iops) => {
        const parts = io2Portions(new Decimal(iops), values["io2-bounds"]);
        return Decimal.sum(...parts).equals(iops) && parts.every((part) => !part.isNegative());
      }),
    );
  });

  test.each([
    [32_000, ["32000", "0", "0"]],
    [32_001, ["32000", "1", "0"]],
    [64_000, ["32000", "32000", "0"]],
  ])("%i IOPS split into %j", (iops, expected) => {
    expect(io2Portions(new Decimal(iops), values["io2-bounds"]).map((part) => part.toFixed())).toEqual(
      expected,
    );
  });
});

test("what is included is never a credit: 10 of 125 leaves 0", () => {
  expect(aboveIncluded(new Decimal(10), 125).toFixed()).toBe("0");
});

describe("capacity units take the largest dimension", () => {
  const load = (perSecond: number, active: number, giB: number) => ({
    newConnectionsPerSecond: new Decimal(perSecond),
    activeConnections: new Decimal(active),
    giBPerHour: new Decimal(giB),
  });

  test.each([
    ["new connections", load(60, 10, 0.1), "2.4"],
    ["active connections", load(1, 9000, 0.1), "3"],
    ["traffic", load(1, 10, 7), "7"],
  ])("ALB, %s lead", (_, given, expected) => {
    expect(capacityUnits(given, values.lcu).toFixed()).toBe(expected);
  });

  test("ALB, 5,000 rule evaluations/s = 5 LCU", () => {
    const given = { ...load(1, 10, 0.1), ruleEvaluationsPerSecond: new Decimal(5000) };
    expect(capacityUnits(given, values.lcu).toFixed()).toBe("5");
  });

  test("an NLB is not an ALB: 60 new TCP connections/s are 0.075 NLCU, not 2.4", () => {
    expect(capacityUnits(load(60, 10, 0.01), values.nlcu.tcp).toFixed()).toBe("0.075");
  });
});
