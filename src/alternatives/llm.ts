import { lastMile } from "../offers/one-off.ts";
import { sellerOf } from "../offers/sellers.ts";
import type { TokenPurchase } from "../offers/token-purchase.ts";
import { weightsOf } from "../prices/tokens/same-model.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import type { Candidate, LlmPart, Quality, Scenario } from "../scenario/scenario.ts";
import { weightsName } from "./adapted.ts";
import type { Alternative } from "./alternative.ts";
import { tokenAlternative } from "./bought.ts";
import type { PlanContext } from "./context.ts";
import { boughtRows } from "./llm-bought.ts";
import { fixedHost } from "./llm-fixed.ts";
import { hostedModels } from "./llm-hosted.ts";
import { leverRows, leversOf } from "./llm-levers.ts";
import { shortName } from "./llm-volume.ts";
import type { PartPlan, RuledOut } from "./part-plan.ts";

/** Every way to get the llm part's answers: today, today with its levers, other models bought, and hosted. */
export function planLlm(context: PlanContext, part: LlmPart): PartPlan {
  const { scenario } = context;
  const today = part.today && purchaseToday(scenario, part);
  const weights =
    today &&
    (weightsOf(today.seller.provider, today.seller.model) ??
      `${today.seller.provider}/${today.seller.model}`);
  const rows: Alternative[] = [];
  const levers = today === undefined ? { pulled: [], refused: [] } : leversOf(context, today);
  if (today !== undefined && weights !== undefined) {
    rows.push(todayRow(context, today, weights), ...leverRows(context, levers.pulled, weights));
  }
  const ruledOut: RuledOut[] = [];
  for (const candidate of part.candidates) {
    const quality = qualityAgainst(candidate, weights);
    const bought = boughtRows(context, { part, candidate, quality, today });
    rows.push(...bought.rows);
    ruledOut.push(...bought.ruledOut);
  }
  const hosted = hostedModels(context, part, (candidate) => qualityAgainst(candidate, weights));
  const fixed =
    part.hosting.fixed && fixedHost(scenario, part, part.hosting.fixed, qualityOfFixed(part, weights));
  return {
    part: "llm",
    alternatives: [...rows, ...hosted.rows, ...(fixed ? [fixed] : [])],
    leversRefused: levers.refused.map(({ id, because }) => ({ id, because })),
    ruledOut: [...ruledOut, ...hosted.ruledOut],
    ...(hosted.fleet && { fleet: hosted.fleet }),
    ...(hosted.free && { free: hosted.free }),
  };
}

/** A host that the reader prices himself serves the first candidate, or today's own weights. */
function qualityOfFixed(part: LlmPart, weights: string | undefined): Quality {
  const first = part.candidates[0];
  return first === undefined ? { kind: "unanswered" } : qualityAgainst(first, weights);
}

/** Equal weights need no gate, and where nothing is bought yet there is nothing to be measured against. */
function qualityAgainst(candidate: Candidate, today: string | undefined): Quality {
  if (today === undefined || weightsName(candidate) === today) return { kind: "same" };
  return candidate.quality;
}

function purchaseToday(scenario: Scenario, part: LlmPart): TokenPurchase {
  const { today } = part;
  if (today === undefined) throw new Error("nothing is bought today");
  return {
    part,
    seller: sellerOf(today.provider, today.model, "llm.today"),
    reasoningMultiplier: today.reasoningMultiplier,
    running: true,
    own: scenario.offers.own,
    asOf: scenario.asOf,
  };
}

function todayRow(context: PlanContext, purchase: TokenPurchase, weights: string): Alternative {
  const { scenario } = context;
  const { seller } = purchase;
  const own = seller.provider === "own";
  const open = weights.includes("/") && weights !== `${seller.provider}/${seller.model}`;
  return tokenAlternative(context, {
    id: "today",
    kind: "today",
    name: own
      ? seller.model
      : open
        ? `${shortName(weights)}, ${providerLabel(seller.provider)}`
        : shortName(seller.model),
    model: weights,
    quality: { kind: "same" },
    purchase,
    oneOff: [lastMile(scenario.offers, scenario.people, true)],
  });
}
