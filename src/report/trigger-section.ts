import { partName } from "./action-lines.ts";
import { conflictTexts } from "./conflict-text.ts";
import { againTexts, partsOf } from "./later-once.ts";
import { monthSpan, percent, usd, volume } from "./number.ts";
import { find, nameOf, type PartView, partViews } from "./part-view.ts";
import type { Report, ReportAlternative, ReportTrigger } from "./report.ts";
import { type Block, type Section, section, tableBlock, text } from "./section.ts";
import { countedUnit } from "./volume-text.ts";
import { listed, sentence } from "./wording.ts";

/** "Buy now, build later": when the leading fleet takes over, and what another month costs. */
export function triggerSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}buy now, build later`, triggerBlocks(view)),
  );
}

function triggerBlocks(view: PartView): Block[] {
  const { trigger } = view.decision;
  if (trigger === undefined) return [];
  const { alternative, against, onceUsd } = trigger;
  const mover = find(view, alternative);
  const gated = mover?.needsGate === true;
  const moving = `Staying with ${nameOf(view, against)}, then moving to ${nameOf(view, alternative)} for ${usd(onceUsd)} USD once${laterText(mover)}.`;
  return [
    text(moving),
    tableBlock(
      [
        "<Move",
        "<In",
        `>${countedUnit(view).replace(/^./, (letter) => letter.toUpperCase())}`,
        ">Costs more than the best, USD",
      ],
      momentRows(view, trigger),
    ),
    ...growthText(trigger),
    ...conflictTexts(view.report, { rules: ["trigger"], part: view.part }).map(text),
    text(
      `Present values over ${monthSpan(view.report.scenario.horizonMonths)} at ${percent(view.report.scenario.discountRatePerYear)} a year${gated ? ", as if quality held" : ""}; one-offs of what is bought meanwhile are left out.`,
    ),
  ];
}

/** Later one-offs count from the move. */
function laterText(mover: ReportAlternative | undefined): string {
  if (mover === undefined) return "";
  const parts = partsOf(mover);
  const all = parts !== undefined && mover.row?.oneOffUsd === 0;
  const spread =
    parts === undefined ? "" : `, ${all ? "" : `${usd(parts.usd)} of it `}over ${monthSpan(parts.until)}`;
  const again = againTexts(mover).map((text) => `, and ${text} from then on`);
  return `${spread}${again.join("")}`;
}

function momentRows(view: PartView, trigger: ReportTrigger): string[][] {
  const { best, rule, nowUsd, neverUsd, waitingUsd, months } = trigger;
  const first = view.alternatives.find(({ id }) => id === trigger.alternative)?.months[0]?.volume;
  const cost = (value: number | undefined) => (value === undefined ? "" : usd(value));
  const waited = `after ${monthSpan(months)} in a row that were cheaper`;
  return [
    ["at the best time, known only afterwards", ...momentCells(best), best.kind === "at" ? "0" : ""],
    [waited, ...momentCells(rule), cost(waitingUsd)],
    ["now", "month 1", first === undefined ? "" : volume(first), cost(nowUsd)],
    ["never", "", "", cost(neverUsd)],
  ];
}

type Moment = ReportTrigger["best"];

const momentCells = (moment: Moment): [string, string] =>
  moment.kind === "at"
    ? [`month ${moment.month}`, volume(moment.volume)]
    : [`not within the horizon: ${moment.because}`, ""];

function growthText({ growth }: ReportTrigger): Block[] {
  if (growth === undefined) return [];
  const { keys, low, high } = growth;
  const when = (moment: Moment) =>
    moment.kind === "at" ? `month ${moment.month}` : "not within the horizon";
  const ends = (from: Moment, to: Moment) =>
    when(from) === when(to) ? `${when(from)} at both` : `${when(from)} and ${when(to)}`;
  const said = `best ${ends(low.best, high.best)}, by the rule ${ends(low.rule, high.rule)}`;
  return [text(sentence(`with ${listed(keys)} at its low and its high end: ${said}`))];
}
