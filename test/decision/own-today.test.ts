import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { decide } from "../../src/decision/decide.ts";
import { dependenceOf } from "../../src/decision/dependence.ts";
import { alternative, delta, input } from "./fixtures.ts";

const cluster: Alternative = {
  ...alternative({ id: "host.cluster", kind: "today", monthly: 1300, seller: "self" }),
};
const rack: Alternative = {
  ...alternative({ id: "today", kind: "today", monthly: 1300, seller: "own" }),
  place: "premises",
};
const service = (monthly: number, oneOff = 36000) =>
  alternative({ id: "buy.pine", kind: "bought", monthly, oneOff, model: "frontier" });

describe("machines of ours that run today", () => {
  it.each([
    ["on AWS", cluster],
    ["on premises", rack],
  ])("%s, kept: self-host, nothing to start, and the reason names both sides", (_, today) => {
    const decision = decide(input([today, service(12)]));
    expect(decision).toMatchObject({ verdict: "self-host", names: today.id, keep: today.id, now: [] });
    expect(decision.because).toBe(
      `${today.name} runs already and costs 1,300 USD/month; buy.pine costs 12 USD and pays back in 28 months (limit 12 months)`,
    );
  });

  it("left for a service that pays back in 3.9 months: buy", () => {
    expect(decide(input([cluster, service(12, 5000)]))).toMatchObject({ verdict: "buy", names: "buy.pine" });
  });

  it("a fleet that does not beat it is not started by a verdict of self-host", () => {
    const fleet = alternative({
      id: "host",
      kind: "hosted",
      monthly: 1290,
      oneOff: 46000,
      quality: delta(0),
      model: "frontier",
    });
    const decision = decide(input([cluster, fleet]));
    expect(decision).toMatchObject({ verdict: "self-host", names: "host.cluster", now: [] });
    expect(decision.not.map(({ alternative: id }) => id)).toContain("host");
  });

  it("stands on the premises, not in a region; an offer of ours by its own name, not on own", () => {
    const path = (chosen: Alternative) => {
      const row = decide(input([chosen])).rows[0];
      if (row === undefined) throw new Error("no row");
      const option = { alternative: chosen, row, called: chosen.name };
      return dependenceOf({
        chosen: option,
        sides: {},
        options: [option],
        region: "us-east-1",
        llm: undefined,
      });
    };
    expect(path(rack)).toMatchObject({ on: "your premises", kind: "site" });
    expect(path(cluster)).toMatchObject({ on: "us-east-1", kind: "region" });
    const api = { ...alternative({ id: "today", kind: "today", monthly: 1, seller: "own" }), name: "api" };
    expect(path(api)).toMatchObject({ on: "own/api", kind: "vendor" });
  });
});
