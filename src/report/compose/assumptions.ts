import type { Alternative } from "../../alternatives/alternative.ts";
import { isUnknown } from "../../prices/charge.ts";
import { TOKEN_PRICES } from "../../prices/tokens/tokens.ts";
import type { Provenance } from "../../provenance.ts";
import type { Figure } from "../../scenario/figure.ts";
import { unitOf } from "../../scenario/issue.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Report, ReportFact } from "../report.ts";
import { saidQualities } from "./quality.ts";
import { readFigures } from "./read-figures.ts";

type Groups = Report["assumptions"];

/** Every figure that the rows rest on, in the groups of who says so. */
export function assumptionsOf(scenario: Scenario, alternatives: readonly Alternative[]): Groups {
  const groups: { [K in keyof Groups]: ReportFact[] } = {
    yours: [],
    published: [],
    measured: [],
    fitted: [],
    assumed: [],
  };
  const seen = new Set<string>();
  const add = (fact: ReportFact) => {
    const key = `${fact.provenance.kind} ${fact.name}`;
    if (seen.has(key)) return;
    seen.add(key);
    groups[fact.provenance.kind].push(fact);
  };
  const figures = figuresOf(scenario, alternatives).toSorted((a, b) => weight(b) - weight(a));
  for (const figure of figures) add(factOf(figure));
  for (const fact of pricesOf(alternatives)) add(fact);
  for (const fact of driversOf(alternatives)) add(fact);
  for (const fact of qualityOf(scenario)) add(fact);
  return groups;
}

/** Keys that only hosted rows read; without one they say nothing about this report. */
const HOSTED_ONLY =
  /^(usage\.|llm\.(hosting|hybrid)\.|llm\.(classes\.\d+\.)?(peakToMean|withinHourPeak|busyDay|promptTokensP99|outputTokensMax|slo\.)|vectors\.(buildHours|upkeepHours|payloadBytesInRam|topK)|tracking\.(buildHours|upkeepHours))/;

function figuresOf(scenario: Scenario, alternatives: readonly Alternative[]): Figure[] {
  const hosted = new Set(alternatives.filter((a) => a.kind === "hosted").map((a) => a.part));
  const isRead = readFigures(scenario, alternatives);
  return scenarioFigures(scenario).filter((figure) => {
    const { key } = figure;
    if (!isRead(figure)) return false;
    // How often is drawn says nothing about a row: the section of the draws prints it with its keys.
    if (key.startsWith("uncertainty.")) return false;
    if (!HOSTED_ONLY.test(key)) return true;
    return key.startsWith("usage.") ? hosted.size > 0 : hosted.has(key.split(".")[0] as Alternative["part"]);
  });
}

/** True where a limit, or a policy, is the reader's own and not our default. */
export function statesCriteria(criteria: Scenario["criteria"]): boolean {
  return (
    criteria.dataPolicy !== "none" ||
    scenarioFigures(criteria).some(({ provenance }) => provenance.kind === "yours")
  );
}

/** Every figure of a scenario, or of a block of it, wherever it stands. */
export function scenarioFigures(scenario: object): Figure[] {
  const found: Figure[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === "object" && node !== null) {
      if (isFigure(node)) found.push(node);
      else Object.values(node).forEach(walk);
    }
  };
  walk(scenario);
  return found;
}

/** What a reader should look at first: ranges, then what says something, then what was left at "none". */
function weight(figure: Figure): number {
  return (
    Number(figure.ranged) * 4 +
    Number(figure.key.startsWith("llm.") || figure.key.includes(".upkeep")) * 2 +
    Number(figure.base !== 0 && figure.base !== 1)
  );
}

function isFigure(node: object): node is Figure {
  return "provenance" in node && "base" in node && "key" in node;
}

/** Six digits are more than any input is known to. */
const shown = (value: number): string => String(Number(value.toPrecision(6)));

function factOf(figure: Figure): ReportFact {
  const value = figure.ranged
    ? `${shown(figure.base)} (${shown(figure.low)} to ${shown(figure.high)})`
    : shown(figure.base);
  return {
    name: figure.key,
    value: figure.months === undefined ? value : figure.months.map(shown).join(", "),
    unit: unitOf(figure.key) ?? "",
    provenance: figure.provenance,
  };
}

/** Each unit price that some line was multiplied with, once; of an overridden one the list price too. */
function pricesOf(alternatives: readonly Alternative[]): ReportFact[] {
  return alternatives.flatMap((alternative) =>
    [...alternative.monthly, ...alternative.oneOff].flatMap((charge) => {
      const { price } = charge;
      if (isUnknown(price)) return [];
      const { list } = price.overridden ?? {};
      if (list === undefined && price.provenance.kind !== "published") return [];
      const name = price.facts.key ?? charge.name;
      return [price, ...(list === undefined || isUnknown(list) ? [] : [list])].map((said) => ({
        name,
        value: said.tiers.map((tier) => tier.usd.toFixed()).join(" / "),
        unit: `USD per ${said.unit}`,
        provenance: said.provenance,
      }));
    }),
  );
}

/** Drivers of lines that are no key of the scenario: facts of usage and of the fleet. */
function driversOf(alternatives: readonly Alternative[]): ReportFact[] {
  return alternatives.flatMap((alternative) =>
    alternative.monthly.flatMap((charge) =>
      charge.drivers
        .filter(({ provenance }) => isOutsideScenario(provenance))
        .map(({ name, value, unit, provenance }) => ({ name, value, unit, provenance })),
    ),
  );
}

function isOutsideScenario(provenance: Provenance): boolean {
  if (provenance.kind === "yours") return false;
  if (provenance.kind === "fitted") return false;
  return provenance.kind !== "assumed" || provenance.key.startsWith("data/");
}

function qualityOf(scenario: Scenario): ReportFact[] {
  if (scenario.llm === undefined) return [];
  return saidQualities(scenario.llm).flatMap(({ model, className, key, quality }): ReportFact[] => {
    if (quality.kind !== "measured") return [];
    const provenance: Provenance =
      quality.measuredAt === undefined
        ? { kind: "yours", key }
        : { kind: "measured", source: quality.file ?? key, at: quality.measuredAt };
    const name = `quality of ${model}${className === undefined ? "" : ` on ${className}`}`;
    return [{ name, value: String(quality.delta), unit: "gap in win rates", provenance }];
  });
}

/** Dates of the prices that the rows used: the oldest of the AWS list, and the token package's. */
export function priceDates(alternatives: readonly Alternative[]): {
  oldestUsedAt: string;
  oldestUsedKey: string;
  tokensAt: string;
} {
  let oldest: { at: string; key: string } | undefined;
  for (const alternative of alternatives) {
    for (const { price: effective } of alternative.monthly) {
      const price = isUnknown(effective) ? effective : (effective.overridden?.list ?? effective);
      if (isUnknown(price) || price.provenance.kind !== "published" || price.facts.snapshotAt === undefined)
        continue;
      const { at } = price.provenance;
      if (oldest === undefined || at < oldest.at) oldest = { at, key: price.facts.key ?? "" };
    }
  }
  return {
    oldestUsedAt: oldest?.at ?? "",
    oldestUsedKey: oldest?.key ?? "",
    tokensAt: TOKEN_PRICES.publishedAt,
  };
}
