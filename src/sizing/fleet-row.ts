import { BYTES_PER_GIB } from "../units.ts";
import { instancesFor, instancesRange, replicasFor } from "./capacity.ts";
import { constant } from "./constants.ts";
import type { SearchTerms } from "./fleet-request.ts";
import { hostCpuTight } from "./host.ts";
import { openLoad, saturationRate } from "./load-shape.ts";
import { kvRoomBytes } from "./memory.ts";
import type { Placement } from "./placement.ts";
import type { ServingReplica } from "./replica-verdict.ts";
import type { Capacity, FleetFlag, FleetRow } from "./verdict.ts";

/** Whole instances, spare included, for λ_size, and what users feel when its peak is spread over all of them. */
export function fleetRow(placement: Placement, replica: ServingReplica, terms: SearchTerms): FleetRow {
  const { candidate, type } = placement;
  const { demand } = terms;
  const { serving, maxConcurrency, planned } = replica;
  const capacity: Capacity = {
    replicasPerInstance: candidate.replicasPerInstance,
    rate: planned.rate,
    rateLow: replica.rateLow,
    rateHigh: replica.rateHigh,
    spare: terms.spare ?? (candidate.replicasPerInstance > 1 ? "instance" : "replica"),
    minimumInstances:
      terms.minimumInstances ?? (terms.environment === "prod" ? constant("productionInstances") : 1),
  };
  const instances = instancesFor(capacity, demand.sizeRate);
  const ends = instancesRange(capacity, demand.sizeRate);
  const running = instances * candidate.replicasPerInstance;
  const atPeak = openLoad(serving, demand.sizeRate / running, maxConcurrency);
  if (atPeak === undefined) throw new Error(`${candidate.instanceType}: a sized fleet is saturated`);
  const saturation = saturationRate(serving, maxConcurrency);
  const lost = capacity.spare === "instance" ? candidate.replicasPerInstance : 1;
  const row = {
    kind: "fleet",
    ...candidate,
    ...capacity,
    modelId: terms.model.id,
    binds: planned.binds,
    range: replica.range,
    ...(replica.measured && { measured: replica.measured }),
    saturationRate: saturation,
    maxConcurrency,
    kvRoomGiB: kvRoomBytes(serving.replica) / BYTES_PER_GIB,
    replicas: replicasFor(capacity.rate, demand.sizeRate),
    replicasLow: replicasFor(capacity.rateHigh, demand.sizeRate),
    replicasHigh: capacity.rateLow === null ? null : replicasFor(capacity.rateLow, demand.sizeRate),
    instances,
    running,
    instancesLow: ends.low,
    instancesHigh: ends.high,
    tpotMsAtPeak: atPeak.tpotSeconds * 1e3,
    ttftP95MsAtPeak: atPeak.ttftP95Seconds * 1e3,
    loadAtPeak: atPeak.load,
    meanLoad: demand.meanRate / running / saturation,
    capacityOneDown: (running - lost) * capacity.rate,
    maxModelLen: terms.contextLength,
    maxNumSeqs: serving.replica.accelerator.defaultMaxNumSeqs,
    weightsGiB: serving.replica.weightBytes / BYTES_PER_GIB,
    vcpu: type.vcpu,
    quotaName: type.quotaName,
  } as const;
  return { ...row, flags: flagsOf(row, placement, terms) };
}

function flagsOf(
  row: Omit<FleetRow, "flags">,
  placement: Placement,
  terms: SearchTerms,
): readonly FleetFlag[] {
  const { type, accelerator } = placement;
  const { demand, contextLength } = terms;
  const holds: Record<FleetFlag, boolean> = {
    hostCpuTight: hostCpuTight(type, row.replicasPerInstance, row.tensorParallel),
    dataParallel: row.replicasPerInstance > 1,
    sloAtRisk: row.replicasHigh === null,
    uncovered: row.replicasHigh !== null && row.replicasHigh > row.running,
    wideRange: row.range.low >= constant("wideRange"),
    measureFirst: row.replicas > constant("measureFirstReplicas"),
    tensorParallelOverPcie: row.tensorParallel > 1 && accelerator?.link === "pcie",
    capacityBlocksOnly: !type.onDemand,
    measured: row.measured !== undefined && row.measured.outside === undefined,
    measuredOutside: row.measured?.outside !== undefined,
    measuredOld: (row.measured?.warnings.length ?? 0) > 0,
    promptsBeyondContext: demand.promptTokensP99 + demand.outputTokensMax > contextLength,
  };
  return (Object.keys(holds) as FleetFlag[]).filter((flag) => holds[flag]);
}

/** A flag as a sentence with both figures. */
export function flagSentence(flag: FleetFlag, row: FleetRow): string {
  const percent = (share: number) => Math.round(share * 100);
  const { low, high, classes } = row.range;
  const sentences: Record<FleetFlag, () => string> = {
    hostCpuTight: () => `${row.vcpu} vCPU are tight for the engine's processes: tokenisation may starve`,
    dataParallel: () =>
      `${row.replicasPerInstance} replicas share one server process: a crash takes all of them, so the spare counts in instances`,
    sloAtRisk: () => `at the low end, −${percent(low)} %, the objective is missed at any load`,
    uncovered: () =>
      `the low end, −${percent(low)} %, needs ${row.replicasHigh} replicas, ${row.running} run: the spare does not cover the model's error`,
    wideRange: () =>
      `throughput is known from −${percent(low)} to +${percent(high)} % only (${classes.map((entry) => entry.name).join(", ")})`,
    measureFirst: () =>
      `${row.replicas} replicas are more than the model is good enough to decide on: measure first`,
    tensorParallelOverPcie: () => `${row.tensorParallel} GPUs of a replica talk over PCIe`,
    capacityBlocksOnly: () => `${row.instanceType} is sold as Capacity Blocks only`,
    measured: () =>
      `throughput from your benchmark ${row.measured?.name}, ±${percent(low)} %${row.measured?.cappedAt === undefined ? "" : `; at most ${Math.round(row.measured.cappedAt)} requests in flight are planned with, twice what was measured`}`,
    measuredOutside: () =>
      `your benchmark ${row.measured?.name} is not used: ${row.measured?.outside}; the range is that of its class`,
    measuredOld: () => `your benchmark ${row.measured?.name}: ${row.measured?.warnings.join("; ")}`,
    promptsBeyondContext: () => `the longest prompts and answers together exceed ${row.maxModelLen} tokens`,
  };
  return sentences[flag]();
}
