import { expect, test } from "vitest";
import { attention, lastMile, settingsChange } from "../../src/offers/one-off.ts";
import { switching } from "../../src/offers/switching.ts";
import { tuning } from "../../src/offers/tuning.ts";
import { scenario, total, usdOf } from "./scenarios.ts";

const llm = { requestsPerMonth: 1, promptTokens: 1, outputTokens: 1 };
const given = (raw: Record<string, unknown> = {}) => scenario({ llm, ...raw });

test("R13 last mile of three weeks at 115: 13,800 in month 0; 0, already spent, for today's", () => {
  const { offers, people } = given();
  expect(total([lastMile(offers, people, false)])).toBe("13800");
  const spent = lastMile(offers, people, true);
  expect([total([spent]), spent.formula]).toEqual(["0", "already spent"]);
});

test("a change of settings: 40 h × 115 = 4,600; attention 0 h until given, then 2 h × 115 a month", () => {
  const { offers, people } = given();
  expect(total([settingsChange("cache", "cached prefix", offers, people)])).toBe("4600");
  expect(total([attention(offers, people)])).toBe("0");
  const asked = given({ offers: { attentionHoursPerMonth: 2 } });
  expect(total([attention(asked.offers, asked.people)])).toBe("230");
});

test("D39 switching: 6 weeks × 5,000 and 10 systems × 2,000 make 1.5 × 30,000 + 1.2 × 20,000 = 69,000 in four lines", () => {
  const all = given({
    offers: { switching: { weeks: 6, weeklyUsd: 5000, systems: 10, usdPerSystem: 2000 } },
  });
  const charges = switching(all, "llm");
  expect(["migration", "systems", "tests", "buffer"].map((id) => usdOf(charges, `switching.${id}`))).toEqual([
    "30000",
    "20000",
    "9000",
    "10000",
  ]);
  expect(total(charges)).toBe("69000");
});

test("no switching terms: no line, rather than a zero", () => {
  expect(switching(given(), "llm")).toEqual([]);
});

test("40 hours to leave at the end are 40 hours to leave today: 4,600 USD for who leaves, or the terms of a migration", () => {
  expect(total(switching(given({ offers: { exitHours: 40 } }), "llm"))).toBe("4600");
  const both = { exitHours: 40, switching: { weeks: 1, weeklyUsd: 100, systems: 0, usdPerSystem: 0 } };
  expect(total(switching(given({ offers: both }), "llm"))).toBe("150");
});

test("labelling 50,000 and training 15,000 both count", () => {
  const { llm: part } = given({
    llm: {
      ...llm,
      candidates: [{ model: "anthropic/claude-haiku-4-5", labellingUsd: 50_000, trainingUsd: 15_000 }],
    },
  });
  const [candidate] = part?.candidates ?? [];
  if (candidate === undefined) throw new Error("no candidate");
  expect(total(tuning(candidate))).toBe("65000");
  expect(
    tuning({ ...candidate, labellingUsd: undefined, trainingUsd: undefined } as unknown as typeof candidate),
  ).toEqual([]);
});
