import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { payback } from "../../src/compare/payback.ts";
import { decide } from "../../src/decision/decide.ts";
import { alternative, delta, input } from "./fixtures.ts";

const VOLUME = 50;

const atVolume = (a: Alternative): Alternative => ({
  ...a,
  months: a.months.map((m) => ({ ...m, volume: VOLUME })),
});

/** 500 + 1,000 for each 100 units, as in R7; bought at 16 a unit. */
function duel(oneOff: number, more: Partial<Alternative> = {}) {
  const today = atVolume({
    ...alternative({ id: "today", kind: "today", monthly: 16 * VOLUME }),
    curve: { fixedUsd: 0, unitUsd: 0, perVolumeUsd: 16 },
  });
  const host = atVolume({
    ...alternative({ id: "host", kind: "hosted", monthly: 1500, oneOff, quality: delta(0) }),
    curve: { fixedUsd: 500, unitUsd: 1000, perVolumeUsd: 0 },
    capacity: {
      instanceType: "x",
      instances: 1,
      instancesLow: 1,
      instancesHigh: 1,
      flags: [],
      unitsFor: (v) => Math.max(1, Math.ceil(v / 100)),
      volumeOf: (k) => 100 * k,
    },
    ...more,
  });
  return decide(input([today, host])).not[0];
}

const rounded = (intervals: readonly { from: number; to: number | null }[] | undefined) =>
  intervals?.map(({ from, to }) => [Number(from.toFixed(2)), to === null ? null : Number(to.toFixed(2))]);

describe("50 units a month cost 800 bought and 1,500 hosted", () => {
  it("without one-offs both readings are [93.75, 100], [156.25, 200], [218.75, ∞)", () => {
    const rejection = duel(0);
    expect(rejection?.reason).toEqual({ kind: "dearer", monthUsd: 1500, againstUsd: 800 });
    expect(rounded(rejection?.cheaperAt)).toEqual([
      [93.75, 100],
      [156.25, 200],
      [218.75, null],
    ]);
    expect(rejection?.winsAt).toEqual(rejection?.cheaperAt);
    expect(rejection).not.toHaveProperty("searchedTo");
  });

  it("12,000 of build earned back within 12 months is 1,000 a month more: it wins from 281.25 on, not from 93.75", () => {
    const rejection = duel(12000);
    expect(rounded(rejection?.cheaperAt)?.[0]).toEqual([93.75, 100]);
    expect(rounded(rejection?.winsAt)).toEqual([
      [281.25, 300],
      [343.75, 400],
      [406.25, null],
    ]);
    const first = rejection?.winsAt?.[0]?.from ?? 0;
    const units = Math.ceil(first / 100);
    expect(16 * first - (500 + 1000 * units)).toBeCloseTo(1000, 6);
  });

  it("a volume where it wins turns the verdict: at 300 units a month 4,800 bought, 3,500 hosted, 12,000 back in 9.2 months", () => {
    const wins = duel(12000)?.winsAt ?? [];
    expect(wins.some(({ from, to }) => from <= 300 && (to === null || to >= 300))).toBe(true);
    const decision = decide(
      input([
        alternative({ id: "today", kind: "today", monthly: 4800 }),
        alternative({ id: "host", kind: "hosted", monthly: 3500, oneOff: 12000, quality: delta(0) }),
      ]),
    );
    expect(decision.verdict).toBe("self-host");
  });

  it("a winning volume is one that stays: 282 units earn 12,000 back in 11.9 months; growing by 1 % a month, in 14.8", () => {
    const host = (v: number) => 500 + 1000 * Math.max(1, Math.ceil(v / 100));
    const back = (growth: number) => {
      const volumes = Array.from({ length: 36 }, (_, t) => 282 * (1 + growth) ** t);
      const bought = { oneOff: 0, months: volumes.map((v) => 16 * v) };
      const months = volumes.map(host);
      const found = payback(bought, { oneOff: 12000, months });
      return found.kind === "at" ? Number(found.months.toFixed(1)) : found.kind;
    };
    expect(duel(12000)?.winsAt?.some(({ from, to }) => from <= 282 && 282 <= (to ?? 282))).toBe(true);
    expect([back(0), back(0.01)]).toEqual([11.9, 14.8]);
  });

  it("no curve: nothing is claimed, which is not the same as no volume", () => {
    const rejection = duel(0, { curve: undefined });
    expect(rejection).not.toHaveProperty("winsAt");
    expect(rejection).not.toHaveProperty("cheaperAt");
  });

  it("each unit dearer than what it carries costs bought: no volume helps", () => {
    const rejection = duel(0, { curve: { fixedUsd: 500, unitUsd: 1700, perVolumeUsd: 0 } });
    expect([rejection?.winsAt, rejection?.cheaperAt]).toEqual([[], []]);
  });
});
