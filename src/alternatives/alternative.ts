import type { Charge } from "../prices/charge.ts";
import type { Hosting } from "../scenario/llm-terms.ts";
import type { Quality } from "../scenario/quality.ts";
import type { Fleet } from "../sizing/fleet.ts";
import type { LimitsKept } from "./performance-limits.ts";
import type { Routes } from "./routes.ts";

export type Part = "llm" | "vectors" | "tracking";

/**
 * One way to do one part's job, with what it costs.
 *
 * today    what is bought now, as it is billed now
 * lever    today's offer after a change that keeps the model (cache, batch, another seller), each on top of the last
 * bought   another model or service, bought
 * hosted   our own stack on AWS (or a host that the reader prices himself)
 * hybrid   some requests on our own stack, the others bought
 */
export interface Alternative {
  /** Stable and short, what `explain` takes: "today", "now.cache", "test.gpt-oss-120b.aws", "host.g7e.2xlarge". */
  readonly id: string;
  readonly part: Part;
  readonly kind: "today" | "lever" | "bought" | "hosted" | "hybrid";
  /** As the table prints it: "claude-sonnet-4-6", "+ cached prefix", "gpt-oss-120b, Bedrock", "4 × g7e.2xlarge". */
  readonly name: string;
  /** Model or engine that does the work; equal names mean equal weights. Vector and tracking parts: the engine's name. */
  readonly model: string;
  /** The offer it stands on ("aws", "pinecone/standard") or "self". */
  readonly seller: string;
  /** The seller's own id of the model, bought tokens only. */
  readonly sellerModel?: string;
  /** What choosing it means, as an order: "Cache the shared prefix"; absent: said from kind and name. */
  readonly doing?: string;
  /** What is known of the quality against today's model; "same" when the weights are equal or there is no gate. */
  readonly quality: Quality;
  /** False rows are listed with the reason and never chosen. */
  readonly feasible: { readonly kind: "yes" } | { readonly kind: "no"; readonly because: string };
  /** How it stands to the limits of `criteria.performance`; absent: none is stated, or it cannot do the job anyway. */
  readonly limits?: LimitsKept;
  /** Month 0: build, last mile, switching, training. */
  readonly oneOff: readonly Charge[];
  /** Month H, once: what leaving takes at the end; bought offers only, absent where nobody gave hours for it. */
  readonly exit?: readonly Charge[];
  /** Month 1, line by line. */
  readonly monthly: readonly Charge[];
  /** Months 1..H. */
  readonly months: readonly Month[];
  /**
   * Month-1 run-rate in USD, people included, one-offs left out, at another volume of the part's unit with all else held.
   * The same functions as `monthly`; unknown lines add nothing.
   */
  readonly usdAt: (volumePerMonth: number) => number;
  /** Month-1 USD at the low and the high end of what is uncertain here, and what that is. */
  readonly range?: { readonly low: number; readonly high: number; readonly because: string };
  readonly capacity?: Capacity;
  /** What `crossover choose` writes and `platform()` deploys; hosted rows with a captured graph only. */
  readonly fleet?: Fleet;
  /** How the monthly cost follows the volume; absent: break-evens of this row are not computed. */
  readonly curve?: CostCurve | undefined;
  /**
   * Where another volume gets other machines, so that the cost follows no one curve: volumes up to which each design is
   * kept, ascending; the last is the most that is planned. Between two of them `usdAt` is close to a line.
   */
  readonly redesigns?: readonly number[] | undefined;
  /** Who runs it, and how much of it is built, of offers at the reader's own rates. */
  readonly place?: "api" | "cloud" | "premises";
  readonly spectrum?: "full-build" | "hybrid-build" | "light-build" | "full-buy";
  /** Hours of its own that the team must have, in the place of the part's, and where the scenario has them. */
  readonly peopleHours?: OwnHours;
  /** How a candidate differs from its base model; absent: it is used as it is. */
  readonly built?: "fine-tuned" | "retrieval";
  /** Sellers beside the row's own that data reaches: the store of a retrieval row. */
  readonly alsoSellers?: readonly string[];
  /** Where the requests go, class by class: rows whose requests go two ways only. */
  readonly routes?: Routes;
  /** The two rows that such a row is made of, and the share of each class that each of them answers. */
  readonly sides?: readonly [Side, Side];
  /** What a commitment adds to the row of the fleet that it commits. */
  readonly commits?: Commits;
  /** Sentences that the reader must see beside the row: match of the price card, spare does not cover the error … */
  readonly notes: readonly string[];
}

