import { flagSentence } from "../../sizing/fleet-row.ts";
import type { FleetFlag, FleetRow } from "../../sizing/verdict.ts";

/** A remark on several fleets whose own figures differ; the others are said of each. */
const OF_SEVERAL: Partial<Readonly<Record<FleetFlag, string>>> = {
  hostCpuTight: "the machine's vCPUs are tight for the engine's processes: tokenisation may starve",
  dataParallel:
    "the replicas of a machine share one server process: a crash takes all of them, so the spare counts in instances",
  sloAtRisk: "at the low end of the model's error the objective is missed at any load",
  uncovered:
    "at the low end of the model's error more replicas are needed than run: the spare does not cover it",
  measureFirst: "that many replicas are more than the model is good enough to decide on: measure first",
  tensorParallelOverPcie: "the GPUs of a replica talk over PCIe",
  capacityBlocksOnly: "sold as Capacity Blocks only",
};

/** What a flag says of all the fleets that it marks: their own figures where they are the same. */
export function flagNote(flag: FleetFlag, rows: readonly FleetRow[]): string {
  const marked = rows.filter(({ flags }) => flags.includes(flag));
  const said = [...new Set(marked.map((row) => flagSentence(flag, row)))];
  return said.length === 1 ? (said[0] ?? "") : (OF_SEVERAL[flag] ?? said.join("; "));
}
