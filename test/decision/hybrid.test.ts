import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import type { Routes } from "../../src/alternatives/routes.ts";
import { combine } from "../../src/decision/combine.ts";
import { decide } from "../../src/decision/decide.ts";
import { rule } from "../../src/decision/verdict.ts";
import { alternative, criteria, delta, expert, input } from "./fixtures.ts";

const routes: Routes = {
  classes: [
    { name: "sort", requestsPerMonth: 800, share: 1, gate: "pass" },
    { name: "draft", requestsPerMonth: 200, share: 0, gate: "fail", stays: "failed the quality gate" },
  ],
  share: 0.8,
  model: "open",
  seller: "self",
  rest: "today",
  everyClassPassed: false,
};

const today = alternative({ id: "today", kind: "today", monthly: 10_000 });
const hybrid = (monthly: number, more: Partial<Alternative> = {}, oneOff = 1000) => ({
  ...alternative({ id: "hybrid", kind: "today", monthly, oneOff }),
  kind: "hybrid" as const,
  model: "open + frontier",
  seller: "anthropic",
  quality: delta(0.01),
  routes,
  ...more,
});
const host = (monthly: number, gap: number) =>
  alternative({ id: "host", kind: "hosted", monthly, oneOff: 1000, quality: delta(gap) });

describe("a hybrid must undercut both pure options by more than the tie band of 5 %", () => {
  it.each([
    [9400, undefined, "hybrid", "6", "6 % less than buying"],
    [9490, undefined, "buy", "6", "not 5 % less than buying once 1,000 USD are spent"],
    [6000, [6200, 0.01], "self-host", "6", "3 % less than hosting all of it"],
    [6000, [6500, 0.01], "hybrid", "6", "7 % less than hosting all of it"],
    [6000, [5000, 0.3], "hybrid", "6", "more than a fleet that fails the gate, which is no option"],
    [12_000, undefined, "buy", "3", "more than buying"],
  ] as const)("%i USD/month beside %j: %s, step %s: %s", (monthly, fleet, verdict, clause, _why) => {
    const fleets = fleet === undefined ? [] : [host(fleet[0], fleet[1])];
    const ruling = rule(input([today, ...fleets, hybrid(monthly)]));
    expect([ruling.verdict, ruling.clause]).toEqual([verdict, clause]);
    expect(ruling.names).toBe({ hybrid: "hybrid", "self-host": "host", buy: "today" }[verdict]);
  });

  it("loses with both present values and the band", () => {
    const decision = decide(input([today, hybrid(9490)]));
    const [loss] = decision.not;
    expect(loss).toMatchObject({ alternative: "hybrid", against: "today" });
    const value = (id: string) => decision.rows.find((row) => row.alternative === id)?.presentValueUsd;
    expect(loss?.reason).toEqual({
      kind: "undercut",
      presentValueUsd: value("hybrid"),
      againstUsd: value("today"),
      tieBand: 0.05,
    });
    expect(decision.because).toContain("by no more than a tie");
  });

  it("a wider band turns it: at 30 % a hybrid of 7,500 beside 10,000 is bought, at 20 % it is run", () => {
    const at = (base: number) =>
      rule(
        input([today, hybrid(7500)], { criteria: { ...criteria, tieBand: { ...criteria.tieBand, base } } }),
      ).verdict;
    expect([at(0.2), at(0.3)]).toEqual(["hybrid", "buy"]);
  });
});

describe("the verdict order asks of a hybrid what it asks of a fleet", () => {
  it.each([
    ["unanswered", "explain", "4"],
    ["no", "buy", "3"],
    ["yes", "hybrid", "6"],
  ] as const)("expertise %s: %s, step %s", (gpuExpertise, verdict, clause) => {
    const ruling = rule(input([today, hybrid(4000)], { people: { ...expert, gpuExpertise } }));
    expect([ruling.verdict, ruling.clause]).toEqual([verdict, clause]);
  });

  it.each([
    [7, "hybrid"],
    [12, "explain"],
    [25, "buy"],
  ] as const)("pays back in %i months: %s", (months, verdict) => {
    expect(rule(input([today, hybrid(5000, {}, 5000 * months)])).verdict).toBe(verdict);
  });

  it("loses to the same split bought from two sellers", () => {
    const split = alternative({
      id: "buy.split",
      kind: "bought",
      monthly: 3000,
      quality: delta(0.01),
      model: "open + frontier",
      more: { routes: { ...routes, seller: "groq" } },
    });
    const decision = decide(input([today, split, hybrid(4000)]));
    expect([decision.verdict, decision.names]).toEqual(["buy", "buy.split"]);
    expect(decision.rows.find(({ alternative: id }) => id === "hybrid")?.paybackSameModel).toBeDefined();
  });

  it("classes that nobody measured are a test, and its key is the class's", () => {
    const asked = hybrid(3000, {
      id: "hybrid.untested",
      quality: { kind: "unanswered" },
      routes: { ...routes, openKey: "llm.classes.1.quality" },
    });
    const decision = decide(input([today, hybrid(4000), asked]));
    expect([decision.verdict, decision.names]).toEqual(["hybrid", "hybrid"]);
    expect(decision.test).toMatchObject([
      { alternative: "hybrid.untested", against: "hybrid", open: [{ key: "llm.classes.1.quality" }] },
    ]);
  });

  it("a model that failed as a whole names the hybrid of the classes that passed as the next step", () => {
    const decision = decide(input([today, host(2000, 0.3), hybrid(5000, {}, 5000 * 15)]));
    expect([decision.verdict, decision.clause, decision.lead]).toEqual(["explain", "5", "host"]);
    expect(decision.because).toContain("next: a hybrid for the classes that pass, hybrid");
  });

  it.each([
    ["own-account", "own-account, and anthropic runs this outside it"],
    ["no-third-party", "no-third-party, and anthropic is one"],
    ["air-gapped", "air-gapped"],
  ] as const)("data policy %s rules it out by what of it is bought", (dataPolicy, because) => {
    const ruling = rule(input([today, hybrid(4000)], { criteria: { ...criteria, dataPolicy } }));
    expect(ruling.entries.find(({ id }) => id === "hybrid")?.ruledOut).toContain(because);
  });
});

it("together: the stack chooses the hybrid, and counts it as machines of ours", () => {
  const alternatives = [today, hybrid(4000)];
  const decision = decide(input(alternatives));
  const stack = combine([{ decision, alternatives }], { horizonMonths: 36, discountRatePerYear: 0.1 });
  expect(stack?.choices).toEqual([{ part: "llm", alternative: "hybrid", hosted: true, asOwnVerdict: true }]);
});
