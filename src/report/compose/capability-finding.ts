import type { PartDecision } from "../../decision/decision.ts";
import type { Report } from "../report.ts";
import type { Rules } from "./rules.ts";

/** Of each published reason not to host a model: its finding, what it says, and findings of the verdict that say it already. */
const FINDINGS: Readonly<
  Record<string, { readonly id: string; readonly text: string; readonly said?: readonly string[] }>
> = {
  "small team": {
    id: "small-team",
    text: "The team is smaller than the least that is published for hosting a model",
  },
  "below break-even": {
    id: "below-break-even",
    text: "The volume is below break-even, a published reason not to host",
  },
  "no skill": {
    id: "no-skill",
    text: "Skill is missing, a published reason not to host",
    said: ["no-expertise"],
  },
  "product not proven": {
    id: "product-not-proven",
    text: "The product still looks for its users, a published reason not to host: prove its value first",
  },
  "too few hours": { id: "team-hours", text: "The team has fewer hours than hosting needs" },
};

/** Each reason not to host that holds, once: the verdict's own findings say some of them. */
export function capabilityFindings(
  capability: Rules["capability"],
  decisions: readonly PartDecision[],
): Report["findings"] {
  const told = new Set(decisions.flatMap(({ findings }) => findings.map(({ id }) => id)));
  return capability.flatMap(({ factor, holds, said, key }) => {
    const finding = FINDINGS[factor];
    if (holds !== "yes" || finding === undefined) return [];
    if ([finding.id, ...(finding.said ?? [])].some((id) => told.has(id))) return [];
    const text = said === "" ? finding.text : `${finding.text}: ${said}`;
    return { id: finding.id, text: `${text}.`, ...(key !== undefined && { key }) };
  });
}
