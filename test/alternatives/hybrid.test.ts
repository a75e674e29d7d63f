import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { shareOfPart } from "../../src/alternatives/part-share.ts";
import { askedScenario } from "../../src/cli/bill-tokens.ts";
import { contextOf } from "../../src/cli/report-of.ts";
import { llmDemand } from "../../src/demand/llm-demand.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import type { Raw } from "../consistency/arbitrary.ts";
import { askedReport, askedRows } from "../consistency/asked.ts";
import type { Alternative } from "../consistency/report-json.ts";

const example: Raw = {
  ...(parse(readFileSync("scenarios/claims-desk.yaml", "utf8")) as Raw),
  asOf: "2026-11-21",
};
const changed = (...settings: string[]) =>
  settings.reduce((raw, setting) => applySetting(raw, setting) as Raw, example);

const partOf = (raw: Raw) => {
  const { llm } = askedScenario(raw, contextOf({ file: "s.yaml", name: "s", raw, text: "" }));
  if (llm === undefined) throw new Error("no llm part");
  return llm;
};

/** The same scenario with some of its classes only. */
const withClasses = (raw: Raw, ...names: string[]): Raw => {
  const llm = raw.llm as { classes: { name: string }[] };
  return {
    ...raw,
    llm: { ...llm, hybrid: {}, classes: llm.classes.filter((entry) => names.includes(entry.name)) },
  };
};

const hybridOf = (alternatives: readonly Alternative[]): Alternative => {
  const found = alternatives.find(({ kind }) => kind === "hybrid");
  if (found === undefined) throw new Error("no hybrid");
  return found;
};

describe("claims-desk: two classes pass their gate, drafts fail it", () => {
  it("the verdict is hybrid, by the real plan: sort and read fields on the fleet, draft bought", async () => {
    const { decisions, alternatives } = await askedReport(example);
    const [decision] = decisions;
    expect([decision?.verdict, decision?.clause, decision?.names]).toEqual([
      "hybrid",
      "6",
      hybridOf(alternatives).id,
    ]);
    const { routes } = hybridOf(alternatives);
    expect(routes?.classes.map(({ name, share, gate }) => [name, share, gate])).toEqual([
      ["sort", 1, "pass"],
      ["read fields", 1, "pass"],
      ["draft", 0, "fail"],
    ]);
    expect(routes?.share).toBeCloseTo(12 / 12.3, 12);
    expect(decision?.now.map(({ alternative }) => alternative)).toEqual([decision?.names]);
    // The whole workload on the fleet is no option: its drafts failed.
    expect(decision?.not.find(({ alternative }) => alternative.startsWith("host."))?.reason).toMatchObject({
      kind: "quality",
      delta: 0.31,
    });
  });

  it("each month is a plan of the hosted classes and one of the others, and the router comes once", async () => {
    const raw = changed("growthPerMonth=0.03", "llm.hybrid.routingUsdPerMonth=250", "horizonMonths=12");
    const rows = await askedRows(raw);
    const hybrid = rows.find(({ id }) => id.startsWith("hybrid."));
    const type = hybrid?.id.slice("hybrid.".length);
    const hosted = (await askedRows(withClasses(raw, "sort", "read fields"))).find(
      ({ id }) => id === `host.${type}`,
    );
    const bought = (await askedRows(withClasses(raw, "draft"))).find(({ id }) => id === "today");
    if (hybrid === undefined || hosted === undefined || bought === undefined)
      throw new Error("a row is missing");
    expect(hybrid.units).toBe(hosted.units);
    for (const [i, usd] of hybrid.months.entries())
      expect(usd).toBeCloseTo((hosted.months[i] ?? 0) + (bought.months[i] ?? 0) + 250, 6);
    expect(hybrid.oneOffUsd).toBe(hosted.oneOffUsd + bought.oneOffUsd + 80 * 115);
  });

  it("a class that nobody measured stays bought, and the test says what hosting it would save", async () => {
    const { decisions, alternatives } = await askedReport(changed("llm.classes.1.quality=unanswered"));
    const [decision] = decisions;
    const asked = alternatives.find(({ id }) => id.endsWith(".untested"));
    expect(asked?.routes?.classes.map(({ share }) => share)).toEqual([1, 1, 0]);
    const test = decision?.test.find(({ alternative }) => alternative === asked?.id);
    expect(test?.savingUsdPerMonth).toBeGreaterThan(1000);
    expect(test?.open.map(({ key }) => key)).toEqual(["llm.classes.1.quality"]);
    expect(test?.open[0]?.question).toContain("on read fields");
    for (const { kind, routes, needsGate } of alternatives)
      if (kind === "hybrid" && !needsGate) expect(routes?.classes[1]?.share).toBe(0);
  });

  it.each([
    ["all classes fail", ['llm.classes.0.quality={"delta":0.2}', 'llm.classes.1.quality={"delta":0.2}']],
    [
      "volumes are a thousandth",
      ["llm.classes.0.requestsPerMonth=8000", "llm.classes.1.requestsPerMonth=4000"],
    ],
  ])("%s: no row, and a sentence says so", async (_name, settings) => {
    const { alternatives, decisions } = await askedReport(changed(...settings));
    expect(alternatives.filter(({ kind }) => kind === "hybrid")).toEqual([]);
    expect(decisions[0]?.ruledOut.some(({ what }) => what.startsWith("hybrid with"))).toBe(true);
    expect(decisions[0]?.verdict).not.toBe("hybrid");
  });

  it("a class that the file keeps off the fleet stays bought: llm.hybrid.classes", async () => {
    const { alternatives } = await askedReport(changed('llm.hybrid.classes=["read fields"]'));
    const { routes } = hybridOf(alternatives);
    expect(routes?.classes.map(({ name, share, stays }) => [name, share > 0, stays])).toEqual([
      ["sort", false, "not in llm.hybrid.classes"],
      ["read fields", true, undefined],
      ["draft", false, "failed the quality gate"],
    ]);
  });

  it("open weights that others sell for less: the same split is bought instead, and stands beside the hybrid", async () => {
    const { alternatives, decisions } = await askedReport(changed('llm.candidates=["openai/gpt-oss-20b"]'));
    const split = alternatives.find(({ kind, routes }) => kind === "bought" && routes !== undefined);
    expect(split?.routes?.classes.map(({ share }) => share)).toEqual([1, 1, 0]);
    expect([decisions[0]?.verdict, decisions[0]?.names]).toEqual(["buy", split?.id]);
  });
});

