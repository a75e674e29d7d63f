import type { PartView } from "./part-view.ts";
import type { ReportUncertaintyPart } from "./report-uncertainty.ts";

/** What draws over sourced ranges say of one row. */
export type Certainty = ReportUncertaintyPart["alternatives"][number];

/** Present where the report was made with draws. */
export function drawsOf({
  report,
  part,
}: PartView): (ReportUncertaintyPart & { readonly draws: number }) | undefined {
  const { uncertainty } = report;
  const own = uncertainty?.parts.find((entry) => entry.part === part);
  return own && uncertainty && { ...own, draws: uncertainty.draws };
}

export function certaintyOf(view: PartView, id: string): Certainty | undefined {
  return drawsOf(view)?.alternatives.find(({ alternative }) => alternative === id);
}
