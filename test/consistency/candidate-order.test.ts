import { describe, expect, it } from "vitest";
import type { Raw } from "./arbitrary.ts";
import { askedReport } from "./asked.ts";
import type { Json } from "./report-json.ts";

const GPT = "openai/gpt-oss-120b";
const LLAMA = "meta-llama/Llama-3.1-8B-Instruct";
const QWEN = "Qwen/Qwen3-32B";

const asked = (...candidates: readonly string[]): Raw => ({
  region: "us-east-1",
  asOf: "2026-11-21",
  uncertainty: { draws: 1000 },
  llm: {
    today: "anthropic/claude-sonnet-4-6",
    requestsPerMonth: { low: 1_200_000, base: 1_700_000, high: 2_600_000 },
    promptTokens: 2400,
    sharedPrefixTokens: 1200,
    outputTokens: 220,
    candidates,
  },
});

/** What a row is, whatever its id says of the rows beside it. */
function nameOf(report: Json, id: string): string {
  const row = report.alternatives.find((alternative) => alternative.id === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  const { kind, model, seller, capacity } = row as Record<string, unknown> & {
    readonly capacity?: { readonly instanceType: string };
  };
  return [kind, model, seller, capacity?.instanceType, kind === "lever" ? id : ""].join(" ");
}

/** Money, draws, S-curve and odds of each row, by what the row is. */
function figuresOf(report: Json): Map<string, unknown> {
  const [drawn] = (report as unknown as { uncertainty: { parts: Drawn[] } }).uncertainty.parts;
  if (drawn === undefined) throw new Error("nothing is drawn");
  const own = (id: string, of: readonly { readonly alternative: string }[]) =>
    of.filter(({ alternative }) => alternative === id).map(({ alternative: _, ...figures }) => figures);
  return new Map(
    report.alternatives.map(({ id, row }) => [
      nameOf(report, id),
      {
        row,
        drawn: own(id, drawn.alternatives),
        curve: own(id, drawn.sCurve),
        baseline: nameOf(report, drawn.baseline),
      },
    ]),
  );
}

interface Drawn {
  readonly baseline: string;
  readonly alternatives: readonly { readonly alternative: string }[];
  readonly sCurve: readonly { readonly alternative: string }[];
}

describe("what a row costs and how sure that is does not hang on the rows beside it", () => {
  it("candidates in another order: the same figures of every row", async () => {
    const [before, after] = await Promise.all([
      askedReport(asked(GPT, LLAMA)),
      askedReport(asked(LLAMA, GPT)),
    ]);
    const figures = figuresOf(before);
    expect(figures.size).toBeGreaterThan(6);
    expect(figuresOf(after)).toEqual(figures);
  });

  it.each([
    { alone: GPT, added: LLAMA },
    { alone: LLAMA, added: QWEN },
  ])("$added beside $alone: the same figures of the rows that were there", async ({ alone, added }) => {
    const [before, after] = await Promise.all([askedReport(asked(alone)), askedReport(asked(added, alone))]);
    const more = figuresOf(after);
    const left = [...figuresOf(before)].filter(([name]) => more.has(name));
    expect(left.length).toBeGreaterThan(4);
    for (const [name, figures] of left) expect([name, more.get(name)]).toEqual([name, figures]);
  });
});
