import { applySetting } from "../../src/scenario/setting.ts";
import type { Raw } from "./arbitrary.ts";
import { askedVerdicts, type Decided } from "./asked.ts";
import { type Decision, type Json, type Problem, problem } from "./report-json.ts";

type Flip = Decision["flips"][number];

/** Which fleet it is does not matter for what it is: another instance type is no other answer. */
export function answer({ verdict, names }: Pick<Decided, "verdict" | "names">): string {
  return verdict === "self-host" || verdict === "hybrid"
    ? `${verdict} ${names.replace(/(^|\.)(host|hybrid)\..*$/, "$1$2")}`
    : `${verdict} ${names}`;
}

/** Each printed flip typed as --set: a fresh plan says what the flip says, and something else than before. */
export async function flipProblems(
  report: Json,
  raw: Raw,
  most = Number.POSITIVE_INFINITY,
): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const decision of report.decisions)
    for (const flip of decision.flips.slice(0, most)) found.push(...(await flipProblem(decision, flip, raw)));
  return found;
}

async function flipProblem(decision: Decision, flip: Flip, raw: Raw): Promise<Problem[]> {
  const where = `${flip.key} ${flip.base} → ${flip.value}`;
  const fresh = await askedVerdicts(applySetting(raw, `${flip.key}=${flip.value}`));
  const now = fresh.find(({ part }) => part === decision.part);
  if (now === undefined) return [problem("flip: the part is gone", where)];
  const texts = [answer(decision), answer(flip), answer(now)];
  const key = flip.key.replaceAll(/\.\d+\./g, ".");
  const bad: Problem[] = [];
  if (texts[0] === texts[2]) bad.push(problem(`flip does not flip: ${key}`, where, ...texts));
  else if (texts[1] !== texts[2]) bad.push(problem(`flip says another answer: ${key}`, where, ...texts));
  if (typeof flip.value === "number" && typeof flip.base === "number" && flip.base !== 0) {
    const distance = Math.abs(flip.value / flip.base - 1);
    if (Math.abs(distance - (flip.distance ?? Number.NaN)) > 1e-9 * distance)
      bad.push(problem("flip: distance", where, flip.distance ?? "none"));
  }
  return bad;
}
