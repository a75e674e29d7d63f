import { percent } from "./number.ts";
import type { PartView } from "./part-view.ts";
import type { ReportUncertaintyPart } from "./report-uncertainty.ts";

/** What draws over sourced ranges say of one row. */
export type Certainty = ReportUncertaintyPart["alternatives"][number];

export type OddsAgainst = ReportUncertaintyPart["pairs"][number];

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

/** The odds of one row against another that a verdict is read against; undefined where nobody drew both. */
export function oddsAgainst(view: PartView, id: string, against: string): OddsAgainst | undefined {
  return drawsOf(view)?.pairs.find((pair) => pair.alternative === id && pair.against === against);
}

/** Rounded up to all of them it would be a promise. */
export function drawnShare({ cheaperShare }: Pick<OddsAgainst, "cheaperShare">): string {
  const text = percent(cheaperShare);
  return cheaperShare < 1 && text === "100 %" ? "over 99.9 %" : text;
}
