import type { Part } from "../alternatives/alternative.ts";
import { sellerName } from "../alternatives/seller-name.ts";
import { isTie, presentValue, savingShare } from "../compare/cash-flow.ts";
import { crossings } from "../compare/crossings.ts";
import { payback } from "../compare/payback.ts";
import type { Finding } from "./decision.ts";
import { cheapest, isEqual } from "./entry.ts";
import { expertiseOf } from "./expertise.ts";
import { unsettled } from "./gate.ts";
import { limitFindings } from "./limit-findings.ts";
import { outcomeOf } from "./rule.ts";
import { hybridOutcome, notUndercut } from "./undercut.ts";
import type { DecisionInput, Judged, Ruling } from "./verdict.ts";

/** Least hours of the published examples: what a build and its upkeep were reported to take. */
const PUBLISHED_HOURS: Readonly<Record<Part, { readonly build: number; readonly upkeep: number }>> = {
  llm: { build: 400, upkeep: 10 },
  vectors: { build: 60, upkeep: 8 },
  tracking: { build: 40, upkeep: 4 },
};

/** Fewer people than this were published as a reason not to host a model. */
export const SMALLEST_ML_TEAM = 5;

const HOURS_KEY: Readonly<Record<Part, string>> = {
  llm: "llm.hosting",
  vectors: "vectors",
  tracking: "tracking",
};

export function findingsOf(ruling: Ruling, input: DecisionInput): Finding[] {
  return [
    ...qualityFindings(ruling, input),
    ...capabilityFindings(ruling, input),
    ...hostSideFindings(ruling, input),
    ...boughtSideFindings(ruling, input),
    ...costFindings(ruling, input),
    ...limitFindings(ruling, input),
  ];
}

function qualityFindings({ entries, keep }: Ruling, { criteria, qualityKeys }: DecisionInput): Finding[] {
  const limit = criteria.qualityDelta.base;
  const seen = new Map(entries.map(({ source }) => [source.model, source.quality]));
  const open = [...seen].flatMap(([model, quality]) => {
    const state = unsettled(quality, limit);
    if (state === undefined) return [];
    const more =
      state.casesNeeded === undefined
        ? ""
        : `; about ${state.casesNeeded.toLocaleString("en-US")} cases would settle it`;
    return {
      id: "quality-not-settled",
      text: `${model}: a gap of ${state.delta} (${state.low.toFixed(3).replace("-", "−")} to ${state.high.toFixed(3)}) against a limit of ${limit} is not settled${more}.`,
      key: qualityKeys?.[model] ?? "llm.candidates",
    };
  });
  if (keep.today !== undefined || keep.offer === undefined || keep.offer.source.quality.kind === "same")
    return open;
  const text = `Nothing is bought today, so no quality is compared: ${keep.offer.source.name} is only the cheapest of the candidates.`;
  return [...open, { id: "no-reference", text, key: `${keep.offer.source.part}.today` }];
}

function capabilityFindings(
  { judged, lead }: Ruling,
  { part, people, hours: shared }: DecisionInput,
): Finding[] {
  if (part !== "llm" || judged.length === 0) return [];
  const hours = lead?.host.source.peopleHours ?? shared;
  const found: Finding[] = [];
  const { answer, neededHours, freeHours } = expertiseOf(people, hours);
  if (freeHours !== undefined && neededHours > freeHours) {
    const text = `Hosting needs ${neededHours} h a month and the team has ${freeHours}: expertise counts as no, whatever was answered.`;
    found.push({ id: "team-hours", text, key: "people.teamHoursPerMonth" });
  }
  if (people.mlEngineers !== undefined && people.mlEngineers.base < SMALLEST_ML_TEAM) {
    const text = `${people.mlEngineers.base} ML engineers, fewer than the ${SMALLEST_ML_TEAM} that are published as the least for hosting a model.`;
    found.push({ id: "small-team", text, key: "people.mlEngineers" });
  }
  if (answer === "no" && people.gpuExpertise === "no") {
    found.push({
      id: "no-expertise",
      text: "No experience with GPU servers: the rule buys.",
      key: "people.gpuExpertise",
    });
  }
  return found;
}

function hostSideFindings(ruling: Ruling, input: DecisionInput): Finding[] {
  const { part } = input;
  if (ruling.lead === undefined) return [];
  const hours = ruling.lead.host.source.peopleHours ?? input.hours;
  const least = PUBLISHED_HOURS[part];
  const found: Finding[] = [];
  if (hours.upkeepHoursPerMonth.base === 0) {
    found.push({
      id: "free-upkeep",
      text: "Open weights are not free: upkeep is 0 hours a month.",
      key: hours.upkeepHoursPerMonth.key,
    });
  } else if (hours.upkeepHoursPerMonth.base < least.upkeep) {
    const text = `Upkeep of ${hours.upkeepHoursPerMonth.base} h a month is below the published least of ${least.upkeep}.`;
    found.push({ id: "low-upkeep", text, key: hours.upkeepHoursPerMonth.key });
  }
  if (hours.buildHours !== undefined && hours.buildHours.base < least.build) {
    const text = `A build of ${hours.buildHours.base} h is below the published least of ${least.build}.`;
    found.push({ id: "low-build", text, key: hours.buildHours.key });
  }
  return part === "llm" ? [...found, ...unansweredHours(ruling.lead, ruling, input)] : found;
}

