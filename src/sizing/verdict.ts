import type { ErrorRange } from "./error-class.ts";
import type { MeasuredNote } from "./replica-verdict.ts";
import type { Limit } from "./servable-rate.ts";

/** One way to place the model on one instance type. */
export interface Candidate {
  readonly instanceType: string;
  readonly gpu: string;
  readonly precision: string;
  readonly kvCacheDtype: "auto" | "fp8";
  readonly tensorParallel: number;
  /** ⌊GPUs/t⌋; above 1 they run as one data-parallel server. */
  readonly replicasPerInstance: number;
}

/** "replica": one more than needed · "instance": one machine more than needed · "none": batch and tests. */
export type Spare = "replica" | "instance" | "none";

/**
 * hostCpuTight              engine processes fill more than half of the vCPUs
 * dataParallel              several replicas share one server process
 * sloAtRisk                 at the low end of the range the objective is missed at any load
 * uncovered                 the low end needs more replicas than run: the spare does not cover the model's error
 * wideRange                 low end of −35 % or more: show the low-end fleet beside the planned one
 * measureFirst              more replicas than the model is good enough to decide on
 * tensorParallelOverPcie    GPUs of one replica talk over PCIe
 * capacityBlocksOnly        the type is not sold on demand
 * measured                  throughput from a benchmark of the reader's own
 * measuredOutside           such a benchmark exists and does not reach this far
 * measuredOld               it may no longer hold: another vLLM version, age
 * promptsBeyondContext      the longest prompts and answers together exceed the context length
 */
export type FleetFlag =
  | "hostCpuTight"
  | "dataParallel"
  | "sloAtRisk"
  | "uncovered"
  | "wideRange"
  | "measureFirst"
  | "tensorParallelOverPcie"
  | "capacityBlocksOnly"
  | "measured"
  | "measuredOutside"
  | "measuredOld"
  | "promptsBeyondContext";

/** What one placement carries, whatever the volume: enough to count instances for any rate. */
export interface Capacity {
  readonly replicasPerInstance: number;
  /** R, requests per second of one replica; low and high at the ends of its range (low null: the objective is missed). */
  readonly rate: number;
  readonly rateLow: number | null;
  readonly rateHigh: number;
  readonly spare: Spare;
  /** At least so many instances whatever the load: 2 in production. */
  readonly minimumInstances: number;
}

export interface FleetRow extends Candidate, Capacity {
  readonly kind: "fleet";
  readonly modelId: string;
  /** What stops one replica from carrying more. */
  readonly binds: Limit;
  /** Of every throughput here, with each class that applies. */
  readonly range: ErrorRange;
  readonly measured?: MeasuredNote;
  /** X(C_max)/O: requests per second at which one replica saturates; load = rate ÷ this. */
  readonly saturationRate: number;
  /** C_max: sequences in flight of one replica. */
  readonly maxConcurrency: number;
  /** K: room for KV of one replica, GiB. */
  readonly kvRoomGiB: number;
  /** n, and its ends: low where a replica carries most, high where it carries least (null: no number is enough). */
  readonly replicas: number;
  readonly replicasLow: number;
  readonly replicasHigh: number | null;
  /** The planned fleet, spare included, and its replicas. */
  readonly instances: number;
  readonly running: number;
  /** The fleet that the ends of the range ask for. */
  readonly instancesLow: number;
  readonly instancesHigh: number | null;
  /** With the peak spread over all running replicas. */
  readonly tpotMsAtPeak: number;
  readonly ttftP95MsAtPeak: number;
  readonly loadAtPeak: number;
  readonly meanLoad: number;
  /** Requests per second once what the spare stands for is down: a replica, or an instance with all of its own. */
  readonly capacityOneDown: number;
  readonly flags: readonly FleetFlag[];
  readonly maxModelLen: number;
  readonly maxNumSeqs: number;
  readonly weightsGiB: number;
  /** For the quota line. */
  readonly vcpu: number;
  readonly quotaName: string;
}

/**
 * Outcome of one candidate; everything but `fleet` is listed with its reason and never chosen.
 * `dominated` works, but another row of the same type and precision is no worse in anything.
 */
export type FleetVerdict =
  | FleetRow
  | (Candidate & { readonly kind: "dominated"; readonly fleet: FleetRow; readonly by: Candidate })
  | (Candidate & {
      readonly kind: "notModelled";
      readonly because: string;
      /** Memory is checked all the same where the weights' size is known. */
      readonly neededGiB?: number;
      readonly availableGiB?: number;
    })
  | (Candidate & { readonly kind: "notSupported"; readonly because: string })
  | (Candidate & { readonly kind: "doesNotFit"; readonly neededGiB: number; readonly availableGiB: number })
  | (Candidate & {
      readonly kind: "cannotMeetSlo";
      readonly metric: "tpot" | "ttft";
      readonly limitMs: number;
      readonly bestMs: number;
      readonly measured?: MeasuredNote;
    });
