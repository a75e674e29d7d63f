import { InputError } from "../../src/errors.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import type { Raw } from "./arbitrary.ts";
import { askedVerdicts, type Decided } from "./asked.ts";
import { answer } from "./flips.ts";
import { type Decision, type Json, type Problem, problem } from "./report-json.ts";

type Searched = Decision["searched"][number];

/** Between the values that a search tries: none of these is a ring of it. */
const SHARES = [0.17, 0.41, 0.83];

/** "not by X from a to b": points inside, typed as --set, leave the answer as it is. */
export async function searchedProblems(
  report: Json,
  raw: Raw,
  most = Number.POSITIVE_INFINITY,
): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const [turn, decision] of report.decisions.entries()) {
    const silent = decision.searched.filter(({ key }) => !decision.flips.some((flip) => flip.key === key));
    // Another key in each part and scenario, so that a few questions reach all of them in time.
    const start = (turn + JSON.stringify(raw).length) % Math.max(1, silent.length);
    for (const searched of [...silent.slice(start), ...silent.slice(0, start)].slice(0, most))
      found.push(...(await claimProblems(decision, searched, raw)));
  }
  return found;
}

async function claimProblems(decision: Decision, searched: Searched, raw: Raw): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const value of points(searched)) {
    const now = await asked(raw, `${searched.key}=${value}`, decision.part);
    if (now === undefined || answer(now) === answer(decision)) continue;
    const key = searched.key.replaceAll(/\.\d+\./g, ".");
    const where = `${searched.key}=${value} inside ${searched.from} to ${searched.to}`;
    found.push(problem(`not by ${key}: turns inside`, where, answer(decision), answer(now)));
  }
  return found;
}

/** Numbers that can be typed; whole where both ends are and there is room. */
function points({ from, to }: Searched): number[] {
  const whole = Number.isInteger(from) && Number.isInteger(to) && to - from > 10;
  return SHARES.map((share) => {
    const value = from > 0 && to / from > 20 ? from * (to / from) ** share : from + (to - from) * share;
    return whole ? Math.round(value) : Number(value.toPrecision(4));
  });
}

/** Undefined where the scenario refuses the value: nothing is claimed of it. */
async function asked(raw: Raw, setting: string, part: string): Promise<Decided | undefined> {
  try {
    return (await askedVerdicts(applySetting(raw, setting))).find((decided) => decided.part === part);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
