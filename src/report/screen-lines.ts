import { runsMachines } from "../alternatives/alternative.ts";
import type { Items } from "./item-lines.ts";
import { amountText, figure, monthSpan, percent, usd, volume } from "./number.ts";
import { find, leadingParts, leadOf, nameOf, partViews } from "./part-view.ts";
import type { Report, ReportFact, ReportPart } from "./report.ts";
import { clause, counted } from "./wording.ts";

/** Name, place, span and the dates of the prices. */
export function headerItems(report: Report): string[] {
  const { scenario, prices } = report;
  const oldest =
    prices.oldestUsedAt === prices.listAt || prices.oldestUsedAt === ""
      ? ""
      : `, oldest price used ${prices.oldestUsedAt}`;
  const tokens = report.decisions.some(({ part }) => part === "llm") ? [`tokens ${prices.tokensAt}`] : [];
  const list = `AWS list ${prices.listAt}${oldest}`;
  return [
    scenario.name,
    scenario.region,
    scenario.environment,
    `${monthSpan(scenario.horizonMonths)}`,
    list,
    ...tokens,
  ];
}

/** The service limits that the fleets ask for: those that the verdict starts, else the leading one. */
export function canStart(report: Report): string | undefined {
  const leading = leadingParts(report).map(({ part }) => part);
  const fleets = partViews(report).flatMap((view) => {
    const named = find(view, view.decision.names);
    const fleet =
      named !== undefined && runsMachines(named)
        ? named
        : leading.includes(view.part)
          ? leadOf(view)
          : undefined;
    // Machines that the reader prices himself are his to have.
    return fleet?.capacity === undefined || fleet.place !== undefined ? [] : [fleet.capacity];
  });
  if (fleets.length === 0) return undefined;
  const asks = fleets.map(({ instanceType, quotaName, quotaVcpus, quotaFormula }) => {
    if (quotaName === undefined || quotaVcpus === undefined)
      return `no service limit is known for ${instanceType}`;
    const how = quotaFormula === undefined ? "" : ` (${quotaFormula})`;
    return `${figure(quotaVcpus)} vCPU of "${quotaName}"${how}`;
  });
  return `Not checked: ${[...new Set(asks)].join("; ")}.`;
}

