import { GUIDANCE_SOURCE } from "../decision/component-guidance.ts";
import { COMPONENT_SCORE } from "../decision/component-score.ts";
import { TRACKING_RULE } from "../decision/tracking-rule.ts";
import { conflictTexts } from "./conflict-text.ts";
import { figure, percent, usd, volume } from "./number.ts";
import { volumeUnit } from "./part-view.ts";
import { performanceBlocks } from "./performance-blocks.ts";
import { phaseBlocks } from "./phase-blocks.ts";
import type { Report, ReportPart } from "./report.ts";
import { PARTS, type Rules, unanswered } from "./rule-text.ts";
import { list, type Section, section } from "./section.ts";
import { unitBlocks } from "./unit-blocks.ts";
import { sentence } from "./wording.ts";

/** Published rules and derived figures, each as its own; none of them moves the verdict. */
export function ruleSections(report: Report): Section[] {
  const { rules } = report;
  if (rules === undefined) return [];
  return [
    ...section("Rules beside the verdict", [
      list(trackingTexts(report, rules)),
      list(rules.components.flatMap((component) => componentTexts(component, report))),
    ]),
    ...section("Performance", performanceBlocks(report, rules)),
    ...section("Unit costs of month 1", unitBlocks(report, rules)),
    ...section("People and team", [list(timeTexts(report, rules))]),
    ...section("Phase and next step", phaseBlocks(report, rules)),
    ...section("Guidance", [list(guidanceTexts(rules))]),
  ];
}

const CLAUSES: Readonly<Record<string, string>> = {
  mandate: "it must run in your own account",
  "few seats": `${TRACKING_RULE.limits.fewSeats} seats or fewer`,
  "many seats": `${TRACKING_RULE.limits.manySeats} seats or more`,
  "small margin": `W&B costs less than ${TRACKING_RULE.limits.marginUsdPerMonth} USD/month more`,
  "large margin": `W&B costs ${TRACKING_RULE.limits.marginUsdPerMonth} USD/month more, or above`,
};

function trackingTexts(report: Report, { tracking }: Rules): string[] {
  if (tracking === undefined) return [];
  const { verdict, clause, because, band, wandbUsdPerMonth, mlflowUsdPerMonth } = tracking;
  const months = [
    ...(wandbUsdPerMonth === undefined ? [] : [`W&B ${usd(wandbUsdPerMonth)}`]),
    ...(mlflowUsdPerMonth === undefined ? [] : [`MLflow ${usd(mlflowUsdPerMonth)}`]),
  ];
  const beside = months.length === 0 ? "" : ` (${months.join(", ")} USD/month)`;
  const said =
    verdict === undefined
      ? because === undefined
        ? []
        : [`Tracking rule: says nothing, because ${because}`]
      : [
          `Tracking rule: ${verdict}, because ${CLAUSES[clause ?? ""] ?? clause}${beside}; set-up is left out of it`,
        ];
  const bands =
    band === undefined
      ? []
      : [`Published bands at ${figure(tracking.seats ?? 0)} seats: ${band}; ${TRACKING_RULE.table}`];
  const notes = Object.entries(TRACKING_RULE.notes).map(([name, note]) => `${name}: ${note}`);
  return [
    ...said,
    ...conflictTexts(report, { rules: ["tracking"] }),
    ...bands,
    ...(said.length === 0 ? [] : notes),
    ...unanswered(tracking.unanswered),
  ];
}

/** What the component rules say of one: build or buy, and what a managed service is worth. */
export function componentTexts(component: Rules["components"][number], report: Report): string[] {
  const { name, differentiation, complexity, score, premium } = component;
  const scored =
    score === undefined || differentiation === undefined || complexity === undefined
      ? []
      : [
          `${name}: ${score}; differentiation ${figure(differentiation)} (build above ${COMPONENT_SCORE.differentiationAbove}), complexity ${figure(complexity)} (build below ${COMPONENT_SCORE.complexityBelow})`,
        ];
  const classed =
    component.class === undefined
      ? []
      : [
          component.class === "commodity"
            ? `${name}: a commodity, so no strategy asks for infrastructure of your own; only cost or law may`
            : `${name}: a differentiator, so control of it is worth something that no bill shows`,
        ];
  return [
    ...scored,
    ...conflictTexts(report, { rules: ["score"], component: name }),
    ...classed,
    ...(premium === undefined ? [] : [premiumText(name, premium)]),
    ...conflictTexts(report, { rules: ["premium"], component: name }),
    ...unanswered(component.unanswered),
  ];
}

