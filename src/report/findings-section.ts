import { nameOf, partViews } from "./part-view.ts";
import type { Report } from "./report.ts";
import { findingTexts } from "./screen-lines.ts";
import { list, type Section, section } from "./section.ts";
import { sentence } from "./wording.ts";

/** Lines without a figure that decide, then everything that a signer should know. */
export function findingsSection(report: Report): Section[] {
  return section("Findings", [list(findings(report))]);
}

function findings(report: Report): string[] {
  const material = partViews(report).flatMap((view) =>
    view.decision.material.map(({ alternative, charge, because, resolve }) => {
      return `Decides and is not known: ${charge} of ${nameOf(view, alternative)}: ${because}. ${sentence(resolve)}`;
    }),
  );
  return [...material, ...findingTexts(report)];
}
