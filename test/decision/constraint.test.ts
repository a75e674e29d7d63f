import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { decide } from "../../src/decision/decide.ts";
import type { Quality } from "../../src/scenario/quality.ts";
import { alternative, criteria, delta, input } from "./fixtures.ts";

type Policy = typeof criteria.dataPolicy;

const under = (dataPolicy: Policy, alternatives: Alternative[]) =>
  decide(input(alternatives, { criteria: { ...criteria, dataPolicy } }));

const today = alternative({ id: "today", kind: "today", monthly: 3000 });
const cached = alternative({ id: "now.cache", kind: "lever", monthly: 2000, oneOff: 4600 });
const host = (monthly: number, quality: Quality) =>
  alternative({ id: "host", kind: "hosted", monthly, oneOff: 46000, quality });
const open = alternative({ id: "open.aws", kind: "bought", monthly: 500, seller: "aws" });
const unmeasured: Quality = { kind: "unanswered" };

const pv = ({ rows }: ReturnType<typeof decide>, id: string) =>
  rows.find(({ alternative: of }) => of === id)?.presentValueUsd ?? Number.NaN;

describe("price of the constraint: cheapest allowed minus cheapest of all", () => {
  it("own-account with a fleet that passed: against today with its levers, both passed", () => {
    const decision = under("own-account", [today, cached, open, host(5000, delta(0.05))]);
    expect(decision.constraint).toMatchObject({
      keys: ["criteria.dataPolicy"],
      allowed: "host",
      cheapest: "now.cache",
      asIfQualityHeld: false,
      presentValueUsd: pv(decision, "host") - pv(decision, "now.cache"),
    });
    expect(decision.byConstraint).toBe(true);
  });

  it("nothing allowed has passed: against the cheapest that did not fail, as if quality held", () => {
    const decision = under("own-account", [today, cached, open, host(5000, unmeasured)]);
    expect(decision.constraint).toMatchObject({
      allowed: "host",
      cheapest: "open.aws",
      asIfQualityHeld: true,
      presentValueUsd: pv(decision, "host") - pv(decision, "open.aws"),
    });
  });

  it("all that is allowed has failed: against the cheapest of all, as if quality held", () => {
    const decision = under("own-account", [today, cached, open, host(5000, delta(0.3))]);
    expect(decision.verdict).toBe("explain");
    expect(decision.constraint).toMatchObject({
      allowed: "host",
      cheapest: "open.aws",
      asIfQualityHeld: true,
    });
  });

  it("a fleet that costs less than today was there without the policy too: 0, never below", () => {
    const decision = under("own-account", [today, host(1500, delta(0.05))]);
    expect(decision.constraint).toMatchObject({ presentValueUsd: 0, allowed: "host", cheapest: "host" });
  });

  it.each(["own-account", "air-gapped"] as const)("%s leaves nothing: no price", (policy) => {
    const own = { ...host(5000, delta(0)), fleet: {} } as Alternative;
    const decision = under(policy, policy === "air-gapped" ? [today, own] : [today, open]);
    expect([decision.constraint, decision.byConstraint]).toEqual([undefined, false]);
    expect(decision.because).toContain("under criteria.dataPolicy");
  });

  it("a line without a figure on the allowed side: at least", () => {
    const dark = alternative({
      id: "host",
      kind: "hosted",
      monthly: 5000,
      quality: delta(0),
      unknownLines: ["x"],
    });
    expect(under("own-account", [today, dark]).constraint?.bound).toBe("at least");
  });

  it("limits on performance leave one kind: by constraint, under their own key", () => {
    const slow: Alternative = {
      ...today,
      feasible: { kind: "no", because: "misses p99" },
      limits: { verdict: "fail", untested: [] },
    };
    const decision = under("none", [slow, host(5000, delta(0))]);
    expect(decision).toMatchObject({ verdict: "self-host", byConstraint: true });
    expect(decision.constraint).toMatchObject({
      keys: ["criteria.performance"],
      allowed: "host",
      cheapest: "today",
      ruleVerdict: "buy",
      ruleNames: "today",
      presentValueUsd: pv(decision, "host") - pv(decision, "today"),
    });
  });

  it("limits that take some offers where nothing was hosted leave no constraint to name", () => {
    const slow: Alternative = {
      ...open,
      feasible: { kind: "no", because: "misses p99" },
      limits: { verdict: "fail", untested: [] },
    };
    expect(under("none", [today, slow]).byConstraint).toBe(false);
  });

  it("law: never below 0, and the difference of the two rows that it names", () => {
    const quality = fc.constantFrom<Quality>(unmeasured, delta(0.02), delta(0.3));
    const row = fc.record({
      kind: fc.constantFrom("bought", "hosted") as fc.Arbitrary<"bought" | "hosted">,
      seller: fc.constantFrom("aws", "groq"),
      monthly: fc.integer({ min: 1, max: 9000 }),
      oneOff: fc.integer({ min: 0, max: 50000 }),
      quality,
      dark: fc.boolean(),
    });
    const policy = fc.constantFrom<Policy>("none", "no-third-party", "own-account", "air-gapped");
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), policy, fc.boolean(), (rows, kind, runs) => {
        const made = rows.map(({ dark, ...of }, i) =>
          alternative({
            ...of,
            id: `row${i}`,
            seller: of.kind === "hosted" ? "self" : of.seller,
            unknownLines: dark ? ["x"] : [],
          }),
        );
        const decision = under(kind, runs ? [today, ...made] : made);
        const { constraint } = decision;
        const left = made.some(
          ({ id }) => !decision.not.some((r) => r.alternative === id && r.reason.kind === "infeasible"),
        );
        if (!left) expect(constraint).toBeUndefined();
        if (constraint === undefined) return;
        expect(constraint.presentValueUsd).toBeGreaterThanOrEqual(0);
        expect(constraint.presentValueUsd).toBe(
          pv(decision, constraint.allowed) - pv(decision, constraint.cheapest),
        );
        expect(decision.not.find((r) => r.alternative === constraint.allowed)?.reason.kind).not.toBe(
          "infeasible",
        );
      }),
    );
  });
});
