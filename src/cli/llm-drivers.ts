import type { FlipDriver } from "../decision/flips.ts";
import type { Figure } from "../scenario/figure.ts";
import type { LlmPart, RequestClass } from "../scenario/llm-terms.ts";
import type { Quality } from "../scenario/quality.ts";
import type { OfferTerms, Scenario } from "../scenario/scenario.ts";
import { coarse, number, price, size, volume } from "./number-driver.ts";
import { hoursDrivers, teamDrivers } from "./people-drivers.ts";

/** What may turn the verdict on a model: volume and shape of the requests, the reader's own prices, hours, answers. */
export function llmDrivers(scenario: Scenario): (FlipDriver | undefined)[] {
  const { llm, criteria, offers } = scenario;
  if (llm === undefined) return [];
  const [only] = llm.classes;
  const hosted = llm.candidates.some(({ open }) => open) && llm.hosting.fixed === undefined;
  return [
    // Several classes have several volumes and shapes: each is looked at alone.
    ...(llm.classes.length === 1 && only
      ? requests(only, llm, hosted)
      : llm.classes.flatMap((one) => shape(one))),
    ...hosting(llm, hosted),
    ...ownPrices(llm, offers),
    ...tunedPrices(llm),
    ...reasoning(llm),
    ...qualities(llm, criteria.qualityDelta.base),
    ...(hosted && llm.hybrid ? [number(llm.hybrid.routerHours, 1, 4000, "log")] : []),
    ...teamDrivers(scenario),
  ];
}

/** How far a class's own volume and tokens are looked at, both ways, within the ranges that the scenario gives them. */
const CLASS_REACH = 4;

/** A class changes the mix that fleets are sized for, so each value is a new search: both ends, then a crossing to 15 %. */
const shape = (one: RequestClass): (FlipDriver | undefined)[] =>
  [one.requestsPerMonth, one.promptTokens, one.outputTokens].map((figure) => {
    const { base, ranged, low, high } = figure;
    const [least, most] = ranged ? [low, high] : [Math.ceil(base / CLASS_REACH), base * CLASS_REACH];
    const driver = base === 0 ? undefined : number(figure, least, most, "log", true);
    return driver?.kind === "number" ? { ...driver, rings: 1, resolution: 0.15 } : driver;
  });

function requests(only: RequestClass, llm: LlmPart, hosted: boolean): (FlipDriver | undefined)[] {
  const caches = llm.today !== undefined && llm.today.provider !== "own";
  return [
    volume(volumeKey(only, llm)),
    coarse(size(only.promptTokens)),
    coarse(size(only.outputTokens)),
    ...(only.sharedPrefixTokens.base > 0
      ? [coarse(number(only.sharedPrefixTokens, 0, only.promptTokens.base, "linear", true))]
      : []),
    ...(only.batchShare.base > 0 ? [coarse(number(only.batchShare, 0, 1, "linear"))] : []),
    ...(caches ? [coarse(number(only.cachedPromptShare, 0, 1, "linear"))] : []),
    ...(hosted ? [number(only.peakToMean, 1, 20, "log")] : []),
  ];
}

/** Requests that follow from a bill are no key of the file: the bill is, and its output tokens are the ratio to the prompt. */
function volumeKey({ requestsPerMonth }: RequestClass, { billedUsdPerMonth }: LlmPart): Figure {
  const derived = requestsPerMonth.provenance.kind === "assumed";
  return derived && billedUsdPerMonth !== undefined ? billedUsdPerMonth : requestsPerMonth;
}

function hosting({ hosting: h }: LlmPart, hosted: boolean): (FlipDriver | undefined)[] {
  if (h.fixed !== undefined) return [price(h.fixed.hourlyUsd), ...hoursDrivers(h)];
  return hosted ? hoursDrivers(h) : [];
}

/** Prices of offers.own, which are the reader's to know. */
function ownPrices({ today, candidates }: LlmPart, { own }: OfferTerms): (FlipDriver | undefined)[] {
  const named = new Set([
    ...(today?.provider === "own" ? [today.model] : []),
    ...candidates.flatMap(({ model }) => (model.startsWith("own/") ? [model.slice(4)] : [])),
  ]);
  return own.flatMap((offer) => {
    if (!named.has(offer.name)) return [];
    const hours = hoursDrivers(offer);
    if (offer.kind === "tokens")
      return [price(offer.inputUsdPerMtok), price(offer.outputUsdPerMtok), ...hours];
    return offer.kind === "request" ? [price(offer.usdPerRequest), price(offer.upfrontUsd), ...hours] : hours;
  });
}

/** What a tuned model is served at, which no list says. */
function tunedPrices({ candidates }: LlmPart): (FlipDriver | undefined)[] {
  return candidates.flatMap(({ tuning }) => [
    ...(tuning?.rates ? [price(tuning.rates.inputUsdPerMtok), price(tuning.rates.outputUsdPerMtok)] : []),
    ...(tuning?.host ? [price(tuning.host.hourlyUsd)] : []),
  ]);
}

/** Multipliers inside their stated range only: outside, nobody claims that the model bills so. */
function reasoning(llm: LlmPart): (FlipDriver | undefined)[] {
  return llm.candidates.flatMap(({ reasoningMultiplier: m }) =>
    m.ranged ? [number(m, m.low, m.high, "log")] : [],
  );
}

function qualities({ candidates, classes }: LlmPart, limit: number): FlipDriver[] {
  const driver = (key: string, quality: Quality | undefined): FlipDriver[] =>
    quality === undefined || quality.kind === "same"
      ? []
      : [{ kind: "answer", key, base: qualityWord(quality), values: besideLimit(limit) }];
  // Where each class has an answer of its own, nobody reads the first candidate's.
  const own = classes.every(({ quality }) => quality !== undefined);
  return [
    ...candidates.flatMap(({ quality }, i) =>
      i === 0 && own ? [] : driver(`llm.candidates.${i}.quality`, quality),
    ),
    ...classes.flatMap(({ quality }, i) => driver(`llm.classes.${i}.quality`, quality)),
  ];
}

function qualityWord(quality: LlmPart["candidates"][number]["quality"]): string {
  return quality.kind === "measured" ? JSON.stringify({ delta: quality.delta }) : quality.kind;
}

/** The largest gap that still passes, and the smallest that fails: to a thousandth. */
function besideLimit(limit: number): string[] {
  return [limit - 0.001, limit].map((delta) => JSON.stringify({ delta: Number(delta.toPrecision(6)) }));
}
