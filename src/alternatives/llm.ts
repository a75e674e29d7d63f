import { weightsOf } from "../prices/tokens/same-model.ts";
import { wholeQuality } from "../scenario/class-quality.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import type { Quality } from "../scenario/quality.ts";
import { weightsName } from "./adapted.ts";
import type { Alternative } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { boughtRows } from "./llm-bought.ts";
import { fromSeller } from "./llm-bought-side.ts";
import { fixedHost, servedByFixed } from "./llm-fixed.ts";
import { hostedModels } from "./llm-hosted.ts";
import { hybridRows } from "./llm-hybrid.ts";
import { leverRows, leversOf } from "./llm-levers.ts";
import { asToday, purchaseToday, todayRow } from "./llm-today.ts";
import type { PartPlan, RuledOut } from "./part-plan.ts";
import { shorterOutputUsd } from "./shorter-output.ts";

/** Every way to get the llm part's answers: today, today with its levers, other models bought, and hosted. */
export function planLlm(context: PlanContext, part: LlmPart): PartPlan {
  const { scenario } = context;
  const today = part.today && purchaseToday(scenario, part);
  const weights =
    today &&
    (weightsOf(today.seller.provider, today.seller.model) ??
      `${today.seller.provider}/${today.seller.model}`);
  const rows: Alternative[] = [];
  const levers = today === undefined ? { pulled: [], refused: [] } : leversOf(context, today);
  if (today !== undefined && weights !== undefined) {
    rows.push(todayRow(context, today, weights), ...leverRows(context, levers.pulled, weights));
  }
  const ruledOut: RuledOut[] = [];
  for (const candidate of part.candidates) {
    const quality = qualityAgainst(context, part, candidate, weights);
    const bought = boughtRows(context, { part, candidate, quality, today });
    rows.push(...bought.rows);
    ruledOut.push(...bought.ruledOut);
  }
  const hosted = hostedModels(context, part, (candidate) =>
    qualityAgainst(context, part, candidate, weights),
  );
  const fixed =
    part.hosting.fixed &&
    fixedHost(context, part, part.hosting.fixed, qualityOfFixed(context, part, weights));
  const twoWays = hybridRows({
    context,
    part,
    weights,
    today: today && weights !== undefined ? asToday(context, today, levers.pulled, weights) : undefined,
    seller: (candidate, quality) => fromSeller(context, { part, candidate, quality, today }),
    alone: hosted.rows.length > 0 && hosted.rows.every(({ feasible }) => feasible.kind === "no"),
  });
  const improved = levers.pulled.at(-1)?.purchase ?? today;
  const tenth = improved === undefined || context.quick ? undefined : shorterOutputUsd(improved);
  return {
    part: "llm",
    alternatives: [...rows, ...hosted.rows, ...(fixed ? [fixed] : []), ...twoWays.rows],
    ...(tenth !== undefined && { shorterOutputUsd: tenth }),
    leversRefused: levers.refused.map(({ id, because }) => ({ id, because })),
    ruledOut: [...ruledOut, ...hosted.ruledOut, ...twoWays.ruledOut],
    ...(hosted.fleet && { fleet: hosted.fleet }),
    ...(hosted.free && { free: hosted.free }),
  };
}

/** Of the candidate that it serves; nobody measured today's own weights on it. */
function qualityOfFixed(context: PlanContext, part: LlmPart, weights: string | undefined): Quality {
  const served = servedByFixed(part);
  return served === undefined ? { kind: "unanswered" } : qualityAgainst(context, part, served, weights);
}

/** Equal weights need no gate. Where nothing is bought yet only what the reader measured himself is known. */
function qualityAgainst(
  { scenario }: PlanContext,
  part: LlmPart,
  candidate: Candidate,
  today: string | undefined,
): Quality {
  if (weightsName(candidate) === today) return { kind: "same" };
  const said = wholeQuality(part, candidate, scenario.criteria.qualityDelta.base);
  return today === undefined && said.kind === "unanswered" ? { kind: "same" } : said;
}
