import type { Report } from "../report.ts";

/** Judgements that one of the two models gave itself: the gate reads them, and whoever signs should know. */
export function judgeFindings(qualities: NonNullable<Report["quality"]>): Report["findings"] {
  return qualities.flatMap(({ model, className, judge, partialJudge, key }) => {
    if (partialJudge === undefined) return [];
    const whose = partialJudge === "today" ? "today's model itself" : "the candidate itself";
    const on = className === undefined ? model : `${model} on ${className}`;
    const text = `${on} was judged by ${judge}, ${whose}: a model prefers its own answers, so let a third one judge.`;
    return { id: "judge-is-a-side", text, key: `${key}.judge` };
  });
}
