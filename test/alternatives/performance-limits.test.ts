import { describe, expect, it } from "vitest";
import { decidePart } from "../../src/cli/deciding.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { presetNamed } from "../../src/presets/preset.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import { parsed } from "../presets/planned.ts";
import { committedBook } from "../prices/books.ts";

async function decided(raw: unknown, settings: readonly string[] = []) {
  const scenario = parsed(settings.reduce(applySetting, raw as Record<string, unknown>));
  const { plan } = await planWithGraphs(scenario, committedBook(scenario.asOf));
  const part = plan.parts.find((p) => p.part === "llm");
  if (part === undefined) throw new Error("no llm part");
  const rows = new Map(part.alternatives.map((row) => [row.id, row]));
  return { rows, decision: decidePart(scenario, part) };
}

const profiles = presetNamed("profiles-002").scenario;

const REQUESTS = { requestsPerMonth: 1_500_000, promptTokens: 2200, outputTokens: 250 };
const hosting = (performance: object) => ({
  region: "us-east-1",
  asOf: "2026-11-21",
  people: { gpuExpertise: "yes" },
  criteria: { performance },
  llm: {
    ...REQUESTS,
    today: "anthropic/claude-sonnet-4-6",
    candidates: [{ model: "openai/gpt-oss-20b", quality: "same" }],
    hosting: { instanceTypes: ["g6e.xlarge"] },
  },
});

describe("limits of criteria.performance stand before the costs", () => {
  it("buys the only one of four that keeps them, though Distilled-Tiny costs 10 where it costs 80", async () => {
    const { rows, decision } = await decided(profiles);
    expect([decision.verdict, decision.names]).toEqual(["buy", "buy.Fine-tuned-7B"]);
    expect(rows.get("buy.Distilled-Tiny")?.feasible).toEqual({
      kind: "no",
      because: "misses accuracy of at least 0.85: 0.82",
    });
    const reasons = decision.not.map(({ alternative, reason }) => [alternative, reason.kind]);
    expect(reasons).toContainEqual(["buy.Distilled-Tiny", "infeasible"]);
  });

  it.each([
    ["criteria.performance.accuracy=0.82", "buy.Distilled-Tiny"],
    ["criteria.performance.accuracy=0.82000001", "buy.Fine-tuned-7B"],
    ["criteria.performance.accuracy=0.91", "buy.Fine-tuned-7B"],
    ["criteria.performance.usdPer1000=0.08", "buy.Fine-tuned-7B"],
  ])("%s: %s, a limit is itself allowed", async (setting, names) => {
    expect((await decided(profiles, [setting])).decision.names).toBe(names);
  });

  it("where nothing keeps them nothing is chosen", async () => {
    const { decision } = await decided(profiles, ["criteria.performance.accuracy=0.95"]);
    expect([decision.verdict, decision.names]).toEqual(["explain", "none"]);
  });

  it("an accuracy that nobody knows rules nothing out, and the one that is chosen says so", async () => {
    const { rows, decision } = await decided(profiles, [
      'llm.candidates.3.profile={"p50Ms":15,"p99Ms":35,"requestsPerSecond":5000}',
    ]);
    expect(decision.names).toBe("buy.Distilled-Tiny");
    expect(rows.get("buy.Distilled-Tiny")?.limits).toEqual({ verdict: "unknown", untested: ["accuracy"] });
    const finding = decision.findings.find(({ id }) => id === "limits-untested");
    expect(finding?.text).toMatch(/Distilled-Tiny is not ruled out by the limits on accuracy/);
    expect(finding?.key).toBe("llm.candidates.3.profile");
  });

  it("a fleet is held against its plan: 1 ms of p99 rules it out, and today's offer by what it costs", async () => {
    const slow = await decided(hosting({ p99Ms: 1 }));
    expect(slow.rows.get("host.g6e.xlarge")?.feasible).toMatchObject({
      kind: "no",
      because: expect.stringMatching(/^misses p99 of at most 1 ms: about [\d,]+$/),
    });
    expect(slow.rows.get("today")?.limits?.verdict).toBe("unknown");
    const dear = await decided(hosting({ usdPer1000: 10 }));
    expect(dear.rows.get("today")?.feasible).toEqual({
      kind: "no",
      because: "misses cost of at most 10 USD per 1,000 requests: 10.3",
    });
    expect(dear.decision.names).not.toBe("today");
  });
});