function premiumText(name: string, premium: NonNullable<Rules["components"][number]["premium"]>): string {
  const { verdict, premiumUsdPerYear, savedUsdPerYear, breakEvenHoursPerWeek } = premium;
  const even = `equal at ${figure(breakEvenHoursPerWeek)} h a week`;
  const paid = `the managed service costs ${usd(premiumUsdPerYear)} USD/year more`;
  if (verdict === undefined || savedUsdPerYear === undefined) return `${name}: ${paid}; ${even}`;
  const order = verdict === "buy" ? "buy it managed" : "do it yourself";
  return `${name}: ${order}; ${paid} and saves hours worth ${usd(savedUsdPerYear)} USD/year; ${even}`;
}

function timeTexts(report: Report, { time }: Rules): string[] {
  const spend = time.spend.map(
    ({ part, usdPerYear, engineers }) =>
      `${PARTS[part]}: today's bill is ${usd(usdPerYear)} USD/year, what ${volume(engineers)} engineers cost`,
  );
  const hosting = time.hosting.map(
    ({ part, hoursPerMonth, onceHours, spreadHours, share, onceMonths, outweighed }) => {
      const team =
        share === undefined || onceMonths === undefined
          ? ""
          : `: ${percent(share)} of the team's time, and ${volume(onceMonths)} months of all of it to build`;
      const from = outweighed === undefined ? "" : `; ${outweighedText(part, outweighed)}`;
      const some = spreadHours === onceHours ? "" : `${figure(spreadHours ?? 0)} of them `;
      const spread = spreadHours === undefined ? "" : `, ${some}paid month by month,`;
      return `${PARTS[part]}, hosted: ${figure(onceHours)} h once${spread} and ${figure(hoursPerMonth)} h/month${team}${from}`;
    },
  );
  const factors = report.rules?.capability.map(factorText) ?? [];
  return [
    ...spend,
    ...hosting,
    ...factors,
    ...unanswered(time.unanswered.filter((key) => !factorKeys(report).has(key))),
  ];
}

type Outweighed = NonNullable<Rules["time"]["hosting"][number]["outweighed"]>;

function outweighedText(part: ReportPart, outweighed: Outweighed): string {
  if (outweighed.kind === "never" || outweighed.kind === "unknown") return outweighed.because;
  if (outweighed.kind === "everywhere") return "machines cost more than people at every volume";
  return `machines cost more than people from ${volume(outweighed.volume)} ${volumeUnit(part)} on`;
}

/** Keys that the reasons not to host ask for already. */
function factorKeys({ rules }: Report): Set<string> {
  const open = rules?.capability.filter(({ holds }) => holds === "unanswered") ?? [];
  return new Set(open.flatMap(({ key }) => (key === undefined ? [] : [key])));
}

function factorText({ factor, holds, said, key }: Rules["capability"][number]): string {
  const words = { yes: "holds", no: "does not hold", unanswered: "unanswered" } as const;
  const asked = holds === "unanswered" && key !== undefined ? `: ${key}` : "";
  return `Reason not to host, ${factor}: ${words[holds]}${asked}${said === "" ? "" : ` (${said})`}`;
}

function guidanceTexts({ guidance, context }: Rules): string[] {
  const told = context?.facts.map(({ key, value }) => `${key}: ${value}, yours`) ?? [];
  const rows = guidance.map(({ component, guidance: said, because, systems, here, rarelyDiffers }) => {
    const differ = rarelyDiffers === undefined ? "" : `; ${rarelyDiffers}`;
    return `${component}: ${said}; reason given: ${because} (${systems.join(", ")})${differ}. Here: ${here}`;
  });
  const source =
    rows.length === 0
      ? []
      : [sentence(`published guidance of ${GUIDANCE_SOURCE.at}, not a verdict: ${GUIDANCE_SOURCE.source}`)];
  return [...told, ...unanswered(context?.unanswered ?? []), ...rows, ...source];
}
