import { type Alternative, isOurs } from "../../alternatives/alternative.ts";
import { quotient } from "../../compare/quotient.ts";
import { capability } from "../../decision/capability.ts";
import { expertiseOf } from "../../decision/expertise.ts";
import { qualityGate } from "../../decision/gate.ts";
import { leaving } from "../../decision/leaving.ts";
import { PHASE_NAMES, phaseOf } from "../../decision/phase.ts";
import { ruledOutBy } from "../../decision/policy.ts";
import { nextStep, type Stage } from "../../decision/spectrum.ts";
import type { Answer } from "../../scenario/figure.ts";
import { modelCards } from "../../sizing/model-catalogue.ts";
import type { Findings } from "./compose.ts";
import { type NamedRows, namedRows } from "./named-rows.ts";
import type { CheaperShare, Rules } from "./rules.ts";

type Leavings = Rules["leaving"];

/** Whether what is bought should be left for the leading fleet, part by part, where the rule is asked for. */
export function leavingsOf(found: Findings, cheaperShare: CheaperShare): Leavings {
  const terms = found.scenario.criteria.leaving;
  if (terms === undefined) return [];
  return namedRows(found).flatMap(({ part, lead, keep }) => {
    if (lead === undefined || keep === undefined || keep.seller === "self") return [];
    const drawn = cheaperShare(part, lead.id);
    const revenue = part === "llm" ? found.scenario.llm?.revenueUsdPerRequest?.base : undefined;
    const first = keep.months[0];
    const result = leaving({
      boughtUsd: keep.months.map(({ usd }) => usd),
      hostedUsd: lead.months.map(({ usd }) => usd),
      breakEvenMonths: terms.breakEvenMonths.base,
      probabilityFloor: terms.probabilityFloor.base,
      ...(drawn !== undefined && { cheaperShare: drawn }),
      ...(terms.marginFloor && part === "llm" && { marginFloor: terms.marginFloor.base }),
      ...(revenue !== undefined &&
        first && {
          margin: quotient(revenue * first.volume - first.usd, revenue * first.volume, "it earns nothing"),
        }),
    });
    return {
      part,
      from: keep.id,
      to: lead.id,
      breakEvenMonths: terms.breakEvenMonths.base,
      ...result,
      ...unitsOf(keep),
    };
  });
}

/** USD per unit in the first and the last month. */
function unitsOf({ months }: Alternative): { unitUsdFirst?: number; unitUsdLast?: number } {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined || first.volume === 0 || last.volume === 0) return {};
  return { unitUsdFirst: first.usd / first.volume, unitUsdLast: last.usd / last.volume };
}

/** The phase that the model's use is in, and the step that follows; where a context is given. */
export function phaseFacts(found: Findings, leavings: Leavings): Rules["phase"] {
  const { context, criteria, llm } = found.scenario;
  const named = namedRows(found).find(({ part }) => part === "llm");
  if (context === undefined || llm === undefined || named === undefined) return undefined;
  const leave = leavings.find(({ part }) => part === "llm");
  const phase = phaseOf({
    context,
    onlyHosted: onlyHosted(found),
    leave: leave?.leave ?? "unknown",
    gate: gateAnswer(named.lead, criteria.qualityDelta.base),
  });
  const { next, ...step } = nextStep(stageOf(named), leave?.volume.month, onlyHosted(found));
  return {
    phase: phase.phase,
    name: PHASE_NAMES[phase.phase],
    because: phase.because,
    unanswered: [...phase.unanswered],
    notes: [...phase.notes],
    ...step,
    prepare: [...step.prepare],
    ...(next !== undefined && { next }),
  };
}

/** The data policy, and not the list of candidates, leaves nothing to buy. */
function onlyHosted({ scenario, plan }: Findings): boolean {
  const { dataPolicy } = scenario.criteria;
  if (dataPolicy === "none" || dataPolicy === "region") return false;
  const rows = plan.parts.find(({ part }) => part === "llm")?.alternatives ?? [];
  const bought = rows.filter(({ kind }) => kind !== "hosted");
  return bought.every((row) => ruledOutBy(dataPolicy, row) !== undefined);
}

function gateAnswer(lead: Alternative | undefined, limit: number): Answer {
  if (lead === undefined) return "unanswered";
  const { kind } = qualityGate(lead.quality, limit);
  return kind === "pass" ? "yes" : kind === "fail" ? "no" : "unanswered";
}

function stageOf({ today }: NamedRows): Stage {
  if (today === undefined) return "nothing bought yet";
  if (isOurs(today)) return "self-hosted";
  return modelCards().some(({ id }) => id === today.model) ? "managed open model" : "api";
}

/** What running it would have to beat: the offer that is kept, or the same weights bought where they cost less. */
function cheapestMonth(rows: readonly (Alternative | undefined)[]): Alternative | undefined {
  const usd = ({ months }: Alternative) => months[0]?.usd ?? Number.POSITIVE_INFINITY;
  return rows.filter((row) => row !== undefined).toSorted((x, y) => usd(x) - usd(y))[0];
}

/** The published reasons not to host, where a model could be hosted. */
export function capabilityOf(found: Findings): Rules["capability"] {
  const { scenario } = found;
  const named = namedRows(found).find(({ part }) => part === "llm");
  if (scenario.llm === undefined || named?.lead === undefined) return [];
  const { people, context } = scenario;
  const { neededHours, freeHours } = expertiseOf(people, scenario.llm.hosting);
  const hosted = named.lead.months[0]?.usd;
  const beside = cheapestMonth([named.keep, named.rows.find(({ id }) => id === named.decision.sameModel)]);
  const bought = beside?.months[0]?.usd;
  const below = hosted === undefined || bought === undefined ? "unanswered" : hosted > bought ? "yes" : "no";
  return capability({
    ...(people.mlEngineers && { mlEngineers: people.mlEngineers.base }),
    belowBreakEven: below,
    ...(beside && { beside: beside.name }),
    kubernetes: context?.kubernetes ?? "unanswered",
    gpuExpertise: people.gpuExpertise,
    productProven: context?.productProven ?? "unanswered",
    neededHours,
    ...(freeHours !== undefined && { freeHours }),
  });
}
