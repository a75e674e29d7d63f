import type { Figure } from "../scenario/figure.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import type { Quality } from "../scenario/quality.ts";
import type { Fleet } from "../sizing/fleet.ts";
import { llmFleetOf } from "../sizing/llm-fleet.ts";
import { adapted, isHostable, labelOf, slugOf, weightsName, workloadFor } from "./adapted.ts";
import type { Alternative } from "./alternative.ts";
import { commits } from "./committed.ts";
import { fleetOf, type PlanContext } from "./context.ts";
import { type HostedBill, hostedBill } from "./hosted-bill.ts";
import { infeasibleHost } from "./infeasible.ts";
import { hostedRow } from "./llm-row.ts";
import { bestPerGpu, type Contender, contendersOf, rejected, requestFor, searched } from "./llm-search.ts";
import { requestsIn } from "./llm-volume.ts";
import type { RuledOut } from "./part-plan.ts";

/** Below it stand the machines whose type a bill may exchange. */
export const COMPONENT = "crossover:index:VllmService";

interface HostedModels {
  readonly rows: readonly Alternative[];
  readonly ruledOut: readonly RuledOut[];
  readonly fleet?: Fleet;
  readonly free?: HostedBill["free"];
}

/** The cheapest fleet of each GPU model for each open candidate. */
export function hostedModels(
  context: PlanContext,
  part: LlmPart,
  qualityOf: (candidate: Candidate) => Quality,
): HostedModels {
  const open = part.hosting.fixed === undefined ? part.candidates.filter(isHostable) : [];
  const found = open.map((candidate) =>
    hostedModel(context, part, candidate, qualityOf(candidate), open.length > 1),
  );
  const rows = found.flatMap((model) => model.rows);
  const leading = cheapest(rows);
  return {
    rows,
    ruledOut: found.flatMap((model) => model.ruledOut),
    ...(leading?.fleet && { fleet: leading.fleet }),
    ...(found[0]?.free && { free: found[0].free }),
  };
}

function cheapest(rows: readonly Alternative[]): Alternative | undefined {
  const month = (row: Alternative) => row.months[0];
  return rows.toSorted((a, b) => {
    const [x, y] = [month(a), month(b)];
    if (x === undefined || y === undefined) return 0;
    return Number(x.atLeast) - Number(y.atLeast) || x.usd - y.usd;
  })[0];
}

export function upkeepOf(part: LlmPart): readonly { id: string; name: string; hours: Figure }[] {
  const h = part.hosting;
  return [
    { id: "upkeep", name: "Upkeep", hours: h.upkeepHoursPerMonth },
    ...(h.incidentHoursPerMonth
      ? [{ id: "incidents", name: "Incidents and on call", hours: h.incidentHoursPerMonth }]
      : []),
    ...(h.complianceHoursPerMonth
      ? [{ id: "compliance", name: "Compliance", hours: h.complianceHoursPerMonth }]
      : []),
    ...(h.securityHoursPerMonth
      ? [{ id: "security", name: "Security", hours: h.securityHoursPerMonth }]
      : []),
  ];
}

function hostedModel(
  context: PlanContext,
  whole: LlmPart,
  candidate: Candidate,
  quality: Quality,
  several: boolean,
): HostedModels {
  const part = workloadFor(whole, candidate);
  const request = requestFor(context, part, candidate, candidate.reasoningMultiplier.base);
  const verdicts = searched(context, request);
  const contenders = contendersOf(context, verdicts, request.demand.sizeRate);
  const ruledOut = rejected(verdicts, candidate, contenders.length);
  const rows: Alternative[] = [];
  let free: HostedBill["free"] | undefined;
  for (const contender of bestPerGpu(contenders)) {
    if (rows.length === context.mostRows || (context.quick && !commits(context, "llm") && leadsAlready(rows)))
      break;
    const bill = billOf(context, contender, rows.length === 0);
    if (bill.kind === "bill") free ??= bill.free;
    if (bill.kind === "bill")
      rows.push(
        adapted(
          context,
          whole,
          candidate,
          hostedRow(context, part, { candidate, quality, several, contender, bill }),
        ),
      );
    // Without the leading fleet's graph there is nothing to price the others from.
    if (bill.kind === "missing") break;
    if (bill.kind === "refused") ruledOut.push({ what: contender.row.instanceType, because: bill.because });
  }
  if (contenders.length === 0 && ruledOut.length > 0)
    rows.push(nothingCarries(context, part, candidate, ruledOut, several));
  return { rows, ruledOut, ...(free && { free }) };
}

/** Two fleets whose every line has a price: dearer machines behind them lead nothing, which is all that a flip asks. */
function leadsAlready(rows: readonly Alternative[]): boolean {
  return rows.length >= 2 && rows.every(({ months }) => months.every(({ atLeast }) => !atLeast));
}

/** No instance type can serve it: one row with the reason that comes nearest to serving. */
function nothingCarries(
  context: PlanContext,
  part: LlmPart,
  candidate: Candidate,
  ruledOut: readonly RuledOut[],
  several: boolean,
): Alternative {
  const last = ruledOut.findLast(({ because }) => !because.startsWith("does not fit")) ?? ruledOut.at(-1);
  return infeasibleHost(context.scenario, {
    id: several ? `host.${slugOf(candidate)}` : "host",
    part: "llm",
    name: `own fleet, ${labelOf(candidate)}`,
    model: weightsName(candidate),
    because: `no instance type serves it: ${last?.what}: ${last?.because}`,
    resolve: "llm.hosting.instanceTypes, llm.hosting.precisions or a smaller model",
    volumeOf: (month) => requestsIn(part, month),
  });
}

type Bill =
  | ({ readonly kind: "bill" } & HostedBill)
  | { readonly kind: "refused"; readonly because: string }
  | { readonly kind: "missing" };

/** The leading fleet's own graph; the rows beside it are priced from one like it. */
function billOf(context: PlanContext, { row, instances }: Contender, leads: boolean): Bill {
  const fleet = fleetOf(context.scenario, { llm: llmFleetOf(row, { instances }) });
  const graph = leads ? context.graph(fleet) : context.similar(fleet);
  if (graph === undefined) {
    context.miss(fleet);
    return { kind: "missing" };
  }
  if (graph.kind === "refused") return graph;
  return {
    kind: "bill",
    ...hostedBill(graph, context, { component: COMPONENT, instanceType: row.instanceType }),
  };
}
