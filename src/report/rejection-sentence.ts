import { partsTexts } from "./later-once.ts";
import { apart, monthSpan, percent, usd, usdApart, volume, wholeBound } from "./number.ts";
import { chargeName, find, fullName, leadOf, type PartView, volumeUnit } from "./part-view.ts";
import { paybackBesideLimit } from "./payback-text.ts";
import type { ReportAlternative, ReportRejection } from "./report.ts";
import { countedUnit, volumeSentence } from "./volume-text.ts";
import { clause } from "./wording.ts";

/** One entry of Not: the one number that rules it out, and the volume at which it would win. */
export function rejectionSentence(view: PartView, rejection: ReportRejection): string {
  const alternative = find(view, rejection.alternative);
  const subject = alternative === undefined ? rejection.alternative : subjectOf(view, alternative);
  const cost = rejection.reason.kind === "dearer" ? undefined : monthlyCost(alternative);
  const parts = alternative === undefined || cost === undefined ? [] : partsTexts(alternative);
  const who = [subject, ...(cost === undefined ? [] : [cost]), ...parts.map((text) => `(${text})`)]
    .join(", ")
    .replace(", (", " (");
  return `${who}: ${reasonText(view, rejection)}.${volumes(view, rejection, alternative)}`;
}

function subjectOf(view: PartView, alternative: ReportAlternative): string {
  const name = fullName(view, alternative);
  if (alternative.kind !== "hosted") return name;
  if (view.part !== "llm") return `Running ${name}`;
  return alternative === leadOf(view) ? "Running it ourselves" : `Running it on ${name}`;
}

function monthlyCost(alternative: ReportAlternative | undefined): string | undefined {
  const row =
    alternative?.infeasible !== undefined && alternative.row?.atLeast === true ? undefined : alternative?.row;
  return row === undefined ? undefined : `${row.atLeast ? "at least " : ""}${usd(row.monthUsd)} USD/month`;
}

function reasonText(view: PartView, rejection: ReportRejection): string {
  const { reason } = rejection;
  switch (reason.kind) {
    case "dearer":
      return dearerText(view, rejection, reason);
    case "payback":
      return `against ${againstName(view, rejection)} it ${paybackBesideLimit(reason.payback, reason.limitMonths)}`;
    case "total":
      return totalText(view, rejection, reason);
    case "undercut":
      return undercutText(view, rejection, reason);
    case "unknown":
      return `${unknownName(view, rejection, reason.charge)} has no figure (${clause(reason.because)}). To settle it: ${clause(reason.resolve)}`;
    case "infeasible":
      return clause(reason.because);
    case "quality":
      return qualityText(view, rejection, reason);
    case "expertise":
      return unmannedText(reason);
  }
}

type Unmanned = Extract<ReportRejection["reason"], { kind: "expertise" }>;

function unmannedText({ missing, neededHours, freeHours }: Unmanned): string {
  const short = neededHours !== undefined && freeHours !== undefined;
  const [needs, has] = short ? apart(neededHours, freeHours, 0) : [];
  const hours = short ? [`it needs ${needs} h a month, the team has ${has} (people.teamHoursPerMonth)`] : [];
  const skill =
    missing === undefined && short ? [] : [`nobody to run it (${missing ?? "people.gpuExpertise"}: no)`];
  return [...skill, ...hours].join("; ");
}

/** The line is its own, or one of what it is measured against. */
function unknownName(view: PartView, { alternative, against }: ReportRejection, charge: string): string {
  const own = chargeName(view, alternative, charge);
  return own === charge ? chargeName(view, against, charge) : own;
}

type Dearer = Extract<ReportRejection["reason"], { kind: "dearer" }>;

function dearerText(view: PartView, rejection: ReportRejection, reason: Dearer): string {
  const own = find(view, rejection.alternative)?.row;
  const other = find(view, rejection.against);
  if (isTie(reason)) return tieText(view, rejection, reason);
  const [month, against] = usdApart(reason.monthUsd, reason.againstUsd);
  const atLeast = own?.atLeast ? "at least " : "";
  const text = `${atLeast}${month} USD/month where ${costs(view, rejection, other?.row?.atLeast ?? false, against)}`;
  if (own === undefined || other?.row === undefined) return text;
  if (reason.monthUsd > reason.againstUsd || own.tcoUsd <= other.row.tcoUsd) return text;
  const [total, otherTotal] = usdApart(own.tcoUsd, other.row.tcoUsd);
  return `${text}, but ${total} over ${monthSpan(view.report.scenario.horizonMonths)} against ${otherTotal}`;
}

const isTie = ({ monthUsd, againstUsd }: Dearer) =>
  Math.abs(monthUsd - againstUsd) <= 1e-9 * Math.abs(againstUsd);

