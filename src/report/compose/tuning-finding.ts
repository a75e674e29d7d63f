import type { Scenario } from "../../scenario/scenario.ts";
import type { Report } from "../report.ts";

/** Tuning teaches behaviour and format; facts that a model cannot know are looked up. */
export function tuningFinding({ llm }: Scenario): Report["findings"] {
  return (llm?.candidates ?? []).flatMap(({ model, tuning }, i) =>
    tuning?.purpose === "facts"
      ? [
          {
            id: "tuning-for-facts",
            text: `${model} is tuned to teach it facts: retrieval is the remedy for those, tuning is for behaviour and format. Compare it as a candidate with retrieval`,
            key: `llm.candidates.${i}.tuning.purpose`,
          },
        ]
      : [],
  );
}
