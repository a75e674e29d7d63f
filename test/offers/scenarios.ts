import type { Seller, TokenPurchase } from "../../src/offers/token-purchase.ts";
import { type Charge, totalOf } from "../../src/prices/charge.ts";
import type { LlmPart } from "../../src/scenario/llm-terms.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import type { Scenario, TrackingPart, VectorsPart } from "../../src/scenario/scenario.ts";

/** A scenario as the reader writes it, through the real door. */
export function scenario(raw: Record<string, unknown>): Scenario {
  return parseScenario(raw, {
    file: "test.yaml",
    name: "test",
    today: "2026-11-21",
    openModels: [
      "openai/gpt-oss-120b",
      "meta-llama/Llama-3.1-8B-Instruct",
      "meta-llama/Llama-3.3-70B-Instruct",
    ],
  });
}

/** Marks an output of 0 tokens, which the scenario's door refuses and a card must still price. */
const SILENT = 0.015625;

export function llm(
  raw: Record<string, unknown>,
  rest: Record<string, unknown> = {},
): { part: LlmPart; all: Scenario } {
  const spoken = (c: Record<string, unknown>) => (c.outputTokens === 0 ? { ...c, outputTokens: SILENT } : c);
  const filled = spoken({ requestsPerMonth: 1, promptTokens: 1, outputTokens: 0, ...raw });
  const all = scenario({
    ...rest,
    llm: Array.isArray(filled.classes) ? { ...filled, classes: filled.classes.map(spoken) } : filled,
  });
  if (all.llm === undefined) throw new Error("no llm part");
  const classes = all.llm.classes.map((c) =>
    c.outputTokens.base === SILENT
      ? { ...c, outputTokens: { ...c.outputTokens, low: 0, base: 0, high: 0 } }
      : c,
  );
  return { part: { ...all.llm, classes }, all };
}

/** The workload of `raw`, bought from one seller. */
export function purchase(
  seller: Seller,
  raw: Record<string, unknown>,
  rest: Record<string, unknown> = {},
): TokenPurchase {
  const { part, all } = llm({ today: `${seller.provider}/${seller.model}`, ...raw }, rest);
  if (part.today === undefined) throw new Error("nothing bought");
  return {
    part,
    seller,
    reasoningMultiplier: part.today.reasoningMultiplier,
    running: true,
    own: all.offers.own,
    asOf: all.asOf,
  };
}

export function vectors(raw: Record<string, unknown>): VectorsPart {
  const { vectors: part } = scenario({ vectors: { queriesPerMonth: 0, ...raw } });
  if (part === undefined) throw new Error("no vectors part");
  return part;
}

export function tracking(raw: Record<string, unknown>): TrackingPart {
  const { tracking: part } = scenario({ tracking: raw });
  if (part === undefined) throw new Error("no tracking part");
  return part;
}

/** "12.5", or "at least 12.5: tokens.output" with every line that has no figure. */
export function total(charges: readonly Charge[]): string {
  const { usd, unknowns } = totalOf(charges);
  return unknowns.length === 0
    ? usd.toFixed()
    : `at least ${usd.toFixed()}: ${unknowns.map((u) => u.charge).join(", ")}`;
}

/** USD of one line; "unknown" or "none" in words. */
export function usdOf(charges: readonly Charge[], id: string): string {
  const charge = charges.find((c) => c.id === id);
  if (charge === undefined) return "none";
  return charge.cost.kind === "known" ? charge.cost.usd.toFixed() : "unknown";
}