describe("one class that overflows", () => {
  it("machines are filled to their last whole unit, in percents, the rest is bought", async () => {
    const raw = withClasses(
      changed(
        'llm.candidates=[{"model":"meta-llama/Llama-3.1-8B-Instruct","weights":"own","quality":"same"}]',
      ),
      "read fields",
    );
    const { alternatives } = await askedReport(
      applySetting(raw, "llm.classes.0.requestsPerMonth=5400000") as Raw,
    );
    const hybrid = alternatives.find(({ kind }) => kind === "hybrid");
    if (hybrid === undefined) throw new Error("no hybrid");
    const host = alternatives.find(({ kind }) => kind === "hosted");
    expect(hybrid.months[0]?.units).toBe((host?.months[0]?.units ?? 0) - 1);
    const share = hybrid.routes?.classes[0]?.share ?? 0;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(1);
    expect(Math.abs(share * 100 - Math.round(share * 100))).toBeLessThan(1e-9);
  });
});

it("law: the demand of two shares adds up to the whole, whatever the shares", () => {
  const part = partOf(changed("growthPerMonth=0.02"));
  const share = fc.integer({ min: 1, max: 99 }).map((n) => n / 100);
  fc.assert(
    fc.property(fc.tuple(share, share, share), fc.integer({ min: 1, max: 36 }), (shares, month) => {
      const [a, b] = [
        shareOfPart(part, shares),
        shareOfPart(
          part,
          shares.map((s) => 1 - s),
        ),
      ];
      if (a === undefined || b === undefined) throw new Error("nothing left");
      const [x, y, whole] = [a, b, part].map((of) => llmDemand(of, 1, month));
      expect((x?.requestsPerMonth ?? 0) + (y?.requestsPerMonth ?? 0)).toBeCloseTo(
        whole?.requestsPerMonth ?? 0,
        3,
      );
      // A split class keeps the context that its longest requests need.
      expect(x?.promptTokensP99).toBe(whole?.promptTokensP99);
    }),
  );
});
