import { lastMile } from "../offers/one-off.ts";
import { sameModelSellers, sellerOf } from "../offers/sellers.ts";
import { switching } from "../offers/switching.ts";
import type { TokenPurchase } from "../offers/token-purchase.ts";
import { tuning } from "../offers/tuning.ts";
import { type Charge, isUnknown } from "../prices/charge.ts";
import { weightsOf } from "../prices/tokens/same-model.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";
import type { Quality } from "../scenario/quality.ts";
import { adapted, builtOf, labelOf, slugOf, weightsName, workloadFor } from "./adapted.ts";
import type { Alternative } from "./alternative.ts";
import { tokenAlternative } from "./bought.ts";
import type { PlanContext } from "./context.ts";
import { leversOf } from "./llm-levers.ts";
import { boughtTuned, tunedOffer } from "./llm-tuned.ts";
import type { RuledOut } from "./part-plan.ts";

/** A candidate and what buying it replaces. */
export interface Wanted {
  readonly part: LlmPart;
  readonly candidate: Candidate;
  readonly quality: Quality;
  readonly today: TokenPurchase | undefined;
}

interface Offered {
  readonly rows: Alternative[];
  readonly ruledOut: RuledOut[];
}

/** Every seller that a candidate can be bought from, or why there is none. */
export function boughtRows(context: PlanContext, wanted: Wanted): Offered {
  const { candidate } = wanted;
  const { rows, ruledOut } = offeredRows(context, wanted);
  return { rows: rows.map((row) => adapted(context, wanted.part, candidate, row)), ruledOut };
}

function offeredRows(context: PlanContext, wanted: Wanted): Offered {
  const { candidate } = wanted;
  const tuned = tunedOffer(candidate);
  if (tuned !== undefined) return tunedRow(context, wanted, tuned);
  if (candidate.tuning?.servedAs === "own") {
    const because =
      "weights tuned by you are sold by nobody per token: there is no serverless offer of the same model";
    return { rows: [], ruledOut: [{ what: `${labelOf(candidate)}, bought`, because }] };
  }
  if (!candidate.open) return closedRow(context, wanted);
  if (candidate.weights !== "own") return openRows(context, wanted);
  const because = "weights of your own are sold by nobody per token";
  return { rows: [], ruledOut: [{ what: `${labelOf(candidate)}, bought`, because }] };
}

function workloadOf({ scenario }: PlanContext, { part, candidate }: Wanted) {
  return {
    part: asNewBuyer(workloadFor(part, candidate)),
    reasoningMultiplier: candidate.reasoningMultiplier,
    anotherTokenizer: true,
    own: scenario.offers.own,
    asOf: scenario.asOf,
  };
}

function oneOffOf({ scenario }: PlanContext, { candidate, today }: Wanted): Charge[] {
  return [
    lastMile(scenario.offers, scenario.people, false),
    ...(today === undefined ? [] : switching(scenario, "llm")),
    ...tuning(candidate),
  ];
}

/** At rates, or on machines, that the reader gave for the tuned model. */
function tunedRow(context: PlanContext, wanted: Wanted, offer: OwnOffer): Offered {
  const { candidate, quality } = wanted;
  const row = tokenAlternative(context, {
    id: `buy.${slugOf(candidate)}`,
    kind: "bought",
    name: labelOf(candidate),
    model: weightsName(candidate),
    quality,
    purchase: boughtTuned(workloadOf(context, wanted), offer),
    oneOff: oneOffOf(context, wanted),
  });
  return { rows: [row], ruledOut: [] };
}

function closedRow(context: PlanContext, wanted: Wanted): Offered {
  const { candidate, quality, today } = wanted;
  const label = labelOf(candidate);
  const slash = candidate.model.indexOf("/");
  const seller = sellerOf(
    candidate.model.slice(0, slash),
    candidate.model.slice(slash + 1),
    "llm.candidates",
  );
  const running = today?.seller.provider === seller.provider && today.seller.model === seller.model;
  if (running && builtOf(candidate) === undefined)
    return { rows: [], ruledOut: [{ what: candidate.model, because: "is what is bought today" }] };
  const name = seller.provider === "own" ? label : `${label}, ${providerLabel(seller.provider)}`;
  const row = tokenAlternative(context, {
    id: `buy.${slugOf(candidate)}`,
    kind: "bought",
    name,
    model: weightsName(candidate),
    quality,
    ...withSettings(context, { ...workloadOf(context, wanted), seller }),
    oneOff: oneOffOf(context, wanted),
  });
  return { rows: [row], ruledOut: [] };
}

