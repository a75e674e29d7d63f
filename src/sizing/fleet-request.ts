import { maxModelLen as contextRule, type LlmDemand } from "../demand/llm-demand.ts";
import { InputError } from "../errors.ts";
import { defaultVersion } from "./engine-version.ts";
import type { ModelCard } from "./model-card.ts";
import type { OwnMeasurement } from "./own-measurement.ts";
import type { EngineTerms } from "./serving.ts";
import { CURRENT_SET, type ThroughputSet } from "./throughput-set.ts";
import type { Spare } from "./verdict.ts";

/** What a search for fleets needs to know. */
export interface FleetRequest {
  readonly model: ModelCard;
  readonly demand: LlmDemand;
  readonly environment: "prod" | "dev";
  /** Globs over type names; absent: every GPU type that sizing has a card for. */
  readonly instanceTypes?: readonly string[];
  /** "fp8", "w4a16", "bf16+kv8" …; absent: native, and FP8 as `placement.ts` says. */
  readonly precisions?: readonly string[];
  /** Absent: an instance where replicas share a server process, else a replica. */
  readonly spare?: Spare;
  /** Absent: from the longest requests, in blocks of 1,024 tokens. */
  readonly maxModelLen?: number;
  /** Absent: production keeps two instances. */
  readonly minimumInstances?: number;
  readonly vllmVersion?: string;
  /** Constants of the throughput model; absent: those that plans are made with. */
  readonly set?: ThroughputSet;
  /** Of the reader's own, on any replica. */
  readonly measurements?: readonly OwnMeasurement[];
}

/** A request with everything derived once. */
export interface SearchTerms extends FleetRequest {
  readonly contextLength: number;
  readonly engine: EngineTerms;
}

/** @throws InputError for a context length that the model does not have, or an engine that is not vLLM 0.x */
export function searchTerms(request: FleetRequest): SearchTerms {
  const { model, demand } = request;
  const contextLength = request.maxModelLen ?? contextRule(demand, model.contextTokens);
  if (contextLength > model.contextTokens) {
    throw new InputError(
      "CONTEXT_TOO_LONG",
      `hosting.maxModelLen is ${contextLength}, but ${model.id} has a context of ${model.contextTokens} tokens.`,
      "Lower it, or leave it out: it then follows from the longest prompts and answers.",
    );
  }
  return {
    ...request,
    contextLength,
    engine: {
      version: request.vllmVersion ?? defaultVersion("vllm").version,
      set: request.set ?? CURRENT_SET,
    },
  };
}
