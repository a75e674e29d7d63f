import { partName } from "./action-lines.ts";
import { figure, usd } from "./number.ts";
import { fullName, type PartView, partViews } from "./part-view.ts";
import type { Report, ReportAlternative } from "./report.ts";
import { type Block, list, type Section, section, tableBlock } from "./section.ts";

/** What could be changed about what is bought, in the order in which it is pulled, each on top of the one before. */
export function leverSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}savings on what is bought`, ladder(view)),
  );
}

function ladder(view: PartView): (Block | undefined)[] {
  const { decision } = view;
  const levers = view.alternatives.filter(({ kind }) => kind === "lever");
  const today = view.alternatives.find(({ kind }) => kind === "today");
  const steps = levers.map((lever, i) => step(view, lever, i === 0 ? today : levers[i - 1]));
  const gated = decision.test.flatMap(({ alternative, savingUsdPerMonth, oneOffUsd }) => {
    const row = view.alternatives.find(({ id }) => id === alternative);
    return row === undefined || row.kind !== "bought"
      ? []
      : [[fullName(view, row), usd(savingUsdPerMonth), usd(oneOffUsd), "", "yes"]];
  });
  const tenth = decision.shorterOutputUsd;
  return [
    tableBlock(
      ["<Change", ">USD/month less", ">USD once", ">USD/month less an hour", "<Needs the gate"],
      [...steps, ...gated],
    ),
    list([
      ...(tenth === undefined
        ? []
        : [
            `Each tenth less of visible output would save ${usd(tenth)} USD/month; shorter answers are other answers, so the gate asks for them too.`,
          ]),
      ...decision.leversRefused.map(({ id, because }) => `Not offered: ${id}: ${because}`),
    ]),
  ];
}

function step(view: PartView, lever: ReportAlternative, before: ReportAlternative | undefined): string[] {
  const less = (before?.row?.monthUsd ?? 0) - (lever.row?.monthUsd ?? 0);
  const once = (lever.row?.oneOffUsd ?? 0) - (before?.row?.oneOffUsd ?? 0);
  const hours = hoursOf(lever) - (before === undefined ? 0 : hoursOf(before));
  return [fullName(view, lever), usd(less), usd(once), hours > 0 ? figure(less / hours) : "", "no"];
}

/** People's hours of month 0. */
function hoursOf({ oneOff }: ReportAlternative): number {
  return oneOff.reduce(
    (sum, { origin, quantity }) =>
      sum + (origin === "people" && typeof quantity === "string" ? Number(quantity) : 0),
    0,
  );
}
