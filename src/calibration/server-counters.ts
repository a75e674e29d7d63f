import { constant } from "../sizing/constants.ts";
import type { ModelCard } from "../sizing/model-card.ts";
import {
  type BenchmarkPoint,
  measuredReplica,
  possible,
  type ReplicaWords,
  refusal,
} from "./benchmark-point.ts";

/** Prometheus text of one engine: value by metric, all label sets of a metric summed but those of other engines. */
type Counters = ReadonlyMap<string, number>;

/**
 * Two scrapes of a running server's `/metrics`, Δ seconds apart, as one point:
 *
 *   X = Δgeneration tokens ÷ Δ · C = Δe2e latency sum ÷ Δ (Little) · I, O = Δtokens ÷ Δrequests · η = Δhits ÷ Δqueries
 *
 * @throws InputError BENCHMARK_METADATA for counters that are missing or fall, or less than 600 s; exit 2
 */
export function readCounters(
  texts: readonly [before: string, after: string],
  about: {
    readonly file: string;
    readonly seconds: number;
    readonly at: string;
    readonly words: Partial<ReplicaWords>;
    readonly cards?: ReadonlyMap<string, ModelCard>;
  },
): BenchmarkPoint {
  const { file, seconds, at, words, cards } = about;
  if (!(seconds >= constant("scrapeSeconds")))
    throw refusal(
      file,
      `is compared over ${seconds} s, at least ${constant("scrapeSeconds")} are needed`,
      "Scrape the same replica twice, ten minutes or more apart, and say how far: --seconds 900",
    );
  const [before, after] = texts.map((text) => countersIn(text, file)) as [Scrape, Scrape];
  if (before.model !== after.model || before.engine !== after.engine)
    throw refusal(file, "holds scrapes of two engines", "Scrape the same replica twice.");
  const moved = (name: string): number => difference(before.counters, after.counters, name, file);
  const requests = moved("vllm:e2e_request_latency_seconds_count");
  if (requests <= 0) throw refusal(file, "counts no finished request between the scrapes");
  const generated = moved("vllm:generation_tokens_total");
  const prompted = moved("vllm:prompt_tokens_total");
  if (generated <= 0 || prompted <= 0)
    throw refusal(file, "counts no tokens between the scrapes, and yet finished requests");
  const tpot = meanOf(before, after, file, [
    "vllm:inter_token_latency_seconds",
    "vllm:time_per_output_token_seconds",
  ]);
  const ttft = meanOf(before, after, file, ["vllm:time_to_first_token_seconds"]);
  const point = {
    on: measuredReplica({ model: words.model ?? before.model, ...words }, file, cards),
    concurrency: moved("vllm:e2e_request_latency_seconds_sum") / seconds,
    promptTokens: prompted / requests,
    outputTokens: generated / requests,
    outputRate: generated / seconds,
    ...(ttft !== undefined && { ttft: { meanSeconds: ttft } }),
    ...(tpot !== undefined && { tpotSeconds: tpot }),
    prefixShare: prefixShareOf(moved, file),
    at,
    file,
  };
  return possible(point, file);
}

/** η. A server without these counters leaves open how much of the prompts it computed, so it cannot be compared. */
function prefixShareOf(moved: (name: string) => number, file: string): number {
  const [queries, hits] = [moved("vllm:prefix_cache_queries_total"), moved("vllm:prefix_cache_hits_total")];
  if (hits > queries) throw refusal(file, `counts ${hits} prefix cache hits of ${queries} queries`);
  // No query: the cache is off, and every token was computed.
  return queries === 0 ? 0 : hits / queries;
}

/** True for text that looks like a scrape of vLLM and not like JSON. */
export const isCounters = (text: string): boolean => /^(# (HELP|TYPE) )?vllm:/m.test(text);

interface Scrape {
  readonly model: string;
  readonly engine: string;
  readonly counters: Counters;
}

const LINE = /^(vllm:[A-Za-z0-9_]+)(?:\{([^}]*)\})?\s+(\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Buckets and other services' metrics are passed over. */
function countersIn(text: string, file: string): Scrape {
  const counters = new Map<string, number>();
  const engines = new Set<string>();
  const models = new Set<string>();
  for (const line of text.split("\n")) {
    const [, name = "", labels = "", value = ""] = LINE.exec(line) ?? [];
    if (name === "" || name.endsWith("_bucket")) continue;
    const own = new Map([...labels.matchAll(LABEL)].map(([, key = "", word = ""]) => [key, word]));
    if (own.has("engine")) engines.add(own.get("engine") ?? "");
    if (own.has("model_name")) models.add(own.get("model_name") ?? "");
    const number = Number(value);
    if (!Number.isFinite(number)) throw refusal(file, `has ${name} at ${value}`);
    counters.set(name, (counters.get(name) ?? 0) + number);
  }
  if (engines.size > 1)
    throw refusal(
      file,
      `holds ${engines.size} engines: their counters are of several replicas`,
      "Keep the lines of one engine.",
    );
  return { model: [...models].join(), engine: [...engines].join(), counters };
}

function difference(before: Counters, after: Counters, name: string, file: string): number {
  const [a, b] = [before.get(name), after.get(name)];
  if (a === undefined || b === undefined)
    throw refusal(file, `lacks ${name}`, "Give two scrapes of a vLLM server's /metrics, whole.");
  if (b < a)
    throw refusal(
      file,
      `has ${name} fall from ${a} to ${b}: the server was restarted in between, or the later scrape stands first`,
    );
  return b - a;
}

/** Mean of the first histogram that both scrapes hold, seconds. */
function meanOf(before: Scrape, after: Scrape, file: string, names: readonly string[]): number | undefined {
  const name = names.find((one) => before.counters.has(`${one}_count`) && after.counters.has(`${one}_count`));
  if (name === undefined) return undefined;
  const [sum, count] = ["sum", "count"].map((end) =>
    difference(before.counters, after.counters, `${name}_${end}`, file),
  ) as [number, number];
  return count > 0 ? sum / count : undefined;
}
