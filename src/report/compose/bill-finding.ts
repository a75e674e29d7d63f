import type { Alternative } from "../../alternatives/alternative.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Report } from "../report.ts";

/** A gap above this share of the bill means that the lines do not describe what is bought. */
const LARGEST_GAP = 0.1;

/** What the vendor billed beside what today's lines add up to: gap = repriced − billed. */
export function billFinding(scenario: Scenario, alternatives: readonly Alternative[]): Report["findings"] {
  const billed = scenario.llm?.billedUsdPerMonth;
  const today = alternatives.find(({ part, kind }) => part === "llm" && kind === "today")?.months[0];
  if (billed === undefined || today === undefined) return [];
  if (today.atLeast)
    return [
      {
        id: "bill-not-comparable",
        text: "the bill cannot be set beside today's lines: some of them have no price",
        key: billed.key,
        figures: { billedUsd: billed.base },
      },
    ];
  const gap = today.usd - billed.base;
  const share = billed.base === 0 ? Number.POSITIVE_INFINITY : Math.abs(gap) / billed.base;
  const figures = { repricedUsd: today.usd, billedUsd: billed.base, gapUsd: gap };
  if (share <= LARGEST_GAP)
    return [{ id: "bill-agrees", text: "the bill agrees with the lines", key: billed.key, figures }];
  return [
    {
      id: "bill-gap",
      text: "the bill and the lines differ: tier, batch, cached tokens, contract discount or requests may be missing",
      key: billed.key,
      figures,
    },
  ];
}
