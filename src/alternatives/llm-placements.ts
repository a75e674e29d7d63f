import type { LlmPart } from "../scenario/llm-terms.ts";
import { llmFleetOf } from "../sizing/llm-fleet.ts";
import { fleetOf } from "./context.ts";
import { hostedBill } from "./hosted-bill.ts";
import { COMPONENT } from "./llm-hosted.ts";
import { bestPerGpu, type Contender, contendersOf, requestFor, searched } from "./llm-search.ts";
import type { Placed } from "./llm-split.ts";
import type { Moving } from "./moving.ts";
import { shareOfPart } from "./part-share.ts";

/** GPU models whose cheapest fleet for all that may move is looked at: dearer machines rarely win by carrying less. */
const MOST_PLACEMENTS = 2;

/**
 * The cheapest fleet of each GPU model for the classes that may move, priced from a graph like its own. Machines without
 * a price are left out: what they carry for less than bought cannot be told.
 */
export function placementsFor(moving: Moving): readonly Placed[] {
  const { input, candidate, eligible } = moving;
  const { context, part } = input;
  const contenders = bestPerGpu(contendersFor(moving, eligible)).filter(
    ({ computeUsd }) => computeUsd !== undefined,
  );
  return contenders.slice(0, MOST_PLACEMENTS).flatMap((contender) => {
    const { row, instances } = contender;
    const fleet = fleetOf(context.scenario, { llm: llmFleetOf(row, { instances }) });
    const graph = context.similar(fleet);
    if (graph === undefined && input.alone) context.miss(fleet);
    if (graph === undefined || graph.kind === "refused") return [];
    const bill = hostedBill(graph, context, { component: COMPONENT, instanceType: row.instanceType });
    return [{ context, part, candidate, contender, bill: { kind: "bill", ...bill } }];
  });
}

/** Fleets for all of these classes; where there is none, for those of them that some machine serves alone. */
function contendersFor(moving: Moving, eligible: readonly boolean[]): Contender[] {
  const { part } = moving.input;
  const together = found(moving, shareOfPart(part, eligible.map(Number)));
  if (together.length > 0) return together;
  const served = eligible.map((may, i) => may && found(moving, shareOfPart(part, only(part, i))).length > 0);
  return found(moving, shareOfPart(part, served.map(Number)));
}

function found({ input: { context }, candidate }: Moving, part: LlmPart | undefined): Contender[] {
  if (part === undefined) return [];
  const request = requestFor(context, part, candidate, candidate.reasoningMultiplier.base);
  return contendersOf(context, searched(context, request), request.demand.sizeRate);
}

/** The shares that leave one class alone. */
const only = ({ classes }: LlmPart, index: number): readonly number[] =>
  classes.map((_, i) => (i === index ? 1 : 0));
