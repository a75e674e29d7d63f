import { InputError } from "../errors.ts";
import type { Figure } from "./figure.ts";
import { answerOf, type Figures } from "./figures.ts";
import type { LlmPart } from "./llm-terms.ts";
import type { TrackingPart, VectorsPart } from "./scenario.ts";
import type { RawTracking, RawVectors } from "./store-schemas.ts";

interface VectorSurroundings {
  readonly make: Figures;
  readonly growth: Figure;
  readonly llm: Pick<LlmPart, "classes"> | undefined;
  readonly file: string;
}

export function vectorsPart(raw: RawVectors, around: VectorSurroundings): VectorsPart {
  const { make } = around;
  const e = raw.embedding;
  return {
    ...(raw.today !== undefined && { today: raw.today }),
    candidates: raw.candidates ?? ["qdrant"],
    vectors: make.given("vectors.vectors", raw.vectors),
    growthPerMonth: make.optional("vectors.growthPerMonth", raw.growthPerMonth) ?? around.growth,
    dimensions: make.given("vectors.dimensions", raw.dimensions),
    bytesPerDimension: make.orDefault("vectors.bytesPerDimension", raw.bytesPerDimension),
    metadataBytes: make.orDefault("vectors.metadataBytes", raw.metadataBytes),
    filterableBytes: make.orDefault("vectors.filterableBytes", raw.filterableBytes),
    payloadBytesInRam: make.orDefault("vectors.payloadBytesInRam", raw.payloadBytesInRam),
    namespaces: make.orDefault("vectors.namespaces", raw.namespaces),
    queriesPerMonth: queries(raw, around),
    recordsWrittenPerMonth: make.orDefault("vectors.recordsWrittenPerMonth", raw.recordsWrittenPerMonth),
    recordsPerWriteRequest: make.orDefault("vectors.recordsPerWriteRequest", raw.recordsPerWriteRequest),
    topK: make.orDefault("vectors.topK", raw.topK),
    ...(e && {
      embedding: {
        ...split(e.model, around.file),
        tokensPerRecord: make.given("vectors.embedding.tokensPerRecord", e.tokensPerRecord),
        tokensPerQuery: make.given("vectors.embedding.tokensPerQuery", e.tokensPerQuery),
      },
    }),
    buildHours: make.orDefault("vectors.buildHours", raw.buildHours),
    upkeepHoursPerMonth: make.orDefault("vectors.upkeepHoursPerMonth", raw.upkeepHoursPerMonth),
  };
}

/** One search per request of the llm part; without such a part the number must be given. */
function queries(raw: RawVectors, { make, llm, file }: VectorSurroundings): Figure {
  if (raw.queriesPerMonth !== undefined) return make.given("vectors.queriesPerMonth", raw.queriesPerMonth);
  if (llm === undefined) {
    throw new InputError(
      "SCENARIO_INCOMPLETE",
      `${file}: vectors.queriesPerMonth is missing, and there is no llm part whose requests could stand for it.`,
      "Add vectors.queriesPerMonth.",
    );
  }
  const sum = (end: "low" | "base" | "high") =>
    llm.classes.reduce((total, c) => total + c.requestsPerMonth[end], 0);
  return make.assumed(
    "vectors.queriesPerMonth",
    { low: sum("low"), base: sum("base"), high: sum("high") },
    "one search per request of the llm part",
  );
}

function split(id: string, file: string): { provider: string; model: string } {
  const slash = id.indexOf("/");
  if (slash > 0 && slash < id.length - 1) return { provider: id.slice(0, slash), model: id.slice(slash + 1) };
  throw new InputError(
    "MODEL_ID",
    `${file}: vectors.embedding.model must be provider/model, got "${id}".`,
    "For example openai/text-embedding-3-small.",
  );
}

export function trackingPart(raw: RawTracking, { make }: { readonly make: Figures }): TrackingPart {
  const optional = {
    seats: make.optional("tracking.seats", raw.seats),
    trackedHoursPerMonth: make.optional("tracking.trackedHoursPerMonth", raw.trackedHoursPerMonth),
    storedGB: make.optional("tracking.storedGB", raw.storedGB),
    ingestedTraceGBPerMonth: make.optional("tracking.ingestedTraceGBPerMonth", raw.ingestedTraceGBPerMonth),
    runsPerMonth: make.optional("tracking.runsPerMonth", raw.runsPerMonth),
    metricPointsPerRun: make.optional("tracking.metricPointsPerRun", raw.metricPointsPerRun),
    artifactGBPerRun: make.optional("tracking.artifactGBPerRun", raw.artifactGBPerRun),
  };
  const rates = {
    seatUsd: make.optional("tracking.rates.seatUsd", raw.rates?.seatUsd),
    trackedHourUsd: make.optional("tracking.rates.trackedHourUsd", raw.rates?.trackedHourUsd),
    storedGBUsd: make.optional("tracking.rates.storedGBUsd", raw.rates?.storedGBUsd),
  };
  return {
    ...(raw.today !== undefined && { today: raw.today }),
    candidates: raw.candidates ?? ["mlflow"],
    ...present(optional),
    retentionMonths: make.orDefault("tracking.retentionMonths", raw.retentionMonths),
    rates: present(rates),
    sso: raw.sso === undefined ? "no" : answerOf(raw.sso),
    selfHostMandate: raw.selfHostMandate === undefined ? "no" : answerOf(raw.selfHostMandate),
    buildHours: make.orDefault("tracking.buildHours", raw.buildHours),
    upkeepHoursPerMonth: make.orDefault("tracking.upkeepHoursPerMonth", raw.upkeepHoursPerMonth),
  };
}

/** The figures that were given; a key without one is left out. */
function present<K extends string>(values: Record<K, Figure | undefined>): { [P in K]?: Figure } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [P in K]?: Figure;
  };
}
