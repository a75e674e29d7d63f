import { type LeverKind, type Levers, leversOn } from "../offers/levers.ts";
import { lastMile, settingsChange, switching, tuning } from "../offers/one-off.ts";
import { sameModelSellers, sellerOf } from "../offers/sellers.ts";
import type { TokenPurchase } from "../offers/token-purchase.ts";
import { type Charge, isUnknown } from "../prices/charge.ts";
import { weightsOf } from "../prices/same-model.ts";
import { providerLabel } from "../prices/tokens-provider.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Candidate, LlmPart, Quality, Scenario } from "../scenario/scenario.ts";
import type { Alternative } from "./alternative.ts";
import { purchaseKey, tokenAlternative } from "./bought.ts";
import type { PlanContext } from "./context.ts";
import { fixedHost } from "./llm-fixed.ts";
import { hostedModels } from "./llm-hosted.ts";
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
    const bought = boughtRows(context, part, candidate, quality, today);
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
  if (today === undefined || candidate.model === today) return { kind: "same" };
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

function leverRows(
  context: PlanContext,
  pulled: ReturnType<typeof leversOn>["pulled"],
  weights: string,
): Alternative[] {
  const { scenario } = context;
  let before: readonly Charge[] = [];
  return pulled.map((lever, i) => {
    const charge =
      lever.id === "seller"
        ? lastMile(scenario.offers, scenario.people, false)
        : settingsChange(lever.id, lever.name, scenario.offers, scenario.people);
    before = [...before, charge, ...(lever.id === "seller" ? switching(scenario.offers) : [])];
    return tokenAlternative(context, {
      id: `now.${lever.id}`,
      kind: "lever",
      doing:
        lever.id === "cache"
          ? "Cache the shared prefix"
          : lever.id === "batch"
            ? "Batch what may wait"
            : `Move to ${lever.name}, same weights`,
      name: pulled
        .slice(0, i + 1)
        .map(({ id, name }) => (id === "seller" ? `at ${name}` : `+ ${name}`))
        .join(" "),
      model: weights,
      quality: { kind: "same" },
      purchase: lever.purchase,
      oneOff: before,
      notes: [lever.because, ...lever.notes],
    });
  });
}

function boughtRows(
  context: PlanContext,
  part: LlmPart,
  candidate: Candidate,
  quality: Quality,
  today: TokenPurchase | undefined,
): { rows: Alternative[]; ruledOut: RuledOut[] } {
  const { scenario } = context;
  const short = shortName(candidate.model);
  const workload = {
    part: asNewBuyer(part),
    reasoningMultiplier: candidate.reasoningMultiplier,
    anotherTokenizer: true,
    own: scenario.offers.own,
    asOf: scenario.asOf,
  };
  const oneOff = (): Charge[] => [
    lastMile(scenario.offers, scenario.people, false),
    ...(today === undefined ? [] : switching(scenario.offers)),
    ...tuning(candidate),
  ];
  if (!candidate.open) {
    const slash = candidate.model.indexOf("/");
    const seller = sellerOf(
      candidate.model.slice(0, slash),
      candidate.model.slice(slash + 1),
      "llm.candidates",
    );
    const running = today?.seller.provider === seller.provider && today.seller.model === seller.model;
    if (running)
      return { rows: [], ruledOut: [{ what: candidate.model, because: "is what is bought today" }] };
    const name = seller.provider === "own" ? seller.model : `${short}, ${providerLabel(seller.provider)}`;
    const row = tokenAlternative(context, {
      id: `buy.${short}`,
      kind: "bought",
      name,
      model: candidate.model,
      quality,
      ...withSettings(context, { ...workload, seller }),
      oneOff: oneOff(),
    });
    return { rows: [row], ruledOut: [] };
  }
  if (candidate.weights === "own") {
    return {
      rows: [],
      ruledOut: [{ what: `${short}, bought`, because: "weights of your own are sold by nobody per token" }],
    };
  }
  const sellers = sameModelSellers(candidate.model, { part, asOf: scenario.asOf }).filter(
    ({ seller }) =>
      !(
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
        id: `buy.${short}.${seller.provider}`,
        kind: "bought",
        name: `${short}, ${label}`,
        model: candidate.model,
        quality,
        ...withSettings(context, { ...workload, seller }, note === undefined ? [] : [`${label}: ${note}`]),
        oneOff: oneOff(),
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
    const names = twins.map(({ seller }) => providerLabel(seller)).join(", ");
    // A spread would call the lazy curve: keep the object's own getters.
    const notes = twins.length === 0 ? first.notes : [...first.notes, `the same price at ${names}`];
    return [Object.defineProperty(first, "notes", { value: notes, enumerable: true })];
  });
}

/** Levers follow from the purchase and from the hours that pulling one takes. */
function leversOf(
  { scenario, levers }: PlanContext,
  purchase: TokenPurchase,
  kinds?: readonly LeverKind[],
): Levers {
  const { settingsHours, lastMileHours } = scenario.offers;
  const key = `${purchaseKey(purchase)} ${settingsHours.base} ${lastMileHours.base} ${kinds?.join() ?? ""}`;
  const known = levers.get(key) ?? leversOn(purchase, scenario.offers, kinds);
  levers.set(key, known);
  return known;
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
    provenance: figure.provenance,
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
