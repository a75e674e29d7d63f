import { describe, expect, it } from "vitest";
import { decisionInput } from "../../src/cli/deciding.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { decide } from "../../src/decision/decide.ts";
import { rule } from "../../src/decision/verdict.ts";
import { presetNamed } from "../../src/presets/preset.ts";
import { totalOf } from "../../src/prices/charge.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import type { RawScenario } from "../../src/scenario/schema.ts";
import { modelCards } from "../../src/sizing/model-catalogue.ts";
import { committedBook } from "../prices/books.ts";

/** The llm part of a preset, planned as any scenario is. */
async function planned(raw: RawScenario) {
  const scenario = parseScenario(raw, {
    file: "preset",
    name: "preset",
    today: "2026-11-21",
    openModels: modelCards().map(({ id }) => id),
  });
  const { plan } = await planWithGraphs(scenario, committedBook(scenario.asOf));
  const part = plan.parts.find((p) => p.part === "llm");
  if (part === undefined) throw new Error("the preset has no llm part");
  return { scenario, part };
}

describe("verdicts on the llm preset", () => {
  const raw = presetNamed("llm-tco-000").scenario as RawScenario;
  const decided = async (given: RawScenario) => {
    const { scenario, part } = await planned(given);
    return { ruling: rule(decisionInput(scenario, part)), decision: decide(decisionInput(scenario, part)) };
  };

  it("R1: expertise yes, δ 0.05: buy, because 35.05 months are above 24", async () => {
    const { ruling, decision } = await decided(raw);
    expect([ruling.verdict, ruling.names, ruling.clause]).toEqual(["buy", "today", "3"]);
    expect(decision.rows.find((r) => r.alternative === "host.fixed")?.paybackToday).toMatchObject({
      kind: "at",
      months: expect.closeTo(35.054, 3),
    });
    expect(decision.findings.map((f) => f.id)).toContain("tie");
    const rejected = decision.not.find((n) => n.alternative === "host.fixed");
    expect(rejected?.cheaperAt?.map(({ from }) => Math.ceil(from))).toEqual([425014]);
  });

  it("R2: at 10 % a year 272,881.51 bought and 277,956.77 hosted: the saving of 1,241.36 is a loss of 5,075.26", async () => {
    const { decision } = await decided({ ...raw, discountRatePerYear: 0.1 });
    const [api, own] = ["today", "host.fixed"].map((id) => decision.rows.find((r) => r.alternative === id));
    expect(api?.presentValueUsd).toBeCloseTo(272881.51, 2);
    expect(own?.presentValueUsd).toBeCloseTo(277956.77, 2);
    expect((api?.presentValueUsd ?? 0) - (own?.presentValueUsd ?? 0)).toBeCloseTo(-5075.26, 2);
  });

  it("A18: at 2.50/10 per Mtok 5,000.00 bought against 7,437.74: never", async () => {
    const { decision } = await decided({
      ...raw,
      offers: { own: [{ name: "frontier-api", kind: "tokens", inputUsdPerMtok: 2.5, outputUsdPerMtok: 10 }] },
    });
    expect(decision.rows.find((r) => r.alternative === "today")?.monthUsd).toBe(5000);
    expect(decision.rows.find((r) => r.alternative === "host.fixed")?.paybackToday?.kind).toBe("never");
  });

  it("R13: three weeks of last mile at 115: 13,800 on a newly bought offer, 0 and a line on the running one", async () => {
    const { part } = await planned({
      ...raw,
      llm: { ...raw.llm, candidates: ["own/other"] },
      offers: {
        own: [
          ...(raw.offers?.own ?? []),
          { name: "other", kind: "tokens", inputUsdPerMtok: 1, outputUsdPerMtok: 1 },
        ],
      },
    });
    const oneOff = (kind: string) => part.alternatives.find((a) => a.kind === kind)?.oneOff ?? [];
    expect(totalOf(oneOff("bought")).usd.toNumber()).toBe(13800);
    expect(totalOf(oneOff("today")).usd.toNumber()).toBe(0);
    expect(oneOff("today").length).toBe(1);
  });
});
