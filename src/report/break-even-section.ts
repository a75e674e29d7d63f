import { partName } from "./action-lines.ts";
import { breakEvens, places } from "./break-even-places.ts";
import { monthSpan, volume, wholeBound } from "./number.ts";
import { find, nameOf, type PartView, partViews, volumeToday, volumeUnit } from "./part-view.ts";
import type { Report, ReportBreakEven, ReportRejection } from "./report.ts";
import { type Block, type Section, section, tableBlock, text } from "./section.ts";
import { countedUnit, stretchesText } from "./volume-text.ts";

/** At which volumes each loser would win; for fleets on two lines, with what running them there takes. */
export function breakEvenSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}break-even`, [
      volumes(view),
      rejected(
        view,
        losers(view).filter((loser) => !keepsLead(loser)),
        inTimeHead(view),
      ),
      rejected(
        view,
        losers(view).filter(keepsLead),
        `<Less once: less in all over ${monthSpan(view.report.scenario.horizonMonths)}`,
      ),
      notComputed(view),
      fleets(view),
      straight(view),
      places(view),
      held(view),
    ]),
  );
}

/** Both ends of the plan on the axis that all tables below are about. */
function volumes(view: PartView): Block | undefined {
  const now = volumeToday(view);
  const end = view.alternatives.find(({ months }) => months.length > 0)?.months.at(-1)?.volume;
  if (now === undefined || end === undefined) return undefined;
  const unit = countedUnit(view);
  const { horizonMonths } = view.report.scenario;
  const later =
    end === now
      ? `; the same in month ${horizonMonths}`
      : `; ${volume(end)} in month ${horizonMonths}. A volume below is one that then stays as it is`;
  return text(`Now ${volume(now)} ${unit}${later}.`);
}

const EARNED = ["dearer", "payback", "total"];

/** What loses and is no fleet, or a fleet whose pair stands in no table below. */
const losers = (view: PartView) =>
  view.decision.not
    .filter(({ reason }) => EARNED.includes(reason.kind))
    .filter((loser) => !breakEvens(view).some((found) => samePair(found, loser)));

/** What costs less once has no set-up to earn back. */
const keepsLead = ({ winsBy }: ReportRejection): boolean => winsBy === "keeping-the-lead";

function rejected(view: PartView, some: readonly ReportRejection[], head: string): Block {
  const rows = some.map(({ alternative, against, winsAt, cheaperAt, searchedTo }) => [
    nameOf(view, alternative),
    against === undefined ? "nothing" : nameOf(view, against),
    stretchesText(cheaperAt, searchedTo),
    stretchesText(winsAt, searchedTo),
  ]);
  return tableBlock(["<Alternative", "<Against", "<Month costs less", head], rows);
}

/** Why a cell of the table above has no volume. */
function notComputed(view: PartView): Block | undefined {
  const some = losers(view).some(({ winsAt }) => winsAt === undefined);
  return some
    ? text(
        "Not computed: a line has no figure, the cost follows no line, or quality or skill rules it out at every volume.",
      )
    : undefined;
}

function inTimeHead({ report }: PartView): string {
  const limit = report.criteria?.paybackGoodMonths;
  return `<Set-up earned back ${limit === undefined ? "in time" : `within ${monthSpan(limit)}`}`;
}

const samePair = (found: ReportBreakEven, loser: ReportRejection) =>
  found.alternative === loser.alternative && found.against === loser.against;

/** Instances follow the volume: a cheaper stretch ends where one more of them starts. */
function fleets(view: PartView): Block {
  const rows = breakEvens(view).map((found) => [
    nameOf(view, found.alternative),
    nameOf(view, found.against),
    stretchesText(found.runRate, found.searchedTo),
    stretchesText(found.spread, found.searchedTo),
    stretchesText(found.inTime, found.searchedTo),
  ]);
  return tableBlock(
    [
      "<Fleet, instances as needed",
      "<Against",
      "<Month costs less",
      `<With one-offs over ${spreadOf(view)}`,
      inTimeHead(view),
    ],
    rows,
  );
}

/** The instances of month 1 at any volume: two straight lines, and how far that fleet carries. */
function straight(view: PartView): Block {
  const rows = breakEvens(view).flatMap((found) =>
    found.straight === undefined
      ? []
      : [
          [
            nameOf(view, found.alternative),
            nameOf(view, found.against),
            lineText(found.straight.runRate),
            lineText(found.straight.spread),
            carriesText(found.straight),
          ],
        ],
  );
  return tableBlock(
    [
      "<Fleet of month 1, straight lines",
      "<Against",
      "<Run-rate",
      `<One-offs over ${spreadOf(view)}`,
      "<Carries",
    ],
    rows,
  );
}

/** A break-even of this fleet beyond what it carries is one of another fleet. */
function carriesText({ carries, runRate, spread }: NonNullable<ReportBreakEven["straight"]>): string {
  if (carries === undefined) return "any volume";
  const limit = carries;
  const beyond = [runRate, spread].filter((line) => line.kind === "above" && line.volume > limit).length;
  const reached = beyond === 0 ? "" : beyond === 2 ? ": neither is reached" : ": the second is not reached";
  return `up to ${wholeBound(carries, "down")}${reached}`;
}

type Straight = NonNullable<ReportBreakEven["straight"]>["runRate"];

function lineText(line: Straight): string {
  switch (line.kind) {
    case "above":
      return `cheaper from ${wholeBound(line.firstWholeVolume, "up")}`;
    case "below":
      return `cheaper up to ${wholeBound(line.lastWholeVolume, "down")}`;
    case "everyVolumeAboveZero":
      return line.cheaper === "a" ? "cheaper at every volume" : "dearer at every volume";
    case "everywhere":
      return "cheaper at every volume";
    case "tie":
      return "the same at every volume";
    case "never":
      return `at no volume: ${line.because}`;
  }
}

const spreadOf = (view: PartView) =>
  monthSpan(breakEvens(view)[0]?.spreadMonths ?? view.report.scenario.horizonMonths);

/** A volume is one axis: what else a month holds stays, or goes along. */
const HELD: Readonly<Record<PartView["part"], string>> = {
  llm: "Tokens per request, the mix of requests and the shape of the day are held",
  vectors: "Dimensions, searches, writes and namespaces are held",
  tracking:
    "Hours, storage and runs go with the seats, on the server that runs now; a change of tracking.seats alone holds them",
};

/** What is stored piles up, so that no one month stands for all. */
const meanOf = ({ report }: PartView) =>
  `The mean month of the ${monthSpan(report.scenario.horizonMonths)}, artefacts piling up`;

function held(view: PartView): Block | undefined {
  if (breakEvens(view).length === 0) return undefined;
  const some = find(view, breakEvens(view)[0]?.alternative);
  const ended = breakEvens(view).some((found) =>
    [found.runRate, found.spread, found.inTime].some((all) =>
      all.some(({ to }) => to !== null && to !== 0 && to !== found.searchedTo),
    ),
  );
  const ends = ended
    ? ` A stretch that ends is lost again above its end: the next ${volumeUnit(view.part)} need one more instance.`
    : "";
  const rate =
    some?.capacity?.serving === undefined
      ? ""
      : " What one carries is the throughput model's figure at the objective, or your benchmark's.";
  return text(
    `${view.part === "tracking" ? meanOf(view) : "Prices of month 1"}; ${HELD[view.part].replace(/^./, (letter) => letter.toLowerCase())}.${ends}${rate}`,
  );
}
