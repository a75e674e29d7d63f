import { partName } from "./action-lines.ts";
import { drawnShare, type OddsAgainst } from "./certainty.ts";
import { figure, percent, usd } from "./number.ts";
import { nameOf, type PartView, partViews } from "./part-view.ts";
import { provenanceText } from "./provenance-text.ts";
import type { Report } from "./report.ts";
import type { ReportUncertainty, ReportUncertaintyPart } from "./report-uncertainty.ts";
import { type Block, list, type Section, section, tableBlock, text } from "./section.ts";
import { counted } from "./wording.ts";

/** What sourced ranges do to each part's comparison. */
export function uncertaintySections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}uncertainty`, uncertaintyBlocks(view, report)),
  );
}

/** Percentiles and shares of the draws, the S-curve, and what one input alone does. */
function uncertaintyBlocks(view: PartView, { uncertainty, scenario, rules }: Report): (Block | undefined)[] {
  const own = uncertainty?.parts.find(({ part }) => part === view.decision.part);
  if (uncertainty === undefined || own === undefined) return [];
  return [
    text(head(view, own, uncertainty, scenario.horizonMonths)),
    spreadTable(view, own),
    otherPair(view, own),
    curveTable(view, own),
    ...tornadoBlocks(view, own),
    list([
      ...own.left.map(({ alternative, because }) => `Not drawn: ${nameOf(view, alternative)}: ${because}`),
      ...own.without.map(({ key, because }) => `Without a range: ${key}: ${because}`),
      ...asPlanned(view, rules),
    ]),
  ];
}

/** What no draw is asked: said, so that nobody takes a drawn row for one that always carries what is drawn. */
function asPlanned(view: PartView, rules: Report["rules"]): string[] {
  if (view.part !== "llm") return [];
  const own = view.alternatives.some(
    ({ kind, place, capacity }) => kind === "hosted" && (place !== undefined || capacity === undefined),
  );
  return [
    ...(Object.keys(rules?.performance?.limits ?? {}).length === 0
      ? []
      : [
          "Judged as planned, not draw by draw: the limits of criteria.performance; no draw is out because of them",
        ]),
    ...(own
      ? [
          "Not asked draw by draw: what volume machines at your own rate carry; their number stays as you gave it",
        ]
      : []),
  ];
}

function head(
  view: PartView,
  { baseline, drivers }: ReportUncertaintyPart,
  { draws, seed, generator }: ReportUncertainty,
  months: number,
): string {
  return (
    `${figure(draws)} draws (uncertainty.draws) of ${counted(drivers.length, "input")}, seed ${seed} (uncertainty.seed), ` +
    `${generator}; USD over ${months} months, undiscounted. Savings against ${nameOf(view, baseline)}.`
  );
}

function spreadTable(view: PartView, { alternatives, baseline, sCurve }: ReportUncertaintyPart): Block {
  const rows = alternatives.map((row) => {
    const cautious = sCurve
      .find(({ alternative }) => alternative === row.alternative)
      ?.points.find(({ q }) => q === 0.2)?.differenceUsd;
    const against = row.alternative === baseline;
    return [
      nameOf(view, row.alternative),
      usd(row.tcoP50Usd),
      usd(row.tcoP80Usd),
      against ? "" : usd(row.differenceP50Usd),
      against || cautious === undefined ? "" : usd(cautious),
      against ? "" : shareText(row),
      row.cannotServeShare === undefined ? "" : percent(row.cannotServeShare),
    ];
  });
  return tableBlock(
    ["<Alternative", ">P50", ">P80", ">Saves, P50", ">Saves in 80 %", ">Cheaper in", ">Cannot serve"],
    rows,
  );
}

/** What a cell says where nothing drawn moves the difference. */
export const UNTOUCHED = "no range touches it";

function shareText(odds: Omit<OddsAgainst, "alternative" | "against">): string {
  if (odds.untouched === true) return UNTOUCHED;
  const ties = odds.tieShare === 0 ? "" : `, equal in ${percent(odds.tieShare)}`;
  return `${drawnShare(odds)} ± ${percent(odds.standardError)}${ties}`;
}

/** Where the verdict is read against another row than the table. */
function otherPair(view: PartView, { tornado, baseline, pairs }: ReportUncertaintyPart): Block | undefined {
  if (tornado === undefined || tornado.against === baseline) return undefined;
  const odds = pairs.find(
    ({ alternative, against }) => alternative === tornado.alternative && against === tornado.against,
  );
  if (odds === undefined) return undefined;
  const names = `${nameOf(view, tornado.alternative)} against ${nameOf(view, tornado.against)}`;
  return text(
    odds.untouched === true
      ? `${names}: no input with a sourced range touches it.`
      : `${names}: cheaper in ${shareText(odds)}.`,
  );
}

function curveTable(view: PartView, { sCurve }: ReportUncertaintyPart): Block {
  const shares = sCurve[0]?.points.map(({ q }) => q) ?? [];
  return tableBlock(
    ["<Saves at most, in a share of draws", ...shares.map((q) => `>${percent(q)}`)],
    sCurve.map(({ alternative, points }) => [
      nameOf(view, alternative),
      ...points.map(({ differenceUsd }) => usd(differenceUsd)),
    ]),
  );
}

function tornadoBlocks(view: PartView, { tornado, drivers }: ReportUncertaintyPart): (Block | undefined)[] {
  if (tornado === undefined) return [];
  if (tornado.bars.length === 0) return [text("No single input with a range moves the lead.")];
  const jumps = new Set(drivers.filter(({ shape }) => shape === "jumps").map(({ key }) => key));
  const { alternative, against, bars } = tornado;
  const base = bars[0]?.baseNpvUsd;
  const rows = bars.map((bar) => [
    bar.key,
    `${figure(bar.low)} to ${figure(bar.high)}`,
    end(bar.npvAtLowUsd),
    end(bar.npvAtHighUsd),
    bar.flip === undefined ? "no flip in range" : figure(bar.flip.value),
  ]);
  return [
    text(
      `One input at a time: present value of choosing ${nameOf(view, alternative)} over ${nameOf(view, against)}` +
        `${base === undefined ? "" : `, ${usd(base)} USD as planned`}.`,
    ),
    tableBlock(["<Input", ">Range", ">USD at low", ">USD at high", ">Turns at"], rows),
    list(
      bars.map(
        ({ key, provenance }) =>
          `${key}: ${jumps.has(key) ? "one change in month 1; " : ""}${provenanceText(provenance)}`,
      ),
    ),
  ];
}

const end = (npv: number | undefined) => (npv === undefined ? "cannot serve" : usd(npv));
