import { InputError } from "../errors.ts";
import { besideCost } from "./beside-cost.ts";
import { commitmentsOf } from "./commitments.ts";
import { answerOf, type Figures, figures } from "./figures.ts";
import { scenarioError } from "./issue.ts";
import { llmPart } from "./llm-part.ts";
import { ownOffer, requireOwnOffers } from "./own-offer.ts";
import { componentsOf, contextOf, leavingOf, performanceOf } from "./rule-parts.ts";
import type { Criteria, OfferTerms, People, Scenario, UsageDrivers } from "./scenario.ts";
import { type RawScenario, scenarioSchema } from "./schema.ts";
import { trackingPart, vectorsPart } from "./store-parts.ts";
import { switchingTerms } from "./switching.ts";
import { uncertaintyTerms } from "./uncertainty-schema.ts";

/** What the door knows and the file does not say. */
export interface ParseContext {
  /** Named in every error. */
  readonly file: string;
  /** Name of the scenario when the file gives none. */
  readonly name: string;
  /** "YYYY-MM-DD", used when the file gives no `asOf`. */
  readonly today: string;
  /** Repository ids of models with open weights that the project knows. */
  readonly openModels: readonly string[];
  /** Reasons by key for figures that a command worked out. */
  readonly derived?: ReadonlyMap<string, string>;
}

/**
 * The scenario with every default filled in.
 * @throws InputError for an unknown key, a value outside its bounds, or a missing figure.
 */
export function parseScenario(raw: unknown, context: ParseContext): Scenario {
  if (raw === null || raw === undefined || (typeof raw === "object" && Object.keys(raw).length === 0)) {
    throw new InputError(
      "SCENARIO_EMPTY",
      `${context.file}: is empty.`,
      "Start from one of the examples: crossover compare",
    );
  }
  const parsed = scenarioSchema.safeParse(raw);
  if (!parsed.success) throw scenarioError(parsed.error, raw, context.file);
  return fill(parsed.data, context);
}

function fill(raw: RawScenario, context: ParseContext): Scenario {
  const parts = [raw.llm, raw.vectors, raw.tracking, raw.components];
  if (parts.every((part) => part === undefined)) {
    throw new InputError(
      "SCENARIO_WITHOUT_PART",
      `${context.file}: has none of llm, vectors and tracking, nor components, so there is nothing to compare.`,
      "Add one of them; the examples in scenarios/ show the shortest useful file.",
    );
  }
  requireOwnOffers(raw, context.file);
  const make = figures(context.file, context.derived ?? new Map());
  const growth = make.orDefault("growthPerMonth", raw.growthPerMonth);
  const bound = raw.criteria?.dataPolicy === "region" ? (raw.region ?? "us-east-1") : undefined;
  const llm =
    raw.llm &&
    llmPart(raw.llm, { make, growth, context, own: raw.offers?.own ?? [], ...(bound && { bound }) });
  const vectors = raw.vectors && vectorsPart(raw.vectors, { make, growth, llm, file: context.file });
  const tracking = raw.tracking && trackingPart(raw.tracking, { make });
  return {
    name: raw.name ?? context.name,
    region: raw.region ?? "us-east-1",
    asOf: raw.asOf ?? context.today,
    environment: raw.environment ?? "prod",
    horizonMonths: raw.horizonMonths ?? 36,
    ...(raw.spreadMonths !== undefined && { spreadMonths: raw.spreadMonths }),
    discountRatePerYear: make.orDefault("discountRatePerYear", raw.discountRatePerYear),
    growthPerMonth: growth,
    announcedPriceChanges: raw.announcedPriceChanges ?? false,
    people: people(raw, make, context.file),
    ...(raw.context && { context: contextOf(raw.context, make) }),
    ...(raw.components && { components: componentsOf(raw.components, make, context.file) }),
    ...(llm && { llm }),
    ...(vectors && { vectors }),
    ...(tracking && { tracking }),
    offers: offerTerms(raw, make, context.file),
    usage: usageDrivers(raw.usage ?? {}, make),
    commitments: commitmentsOf(raw.commitments ?? [], {
      make,
      file: context.file,
      horizon: raw.horizonMonths ?? 36,
    }),
    criteria: criteria(raw, make, context.file),
    ...besideCost(raw, make, context),
    ...(raw.excluded && { excluded: raw.excluded }),
    uncertainty: uncertaintyTerms(raw.uncertainty, make),
  };
}

/** Working hours of a year: 52 weeks of 40 h. */
const HOURS_PER_YEAR_OF_WORK = 2080;

