import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { withCommitments } from "../../src/alternatives/committed.ts";
import type { PlanContext } from "../../src/alternatives/context.ts";
import type { PartPlan } from "../../src/alternatives/part-plan.ts";
import { type Charge, costOf, isUnknown, totalOf } from "../../src/prices/charge.ts";
import { ec2Instance } from "../../src/prices/price-key.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { Decimal } from "../../src/units.ts";
import { bookOf } from "../prices/books.ts";

const MACHINE = "g6e.xlarge";
const REGION = "us-east-1";

/** 1 USD/h on demand; a year with 1,000 USD upfront and 0.40 USD/h. */
const BOOK = bookOf(
  [
    {
      path: `aws/${REGION}/2026-11-01.json`,
      hourly: { [MACHINE]: "1" },
      commitments: {
        [MACHINE]: [
          {
            termMonths: 12,
            offeringClass: "standard",
            offerTermCode: "T",
            purchaseOption: "Partial Upfront",
            hourlyUsd: "0.4",
            upfrontUsd: "1000",
          },
        ],
      },
    },
  ],
  "2026-11-21",
);

const scenarioWith = (commitment: object, horizonMonths: number) =>
  parseScenario(
    {
      horizonMonths,
      llm: {
        requestsPerMonth: 1e6,
        promptTokens: 100,
        outputTokens: 10,
        candidates: ["openai/gpt-oss-120b"],
      },
      commitments: [{ part: "llm", units: 2, instanceType: MACHINE, termMonths: 3, ...commitment }],
    },
    { file: "s.yaml", name: "s", today: "2026-11-21", openModels: ["openai/gpt-oss-120b"] },
  );

function hours(units: number): Charge {
  const price = BOOK.find(ec2Instance(MACHINE), REGION);
  const quantity = new Decimal(730 * units);
  return {
    id: "llm.hours",
    name: "Instance usage",
    category: "compute",
    origin: "resource",
    quantity,
    unit: "hour",
    formula: `${units} × 730 h`,
    drivers: [],
    price,
    cost: costOf(quantity, price),
  };
}

/** A fleet of so many machines in each month, one for each million requests, and 50 USD of other lines. */
function hostOf(units: readonly number[]): Alternative {
  const other = {
    ...hours(1),
    id: "nat",
    origin: "usage" as const,
    cost: { kind: "known" as const, usd: new Decimal(50) },
  };
  return {
    id: `host.${MACHINE}`,
    part: "llm",
    kind: "hosted",
    name: "fleet",
    model: "m",
    seller: "self",
    quality: { kind: "same" },
    feasible: { kind: "yes" },
    oneOff: [],
    monthly: [hours(units[0] ?? 0), other],
    months: units.map((n) => ({
      usd: n * 730 + 50,
      machinesUsd: n * 730 + 50,
      peopleUsd: 0,
      volume: n * 1e6,
      units: n,
      atLeast: false,
    })),
    usdAt: (volume) => Math.ceil(volume / 1e6) * 730 + 50,
    capacity: {
      instanceType: MACHINE,
      instances: units[0] ?? 0,
      instancesLow: 1,
      instancesHigh: 4,
      flags: [],
      unitsFor: (volume) => Math.ceil(volume / 1e6),
      volumeOf: (n) => n * 1e6,
    },
    fleet: { schema: 1, name: "s", region: REGION, zones: [], environment: "prod" },
    range: { low: 780, high: 2970, because: "the model's range" },
    curve: { fixedUsd: 50, unitUsd: 730, perVolumeUsd: 0 },
    notes: [],
  };
}

function committed(commitment: object, units: readonly number[]): Alternative {
  const host = hostOf(units);
  const plan: PartPlan = {
    part: "llm",
    alternatives: [host],
    leversRefused: [],
    ruledOut: [],
    ...(host.fleet && { fleet: host.fleet }),
  };
  const scenario = scenarioWith(commitment, units.length);
  const context = { scenario, prices: BOOK, terms: BOOK, quick: false } as unknown as PlanContext;
  const [first, row] = withCommitments(context, plan).alternatives;
  expect(first).toBe(host);
  if (row === undefined) throw new Error("no row");
  return row;
}

