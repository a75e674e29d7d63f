import { describe, expect, it } from "vitest";
import { type RuleSaying, ruleConflicts, verdictSide } from "../../../src/decision/rule-conflict.ts";

describe("the side of a verdict", () => {
  it.each([
    ["self-host", "host", false, "self-host"],
    ["hybrid", "split", false, "self-host"],
    ["buy", "offer", false, "buy"],
    ["buy", "today", true, "self-host"],
    ["explain", "offer", false, undefined],
    ["undecided", "offer", false, undefined],
  ] as const)("%s %s, run by us: %s → %s", (verdict, names, ours, side) =>
    expect(verdictSide({ verdict, names }, () => ours)).toBe(side),
  );
});

describe("a rule against the verdict", () => {
  const says = (side: RuleSaying["says"]): RuleSaying => ({
    rule: "wrong build",
    part: "vectors",
    says: side,
  });
  it("is named where they differ, with both sides", () =>
    expect(ruleConflicts([says("buy")], () => "self-host")).toEqual([
      { rule: "wrong build", part: "vectors", says: "buy", verdict: "self-host" },
    ]));
  it("is none where they agree, and none while the verdict is open", () => {
    expect(ruleConflicts([says("buy")], () => "buy")).toEqual([]);
    expect(ruleConflicts([says("buy"), says("self-host")], () => undefined)).toEqual([]);
  });
});
