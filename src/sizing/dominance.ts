import type { Candidate, FleetRow, FleetVerdict } from "./verdict.ts";

/**
 * Marks fleets that another of the same instance type and precision beats: no more instances, no less capacity
 * with one down, no higher TPOT at peak, and better in one. Across types or precisions only cost can compare.
 */
export function markDominated(verdicts: readonly FleetVerdict[]): readonly FleetVerdict[] {
  const fleets = verdicts.filter((verdict) => verdict.kind === "fleet");
  return verdicts.map((verdict) => {
    // What somebody measured is worth showing beside what a formula prefers.
    if (
      verdict.kind !== "fleet" ||
      (verdict.measured !== undefined && verdict.measured.outside === undefined)
    )
      return verdict;
    const by = fleets.find((other) => comparable(other, verdict) && beats(other, verdict));
    return by === undefined
      ? verdict
      : { ...candidateOf(verdict), kind: "dominated", fleet: verdict, by: candidateOf(by) };
  });
}

function comparable(a: FleetRow, b: FleetRow): boolean {
  return (
    a.instanceType === b.instanceType && a.precision === b.precision && a.kvCacheDtype === b.kvCacheDtype
  );
}

function beats(a: FleetRow, b: FleetRow): boolean {
  const noWorse =
    a.instances <= b.instances && a.capacityOneDown >= b.capacityOneDown && a.tpotMsAtPeak <= b.tpotMsAtPeak;
  const better =
    a.instances < b.instances || a.capacityOneDown > b.capacityOneDown || a.tpotMsAtPeak < b.tpotMsAtPeak;
  return noWorse && better;
}

function candidateOf(row: Candidate): Candidate {
  const { instanceType, gpu, precision, kvCacheDtype, tensorParallel, replicasPerInstance } = row;
  return { instanceType, gpu, precision, kvCacheDtype, tensorParallel, replicasPerInstance };
}
