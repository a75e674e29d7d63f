import type { Raw } from "./arbitrary.ts";
import type { Answers } from "./verdict.ts";

type Node = Readonly<Record<string, unknown>>;

const node = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {});

/** What the file answers of the two questions that no price answers. */
export function answersIn(raw: Raw): Answers {
  const llm = node(raw.llm);
  const candidates = Array.isArray(llm.candidates) ? llm.candidates : [];
  const quality = new Map(
    candidates.map((candidate, i): [string, Said] => {
      const { model, quality: said } = typeof candidate === "string" ? { model: candidate } : node(candidate);
      const whole = saidOf(said);
      const classes = i === 0 && Array.isArray(llm.classes) ? llm.classes : [];
      const { qualityDelta } = node(raw.criteria);
      const each = classes.map((c) => (node(c).quality === undefined ? whole : saidOf(node(c).quality)));
      return [
        `${String(model)}${builtIn(candidate)}`,
        worstOf(each.length === 0 ? [whole] : each, qualityDelta),
      ];
    }),
  );
  return { gpuExpertise: expertiseIn(raw), quality };
}

/** Tuned weights, or an answer from retrieved text, are measured for themselves. */
function builtIn(candidate: unknown): string {
  const { tuning, retrieval } = node(candidate);
  return tuning !== undefined ? " (fine-tuned)" : retrieval !== undefined ? " (retrieval)" : "";
}

type Said = number | "same" | "unanswered";

function saidOf(said: unknown): Said {
  if (said === "same") return "same";
  const { delta, wins } = node(said);
  if (wins !== undefined) return gapOf(wins as Wins);
  return typeof delta === "number" ? delta : "unanswered";
}

type Wins = { readonly today: number; readonly candidate: number; readonly ties: number };

/** Ties are cases too; no case says nothing. */
function gapOf({ today, candidate, ties }: Wins): Said {
  const cases = today + candidate + ties;
  return cases === 0 ? "unanswered" : (today - candidate) / cases;
}

/** A model that takes every class over is as good as on its worst: failed, then not measured, then passed. */
function worstOf(each: readonly Said[], qualityDelta: unknown): Said {
  const limit = typeof qualityDelta === "number" ? qualityDelta : 0.1;
  const gaps = each.filter((said) => typeof said === "number");
  const largest = gaps.length === 0 ? undefined : Math.max(...gaps);
  if (largest !== undefined && largest >= limit) return largest;
  if (each.includes("unanswered")) return "unanswered";
  return largest ?? "same";
}

/** More hours a month than the team has free: no, whatever was answered, and so is one missing skill. Upkeep is 20 h unless given. */
function expertiseIn(raw: Raw): Answers["gpuExpertise"] {
  const { gpuExpertise, teamHoursPerMonth } = node(raw.people);
  const hosting = node(node(raw.llm).hosting);
  const hours = (key: string, otherwise: number) => {
    const given = hosting[`${key}HoursPerMonth`];
    return typeof given === "number" ? given : otherwise;
  };
  const needed = hours("upkeep", 20) + hours("incident", 0) + hours("compliance", 0) + hours("security", 0);
  if (typeof teamHoursPerMonth === "number" && needed > teamHoursPerMonth) return "no";
  if (["no", false].includes(node(raw.context).kubernetes as never)) return "no";
  if (gpuExpertise === true || gpuExpertise === "yes") return "yes";
  return gpuExpertise === false || gpuExpertise === "no" ? "no" : "unanswered";
}
