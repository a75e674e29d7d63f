import { sumOf } from "./charge-sum.ts";
import { chosenIn } from "./chosen.ts";
import { datedLines, partsOf } from "./later-once.ts";
import { grouped, percent } from "./number.ts";
import { fullName, leadOf, type PartView, partViews } from "./part-view.ts";
import type { Report, ReportAlternative, ReportCharge, ReportProvenance } from "./report.ts";
import { type Block, type Section, section, tableBlock, text } from "./section.ts";

type Group = ReportProvenance["kind"];

/** Weakest first: a line is no better than the worst figure in it. */
export const GROUPS: readonly Group[] = ["assumed", "fitted", "yours", "published", "measured"];

export interface GroupShare {
  readonly group: Group;
  /** Share of the total whose lines use a figure of the group: the shares of all groups add up to more than 1. */
  readonly uses: number;
  /** Share of the total whose weakest figure is of the group: these add up to 1. */
  readonly weakest: number;
}

/**
 * What the total over the horizon of one alternative rests on; lines of month 1 stand for their share of every month.
 * Lines without a figure are in no share. @returns none where nothing is paid
 */
export function groupShares(alternative: ReportAlternative): GroupShare[] {
  const { row, oneOff, monthly } = alternative;
  if (row === undefined) return [];
  const parts = partsOf(alternative) ?? { usd: 0, monthUsd: 0 };
  const again = datedLines(alternative);
  const later = parts.usd + sumOf(again).usd.toNumber();
  const month = row.monthUsd - parts.monthUsd;
  const scale = month === 0 ? 0 : (row.tcoUsd - row.oneOffUsd - later) / month;
  const isPart = ({ category }: ReportCharge) => category === "oneOff";
  const lines = [
    ...weighed([...oneOff, ...again], 1),
    ...weighed(
      monthly.filter((charge) => !isPart(charge)),
      scale,
    ),
    ...weighed(monthly.filter(isPart), parts.monthUsd === 0 ? 0 : parts.usd / parts.monthUsd),
  ];
  const whole = lines.reduce((sum, { usd: amount }) => sum + Math.abs(amount), 0);
  if (whole === 0) return [];
  const part = (of: (groups: readonly Group[]) => boolean) =>
    lines.reduce((sum, line) => sum + (of(line.groups) ? Math.abs(line.usd) : 0), 0) / whole;
  return GROUPS.map((group) => ({
    group,
    uses: part((groups) => groups.includes(group)),
    weakest: part((groups) => GROUPS.find((weak) => groups.includes(weak)) === group),
  }));
}

function weighed(charges: readonly ReportCharge[], times: number) {
  return charges.flatMap((charge) =>
    charge.cost.kind === "known" ? [{ usd: Number(charge.cost.usd) * times, groups: groupsIn(charge) }] : [],
  );
}

function groupsIn({ price, drivers }: ReportCharge): Group[] {
  const own = "tiers" in price ? [price.provenance.kind] : [];
  return [...new Set([...own, ...drivers.map(({ provenance }) => provenance.kind)])];
}

/** The header of the assumptions: how many figures each group holds, and how much of the total rests on it. */
export function provenanceSection(report: Report): Section[] {
  const views = partViews(report).flatMap((view) => {
    const row = chosenIn(view) ?? leadOf(view);
    return row === undefined ? [] : [{ view, row, shares: groupShares(row) }];
  });
  const head = views.flatMap(({ view, row }) => [`>${fullName(view, row)}: uses`, ">rests on"]);
  const rows = GROUPS.map((group) => [
    group,
    grouped(report.assumptions[group].length, 0),
    ...views.flatMap(({ shares }) => {
      const own = shares.find((share) => share.group === group);
      return own === undefined ? ["", ""] : [percent(own.uses), percent(own.weakest)];
    }),
  ]);
  return section("What it rests on", [
    tableBlock(["<Said by", ">Figures", ...head], rows),
    text(
      "Shares of the total over the horizon: of the lines that use a figure of the group, and of those whose weakest figure is one (assumed, fitted, yours, published, measured, in that order). Lines without a figure are in none.",
    ),
    ...demandText(report),
  ]);
}

const DEMAND: Readonly<Record<PartView["part"], string>> = {
  llm: "llm.requestsPerMonth",
  vectors: "vectors.vectors",
  tracking: "tracking.seats",
};

/** Who said how much there is to do; a provider's usage API would be believed first. */
function demandText(report: Report): Block[] {
  const gap = report.findings.flatMap(({ figures }) => figures?.gapShare ?? [])[0];
  const billed = gap === undefined ? "" : ` The billed figure differs by ${percent(Math.abs(gap))}.`;
  const said = partViews(report).flatMap(({ part }) => {
    const fact = Object.values(report.assumptions)
      .flat()
      .find(({ name }) => name === DEMAND[part] || name.startsWith(`${part}.classes.`));
    return fact === undefined ? [] : [`${DEMAND[part]} is ${SAID[fact.provenance.kind]}`];
  });
  if (said.length === 0) return [];
  return [
    text(
      `Demand: ${said.join(", ")}. A provider's usage API would be believed first, then the cloud bill, then a gateway's export, then what was typed.${billed}`,
    ),
  ];
}

const SAID: Readonly<Record<Group, string>> = {
  yours: "typed",
  assumed: "worked out from other figures",
  published: "published",
  measured: "measured",
  fitted: "fitted",
};
