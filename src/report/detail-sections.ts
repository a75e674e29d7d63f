import { notTexts, nowTexts, partName, testTexts } from "./action-lines.ts";
import { alternativesSections } from "./alternatives-section.ts";
import { breakEvenSections } from "./break-even-section.ts";
import { chargeBlocks } from "./charge-table.ts";
import { commitmentBlocks } from "./commitment-section.ts";
import { criteriaSection } from "./criteria-section.ts";
import { findingsSection } from "./findings-section.ts";
import { fleetSections } from "./fleet-section.ts";
import { groundSections } from "./ground-sections.ts";
import { leverSections } from "./lever-section.ts";
import { nextReviewSection } from "./next-review-section.ts";
import { overrideSection } from "./override-text.ts";
import { fullName, partViews } from "./part-view.ts";
import { peopleSections } from "./people-section.ts";
import { qualitySection } from "./quality-section.ts";
import type { Report } from "./report.ts";
import { reversalSections } from "./reversal-section.ts";
import { riskSections } from "./risk-sections.ts";
import { routeSections } from "./routes-text.ts";
import { ruleSections } from "./rule-sections.ts";
import { list, type Section, section } from "./section.ts";
import { shownRows } from "./shown-rows.ts";
import { triggerSections } from "./trigger-section.ts";
import { uncertaintySections } from "./uncertainty-section.ts";

type SectionMaker = (report: Report) => Section[];

/** In the order a reader argues. One maker is one file; a section without content is left out. */
const MAKERS: readonly SectionMaker[] = [
  actionSection,
  reversalSections,
  criteriaSection,
  alternativesSections,
  routeSections,
  leverSections,
  commitmentSections,
  uncertaintySections,
  breakEvenSections,
  triggerSections,
  fleetSections,
  overrideSection,
  chargeSections,
  peopleSections,
  qualitySection,
  riskSections,
  ruleSections,
  findingsSection,
  groundSections,
  nextReviewSection,
];

/** The section whose content Markdown shows above its fold. */
export const ACTIONS = "Now, test, not";

/** Everything beyond the one screen. */
export function detailSections(report: Report): Section[] {
  return MAKERS.flatMap((make) => make(report));
}

function actionSection(report: Report): Section[] {
  const views = partViews(report);
  // Markdown counts on it: the first section is this one, even when nothing is to be done.
  return section(ACTIONS, [list(nowTexts(report)), list(testTexts(report)), list(views.flatMap(notTexts))]);
}

function commitmentSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}commitments`, commitmentBlocks(view)),
  );
}

/** The lines of the alternatives that the one screen shows; the others are a command away. */
function chargeSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    shownRows(view)
      .rows.filter(({ oneOff, monthly }) => oneOff.length + monthly.length > 0)
      .flatMap((a) => {
        const name = `lines of ${fullName(view, a)} (${a.id})`;
        return section(views.length > 1 ? `${partName(view)}: ${name}` : name, chargeBlocks(a), true);
      }),
  );
}