const usdOf = ({ months }: Alternative) => months.map(({ usd }) => Number(usd.toFixed(6)));

describe("3, 2, 0 and 4 machines needed at 1 USD/h, 2 committed for 3 months at 0.60", () => {
  const row = committed({ hourlyUsd: 0.6 }, [3, 2, 0, 4]);

  it("1,656, 926, 926 and 2,970 USD: 730 × (0.6 × 2 + what is above), nothing after the term", () => {
    expect(usdOf(row)).toEqual([1656, 926, 926, 2970]);
  });

  it("its lines are those of month 1: one machine on demand, 1,460 h committed", () => {
    expect(totalOf(row.monthly).usd.toNumber()).toBeCloseTo(row.months[0]?.usd ?? 0, 9);
    expect(
      row.monthly.map(({ id, quantity }) => [id, isUnknown(quantity) ? "?" : quantity.toNumber()]),
    ).toEqual([
      ["llm.hours", 730],
      ["nat", 730],
      ["commitment.hours", 1460],
    ]);
  });

  it("one or two machines' volume costs the same, the fifth as on demand; the range moves with it", () => {
    const at = (millions: number) => Number(row.usdAt(millions * 1e6).toFixed(6));
    expect([at(1), at(2), at(3), at(5)]).toEqual([926, 926, 1656, 3116]);
    expect(row.range?.low).toBeCloseTo(926, 9);
    expect(row.range?.high).toBeCloseTo(2970 - 584, 9);
  });

  it("says when it pays and how long machines idle", () => {
    expect(row.notes).toEqual([
      "a committed machine costs less than on demand when it is used above 438 of 730 h a month",
      "fewer than the 2 committed machines are needed in 1 of the term's 3 months",
    ]);
  });

  it("a term shorter than the months in which it should pay back claims no break-even volume", () => {
    expect(row.redesigns).toBeUndefined();
    expect(committed({ hourlyUsd: 0.6, termMonths: 12 }, [3, 3]).redesigns?.slice(0, 3)).toEqual([
      1e6, 2e6, 3e6,
    ]);
  });
});

describe("a rate of the book: 12 months, 1,000 USD upfront and 0.40 USD/h", () => {
  const option = { option: "partial-upfront", termMonths: 12 };
  const year = Array.from({ length: 14 }, () => 2);

  it("2,000 once, 634 a month for 12 months, 1,510 after them; an effective hour of 0.514 pays from 375 h", () => {
    const row = committed(option, year);
    expect(totalOf(row.oneOff).usd.toNumber()).toBe(2000);
    expect(usdOf(row)).toEqual([...Array.from({ length: 12 }, () => 634), 1510, 1510]);
    expect(row.notes[0]).toContain("above 375 of 730 h");
  });

  it("from month 10: the upfront falls in that month; 7 × 584 USD are still owed after month 14", () => {
    const row = committed({ ...option, startMonth: 10 }, year);
    expect(row.oneOff).toEqual([]);
    expect(usdOf(row).slice(8, 11)).toEqual([1510, 2634, 634]);
    expect(row.notes.at(-1)).toBe("still owed after the horizon: 4,088 USD");
  });

  it.each([
    [{ ...option, termMonths: 36 }, "as partial-upfront over 36 months"],
    [{ option: "savings-plan", termMonths: 12 }, "as savings plan over 12 months"],
    [{ ...option, instanceType: "p5.48xlarge" }, "no fleet of p5.48xlarge is compared, only of g6e.xlarge"],
  ])("%j: not feasible, %s", (commitment, because) => {
    const { feasible } = committed(commitment, year);
    expect(feasible.kind === "no" && feasible.because).toContain(because);
  });
});