/** Engineers' time of a row that the reader prices himself. */
interface OwnHours
  extends Partial<Pick<Hosting, "buildHours">>,
    Pick<
      Hosting,
      "upkeepHoursPerMonth" | "incidentHoursPerMonth" | "complianceHoursPerMonth" | "securityHoursPerMonth"
    > {
  /** "offers.own.1" */
  readonly key: string;
}

/** One row of two, for its share of each class of requests. */
export interface Side {
  readonly row: Alternative;
  readonly shares: readonly number[];
}

/** A term beside the fleet it is for. */
export interface Commits {
  readonly host: Alternative;
  /** USD that it adds to month t (from 1) when so many units run at so many times today's price on demand. */
  readonly moreUsd: (units: number, month: number, priceFactor: number) => number;
}

/** Machines of ours do some of the work. */
export function runsMachines({ kind }: Pick<Alternative, "kind">): boolean {
  return kind === "hosted" || kind === "hybrid";
}

/** All of it runs on machines of ours, whether they are still to come or are what runs today. */
export function isOurs(
  row: Pick<Alternative, "kind" | "seller"> & { readonly place?: Alternative["place"] | undefined },
): boolean {
  const { kind, seller, place = "api" } = row;
  return kind !== "hybrid" && (kind === "hosted" || seller === "self" || place !== "api");
}

/** One month's sums; an unknown line adds nothing and sets `atLeast`. */
export interface Month {
  readonly usd: number;
  /** Without people. */
  readonly machinesUsd: number;
  readonly peopleUsd: number;
  /** `usd` at list prices, where overrides changed a line of it. */
  readonly listUsd?: number;
  /** Volume of the part's own unit in that month: requests, vectors, seats. */
  readonly volume: number;
  /** Instances or nodes, hosted only. */
  readonly units?: number;
  readonly atLeast: boolean;
}

/** What one hosted fleet can carry, for break-evens and the quota line. */
export interface Capacity {
  readonly instanceType: string;
  readonly instances: number;
  readonly instancesLow: number;
  /** null: at the low end of the model no number of instances meets the objective. */
  readonly instancesHigh: number | null;
  /** Shares of one, at the planned fleet. */
  readonly meanLoad?: number;
  readonly peakLoad?: number;
  /** What the throughput model says of one replica, with its range; LLM fleets only. */
  readonly serving?: Serving;
  /** Sentences about this fleet that its signer must read. */
  readonly flags: readonly string[];
  /** Instances for a volume of the part's unit a month: the same function that sized the fleet. */
  readonly unitsFor: (volumePerMonth: number) => number;
  /** Volume a month that k instances carry (the largest v with unitsFor(v) ≤ k). */
  readonly volumeOf: (instances: number) => number;
  /** Volume a month that one instance carries by itself, without spare or minimum; absent where that means nothing. */
  readonly oneInstanceVolume?: number;
  readonly quotaName?: string;
  /** vCPUs that count against the quota while an update runs, and how they come about. */
  readonly quotaVcpus?: number;
  readonly quotaFormula?: string;
}

/**
 * Month-1 cost at another volume v of the part's unit, all else held:
 * hosted  fixedUsd + unitsFor(v) × unitUsd + perVolumeUsd × v
 * bought  max(minimumUsd, fixedUsd + perVolumeUsd × v)
 * At the volume of month 1 it equals the month's known USD.
 */
export interface CostCurve {
  readonly fixedUsd: number;
  /** One instance more, with its volumes, addresses, logs; 0 where nothing comes in units. */
  readonly unitUsd: number;
  readonly perVolumeUsd: number;
  readonly minimumUsd?: number;
}

/** One replica of an LLM fleet at the objective, and the fleet at its peak. */
interface Serving {
  /** Requests per second of one replica at the objective: planned, and at the ends of the model's range (low null: none). */
  readonly rate: number;
  readonly rateLow: number | null;
  readonly rateHigh: number;
  /** ± share of every throughput, with the classes of models and GPUs that it comes from. */
  /** Shares below and above the prediction. */
  readonly rangeShare: { readonly low: number; readonly high: number };
  readonly rangeBecause: string;
  /** What stops a replica from carrying more. */
  readonly binds: string;
  readonly replicas: number;
  readonly tpotMsAtPeak: number;
  readonly ttftP95MsAtPeak: number;
  readonly engine: string;
}
