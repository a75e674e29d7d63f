import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qualityGate, unsettled } from "../../src/decision/gate.ts";
import { qualityOf, qualitySchema } from "../../src/scenario/quality.ts";

const judged = (today: number, candidate: number, ties: number) =>
  qualityOf(qualitySchema.parse({ wins: { today, candidate, ties }, judge: "a third model" }));

describe("R15: judgements of 100 cases against a limit of 0.10", () => {
  it("48 to 40 and 12 ties: a gap of 0.08 passes, error 0.0935, 8,391 cases would settle it", () => {
    const quality = judged(48, 40, 12);
    if (quality.kind !== "measured") throw new Error(quality.kind);
    expect(quality.delta).toBe(0.08);
    expect(((quality.high ?? 0) - 0.08) / 1.96).toBeCloseTo(0.0935, 4);
    expect(qualityGate(quality, 0.1).kind).toBe("pass");
    expect(unsettled(quality, 0.1)?.casesNeeded).toBe(8391);
  });

  it("50 to 40 and 10 ties: a gap of exactly 0.10 fails", () => {
    expect(qualityGate(judged(50, 40, 10), 0.1)).toEqual({ kind: "fail", delta: 0.1, limit: 0.1 });
  });

  it("0 cases: unanswered, never a gap of 0", () => {
    expect(judged(0, 0, 0)).toEqual({ kind: "unanswered" });
  });
});

it("law: swapping the two models mirrors gap and interval; more ties never widen the gap", () => {
  const count = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(count, count, fc.integer({ min: 1, max: 500 }), (today, candidate, ties) => {
      const [one, other, more] = [
        judged(today, candidate, ties),
        judged(candidate, today, ties),
        judged(today, candidate, ties + 1),
      ];
      if (one.kind !== "measured" || other.kind !== "measured" || more.kind !== "measured") return;
      expect(one.delta).toBeCloseTo(-other.delta, 12);
      expect(one.low).toBeCloseTo(-(other.high ?? 0), 12);
      expect(Math.abs(more.delta)).toBeLessThanOrEqual(Math.abs(one.delta));
    }),
  );
});
