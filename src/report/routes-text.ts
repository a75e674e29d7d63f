import { partName } from "./action-lines.ts";
import { grouped, monthSpan, percent, usd, volume } from "./number.ts";
import { byTotal, find, fullName, leadOf, type PartView, partViews, todayOf } from "./part-view.ts";
import type { Report, ReportAlternative } from "./report.ts";
import { type Block, list, type Section, section, tableBlock } from "./section.ts";
import { listed } from "./wording.ts";

type Routes = NonNullable<ReportAlternative["routes"]>;

/** "hosted: classify and extract (80 % of requests) · bought as before: draft". */
export function routesText({ routes, kind }: ReportAlternative): string[] {
  if (routes === undefined) return [];
  const [moved, left] = classesOf(routes);
  const where = kind === "hybrid" ? "hosted" : "from the other seller";
  return [
    `${where}: ${moved} (${percent(routes.share)} of requests)`,
    `${kind === "hybrid" ? "bought" : "as now"}: ${left}`,
  ];
}

/** Names of the classes that move and of those that stay: "classify and 40 % of extract", "the rest of extract and draft". */
export function classesOf({ classes }: Routes): readonly [string, string] {
  const going = classes.filter(({ share }) => share > 0);
  const staying = classes.filter(({ share }) => share < 1);
  return [
    listed(going.map(({ name, share }) => (share < 1 ? `${percent(share)} of ${name}` : name))),
    listed(staying.map(({ name, share }) => (share > 0 ? `the rest of ${name}` : name))),
  ];
}

/** "97.6 % of requests on us-east-1 (sort), 2.4 % on anthropic (draft)". */
export function sharesText(on: string, rest: string, { routes, kind }: ReportAlternative): string {
  if (routes === undefined) return `100 % on ${on}`;
  const [moved, left] = classesOf(routes);
  const own = `${percent(routes.share)} of requests on ${kind === "hybrid" ? on : rest} (${moved})`;
  return `${own}, ${percent(1 - routes.share)} on ${kind === "hybrid" ? rest : on} (${left})`;
}

/** What a hybrid costs beside everything bought and everything hosted, over the horizon. */
export function besidePure(view: PartView, { kind, row }: ReportAlternative): string[] {
  if (kind !== "hybrid" || row === undefined) return [];
  const bought = find(view, view.decision.improved) ?? todayOf(view) ?? find(view, view.decision.keep);
  const hosted = wholeFleet(view);
  const beside = (name: string, other: ReportAlternative | undefined) => {
    if (other?.row === undefined || other.infeasible !== undefined) return [];
    const less = other.row.tcoUsd - row.tcoUsd;
    return [`${usd(Math.abs(less))} USD ${less < 0 ? "more" : "less"} than ${name}`];
  };
  const failed = view.decision.not.some(
    ({ alternative, reason }) => alternative === hosted?.id && reason.kind === "quality",
  );
  const barred = failed ? ", which fails the gate" : hosted?.needsGate === true ? ", if it passes" : "";
  const both = [...beside("all bought", bought), ...beside(`all hosted${barred}`, hosted)];
  return both.length === 0
    ? []
    : [`over ${monthSpan(view.report.scenario.horizonMonths)} ${both.join(", ")}`];
}

function wholeFleet(view: PartView): ReportAlternative | undefined {
  const lead = leadOf(view);
  if (lead?.kind === "hosted") return lead;
  return byTotal(
    view.alternatives.filter((a) => a.kind === "hosted" && a.infeasible === undefined && a.row !== undefined),
  )[0];
}

/** Hybrids, class by class. */
export function routeSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}requests that go two ways`, routeBlocks(view)),
  );
}

/** Class by class: what it costs bought, what it asks of the machines, where it goes and why. */
function routeBlocks(view: PartView): (Block | undefined)[] {
  const split = view.alternatives.filter((a) => a.kind === "hybrid" && a.routes !== undefined);
  return split.flatMap((a) => [list([`${a.id}: ${fullName(view, a)}`]), routeTable(a.routes)]);
}

function routeTable(routes: Routes | undefined): Block | undefined {
  if (routes === undefined) return undefined;
  const thousand = (value: number | undefined) => (value === undefined ? "" : grouped(1000 * value, 3));
  const rows = routes.classes.map((of) => [
    of.name,
    volume(of.requestsPerMonth),
    thousand(of.boughtUsdPerRequest),
    thousand(of.ownUsdPerRequest),
    of.replicasPerMillion === undefined ? "" : grouped(of.replicasPerMillion, 3),
    percent(of.share),
    of.stays ?? "",
  ]);
  const head = [
    "<Class",
    ">Requests a month",
    ">USD per 1,000, bought",
    ">traffic and logs of 1,000, hosted",
    ">replicas per million",
    ">Hosted",
    "<Stays because",
  ];
  return tableBlock(head, rows);
}
