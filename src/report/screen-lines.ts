import { amountText, figure, usd } from "./number.ts";
import { find, leadingParts, leadOf, nameOf, partViews } from "./part-view.ts";
import type { Report, ReportFact } from "./report.ts";

/** Name, place, span and the dates of the prices. */
export function headerItems(report: Report): string[] {
  const { scenario, prices } = report;
  const oldest = prices.oldestUsedAt === prices.listAt ? "" : `, oldest price used ${prices.oldestUsedAt}`;
  const tokens = report.decisions.some(({ part }) => part === "llm") ? [`tokens ${prices.tokensAt}`] : [];
  const list = `AWS list ${prices.listAt}${oldest}`;
  return [
    scenario.name,
    scenario.region,
    scenario.environment,
    `${scenario.horizonMonths} months`,
    list,
    ...tokens,
  ];
}

/** The service limits that the fleets ask for: those that the verdict starts, else the leading one. */
export function canStart(report: Report): string | undefined {
  const leading = leadingParts(report).map(({ part }) => part);
  const fleets = partViews(report).flatMap((view) => {
    const named = find(view, view.decision.names);
    const fleet = named?.kind === "hosted" ? named : leading.includes(view.part) ? leadOf(view) : undefined;
    return fleet?.capacity === undefined ? [] : [fleet.capacity];
  });
  if (fleets.length === 0) return undefined;
  const asks = fleets.map(({ instanceType, quotaName, quotaVcpus, quotaFormula }) => {
    if (quotaName === undefined || quotaVcpus === undefined)
      return `no service limit is known for ${instanceType}`;
    const how = quotaFormula === undefined ? "" : ` (${quotaFormula})`;
    return `${figure(quotaVcpus)} vCPU of "${quotaName}"${how}`;
  });
  return `${[...new Set(asks)].join("; ")}. Not checked.`;
}

/** Counts by provenance, then the assumed figures that matter most. */
export function restsOn(report: Report): string {
  const { yours, published, measured, fitted, assumed } = report.assumptions;
  const counts = Object.entries({ yours, published, measured, fitted })
    .filter(([, facts]) => facts.length > 0)
    .map(([kind, facts]) => `${kind} ${facts.length}`);
  if (assumed.length === 0) return [...counts, "assumed nothing"].join(" · ");
  const named = mostTelling(report, assumed).slice(0, 5).map(factText);
  const rest = assumed.length > named.length ? ", …" : "";
  return [...counts, `assumed ${assumed.length}: ${named.join(", ")}${rest}`].join(" · ");
}

/** Assumed figures that turn a verdict come first, nearest flip first. */
function mostTelling(report: Report, assumed: readonly ReportFact[]): ReportFact[] {
  const flips = report.decisions.flatMap((decision) => decision.flips);
  const distance = (fact: ReportFact) => {
    const key = fact.provenance.kind === "assumed" ? fact.provenance.key : fact.name;
    const near = flips.filter((flip) => flip.key === key).map((flip) => flip.distance ?? 1);
    return near.length === 0 ? Number.MAX_VALUE : Math.min(...near);
  };
  return [...assumed].sort((a, b) => distance(a) - distance(b));
}

/** "peak × 6", "upkeep 20 h/month". */
export function factText({ name, value, unit }: ReportFact): string {
  const amount = amountText(value);
  if (/^ratio/.test(unit)) return `${name} × ${amount}`;
  return unit === "" ? `${name} ${amount}` : `${name} ${amount} ${unit.split(",")[0]}`;
}

export function notPriced(report: Report): string {
  if (report.notPriced.length === 0) return "nothing that we know of";
  return report.notPriced.map(({ what }) => what).join(", ");
}

/** The cheapest feasible combination, where more than one part has to be paid. */
export function together(report: Report): string | undefined {
  const { combination, scenario } = report;
  if (combination === undefined || report.decisions.length < 2) return undefined;
  const atLeast = combination.atLeast ? "at least " : "";
  const names = combination.names.map((id, index) => combinedName(report, id, index)).join(" with ");
  const shared =
    combination.sharedUsdPerMonth === 0
      ? ""
      : ` · ${usd(combination.sharedUsdPerMonth)} a month shared, counted once`;
  const month = `${atLeast}${usd(combination.monthUsd)} USD/month`;
  return `${names}: ${month}, ${atLeast}${usd(combination.tcoUsd)} over ${scenario.horizonMonths} months${shared}`;
}

/** Ids are unique inside a part only: the n-th name is of the n-th decision's part, if that has it. */
function combinedName(report: Report, id: string, index: number): string {
  const own = report.decisions[index]?.part;
  const views = partViews(report).filter((view) => find(view, id) !== undefined);
  const view = views.find(({ part }) => part === own) ?? views[0];
  return view === undefined ? id : nameOf(view, id);
}