function people(raw: RawScenario, make: Figures, file: string): People {
  const given = raw.people ?? {};
  if (given.annualUsd !== undefined && given.hourlyUsd !== undefined) {
    throw new InputError(
      "RATE_TWICE",
      `${file}: people.annualUsd and people.hourlyUsd are both given.`,
      "Keep one of them.",
    );
  }
  const annual = make.optional("people.annualUsd", given.annualUsd);
  const hourly =
    annual === undefined
      ? make.orDefault("people.hourlyUsd", given.hourlyUsd)
      : {
          ...annual,
          low: annual.low / HOURS_PER_YEAR_OF_WORK,
          base: annual.base / HOURS_PER_YEAR_OF_WORK,
          high: annual.high / HOURS_PER_YEAR_OF_WORK,
          ...(annual.months && { months: annual.months.map((usd) => usd / HOURS_PER_YEAR_OF_WORK) }),
        };
  const mlEngineers = make.optional("people.mlEngineers", given.mlEngineers);
  const teamHoursPerMonth = make.optional("people.teamHoursPerMonth", given.teamHoursPerMonth);
  const hiringUsd = make.optional("people.hiringUsd", given.hiringUsd);
  const hiringHoursPerMonth = make.optional("people.hiringHoursPerMonth", given.hiringHoursPerMonth);
  return {
    hourlyUsd: hourly,
    ...(annual && { annualUsd: annual }),
    gpuExpertise: answerOf(given.gpuExpertise),
    ...(mlEngineers && { mlEngineers }),
    ...(teamHoursPerMonth && { teamHoursPerMonth }),
    ...(hiringUsd && { hiringUsd }),
    ...(hiringHoursPerMonth && { hiringHoursPerMonth }),
  };
}

function offerTerms(raw: RawScenario, make: Figures, file: string): OfferTerms {
  const given = raw.offers ?? {};
  const { hourlyUsd } = people(raw, make, file);
  const switching = switchingTerms(given.switching, { make, file, hourlyUsd, interface: raw.llm?.interface });
  return {
    lastMileHours: make.orDefault("offers.lastMileHours", given.lastMileHours),
    settingsHours: make.orDefault("offers.settingsHours", given.settingsHours),
    exitHours: make.orDefault("offers.exitHours", given.exitHours),
    attentionHoursPerMonth: make.orDefault("offers.attentionHoursPerMonth", given.attentionHoursPerMonth),
    ...(switching && { switching }),
    own: (given.own ?? []).map((offer, i) => ownOffer(offer, `offers.own.${i}`, make, file)),
  };
}

function usageDrivers(raw: NonNullable<RawScenario["usage"]>, make: Figures): UsageDrivers {
  const crossZoneShare = make.optional("usage.crossZoneShare", raw.crossZoneShare);
  const scrapeMetrics = make.optional("usage.scrapeMetrics", raw.scrapeMetrics);
  const qdrantBytesPerResult = make.optional("usage.qdrantBytesPerResult", raw.qdrantBytesPerResult);
  return {
    responseBytesPerToken: make.orDefault("usage.responseBytesPerToken", raw.responseBytesPerToken),
    requestBytesPerToken: make.orDefault("usage.requestBytesPerToken", raw.requestBytesPerToken),
    logBytesPerRequest: make.orDefault("usage.logBytesPerRequest", raw.logBytesPerRequest),
    connectionsPerRequest: make.orDefault("usage.connectionsPerRequest", raw.connectionsPerRequest),
    bootsPerInstanceMonth: make.orDefault("usage.bootsPerInstanceMonth", raw.bootsPerInstanceMonth),
    imageGiBPerBoot: make.orDefault("usage.imageGiBPerBoot", raw.imageGiBPerBoot),
    snapshotChangeShare: make.orDefault("usage.snapshotChangeShare", raw.snapshotChangeShare),
    ...(crossZoneShare && { crossZoneShare }),
    ...(scrapeMetrics && { scrapeMetrics }),
    ...(qdrantBytesPerResult && { qdrantBytesPerResult }),
  };
}

function criteria(all: RawScenario, make: Figures, file: string): Criteria {
  const raw = all.criteria ?? {};
  const leaving = leavingOf(raw, all.context !== undefined, make);
  const good = make.orDefault("criteria.paybackMonths.good", raw.paybackMonths?.good);
  const bad = make.orDefault("criteria.paybackMonths.bad", raw.paybackMonths?.bad);
  if (good.base > bad.base) {
    throw new InputError(
      "CRITERIA_ORDER",
      `${file}: criteria.paybackMonths.good is ${good.base}, above criteria.paybackMonths.bad, which is ${bad.base}.`,
      "Below the good limit a change is made, above the bad one it is not; swap or change them.",
    );
  }
  return {
    paybackGoodMonths: good,
    paybackBadMonths: bad,
    qualityDelta: make.orDefault("criteria.qualityDelta", raw.qualityDelta),
    tieBand: make.orDefault("criteria.tieBand", raw.tieBand),
    dataPolicy: raw.dataPolicy ?? "none",
    ...(leaving && { leaving }),
    ...(raw.performance && { performance: performanceOf(raw.performance, make) }),
  };
}
