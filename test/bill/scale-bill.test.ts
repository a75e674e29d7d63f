import { beforeAll, describe, expect, it } from "vitest";
import { billOfMaterials } from "../../src/bill/bill-of-materials.ts";
import type { BillOfMaterials, LineItem } from "../../src/bill/line-item.ts";
import { scaleBill } from "../../src/bill/scale-bill.ts";
import { unknown } from "../../src/provenance.ts";
import type { Fleet } from "../../src/sizing/fleet.ts";
import { Decimal } from "../../src/units.ts";
import { captured, DEV, PROD, withLlm, withVectors } from "./fleets.ts";
import { costOfLines, RULES } from "./resources.ts";

const bill = async (fleet: Fleet): Promise<BillOfMaterials> => billOfMaterials(await captured(fleet), RULES);
const cost = (lines: readonly LineItem[]) => costOfLines(lines).usd;

/** Sizes, k and the capture of k instances itself: what the line through two captures must meet exactly. */
const llm = (n: number, fleet: Fleet) => withLlm({ instances: n, maxInstances: n }, fleet);
const CASES = [
  { what: "vLLM in prod", of: (n: number) => llm(n, PROD), n: 2 },
  { what: "vLLM in dev", of: (n: number) => llm(n, DEV), n: 1 },
  { what: "vLLM in public", of: (n: number) => llm(n, withLlm({ exposure: "public" })), n: 2 },
  { what: "Qdrant in prod", of: (n: number) => withVectors({ nodes: n }), n: 3 },
];

describe.each(CASES)("$what: n = $n and n + 1 give every other number", ({ of, n }) => {
  let base: BillOfMaterials;
  let next: BillOfMaterials;

  beforeAll(async () => {
    base = await bill(of(n));
    next = await bill(of(n + 1));
  });

  it.each([n, n + 1, n + 2, n + 3, n + 9])("k = %i, captured, to the last digit", async (k) => {
    expect(cost(scaleBill(base, next, n, k))).toBe(cost((await bill(of(k))).lines));
  });

  it("is not the base bill times k ÷ n: load balancer, NAT and keys stand once", () => {
    const naive = (Number(cost(base.lines)) * (n + 3)) / n;
    expect(naive - Number(cost(scaleBill(base, next, n, n + 3)))).toBeGreaterThan(100);
  });
});

describe("fewer instances than were captured", () => {
  it("vLLM 5 and 6 give 2, to the last digit", async () => {
    const [base, next, small] = [
      await bill(llm(5, PROD)),
      await bill(llm(6, PROD)),
      await bill(llm(2, PROD)),
    ];
    expect(cost(scaleBill(base, next, 5, 2))).toBe(cost(small.lines));
  });

  it("Qdrant 6 and 7 give 4 although the seventh node has lines of its own: no negative line is left", async () => {
    const [base, next, small] = [
      await bill(withVectors({ nodes: 6 })),
      await bill(withVectors({ nodes: 7 })),
      await bill(withVectors({ nodes: 4 })),
    ];
    const lines = scaleBill(base, next, 6, 4);
    expect(cost(lines)).toBe(cost(small.lines));
    expect(lines.filter(({ quantity }) => "isNegative" in quantity && quantity.isNegative())).toEqual([]);
  });

  it("less than nothing is our mistake", () => {
    const line = (quantity: number): BillOfMaterials => ({
      lines: [{ ...sample, quantity: new Decimal(quantity) }],
      free: [],
    });
    expect(() => scaleBill(line(2), line(5), 2, 1)).toThrow(/below nothing/);
  });
});

const sample: LineItem = {
  id: "x.hours",
  name: "x",
  category: "compute",
  origin: "resource",
  priceKey: "vpc/nat/hour" as LineItem["priceKey"],
  region: "us-east-1",
  quantity: new Decimal(730),
  unit: "hour",
  formula: "730 h",
  drivers: [],
};

describe("what cannot be told stays unknown", () => {
  const because = unknown("not counted", "count it");
  const known: BillOfMaterials = { lines: [sample], free: [] };
  const open: BillOfMaterials = { lines: [{ ...sample, quantity: because }], free: [] };

  it("a line unknown in either bill is unknown at k, and known at n if it is known there", () => {
    expect(scaleBill(known, open, 1, 3)[0]?.quantity).toBe(because);
    expect(scaleBill(open, known, 1, 3)[0]?.quantity).toBe(because);
    expect(scaleBill(known, open, 1, 1)[0]?.quantity).toEqual(new Decimal(730));
  });

  it("one id priced as two things is no unit", () => {
    const other: BillOfMaterials = {
      lines: [{ ...sample, priceKey: "elb/alb/hour" as LineItem["priceKey"] }],
      free: [],
    };
    expect(() => scaleBill(known, other, 1, 2)).toThrow(
      /priced as vpc\/nat\/hour and, with one more, as elb\/alb\/hour/,
    );
  });
});
