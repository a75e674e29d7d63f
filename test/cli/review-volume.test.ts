import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { withVolume } from "../../src/cli/review-volume.ts";
import type { RecordPart } from "../../src/record/decision-record.ts";

interface OneClass {
  readonly name: string;
  readonly requestsPerMonth: unknown;
}
type Raw = Record<string, Record<string, unknown>>;
const scenario = (name: string): Raw => parse(readFileSync(`scenarios/${name}.yaml`, "utf8"));
const desk = scenario("claims-desk");
const classesOf = ({ llm }: Record<string, unknown>) =>
  (llm as { classes: OneClass[] }).classes.map(({ requestsPerMonth }) => requestsPerMonth);

describe("the volume of now in the question that was recorded", () => {
  it("3 M requests of three classes that were 12.3 M: each × 3 ÷ 12.3, and it says so", () => {
    const { raw, said } = withVolume(desk, "llm", 3e6);
    expect(classesOf(raw)).toEqual([1951219.51219512, 975609.756097561, 73170.7317073171]);
    expect(said).toBe(
      "llm: every class × 0.2439, requests a month: sort 8 M → 1.95 M, read fields 4 M → 0.98 M, draft 0.3 M → 73,171; another mix: give the scenario as it is now",
    );
  });

  it("a range keeps its ends in proportion, a list of months its shape, a class without its own takes the common one", () => {
    const llm = {
      requestsPerMonth: 10,
      classes: [
        { name: "a", requestsPerMonth: { low: 5, base: 10, high: 30, because: "peaks" } },
        { name: "b", requestsPerMonth: { months: [20, 40] } },
        { name: "c" },
      ],
    };
    const { raw } = withVolume({ llm }, "llm", 80);
    expect(classesOf(raw)).toEqual([
      { low: 10, base: 20, high: 60, because: "peaks" },
      { months: [40, 80] },
      20,
    ]);
  });

  it.each<[string, RecordPart, number, string]>([
    [
      "ml-team",
      "tracking",
      70,
      "tracking: tracking.seats 35 → 70; tracked hours, stored GB, traces, runs as asked then",
    ],
    [
      "support-assistant",
      "vectors",
      60e6,
      "vectors: vectors.vectors 6 M → 60 M; records written as asked then",
    ],
  ])("%s: %s moves alone, and what stays is named", (name, part, value, said) => {
    const change = withVolume(scenario(name), part, value);
    expect(change.said).toBe(said);
    const key = part === "tracking" ? "seats" : "vectors";
    expect(change.raw).toEqual({ ...scenario(name), [part]: { ...scenario(name)[part], [key]: value } });
  });

  it("a bill was of the volume then: its requests follow from it, and it is left out", () => {
    const bill = {
      asOf: "2026-11-21",
      llm: { today: "anthropic/claude-haiku-4-5", billedUsdPerMonth: 4500 },
    };
    const llm = withVolume(bill, "llm", 2e6).raw.llm as Record<string, unknown>;
    expect([llm.requestsPerMonth, llm.promptTokens, llm.billedUsdPerMonth]).toEqual([2e6, 2000, undefined]);
  });

  it("whatever the volumes, they add up to what was said and keep their shares", () => {
    const amount = fc.double({ min: 1, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 5 }), amount, (volumes, value) => {
        const classes = volumes.map((requestsPerMonth, i) => ({ name: `c${i}`, requestsPerMonth }));
        const fresh = classesOf(withVolume({ llm: { classes } }, "llm", value).raw) as number[];
        const [before, after] = [volumes, fresh].map((all) => all.reduce((sum, one) => sum + one, 0));
        expect(after).toBeCloseTo(value, 3);
        fresh.forEach((one, i) => {
          expect(one / value).toBeCloseTo((volumes[i] ?? 0) / (before ?? 1), 9);
        });
      }),
    );
  });

  it.each([
    [
      { llm: { classes: [{ name: "a", requestsPerMonth: 0 }] } },
      "llm",
      /1 classes of requests have no volume/,
    ],
    [{ llm: {} }, "tracking", /asks nothing about tracking/],
  ] as const)("refuses %j for %s", (raw, part, message) => {
    expect(() => withVolume(raw, part, 5)).toThrow(message);
  });
});
