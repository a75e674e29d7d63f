import { qualityGate, unsettled } from "../../decision/gate.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Report } from "../report.ts";

type Entry = NonNullable<Report["quality"]>[number];

/** One entry for each candidate of the llm part: what was measured, and how the gate reads it. */
export function qualitiesOf({ llm, criteria }: Scenario): readonly Entry[] {
  const limit = criteria.qualityDelta.base;
  return (llm?.candidates ?? []).map(({ model, quality }, i): Entry => {
    const open = unsettled(quality, limit);
    const measured = quality.kind === "measured" ? quality : undefined;
    const { kind: _, ...figures } = measured ?? { kind: undefined };
    return {
      model,
      key: `llm.candidates.${i}.quality`,
      gate: quality.kind === "same" ? "not needed" : qualityGate(quality, limit).kind,
      ...figures,
      ...(open?.casesNeeded !== undefined && { casesNeeded: open.casesNeeded }),
    };
  });
}