function tieText(view: PartView, rejection: ReportRejection, { monthUsd }: Dearer): string {
  const { alternative, against } = rejection;
  const beside = find(view, against);
  const name = beside === undefined ? "nothing else" : fullName(view, beside);
  const text = `the same ${usd(monthUsd)} USD/month as ${name}`;
  const [own, other] = [find(view, alternative)?.row, beside?.row];
  if (own === undefined || other === undefined || usd(own.tcoUsd) === usd(other.tcoUsd))
    return `${text}: nothing gained`;
  return `${text}, but ${usd(own.tcoUsd)} over ${monthSpan(view.report.scenario.horizonMonths)} against ${usd(other.tcoUsd)}`;
}

type Total = Extract<ReportRejection["reason"], { kind: "total" }>;

function totalText(view: PartView, rejection: ReportRejection, reason: Total): string {
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  const [own, other] = usdApart(reason.presentValueUsd, reason.againstUsd);
  const span = `over ${monthSpan(horizonMonths)} at ${percent(discountRatePerYear)} a year`;
  return `${own} USD ${span}, where ${againstName(view, rejection)} costs ${other}`;
}

type Undercut = Extract<ReportRejection["reason"], { kind: "undercut" }>;

/** Two systems for what one does at nearly the same cost. */
function undercutText(view: PartView, rejection: ReportRejection, reason: Undercut): string {
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  const [own, other] = usdApart(reason.presentValueUsd, reason.againstUsd);
  const span = `over ${monthSpan(horizonMonths)} at ${percent(discountRatePerYear)} a year`;
  return `${own} USD ${span}, where ${againstName(view, rejection)} alone costs ${other}: two ways must cost less by more than ${percent(reason.tieBand)}`;
}

/** "the same model costs 1,285 bought", "today's offer costs 17,850". */
function costs(view: PartView, rejection: ReportRejection, atLeast: boolean, amount: string): string {
  const figures = `${atLeast ? "at least " : ""}${amount}`;
  return isSameModel(view, rejection)
    ? `the same model costs ${figures} bought`
    : `${againstName(view, rejection)} costs ${figures}`;
}

function againstName(view: PartView, rejection: ReportRejection): string {
  const other = find(view, rejection.against);
  if (isSameModel(view, rejection)) return "the same model bought";
  if (other === undefined) return "nothing else";
  return other.kind === "today" ? "today's offer" : fullName(view, other);
}

/** A fleet against the weights that it would run, bought. */
function isSameModel(view: PartView, { alternative, against }: ReportRejection): boolean {
  const [own, other] = [find(view, alternative), find(view, against)];
  return (
    view.part === "llm" && own?.kind === "hosted" && other?.kind === "bought" && own.model === other.model
  );
}

type Quality = Extract<ReportRejection["reason"], { kind: "quality" }>;

function qualityText(view: PartView, { alternative }: ReportRejection, { delta, limit }: Quality): string {
  const [gap, most] = apart(delta, limit, 2);
  const itself = delta === limit ? ", which itself does not pass" : "";
  const on = failedClass(view, find(view, alternative), delta);
  return `a gap in win rates of ${gap} against today's model${on}; the limit is ${most}${itself}`;
}

/** " on draft": the class of requests where the gap was measured; nothing where it is about all of them. */
function failedClass(view: PartView, alternative: ReportAlternative | undefined, delta: number): string {
  const weights = alternative?.routes?.model ?? alternative?.model;
  const found = view.report.quality?.find(
    (entry) => entry.model === weights && entry.gate === "fail" && entry.delta === delta,
  );
  return found?.className === undefined ? "" : ` on ${found.className}`;
}

/** The volume that would turn it; only where cost is what rules it out. */
function volumes(
  view: PartView,
  rejection: ReportRejection,
  alternative: ReportAlternative | undefined,
): string {
  if (!["dearer", "payback", "total"].includes(rejection.reason.kind)) return "";
  if (rejection.reason.kind === "dearer" && isTie(rejection.reason)) return "";
  const said = volumeSentence(view, rejection);
  if (said !== undefined) return ` ${said}`;
  if (rejection.winsAt === undefined || alternative?.kind !== "hosted") return "";
  return ` ${noVolume(view, alternative, rejection.searchedTo)}`;
}

/** Why no volume helps, from what one full instance carries and what buying just that costs. */
function noVolume(view: PartView, { capacity }: ReportAlternative, searchedTo: number | undefined): string {
  const none =
    searchedTo === undefined ? "No volume helps" : `No volume up to ${wholeBound(searchedTo, "down")} helps`;
  const { oneInstanceUsd, oneInstanceBoughtUsd, oneInstanceVolume } = capacity ?? {};
  if (oneInstanceUsd === undefined || oneInstanceBoughtUsd === undefined || oneInstanceVolume === undefined)
    return `${none}.`;
  const [own, bought] = usdApart(oneInstanceUsd, oneInstanceBoughtUsd);
  const one = `one ${capacity?.instanceType} (${own})`;
  if (oneInstanceUsd > oneInstanceBoughtUsd) {
    return `${none}: ${one} carries ${volume(oneInstanceVolume)} of your ${countedUnit(view)}, which cost ${bought} bought.`;
  }
  return `${none}: full, ${one} replaces ${bought} of bought ${volumeUnit(view.part)}, but spare, network and people come on top.`;
}
