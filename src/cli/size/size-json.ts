import { llmFleetOf } from "../../sizing/llm-fleet.ts";
import type { FleetVerdict } from "../../sizing/verdict.ts";
import { vllmFlags } from "../../sizing/vllm-flags.ts";
import type { SizedScenario } from "./sized-scenario.ts";

/** Unrounded: rates per second, times in ms, memory in GiB, shares from 0 to 1. */
export function sizeJson({ models, ...sized }: SizedScenario): string {
  const said = {
    schema: 1,
    ...sized,
    models: models.map(({ model, demand, verdicts }) => ({
      model: model.id,
      demand,
      fleets: verdicts.filter(({ kind }) => kind === "fleet").map(withFlags),
      ruledOut: verdicts.filter(({ kind }) => kind !== "fleet").map(withFlags),
    })),
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

const withFlags = (verdict: FleetVerdict): object =>
  verdict.kind === "fleet" ? { ...verdict, vllmFlags: vllmFlags(llmFleetOf(verdict)) } : verdict;
