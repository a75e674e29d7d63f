import type { Part } from "../alternatives/alternative.ts";
import type { PartPlan } from "../alternatives/part-plan.ts";
import {
  type BesideTerms,
  type BesideVerdict,
  besideVerdict,
  triggerOfPlan,
} from "../decision/beside-verdict.ts";
import { CHEAPER_MONTHS, type TriggerMonth } from "../decision/trigger-month.ts";
import type { Figure } from "../scenario/figure.ts";
import type { ParseContext } from "../scenario/parse.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { applySetting } from "../scenario/setting.ts";
import { askedScenario } from "./bill-tokens.ts";
import { decisionInput } from "./deciding.ts";
import type { Planned } from "./planner.ts";
import type { ScenarioFile } from "./scenario-file.ts";

type Moments = Pick<TriggerMonth, "best" | "rule">;

export type Beside = Omit<BesideVerdict, "trigger"> & {
  readonly trigger?: TriggerMonth & {
    readonly growth?: { readonly keys: string[]; readonly low: Moments; readonly high: Moments };
  };
};

export interface BesideQuestion {
  readonly file: ScenarioFile;
  readonly context: ParseContext;
  readonly scenario: Scenario;
  readonly planned: Planned;
  readonly part: PartPlan;
}

/** What stands beside a verdict: break-evens, trigger month with the range of its growth, discounted paybacks. */
export async function besideOf(question: BesideQuestion): Promise<Beside> {
  const { scenario, part } = question;
  const found = besideVerdict(decisionInput(scenario, part), termsOf(scenario));
  const growth = found.trigger === undefined ? undefined : await growthRange(question);
  const { trigger, ...rest } = found;
  return { ...rest, ...(trigger && { trigger: { ...trigger, ...(growth && { growth }) } }) };
}

function termsOf({ spreadMonths, horizonMonths, criteria }: Scenario): BesideTerms {
  const triggerMonths = criteria.leaving?.breakEvenMonths.base ?? CHEAPER_MONTHS;
  return { spreadMonths: spreadMonths ?? horizonMonths, triggerMonths };
}

/** The part's growth rates that have a range, each key once. */
function rangedGrowth({ llm, vectors, growthPerMonth }: Scenario, part: Part): Figure[] {
  const own =
    part === "llm"
      ? (llm?.classes ?? []).map((entry) => entry.growthPerMonth)
      : part === "vectors"
        ? [vectors?.growthPerMonth]
        : [growthPerMonth];
  const ranged = own.filter((figure) => figure?.ranged === true).flatMap((figure) => figure ?? []);
  return [...new Map(ranged.map((figure) => [figure.key, figure])).values()];
}

async function growthRange(question: BesideQuestion) {
  const figures = rangedGrowth(question.scenario, question.part.part);
  if (figures.length === 0) return undefined;
  const low = await planned(question, figures, "low");
  const high = await planned(question, figures, "high");
  return low && high && { keys: figures.map(({ key }) => key), low, high };
}

/** The plan again with every growth at one end; a fleet without a similar graph is captured first. */
async function planned(
  { file, context, planned: base, part }: BesideQuestion,
  figures: readonly Figure[],
  end: "low" | "high",
): Promise<Moments | undefined> {
  const raw = figures.reduce((set, figure) => applySetting(set, `${figure.key}=${figure[end]}`), file.raw);
  const scenario = askedScenario(raw, context);
  let plan = base.again(scenario, part.part);
  if (plan.missing.length > 0) {
    await base.capture(plan);
    plan = base.again(scenario, part.part);
  }
  const own = plan.parts.find((entry) => entry.part === part.part);
  if (own === undefined) return undefined;
  const found = triggerOfPlan(decisionInput(scenario, own), termsOf(scenario));
  return found && { best: found.best, rule: found.rule };
}
