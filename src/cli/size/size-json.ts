import { instancesFor } from "../../sizing/capacity.ts";
import { llmFleetOf } from "../../sizing/llm-fleet.ts";
import type { FleetVerdict } from "../../sizing/verdict.ts";
import { vllmFlags } from "../../sizing/vllm-flags.ts";
import type { SizedScenario } from "./sized-scenario.ts";

/** Unrounded: rates per second, times in ms, memory in GiB, shares from 0 to 1. */
export function sizeJson({ models, ...sized }: SizedScenario): string {
  const said = {
    schema: 1,
    ...sized,
    models: models.map(({ model, demand, peaks, verdicts, unmatched }) => ({
      model: model.id,
      demand,
      peaks,
      fleets: verdicts.filter(({ kind }) => kind === "fleet").map((row) => fleetJson(row, peaks)),
      unmatchedBenchmarks: unmatched.map(({ name, gpu, tensorParallel, precision }) => ({
        name,
        gpu,
        tensorParallel,
        precision,
      })),
      ruledOut: verdicts.filter(({ kind }) => kind !== "fleet"),
    })),
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

/** The row, its flags of vLLM, and its instances at each of the peaks. */
const fleetJson = (verdict: FleetVerdict, peaks: SizedScenario["models"][number]["peaks"]): object =>
  verdict.kind === "fleet"
    ? {
        ...verdict,
        vllmFlags: vllmFlags(llmFleetOf(verdict)),
        instancesAtPeak: peaks.map(({ factor, sizeRate }) => ({
          factor,
          instances: instancesFor(verdict, sizeRate),
        })),
      }
    : verdict;
