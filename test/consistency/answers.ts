import type { Raw } from "./arbitrary.ts";
import type { Answers } from "./verdict.ts";

type Node = Readonly<Record<string, unknown>>;

const node = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {});

/** What the file answers of the two questions that no price answers. */
export function answersIn(raw: Raw): Answers {
  const llm = node(raw.llm);
  const candidates = Array.isArray(llm.candidates) ? llm.candidates : [];
  const quality = new Map(
    candidates.flatMap((candidate): [string, number | "same" | "unanswered"][] => {
      if (typeof candidate === "string") return [[candidate, "unanswered"]];
      const { model, quality: said } = node(candidate);
      if (said === "same") return [[String(model), "same"]];
      const { delta } = node(said);
      return [[String(model), typeof delta === "number" ? delta : "unanswered"]];
    }),
  );
  return { gpuExpertise: expertiseIn(raw), quality };
}

/** More hours a month than the team has free: no, whatever was answered. Upkeep is 20 h unless given. */
function expertiseIn(raw: Raw): Answers["gpuExpertise"] {
  const { gpuExpertise, teamHoursPerMonth } = node(raw.people);
  const hosting = node(node(raw.llm).hosting);
  const hours = (key: string, otherwise: number) => {
    const given = hosting[`${key}HoursPerMonth`];
    return typeof given === "number" ? given : otherwise;
  };
  const needed = hours("upkeep", 20) + hours("incident", 0) + hours("compliance", 0) + hours("security", 0);
  if (typeof teamHoursPerMonth === "number" && needed > teamHoursPerMonth) return "no";
  if (gpuExpertise === true || gpuExpertise === "yes") return "yes";
  return gpuExpertise === false || gpuExpertise === "no" ? "no" : "unanswered";
}
