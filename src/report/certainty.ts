import type { PartView } from "./part-view.ts";
import type { Report, ReportPart } from "./report.ts";

/** What draws over sourced ranges say of one row; USD over the horizon, undiscounted. */
export interface Certainty {
  readonly alternative: string;
  readonly tcoP50Usd: number;
  readonly tcoP80Usd: number;
  /** Shares of all draws: strictly cheaper than the baseline, and equal to it. */
  readonly cheaperShare: number;
  readonly tieShare: number;
}

interface Draws {
  readonly draws: number;
  readonly parts: readonly {
    readonly part: ReportPart;
    readonly baseline: string;
    readonly alternatives: readonly Certainty[];
  }[];
}

/** Present where the report was made with draws. */
export function drawsOf({
  report,
  part,
}: PartView): (Draws["parts"][number] & { draws: number }) | undefined {
  const { uncertainty } = report as Report & { readonly uncertainty?: Draws };
  const own = uncertainty?.parts.find((entry) => entry.part === part);
  return own && uncertainty && { ...own, draws: uncertainty.draws };
}

export function certaintyOf(view: PartView, id: string): Certainty | undefined {
  return drawsOf(view)?.alternatives.find(({ alternative }) => alternative === id);
}
