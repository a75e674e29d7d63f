import { InputError } from "../errors.ts";
import type { RawRetrieval, RawTuning } from "./adaptation-schema.ts";
import type { DefaultKey } from "./defaults.ts";
import type { Figure } from "./figure.ts";
import type { Figures } from "./figures.ts";
import type { FixedHost, LlmPart } from "./llm-terms.ts";
import type { VectorsPart } from "./scenario.ts";
import { vectorsPart } from "./store-parts.ts";

/** A candidate whose weights are tuned first. */
export interface Tuning {
  readonly purpose?: "behaviour" | "format" | "facts";
  readonly labellingUsd?: Figure;
  /** One run: an amount, or GPU hours at a rate. */
  readonly training?: Figure | { readonly gpuHours: Figure; readonly gpuHourlyUsd: Figure };
  /** 0 to 12. */
  readonly retunesPerYear: Figure;
  readonly servedAs: "vendor" | "adapter" | "dedicated" | "own";
  /** Of the tuned model; an adapter without them is billed as its base model. */
  readonly rates?: { readonly inputUsdPerMtok: Figure; readonly outputUsdPerMtok: Figure };
  readonly host?: FixedHost;
}

/** A candidate that answers with retrieved text in its prompt. */
export interface Retrieval {
  readonly promptTokensAdded: Figure;
  /** Absent: a store is there already. */
  readonly store?: VectorsPart;
}

interface Place {
  /** "llm.candidates.0" */
  readonly at: string;
  readonly make: Figures;
  readonly file: string;
  readonly model: string;
  readonly open: boolean;
}

/** @throws InputError for a missing rate, one that is not read, or a fleet for a closed model */
export function tuningOf(raw: RawTuning, { at, make, file, model, open }: Place): Tuning {
  const key = `${at}.tuning`;
  requireServable(raw, key, { file, model, open });
  const optional = (name: "labellingUsd") => make.optional(`${key}.${name}`, raw[name]);
  const labelling = optional("labellingUsd");
  const training = trainingOf(raw, key, make, file);
  const { inputUsdPerMtok: input, outputUsdPerMtok: output, hourlyUsd, instances } = raw;
  return {
    ...(raw.purpose !== undefined && { purpose: raw.purpose }),
    ...(labelling && { labellingUsd: labelling }),
    ...(training && { training }),
    retunesPerYear: make.orDefault(
      `${key}.retunesPerYear`,
      raw.retunesPerYear,
      "llm.candidates.tuning.retunesPerYear",
    ),
    servedAs: raw.servedAs,
    ...(input !== undefined &&
      output !== undefined && {
        rates: {
          inputUsdPerMtok: make.given(`${key}.inputUsdPerMtok`, input),
          outputUsdPerMtok: make.given(`${key}.outputUsdPerMtok`, output),
        },
      }),
    ...(hourlyUsd !== undefined &&
      instances !== undefined && {
        host: {
          instances: make.given(`${key}.instances`, instances),
          hourlyUsd: make.given(`${key}.hourlyUsd`, hourlyUsd),
          overheadShare: make.orDefault(`${key}.overheadShare`, undefined, "llm.hosting.fixed.overheadShare"),
          hoursPerMonth: make.orDefault(`${key}.hoursPerMonth`, undefined, "llm.hosting.fixed.hoursPerMonth"),
        },
      }),
  };
}

const RATES = ["inputUsdPerMtok", "outputUsdPerMtok"] as const;
const MACHINES = ["hourlyUsd", "instances"] as const;

/** Keys that each way of serving asks for, and those that it may be given. */
const SERVING: Readonly<
  Record<RawTuning["servedAs"], { readonly needs: readonly Asked[]; readonly takes: readonly Asked[] }>
> = {
  vendor: { needs: RATES, takes: RATES },
  adapter: { needs: [], takes: RATES },
  dedicated: { needs: MACHINES, takes: MACHINES },
  own: { needs: [], takes: [] },
};
type Asked = (typeof RATES)[number] | (typeof MACHINES)[number];