function unansweredHours(lead: Judged, ruling: Ruling, input: DecisionInput): Finding[] {
  const kinds = ["incident", "compliance", "security"] as const;
  const own = lead.host.source.peopleHours;
  const open = kinds.filter((kind) => (own ?? input.hours)[`${kind}HoursPerMonth`] === undefined);
  const first = open[0];
  if (first === undefined) return [];
  const turn = turningHours(lead, ruling, input);
  const effect =
    turn === undefined
      ? "more hours would not change the verdict, only its distance"
      : `the verdict turns at ${turn.toFixed(1)} h a month together`;
  const text = `Hours for ${open.join(", ")} are not answered and count as none; ${effect}.`;
  return [
    { id: "unanswered-hours", text, key: `${own?.key ?? HOURS_KEY[input.part]}.${first}HoursPerMonth` },
  ];
}

/** No team spends more than this on one service. */
const MOST_HOURS = 10_000;

/** Extra hours a month at which the lead's outcome changes, by bisection: more hours only ever hurt it. */
function turningHours(lead: Judged, ruling: Ruling, input: DecisionInput): number | undefined {
  const rate = input.people.hourlyUsd.base;
  const verdictAt = (extra: number) => {
    const flow = { ...lead.host.flow, months: lead.host.flow.months.map((usd) => usd + extra * rate) };
    const { baselines, gate } = lead;
    const host = { ...lead.host, flow };
    const outcome = outcomeOf({ host, baselines, gate, expertise: ruling.expertise }, input.criteria);
    if (host.source.kind !== "hybrid") return outcome.verdict;
    const dearer = { ...host, presentValueUsd: presentValue(flow, input.discountRatePerYear) };
    return hybridOutcome(outcome, notUndercut(dearer, baselines, input.criteria)).verdict;
  };
  if (lead.baselines.length === 0 || verdictAt(MOST_HOURS) === lead.outcome.verdict) return undefined;
  let [low, high] = [0, MOST_HOURS];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (verdictAt(middle) === lead.outcome.verdict) low = middle;
    else high = middle;
  }
  return high;
}

function boughtSideFindings({ keep, entries, names }: Ruling, input: DecisionInput): Finding[] {
  const found: Finding[] = [];
  const today = keep.today;
  const leaves = today !== undefined && names !== today.id && keep.improved?.id !== names;
  if (leaves && input.switchingGiven !== true) {
    const text =
      "The cost of leaving the running offer is not answered and counts as none beyond the lines shown.";
    found.push({ id: "switching", text, key: "offers.switching" });
  }
  const bought = entries.some((entry) => entry.source.kind !== "hosted" && entry.ruledOut === undefined);
  if (
    input.part === "llm" &&
    input.criteria.dataPolicy === "region" &&
    bought &&
    input.geography === "global"
  ) {
    const text =
      "The data policy is region, but the bought prices are those of the global endpoint; a regional one often costs 10 % more.";
    found.push({ id: "global-endpoint", text, key: "llm.geography" });
  }
  const chosen = entries.find((entry) => entry.id === names);
  if (chosen?.source.kind === "bought" && chosen.flow.oneOff === 0) {
    const text = `${chosen.source.name} is newly bought without a last mile: errors, keys, monitoring, retries and limits take time.`;
    found.push({ id: "no-last-mile", text, key: "offers.lastMileHours" });
  }
  if (
    input.part === "llm" &&
    today !== undefined &&
    Object.keys(input.qualityKeys ?? {}).length === 0 &&
    !entries.some((entry) => entry !== today && entry.source.model !== today.source.model)
  ) {
    const text = `One vendor carries the whole path (${sellerName(today.source)}) and no other model is named: a second offer or open weights kept deployable would be the way out.`;
    found.push({ id: "single-vendor", text, key: "llm.candidates" });
  }
  return found;
}

/** Cheapest sellers of one model that cost the same: which of them is named is no finding of ours. */
function equalSellers({ entries }: Ruling): Finding[] {
  const models = [
    ...new Set(entries.filter(({ source }) => source.kind === "bought").map(({ source }) => source.model)),
  ];
  return models.flatMap((model) => {
    const sellers = entries.filter(
      (e) => e.source.kind === "bought" && e.source.model === model && e.ruledOut === undefined,
    );
    const first = cheapest(sellers);
    const equal =
      first === undefined ? [] : sellers.filter((entry) => entry !== first && isEqual(first, entry));
    if (first === undefined || equal.length === 0) return [];
    const others = equal.map((entry) => entry.source.name).join(", ");
    return {
      id: "equal-sellers",
      text: `${first.source.name} costs the same at other sellers (${others}): choose by limits, latency and terms.`,
    };
  });
}

function costFindings(ruling: Ruling, { criteria }: DecisionInput): Finding[] {
  const { lead, keep } = ruling;
  const base = keep.offer;
  const found: Finding[] = equalSellers(ruling);
  if (lead === undefined || base === undefined) return found;
  const share = savingShare(base.flow, lead.host.flow);
  if (isTie(share, criteria.tieBand.base) && share.kind === "at") {
    const text = `${lead.host.source.name} and ${base.source.name} are a tie over the horizon: ${(100 * share.share).toFixed(1)} % apart.`;
    found.push({ id: "tie", text, key: criteria.tieBand.key });
  }
  const result = payback(base.flow, lead.host.flow);
  if (result.kind === "at" && !result.lasting) {
    const changes = crossings(base.flow, lead.host.flow).map(
      ({ month, to }) => `${to} from month ${month.toFixed(1)}`,
    );
    const text = `${lead.host.source.name} has earned its one-off back in month ${result.months.toFixed(1)} and falls behind again within the horizon: ${changes.join(", ")}.`;
    found.push({ id: "not-lasting", text });
  }
  return found;
}
