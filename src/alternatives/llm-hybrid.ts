import { hours } from "../offers/one-off.ts";
import { switching } from "../offers/switching.ts";
import { totalOf } from "../prices/charge.ts";
import { qualityOn } from "../scenario/class-quality.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import type { Quality } from "../scenario/quality.ts";
import { gateAnswer } from "../scenario/quality-gate.ts";
import type { Alternative } from "./alternative.ts";
import { joined } from "./joined.ts";
import { type BoughtSide, cheapestOver, usdPerRequest } from "./llm-bought-side.ts";
import { placementsFor } from "./llm-placements.ts";
import { routedRow } from "./llm-routed.ts";
import { hostedShare } from "./llm-split.ts";
import { type Split, splitsOf } from "./llm-split-search.ts";
import { shortName } from "./llm-volume.ts";
import type { Moving, TwoWays } from "./moving.ts";
import type { RuledOut } from "./part-plan.ts";
import { shareOfPart } from "./part-share.ts";
import { routerOf, twoWayRow } from "./two-ways.ts";

interface Rows {
  readonly rows: readonly Alternative[];
  readonly ruledOut: readonly RuledOut[];
}

/**
 * Rows whose requests go two ways: for each open candidate the classes that passed their gate, and where others are not
 * measured, those as well. Nothing for a part of one class, unless it is asked for.
 */
export function hybridRows(input: TwoWays): Rows {
  const { hybrid, hosting, candidates } = input.part;
  if (hybrid === undefined || hosting.fixed !== undefined) return { rows: [], ruledOut: [] };
  const open = candidates.filter((candidate) => candidate.open);
  return together(open.map((candidate) => rowsOf(input, candidate, open.length > 1)));
}

const together = (all: readonly Rows[]): Rows => ({
  rows: all.flatMap(({ rows }) => rows),
  ruledOut: all.flatMap(({ ruledOut }) => ruledOut),
});

function rowsOf(input: TwoWays, candidate: Candidate, several: boolean): Rows {
  const { context, part } = input;
  const limit = context.scenario.criteria.qualityDelta.base;
  const gates = part.classes.map((entry) => gateAnswer(qualityIn(input, candidate, entry), limit));
  const may = part.classes.map(({ name, requestsPerMonth }) => {
    const wanted = part.hybrid?.classes;
    return requestsPerMonth.base > 0 && (wanted === undefined || wanted.includes(name));
  });
  const passed = gates.map((gate, i) => may[i] === true && gate === "pass");
  const asked = gates.map((gate, i) => may[i] === true && gate !== "fail");
  const moving = { input, candidate, gates, several };
  const sets = [
    { ...moving, eligible: passed, asked: false },
    ...(asked.join() === passed.join() ? [] : [{ ...moving, eligible: asked, asked: true }]),
  ].filter(({ eligible }) => eligible.includes(true));
  if (sets.length > 0) return together(sets.map(waysOf));
  const because = "no class of requests may leave the model in use";
  return { rows: [], ruledOut: [{ what: `hybrid with ${shortName(candidate.model)}`, because }] };
}

/** Equal weights need no gate, and where nothing is bought yet there is nothing to be measured against. */
function qualityIn(
  { part, weights }: TwoWays,
  candidate: Candidate,
  entry: LlmPart["classes"][number],
): Quality {
  if (weights === undefined || candidate.model === weights) return { kind: "same" };
  return qualityOn(part, candidate, entry);
}

/** The rest bought as today, and where every class may move, from a seller of the same weights; beside them nothing hosted. */
function waysOf(moving: Moving): Rows {
  const { input, candidate, gates } = moving;
  const same = gates.every((gate) => gate === "pass") ? [input.seller(candidate, { kind: "same" })] : [];
  const placements = placementsFor(moving);
  const sides = [...(input.today === undefined ? [] : [input.today]), ...same];
  const found = sides.map((side) => {
    const asked = {
      eligible: moving.eligible,
      boughtUsd: usdPerRequest(side, input.part),
      hostUsd: fleetOnceUsd(input),
      routerUsd: totalOf(routerOf(input).oneOff).usd.toNumber(),
    };
    const splits = splitsOf(placements, asked);
    return cheapestOver(splits.flatMap((split) => rowOf(moving, side, split, asked.boughtUsd)));
  });
  const rows = found.filter((row) => row !== undefined);
  const routed = input.today === undefined ? undefined : routedRow(moving, input.today);
  return {
    rows: [...(routed === undefined ? [] : [routed]), ...rows],
    ruledOut: rows.length > 0 || moving.asked ? [] : [nothing(moving, placements.length)],
  };
}

/** Build, and leaving what runs today. */
function fleetOnceUsd({ context: { scenario }, part }: TwoWays): number {
  const build = hours("build", "Build", part.hosting.buildHours, scenario.people);
  return totalOf([build, ...(part.today === undefined ? [] : switching(scenario, "llm"))]).usd.toNumber();
}

function nothing({ candidate }: Moving, machines: number): RuledOut {
  const because =
    machines === 0
      ? "no machine with a price serves the classes that may move"
      : "all bought, or all on one fleet, costs less than any split over whole machines";
  return { what: `hybrid with ${shortName(candidate.model)}`, because };
}

function rowOf(
  moving: Moving,
  side: BoughtSide,
  { placed, shares, fleet, loads }: Split,
  boughtUsd: readonly (number | undefined)[],
): Alternative[] {
  const { input, several } = moving;
  const others = shareOfPart(
    input.part,
    shares.map((share) => 1 - share),
  );
  const rest = others && side.row(others);
  if (rest === undefined) return [];
  const hosted = hostedShare(placed, shares, fleet, several);
  const id = `hybrid.${hosted.id.slice("host.".length)}${side.suffix}`;
  return [
    joined(
      hosted,
      rest,
      twoWayRow(moving, {
        id,
        kind: "hybrid",
        moved: hosted,
        rest,
        beside: side.called(rest),
        shares,
        loads,
        boughtUsd,
      }),
    ),
  ];
}
