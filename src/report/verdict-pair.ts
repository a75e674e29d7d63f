import { isOurs, runsMachines } from "../alternatives/alternative.ts";
import { byTotal, find, leadOf, type PartView, todayOf } from "./part-view.ts";
import type { ReportAlternative } from "./report.ts";

/** What a verdict names, beside the row that it is measured by. */
export interface Pair {
  readonly named: ReportAlternative;
  /** The row that changes course: the fleet where there is one. */
  readonly mover: ReportAlternative;
  /** What it is measured against. */
  readonly base: ReportAlternative;
}

/** What the verdict names beside what it turns down or replaces. */
export function pair(view: PartView): Pair | undefined {
  const { decision } = view;
  const named = find(view, decision.names);
  const today = todayOf(view);
  const lead = leadOf(view);
  if (named === undefined || decision.verdict === "undecided") return undefined;
  if (runsMachines(named)) {
    // All baselines are beaten, so the gain is what is left over the cheapest one.
    const offers = [decision.keep, decision.improved ?? today?.id, decision.sameModel];
    const baselines = offers.map((id) => find(view, id)).filter((row) => row?.row !== undefined);
    const [base] = baselines.toSorted(
      (a, b) => (a?.row?.presentValueUsd ?? 0) - (b?.row?.presentValueUsd ?? 0),
    );
    return paired(named, named, base ?? today);
  }
  if (lead === undefined && named === today && isOurs(named)) return paired(named, named, leftFor(view));
  if (lead === undefined) return besideBought(view, named, today);
  if (named.infeasible !== undefined) return undefined;
  // A fleet that undercuts the offer in use lost to its own model bought: the sentence compares these two.
  const sameModel = find(view, decision.sameModel);
  const undercuts = costsLess(lead, named);
  const lost = sameModel !== undefined && costsLess(sameModel, lead);
  return paired(named, lead, undercuts && lost ? sameModel : named);
}

/** The cheapest that machines which run today could be left for. */
function leftFor(view: PartView): ReportAlternative | undefined {
  const others = view.alternatives.filter((a) => a !== todayOf(view) && a.row && a.infeasible === undefined);
  return byTotal(others)[0];
}

/** Nothing is hosted: what is left today for it, else the next dearer offer that could take its place. */
function besideBought(
  view: PartView,
  named: ReportAlternative,
  today: ReportAlternative | undefined,
): Pair | undefined {
  const left = paired(named, named, today);
  if (left !== undefined || named.row === undefined) return left;
  const [next] = byTotal(
    view.alternatives.filter(
      (a) =>
        a.kind === "bought" &&
        a !== named &&
        a.infeasible === undefined &&
        a.row !== undefined &&
        !costsLess(a, named),
    ),
  );
  return next && paired(named, next, named);
}

/** Over the horizon; of what was not compared nobody can say it. */
export function costsLess(a: ReportAlternative, b: ReportAlternative): boolean {
  return a.row !== undefined && b.row !== undefined && a.row.tcoUsd < b.row.tcoUsd;
}

function paired(
  named: ReportAlternative,
  mover: ReportAlternative,
  base: ReportAlternative | undefined,
): Pair | undefined {
  // What the policy rules out is no measure of anything that may be chosen.
  if (base === undefined || base === mover || base.infeasible !== undefined) return undefined;
  return { named, mover, base };
}
