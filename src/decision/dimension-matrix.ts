import { z } from "zod";
import records from "../../data/dimensions.json" with { type: "json" };
import { type Alternative, isOurs } from "../alternatives/alternative.ts";
import { sellerName } from "../alternatives/seller-name.ts";
import { type Charge, isUnknown } from "../prices/charge.ts";
import { DIMENSIONS, type Dimension } from "../scenario/dimension-schema.ts";
import type { DimensionScores } from "../scenario/dimensions.ts";
import type { Criteria } from "../scenario/scenario.ts";
import { type BothSides, isOwn, type Option } from "./both-sides.ts";
import type { Expertise } from "./expertise.ts";
import type { RiskRow } from "./risk-rows.ts";

const published = z.strictObject({
  dimension: z.enum(DIMENSIONS),
  selfHost: z.string(),
  buy: z.string(),
  favoursBuilding: z.string(),
});

const PUBLISHED = z.array(published).parse(records);

/** What is known of one side in one dimension: figures by name (the name ends in the unit), a word, or neither. */
interface DimensionCell {
  readonly figures: Readonly<Record<string, number>>;
  /** A total whose alternative has lines without a figure. */
  readonly atLeast?: boolean;
  readonly said?: string;
}

export interface DimensionRow {
  readonly dimension: Dimension;
  /** The published character of each side. */
  readonly selfHostWords: string;
  readonly buyWords: string;
  readonly favoursBuilding: string;
  /** Absent: this report has no such side. */
  readonly selfHost?: DimensionCell;
  readonly buy?: DimensionCell;
}

/** What the cells are filled from, beside the two options. */
export interface DimensionFacts {
  readonly policy: Criteria["dataPolicy"];
  /** llm only: the others ask for no experience with GPUs. */
  readonly expertise: Expertise | undefined;
  readonly risks: readonly RiskRow[];
}

export function dimensionMatrix({ bought, hosted }: BothSides, facts: DimensionFacts): DimensionRow[] {
  return PUBLISHED.map(({ dimension, selfHost, buy, favoursBuilding }) => ({
    dimension,
    selfHostWords: selfHost,
    buyWords: buy,
    favoursBuilding,
    ...(hosted && { selfHost: cellOf(dimension, hosted, facts) }),
    ...(bought && { buy: cellOf(dimension, bought, facts) }),
  }));
}

const said = (words: string): DimensionCell => ({ figures: {}, said: words });

function cellOf(dimension: Dimension, option: Option, facts: DimensionFacts): DimensionCell {
  const { alternative, row } = option;
  switch (dimension) {
    case "cost":
      return { figures: { monthUsd: row.monthUsd, totalUsd: row.tcoUsd }, atLeast: row.atLeast };
    case "quality":
      return qualityCell(alternative);
    case "speed":
      return speedCell(alternative);
    case "control":
      return said(controlOf(alternative));
    case "risk":
      return riskCell(facts.risks.find((risk) => risk.alternative === alternative.id));
    case "maintenance":
      return { figures: { hoursPerMonth: hoursIn(alternative.monthly) } };
    case "privacy":
      return said(`${whereOf(alternative)}${isOurs(alternative) ? "" : `; data policy: ${facts.policy}`}`);
    case "latency":
      return latencyCell(alternative);
    case "capability":
      return capabilityCell(alternative, facts.expertise);
  }
}

function controlOf(alternative: Alternative): string {
  const { kind } = alternative;
  const seller = sellerName(alternative);
  if (isOurs(alternative)) return "ours";
  return kind === "hybrid" ? `ours for what is hosted, ${seller} for the rest` : seller;
}

function whereOf(alternative: Alternative): string {
  const { kind, place } = alternative;
  const seller = sellerName(alternative);
  if (isOurs(alternative)) return place === "premises" ? "on your premises" : "in your account";
  return kind === "hybrid" ? `what is hosted in your account, the rest at ${seller}` : `at ${seller}`;
}

function qualityCell({ kind, part, quality }: Alternative): DimensionCell {
  if (part !== "llm") return said("the same job");
  if (kind === "today" || kind === "lever") return said("what the others are judged by");
  if (quality.kind === "same") return said("the same weights");
  if (quality.kind === "unanswered") return said("not measured");
  return { figures: { winRateGap: quality.delta } };
}

/** Hours that a week of one engineer has. */
const HOURS_PER_WEEK = 40;

function speedCell({ kind, oneOff }: Alternative): DimensionCell {
  if (kind === "today") return said("runs already");
  return { figures: { engineerWeeks: hoursIn(oneOff) / HOURS_PER_WEEK } };
}

/** People's hours among some lines; every one of them has a quantity in hours. */
function hoursIn(charges: readonly Charge[]): number {
  return charges
    .filter(({ category }) => category === "people")
    .reduce((sum, { quantity }) => sum + (isUnknown(quantity) ? 0 : quantity.toNumber()), 0);
}

function riskCell(risk: RiskRow | undefined): DimensionCell {
  if (risk === undefined || risk.lines.every(({ totalUsd }) => totalUsd === undefined))
    return said("words only: see the register");
  return {
    figures: { expectedUsd: risk.riskUsd },
    atLeast: risk.lines.some(({ totalUsd }) => totalUsd === undefined),
  };
}

function latencyCell({ capacity }: Alternative): DimensionCell {
  const serving = capacity?.serving;
  if (serving === undefined) return said("not measured");
  return { figures: { ttftP95Ms: serving.ttftP95MsAtPeak, tpotMs: serving.tpotMsAtPeak } };
}

function capabilityCell(alternative: Alternative, expertise: Expertise | undefined): DimensionCell {
  if (!isOwn(alternative)) return said("none asked for");
  if (expertise === undefined) return said("no GPU skill asked for: the published words are about models");
  const { answer, neededHours, freeHours } = expertise;
  return {
    figures: { neededHours, ...(freeHours !== undefined && { freeHours }) },
    said: `GPU expertise: ${answer}`,
  };
}

/** Σ weight × points of both sides, 0 to 10; the reader's own, beside the verdict on cost. */
export interface WeightedPoints {
  readonly buy: number;
  readonly selfHost: number;
  readonly entries: DimensionScores["entries"];
}

export function weightedPoints({ entries }: DimensionScores): WeightedPoints {
  const sum = (points: "buy" | "selfHost") =>
    entries.reduce((total, entry) => total + entry.weight * entry[points], 0);
  return { buy: sum("buy"), selfHost: sum("selfHost"), entries };
}
