import type { Finding } from "./decision.ts";
import type { DecisionInput, Ruling } from "./verdict.ts";

/** Limits that nothing says whether what is chosen keeps them: it is not ruled out, and that is told. */
export function limitFindings({ entries, names }: Ruling, { qualityKeys }: DecisionInput): Finding[] {
  const chosen = entries.find(({ id }) => id === names)?.source;
  const untested = chosen?.limits?.untested ?? [];
  if (chosen === undefined || chosen.limits?.verdict !== "unknown" || untested.length === 0) return [];
  const text = `${chosen.name} is not ruled out by the limits on ${untested.join(", ")}: nothing says its figures.`;
  return [{ id: "limits-untested", text, key: keyOf(chosen.model, qualityKeys) }];
}

/** "llm.candidates.0.profile"; of what runs today the part's own. */
function keyOf(model: string, qualityKeys: DecisionInput["qualityKeys"]): string {
  return qualityKeys?.[model]?.replace(/quality$/, "profile") ?? "llm.profile";
}
