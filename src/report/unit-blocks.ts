import { atLeast, figure, percent, usd } from "./number.ts";
import type { Report } from "./report.ts";
import { PARTS, type Ratio, type Rules, ratioTexts, rowName, smallUsd, unanswered } from "./rule-text.ts";
import { type Block, list, tableBlock } from "./section.ts";

type Unit = Rules["units"][number];

const cell = (ratio: Ratio): string => (ratio.kind === "at" ? smallUsd(ratio.value) : "–");

/** One unit of each named row, and its cost in three: once, each month, each unit. */
export function unitBlocks(report: Report, rules: Rules): Block[] {
  const { units } = rules;
  const head = [
    "<Row",
    ">USD per unit, without one-offs",
    ">per 1,000",
    ">Once",
    ">Fixed a month",
    ">Each unit",
    ">At no use",
    "<Place",
  ];
  const rows = units.map((unit) => [
    rowName(report, unit.part, unit.alternative),
    `${cell(unit.usdPerUnit)} / ${unit.unit}`,
    // Nobody pays for a thousand seats at a time.
    unit.part === "tracking" ? "" : cell(unit.usdPer1000),
    usd(unit.split.onceUsd),
    usd(unit.split.fixedUsd),
    cell(unit.split.usdPerUnit),
    unit.idleUsd === undefined ? "?" : usd(unit.idleUsd),
    unit.place,
  ]);
  const texts = [
    ...units.flatMap((unit) => detailTexts(report, unit)),
    ...scaleToZeroTexts(rules),
    ...(units.some(({ part }) => part === "llm")
      ? [
          "A program of one's own costs much once and little per use; bought tokens cost nothing once and the same for each use, so their bill grows with the volume. Rented machines are a running cost, not an investment",
        ]
      : []),
  ];
  return [tableBlock(head, rows), list(texts)];
}

function detailTexts(report: Report, unit: Unit): string[] {
  const name = rowName(report, unit.part, unit.alternative);
  const least = unit.atLeast ? "at least " : "";
  const more = [
    ...ratioTexts(unit.usdPerMtok, "USD per million tokens"),
    ...ratioTexts(unit.usdPerSuccess, "USD per successful request"),
    ...marginTexts(unit.grossMargin),
  ];
  const shares = unit.shares.slice(0, 4).map(({ driver, share }) => `${driver} ${percent(share)}`);
  const told = [...more, ...(shares.length > 1 ? [`of which ${shares.join(", ")}`] : [])];
  const texts = told.length === 0 ? [] : [`${PARTS[unit.part]}, ${name}: ${least}${told.join(", ")}`];
  const { usdPerUnit } = unit.split;
  const bent =
    usdPerUnit.kind === "at" ? [] : [`${name}: no figure for each unit more: ${usdPerUnit.because}`];
  return [...texts, ...bent, ...hiddenTexts(name, unit)];
}

function marginTexts(margin: Ratio | undefined): string[] {
  if (margin === undefined) return [];
  return [
    margin.kind === "at" ? `gross margin ${percent(margin.value)}` : `no gross margin: ${margin.because}`,
  ];
}

function hiddenTexts(name: string, { hidden }: Unit): string[] {
  if (hidden === undefined) return [];
  const { share } = hidden;
  const known = hidden.unanswered.length < 2 && share.kind === "at";
  return [
    ...(known
      ? [
          `${name}: incidents and compliance are ${atLeast(percent(share.value), hidden.unanswered.length > 0)} of the fixed month`,
        ]
      : []),
    ...unanswered(hidden.unanswered),
  ];
}

function scaleToZeroTexts({ scaleToZero }: Rules): string[] {
  if (scaleToZero === undefined) return [];
  if (scaleToZero.kind === "unanswered")
    return [
      `Scaling to zero: no saving is shown before hours, upkeep and cold start are known`,
      ...unanswered(scaleToZero.keys),
    ];
  const { savingUsd, hoursOn, coldHours } = scaleToZero;
  const cold = coldHours === 0 ? "" : `, ${figure(coldHours)} h of them starting`;
  const said = savingUsd >= 0 ? `would save ${usd(savingUsd)}` : `would cost ${usd(-savingUsd)}`;
  return [
    `Scaling to zero ${said} USD/month with the machines on for ${figure(hoursOn)} h a month${cold}, the added upkeep taken off; it is in no total`,
  ];
}
