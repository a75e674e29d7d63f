import { markdownTable } from "markdown-table";
import { marked } from "../report/comparison.ts";
import { inline } from "../report/markdown-text.ts";
import { amountText, atLeast, exact, figure, usd } from "../report/number.ts";
import { paybackPair } from "../report/payback-text.ts";
import { sentence } from "../report/wording.ts";
import { chosenIn, verdictText } from "./chosen.ts";
import { changedCriterionText } from "./criteria-values.ts";
import type { DecisionRecord, RecordedFinding } from "./decision-record.ts";
import type { RecordedRow } from "./recorded-row-schema.ts";
import { volumeText } from "./volume-text.ts";

/** The record for people: a page for the folder of decisions. The JSON beside it is the record. */
export function recordMarkdown(record: DecisionRecord): string {
  const { scenario } = record;
  const blocks = [
    `# Decision: ${inline(scenario.name)}, ${record.decidedAt}`,
    headOf(record),
    ...decisionsOf(record),
    ...section("What would reverse it", reversalOf(record)),
    ...section("Criteria", criteriaOf(record)),
    "## Alternatives",
    ...alternativesOf(record),
    ...section("Minimum of rigour", rigourOf(record)),
    ...section("Findings", record.findings.map(findingOf)),
    ...section("What others did", record.notes.map(noteOf)),
    ...section("Prepared for the next move", preparedOf(record)),
    "## Prices",
    pricesOf(record),
    ...folded("Unit prices", [unitsOf(record)]),
    ...folded("Assumptions", [assumptionsOf(record)]),
    ...folded("Not priced", [list(record.notPriced.map(notPricedOf))]),
    ...folded("The scenario as it was asked", [rawOf(record)]),
    ...section("Left out of this record", record.leftOut),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const list = (items: readonly string[]) => items.map((item) => `- ${inline(item)}`).join("\n");
const section = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`## ${title}`, list(items)];
const folded = (title: string, blocks: readonly string[]): string[] =>
  blocks.join("") === ""
    ? []
    : [`<details><summary>${title}</summary>\n\n${blocks.join("\n\n")}\n\n</details>`];

function headOf(record: DecisionRecord): string {
  const { scenario, replaces } = record;
  return list([
    `id ${record.id}${replaces === undefined ? "" : `, replaces ${replaces.id} of ${replaces.decidedAt}`}`,
    `decided ${record.decidedAt} by ${record.decidedBy ?? "nobody named"}, review by ${record.reviewBy}`,
    `${scenario.region}, ${scenario.environment}, ${scenario.horizonMonths} months, discounted at ${figure(scenario.discountRatePerYear * 100)} % a year`,
    `${record.tool}, record schema ${record.schema}; scenario ${scenario.file ?? "from flags"} ${scenario.sha256.slice(0, 12)}, criteria ${record.criteria.hash}`,
    ...(record.random
      ? [`${figure(record.random.draws)} draws of ${record.random.generator}, seed ${record.random.seed}`]
      : []),
  ]);
}

function decisionsOf(record: DecisionRecord): string[] {
  return record.decisions.map((one) => {
    const { part, byConstraint, clause, because, volume, triggerMonth, running, constraint } = one;
    const by = byConstraint ? ", by constraint" : "";
    const said = [
      ...(because === undefined ? [] : [sentence(because)]),
      ...(constraint === undefined ? [] : [constraint.text]),
      ...(running === undefined ? [] : [`${running.name} runs today and is ruled out: ${running.ruledOut}.`]),
      ...(volume === undefined ? [] : [`Decided at ${volumeText(part, volume.amount)}.`]),
      ...(triggerMonth === undefined ? [] : [`Moving pays from month ${triggerMonth} after the decision.`]),
    ];
    const step = clause === "none" ? "" : ` (step ${clause} of the verdict's order)`;
    const verdict = inline(verdictText(one.verdict, chosenIn(record, one)));
    return `**${part}: ${verdict}**${by}${step}. ${said.map(inline).join(" ")}`.trim();
  });
}

function reversalOf({ reversal, scheduledChanges, decisions, alternatives }: DecisionRecord): string[] {
  const name = (flip: DecisionRecord["reversal"][number]) =>
    alternatives.find(({ part, id }) => part === flip.part && id === flip.names)?.name ?? flip.names;
  const flips = reversal.map((flip) => {
    const { part, key, base, value, verdict, text } = flip;
    return `${part}: ${text ?? `${key} ${valueText(base)} → ${valueText(value)}: ${verdict}, ${name(flip)}`}`;
  });
  const none = decisions
    .filter(({ part }) => !reversal.some((flip) => flip.part === part))
    .map(({ part }) => `${part}: no flip is recorded`);
  return [...flips, ...none, ...scheduledChanges.map(({ at, what }) => `${at}: ${what}`)];
}

const valueText = (value: string | number) => (typeof value === "number" ? exact(value) : value);

function criteriaOf({ criteria, criteriaChanged, assumptions }: DecisionRecord): string[] {
  const facts = [...assumptions.yours, ...assumptions.assumed];
  const unit = (key: string) => facts.find(({ name }) => name === key)?.unit;
  return [
    ...Object.entries(criteria.values).map(
      ([key, value]) => `${key} ${value}${unit(key) === undefined ? "" : ` (${unit(key)})`}`,
    ),
    ...criteriaChanged.map(changedCriterionText),
  ];
}

function alternativesOf(record: DecisionRecord): string[] {
  const { horizonMonths } = record.scenario;
  const head = [
    "part",
    "alternative",
    "one-off USD",
    "USD/month",
    `${horizonMonths} months, USD`,
    "present value, USD",
    "P50 / P80, USD",
    "payback",
  ];
  const rows = record.alternatives.map((row) => cellsOf(row, record));
  const table = markdownTable([head, ...rows], { align: ["l", "l", "r", "r", "r", "r", "r", "l"] });
  const atList = record.alternatives.some(({ at }) => at === "list");
  return [
    table,
    ...gateLegend(record.alternatives),
    ...(atList ? ["Rows marked “list” are at list prices: rules of your own bear on them."] : []),
  ];
}

function gateLegend(rows: readonly RecordedRow[]): string[] {
  const open = rows.some(({ needsGate }) => needsGate) ? ["◊ quality not measured"] : [];
  const failed = rows.some(({ failsGate }) => failsGate) ? ["✗ failed the quality gate"] : [];
  const said = [...open, ...failed];
  return said.length === 0 ? [] : [`${said.join(" · ")}.`];
}

function cellsOf(row: RecordedRow, record: DecisionRecord): string[] {
  const chosen = record.decisions.some(
    (one) => one.part === row.part && chosenIn(record, one).names === row.id,
  );
  const { percentiles, infeasible } = row;
  // Of a fleet that cannot be, nothing is counted; what a rule forbids has its whole cost.
  const figures = infeasible !== undefined && row.figures?.atLeast === true ? undefined : row.figures;
  const money = (amount: number | undefined) =>
    amount === undefined ? "–" : atLeast(usd(amount), figures?.atLeast === true);
  const name = `${chosen ? "► " : ""}${inline(row.name)}${marked(row)}${row.at === "list" ? " (list)" : ""}`;
  return [
    row.part,
    infeasible === undefined ? name : `${name}: ${inline(infeasible)}`,
    money(figures?.oneOffUsd),
    money(figures?.monthUsd),
    money(figures?.tcoUsd),
    money(figures?.presentValueUsd),
    percentiles === undefined ? "–" : `${usd(percentiles.tcoP50Usd)} / ${usd(percentiles.tcoP80Usd)}`,
    infeasible === undefined ? paybackPair(row.paybackToday, row.paybackImproved) : "–",
  ];
}

const rigourOf = ({ rigour }: DecisionRecord) =>
  rigour.map(({ what, present, because }) =>
    [`${what}: ${present ? "yes" : "GAP"}`, because].filter((text) => text !== undefined).join(", "),
  );

/** The name is for `--answer`; what only states something has none to be called by. */
function findingOf({ id, part, text, asks, answer }: RecordedFinding): string {
  const where = part === undefined ? "" : `${part}: `;
  const said = text === undefined ? `${id}: its sentence is left out.` : sentence(text);
  const reply = answer !== undefined ? ` Answer: ${sentence(answer)}` : ` Unanswered (--answer ${id}=…).`;
  return `${where}${said}${asks ? reply : ""}`;
}

const noteOf = ({ text, by, at }: DecisionRecord["notes"][number]) =>
  [text, [by, at].filter((part) => part !== undefined).join(", ")].filter((part) => part !== "").join(" – ");

const preparedOf = ({ decisions }: DecisionRecord) =>
  decisions.flatMap(({ part, nextStep }) => nextStep.map((step) => `${part}: ${step}`));

function pricesOf({ prices, overrides }: DecisionRecord): string {
  return list([
    `AWS list ${prices.listAt}, oldest price used ${prices.oldestUsedAt}; tokens ${prices.tokensAt}`,
    ...prices.snapshots.map(({ path, sha256 }) => `${path} ${sha256.slice(0, 12)}`),
    `${prices.tokens.package} ${prices.tokens.version}, overlay ${prices.tokens.overlaySha256.slice(0, 12)}, billing rules ${prices.rulesSha256.slice(0, 12)}, facts ${prices.dataSha256.slice(0, 12)}`,
    ...(overrides === undefined
      ? []
      : [
          `rules of your own bear on ${overrides.lines} lines; their figures are not here${overrides.keyedSha256 === undefined ? "" : `, keyed hash ${overrides.keyedSha256.slice(0, 12)}`}`,
        ]),
  ]);
}

function unitsOf({ prices }: DecisionRecord): string {
  const rows = prices.units.map(({ id, unit, tiers, source, at }) => [
    inline(id),
    tiers.map((tier) => exact(tier.usd)).join(" / "),
    unit,
    at ?? "",
    inline(source),
  ]);
  return markdownTable([["price", "USD", "per", "date", "source"], ...rows]);
}

function assumptionsOf({ assumptions }: DecisionRecord): string {
  const prices = (unit: string) => unit.startsWith("USD per ");
  const rows = Object.entries(assumptions).flatMap(([kind, facts]) =>
    facts
      .filter(({ unit }) => kind !== "published" || !prices(unit))
      .map(({ name, value, unit, from }) => [
        kind,
        inline(name),
        inline(amountText(value)),
        unit,
        inline(from),
      ]),
  );
  return rows.length === 0 ? "" : markdownTable([["who says so", "what", "value", "unit", "from"], ...rows]);
}

const notPricedOf = ({ what, because }: DecisionRecord["notPriced"][number]) =>
  because === undefined ? what : `${what}: ${because}`;

const rawOf = ({ scenario }: DecisionRecord) =>
  `\`\`\`json\n${JSON.stringify(scenario.raw, null, 2)}\n\`\`\``;