function openRows(context: PlanContext, wanted: Wanted): Offered {
  const { part, candidate, quality, today } = wanted;
  const { scenario } = context;
  const short = labelOf(candidate);
  const sellers = sameModelSellers(candidate.model, { part, asOf: scenario.asOf }).filter(
    ({ seller }) =>
      !(
        builtOf(candidate) === undefined &&
        today?.seller.provider === seller.provider &&
        weightsOf(today.seller.provider, today.seller.model) === candidate.model
      ),
  );
  const ruledOut = sellers.flatMap(({ label, card }) =>
    isUnknown(card) ? [{ what: `${short} at ${label}`, because: card.because }] : [],
  );
  if (sellers.length === 0)
    ruledOut.push({
      what: `${short}, bought`,
      because: "no seller of these weights is on file (data/same-model.json)",
    });
  const rows = sellers
    .filter(({ card }) => !isUnknown(card))
    .map(({ seller, label, note }) =>
      tokenAlternative(context, {
        id: `buy.${slugOf(candidate)}.${seller.provider}`,
        kind: "bought",
        name: `${short}, ${label}`,
        model: weightsName(candidate),
        quality,
        ...withSettings(
          context,
          { ...workloadOf(context, wanted), seller },
          note === undefined ? [] : [`${label}: ${note}`],
        ),
        oneOff: oneOffOf(context, wanted),
      }),
    );
  return { rows: withoutTwins(rows), ruledOut };
}

/** Sellers that cost the same in every month are one row: the first, with the others named beside it. */
function withoutTwins(rows: readonly Alternative[]): Alternative[] {
  const months = (row: Alternative) => JSON.stringify(row.months.map(({ usd, atLeast }) => [usd, atLeast]));
  const firsts = new Map<string, Alternative[]>();
  for (const row of rows) firsts.set(months(row), [...(firsts.get(months(row)) ?? []), row]);
  return [...firsts.values()].flatMap(([first, ...twins]) => {
    if (first === undefined) return [];
    if (twins.length === 0) return [first];
    const names = twins.map(({ seller }) => providerLabel(seller)).join(", ");
    const more = { notes: [...first.notes, `the same price at ${names}`], twins: twins.map(({ id }) => id) };
    // A spread would call the lazy curve: keep the object's own getters.
    return [Object.defineProperties(first, Object.getOwnPropertyDescriptors(more))];
  });
}

/** A new integration uses what the seller offers from the first day: its cache and its batch price, inside the last mile. */
function withSettings(
  context: PlanContext,
  purchase: TokenPurchase,
  notes: readonly string[] = [],
): { purchase: TokenPurchase; notes: readonly string[] } {
  const settings = leversOf(context, purchase, ["cache", "batch"]).pulled;
  const last = settings.at(-1);
  const used = settings.map(({ because }) => `bought so from the start: ${because}`);
  const levers = last?.purchase.levers;
  return { purchase: levers === undefined ? purchase : { ...purchase, levers }, notes: [...notes, ...used] };
}

const fresh = new WeakMap<LlmPart, LlmPart>();

/** The workload as another seller gets it: nothing of it lies in a cache there, and what is batched today may wait there too. */
function asNewBuyer(part: LlmPart): LlmPart {
  const known = fresh.get(part);
  if (known !== undefined) return known;
  const none = (figure: Figure): Figure => ({
    key: figure.key,
    low: 0,
    base: 0,
    high: 0,
    ranged: false,
    provenance: { kind: "assumed", key: figure.key, because: "nothing lies in another seller's cache yet" },
  });
  const made = {
    ...part,
    classes: part.classes.map((c) => ({
      ...c,
      cachedPromptShare: none(c.cachedPromptShare),
      cacheWriteShare: none(c.cacheWriteShare),
      cacheWrite1hShare: none(c.cacheWrite1hShare),
      batchShare: c.batchedShare.base > c.batchShare.base ? c.batchedShare : c.batchShare,
      batchedShare: none(c.batchedShare),
    })),
  };
  fresh.set(part, made);
  return made;
}
