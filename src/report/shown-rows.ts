import { byTotal, find, leadOf, type PartView, todayOf } from "./part-view.ts";
import type { ReportAlternative } from "./report.ts";

export interface ShownRows {
  readonly rows: readonly ReportAlternative[];
  /** What the one screen leaves out, by the word a reader knows it under. */
  readonly hidden: readonly { readonly what: string; readonly count: number }[];
}

const isType = (a: ReportAlternative) => a.capacity?.instanceType ?? a.name;

/** Today, the levers that are advised or named, the same model bought, what a test would bring, and two types of fleet. */
export function shownRows(view: PartView): ShownRows {
  const rows = [
    ...todayRows(view),
    ...leverRows(view),
    ...boughtRows(view),
    ...hostedRows(view),
    ...hybridRows(view),
  ];
  const hidden = (["lever", "bought", "hosted", "hybrid"] as const).map((kind) => ({
    what: { lever: "change of today's offer", bought: "bought offer", hosted: "fleet", hybrid: "hybrid" }[
      kind
    ],
    count: view.alternatives.filter((a) => a.kind === kind && !rows.includes(a)).length,
  }));
  return { rows, hidden: hidden.filter(({ count }) => count > 0) };
}

function todayRows(view: PartView): ReportAlternative[] {
  const today = todayOf(view);
  return today === undefined ? [] : [today];
}

const wanted = (view: PartView, ids: readonly (string | undefined)[], kind: ReportAlternative["kind"]) => {
  const found = ids.map((id) => find(view, id)).filter((a) => a?.kind === kind);
  return view.alternatives.filter((alternative) => found.includes(alternative));
};

function leverRows(view: PartView): ReportAlternative[] {
  const { now, improved, names } = view.decision;
  return wanted(view, [...now.flatMap((a) => [a.against, a.alternative]), improved, names], "lever").slice(
    0,
    4,
  );
}

function boughtRows(view: PartView): ReportAlternative[] {
  const { now, test, sameModel, names } = view.decision;
  const tested = test.map((action) => action.alternative);
  const firstTested = tested.find((id) => find(view, id)?.kind === "bought");
  const rows = wanted(view, [names, sameModel, firstTested, ...now.map((a) => a.alternative)], "bought");
  if (rows.length > 0) return rows.slice(0, 3);
  const bought = view.alternatives.filter((a) => a.kind === "bought");
  const feasible = byTotal(bought.filter((a) => a.infeasible === undefined));
  return (feasible.length > 0 ? feasible : bought).slice(0, 1);
}

function hostedRows(view: PartView): ReportAlternative[] {
  const hosted = view.alternatives.filter((a) => a.kind === "hosted");
  const lead = byTotal(
    leadOf(view)?.kind === "hosted"
      ? wanted(view, [leadOf(view)?.id], "hosted")
      : hosted.filter((a) => a.infeasible === undefined && a.row !== undefined),
  )[0];
  if (lead === undefined) return hosted.slice(0, 1);
  const { names, test, now } = view.decision;
  const acting = wanted(view, [names, ...now.map((a) => a.alternative), test[0]?.alternative], "hosted");
  const first = [lead, ...acting.filter((a) => a !== lead && a.infeasible === undefined)].slice(0, 2);
  const others = byTotal(hosted.filter((a) => a.infeasible === undefined && a.row !== undefined));
  const other = others.find((a) => !first.some((b) => isType(a) === isType(b)));
  return first.length < 2 && other !== undefined ? [...first, other] : first;
}

/** The one that is named or tested; else the one that costs least. */
function hybridRows(view: PartView): ReportAlternative[] {
  const { names, lead, test } = view.decision;
  const acting = wanted(view, [names, lead, ...test.map((action) => action.alternative)], "hybrid");
  if (acting.length > 0) return acting.slice(0, 2);
  return byTotal(view.alternatives.filter((a) => a.kind === "hybrid" && a.infeasible === undefined)).slice(
    0,
    1,
  );
}