/** What only a bill was given for: requests and tokens that follow from it, and the flags that say better. */
export function fromBill(report: Report): string | undefined {
  const all = [...report.assumptions.assumed, ...report.assumptions.yours];
  const find = (key: string) => all.find(({ name }) => name === key);
  const requests = find("llm.requestsPerMonth");
  if (requests?.provenance.kind !== "assumed" || !requests.provenance.because.startsWith("the bill ÷"))
    return undefined;
  const [prompt, output] = [find("llm.promptTokens"), find("llm.outputTokens")].map((fact) =>
    amountText(fact?.value.replace(/ \(.*/, "") ?? ""),
  );
  const why = find("llm.outputTokens")?.provenance;
  const ratio = why?.kind === "assumed" ? `; ${why.because}` : "";
  return `${volume(requests.value)} requests a month of ${prompt} prompt + ${output} output tokens${ratio}; yours: llm.requestsPerMonth, llm.promptTokens, llm.outputTokens`;
}

/** Counts by provenance, then the assumed figures, those that matter most first. */
export function restsOnItems(report: Report): Items {
  const { yours, published, measured, fitted, assumed } = report.assumptions;
  // A price that a rule of the reader's bears on is no figure that he typed.
  const priced = yours.filter(({ provenance }) => /^override /.test(keyOf(provenance)));
  const typed = yours.filter((fact) => !priced.includes(fact));
  const counts = Object.entries({ yours: typed, "your prices": priced, published, measured, fitted })
    .filter(([, facts]) => facts.length > 0)
    .map(([kind, facts]) => `${kind} ${facts.length}`);
  const items = mostTelling(report, assumed).map(factText);
  const head = [...counts, assumed.length === 0 ? "assumed nothing" : `assumed ${assumed.length}: `];
  return { head: head.join(" · "), items, separator: ", " };
}

const keyOf = (provenance: ReportFact["provenance"]): string => ("key" in provenance ? provenance.key : "");

/** The same where there is no one screen to fill. */
export function restsOn(report: Report): string {
  const { head, items } = restsOnItems(report);
  return `${head}${items.slice(0, 5).join(", ")}${items.length > 5 ? ", …" : ""}`;
}

/** The same without names. */
export function restsOnCounts({ assumptions }: Report): string {
  const { yours, published, measured, fitted, assumed } = assumptions;
  return Object.entries({ yours, published, measured, fitted, assumed })
    .filter(([, facts]) => facts.length > 0)
    .map(([kind, facts]) => `${kind} ${facts.length}`)
    .join(" · ");
}

/** Assumed figures that turn a verdict come first, nearest flip first; then those with a range, then what is not 0. */
function mostTelling(report: Report, assumed: readonly ReportFact[]): ReportFact[] {
  const flips = report.decisions.flatMap((decision) => decision.flips);
  const rank = (fact: ReportFact) => {
    const key = fact.provenance.kind === "assumed" ? fact.provenance.key : fact.name;
    const near = flips.filter((flip) => flip.key === key).map((flip) => flip.distance ?? 1);
    if (near.length > 0) return Math.min(...near);
    if (/ to /.test(fact.value)) return 1e6;
    return Number(fact.value) === 0 ? 1e8 : 1e7;
  };
  return [...assumed].sort((a, b) => rank(a) - rank(b));
}

/** "peak × 6", "upkeepHoursPerMonth 20 h/month": of a key its last word, the key itself is in `explain assumptions`. */
function factText({ name, value, unit }: ReportFact): string {
  const word = /^[a-z]+(\.\w+)+$/i.test(name) ? (name.split(".").at(-1) ?? name) : name;
  const amount = amountText(value);
  if (/^ratio/.test(unit)) return `${word} × ${amount}`;
  if (unit === "" || /^share/.test(unit)) return `${word} ${amount}`;
  return `${word} ${amount} ${unit.split(",")[0]}`;
}

export function notPricedItems({ notPriced: gaps }: Report): Items {
  if (gaps.length === 0) return { head: "", items: ["nothing that we know of"], separator: ", " };
  const head = gaps.length > 4 ? `${gaps.length}: ` : "";
  return { head, items: gaps.map(({ what }) => what), separator: ", " };
}

export function notPriced(report: Report): string {
  const { head, items, separator } = notPricedItems(report);
  return `${head}${items.join(separator)}`;
}

/** The same without names. */
export const notPricedCount = ({ notPriced: lines }: Report): string =>
  lines.length === 0 ? "nothing that we know of" : counted(lines.length, "item");

/** What the parts choose, taken together, where more than one has to be paid; and what would cost less. */
export function together(report: Report): string | undefined {
  const { combination } = report;
  if (combination === undefined || report.decisions.length < 2) return undefined;
  const { cheaper } = combination;
  if (cheaper === undefined) return combined(report, combination);
  const changed = cheaper.names.filter((id, i) => id !== combination.names[i]);
  const alone = cheaper.differs.map((name) => PART_NAMES[name]).join(" and ");
  const names = changed.map((id) => combinedName(report, id, cheaper.names.indexOf(id))).join(" and ");
  const verb = cheaper.differs.length === 1 ? "does" : "do";
  return `${combined(report, combination)}; less with ${names}, which ${alone} alone ${verb} not choose: ${sums(report, cheaper)}`;
}

const PART_NAMES = { llm: "LLM", vectors: "Vectors", tracking: "Tracking" } as const;

type Combination = Omit<NonNullable<Report["combination"]>, "cheaper">;

function combined(report: Report, combination: Combination): string {
  const said = combination.names.map((id, index) => combinedName(report, id, index)).join(" with ");
  return `${said}: ${sums(report, combination)}`;
}

function sums(report: Report, { monthUsd, tcoUsd, atLeast, sharedUsdPerMonth }: Combination): string {
  const least = atLeast ? "at least " : "";
  const shared = sharedUsdPerMonth === 0 ? "" : ` · ${usd(sharedUsdPerMonth)} a month shared, counted once`;
  const span = monthSpan(report.scenario.horizonMonths);
  return `${least}${usd(monthUsd)} USD/month, ${least}${usd(tcoUsd)} over ${span}${shared}`;
}

/** Ids are unique inside a part only: the n-th name is of the n-th decision's part, if that has it. */
function combinedName(report: Report, id: string, index: number): string {
  const own = report.decisions[index]?.part;
  const views = partViews(report).filter((view) => find(view, id) !== undefined);
  const view = views.find(({ part }) => part === own) ?? views[0];
  return view === undefined ? id : nameOf(view, id);
}

/** Findings that put the figures themselves in doubt come first. */
const URGENT = new Set([
  "criteria-changed",
  "bill-gap",
  "bill-not-comparable",
  "range-unused",
  "quality-not-settled",
  "not-settled",
  "judge-is-a-side",
]);

/** Findings as sentences with the figures that they are about and the key that answers them. */
export function findingTexts(report: Report): string[] {
  const views = partViews(report);
  const whose = ({ part }: { readonly part: ReportPart }) =>
    views.length > 1 ? `${PART_NAMES[part]}: ` : "";
  const decided = views.flatMap(({ decision }) => decision.findings);
  const beside = (report.risks?.findings ?? []).map((finding) => ({
    ...finding,
    text: `${whose(finding)}${finding.text}`,
  }));
  const all: Report["findings"] = [
    ...report.findings.filter(({ id }) => URGENT.has(id)),
    ...decided.filter(({ id }) => URGENT.has(id)),
    ...decided.filter(({ id }) => !URGENT.has(id)),
    ...report.findings.filter(({ id }) => !URGENT.has(id)),
    ...beside,
  ];
  return all.map(({ text, key, figures }) => {
    const said = Object.entries(figures ?? {}).map(([name, value]) => findingFigure(name, value));
    const more = said.length === 0 ? "" : ` (${said.join(", ")})`;
    return `${clause(text)}${more}${key === undefined ? "" : `; ${key}`}`;
  });
}

/** The name ends in the unit: repricedUsd, gapShare. */
function findingFigure(name: string, value: number): string {
  const words = (suffix: string) =>
    (suffix === "" ? name : name.slice(0, -suffix.length)).replace(
      /[A-Z]/g,
      (letter) => ` ${letter.toLowerCase()}`,
    );
  if (name.endsWith("Usd")) return `${words("Usd")} ${usd(value)} USD`;
  if (name.endsWith("Share")) return `${words("Share")} ${percent(value)}`;
  return `${words("")} ${figure(value)}`;
}