function requireServable(
  raw: RawTuning,
  key: string,
  { file, model, open }: Pick<Place, "file" | "model" | "open">,
): void {
  const { needs, takes } = SERVING[raw.servedAs];
  const given = [...RATES, ...MACHINES].filter((name) => raw[name] !== undefined);
  const missing = needs.find((name) => raw[name] === undefined);
  const half = given.length > 0 && takes === RATES && RATES.some((name) => raw[name] === undefined);
  if (missing !== undefined || half) {
    const lacks = missing ?? RATES.find((name) => raw[name] === undefined);
    throw new InputError(
      "SCENARIO_INCOMPLETE",
      `${file}: ${key}.servedAs is ${raw.servedAs}, but ${key}.${lacks} is missing.`,
      `Add ${takes.join(" and ")}: no price list of tuned models is shipped.`,
    );
  }
  const unread = given.find((name) => !takes.includes(name));
  if (unread !== undefined) {
    throw new InputError(
      "KEY_UNREAD",
      `${file}: ${key}.${unread} is given, but servedAs ${raw.servedAs} does not read it.`,
      "Remove it, or change servedAs.",
    );
  }
  if (raw.servedAs !== "own" || open) return;
  throw new InputError(
    "TUNING_CLOSED",
    `${file}: ${key}.servedAs is own, but ${model} has no open weights that a fleet could serve.`,
    "Use servedAs: vendor with the vendor's rates of tuned models, or name an open model.",
  );
}

function trainingOf(raw: RawTuning, key: string, make: Figures, file: string): Tuning["training"] {
  const { trainingUsd, gpuHours, gpuHourlyUsd } = raw;
  const byHours = gpuHours !== undefined || gpuHourlyUsd !== undefined;
  if (trainingUsd !== undefined && byHours) {
    throw new InputError(
      "TRAINING_TWICE",
      `${file}: ${key} gives trainingUsd and ${gpuHours !== undefined ? "gpuHours" : "gpuHourlyUsd"}.`,
      "Give the amount, or GPU hours with the price of one.",
    );
  }
  if (trainingUsd !== undefined) return make.given(`${key}.trainingUsd`, trainingUsd);
  if (!byHours) return undefined;
  if (gpuHours === undefined || gpuHourlyUsd === undefined) {
    throw new InputError(
      "SCENARIO_INCOMPLETE",
      `${file}: ${key} gives ${gpuHours === undefined ? "gpuHourlyUsd without gpuHours" : "gpuHours without gpuHourlyUsd"}.`,
      "Training is GPU hours × the price of one: give both, or trainingUsd.",
    );
  }
  return {
    gpuHours: make.given(`${key}.gpuHours`, gpuHours),
    gpuHourlyUsd: make.given(`${key}.gpuHourlyUsd`, gpuHourlyUsd),
  };
}

/** @throws InputError where a store is named and nobody says what it holds, or the other way round */
export function retrievalOf(
  raw: RawRetrieval,
  { at, make, file }: Place,
  llm: Pick<LlmPart, "classes">,
  growth: Figure,
): Retrieval {
  const key = `${at}.retrieval`;
  const promptTokensAdded = make.given(`${key}.promptTokensAdded`, raw.promptTokensAdded);
  const { store, vectors } = raw;
  if (store === "none" && vectors === undefined) return { promptTokensAdded };
  if (store === "none" || vectors === undefined) {
    throw new InputError(
      store === "none" ? "KEY_UNREAD" : "SCENARIO_INCOMPLETE",
      store === "none"
        ? `${file}: ${key}.vectors is given, but ${key}.store is none, so nothing is stored.`
        : `${file}: ${key}.store is ${store}, but ${key}.vectors does not say what it holds.`,
      store === "none"
        ? "Name the store, or remove vectors."
        : "Add vectors: { vectors: …, dimensions: … }, or store: none where one is there already.",
    );
  }
  const below = prefixed(make, `${key}.`);
  const part = vectorsPart({ ...vectors, candidates: [store] }, { make: below, growth, llm, file });
  return { promptTokensAdded, store: part };
}

/** Figures whose keys stand below another one; their defaults stay those of the part. */
function prefixed(make: Figures, prefix: string): Figures {
  return {
    given: (key, raw) => make.given(`${prefix}${key}`, raw),
    optional: (key, raw) => make.optional(`${prefix}${key}`, raw),
    orDefault: (key, raw, defaultKey) =>
      make.orDefault(`${prefix}${key}`, raw, defaultKey ?? (key as DefaultKey)),
    assumed: (key, range, because) => make.assumed(`${prefix}${key}`, range, because),
  };
}
