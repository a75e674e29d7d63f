import { runsMachines } from "../alternatives/alternative.ts";
import { chosenOf } from "./actions.ts";
import type { Action, Rejection, RejectionReason } from "./decision.ts";
import {
  byPresentValue,
  type Entry,
  isEqual,
  ownUnknowns,
  statedPayback,
  type UnknownLine,
} from "./entry.ts";
import { expertiseOf } from "./expertise.ts";
import { gateOf } from "./keep.ts";
import { runRate } from "./once-cost.ts";
import { readPayback } from "./rule.ts";
import { type DecisionInput, type Judged, lacksPeople, type Ruling, sameModelBought } from "./verdict.ts";
import { winsAt } from "./wins-at.ts";

/** A reason and the alternative that it is measured against; none where nothing else may be chosen. */
interface Loss {
  readonly reason: RejectionReason;
  readonly against?: Entry;
}

/** Everything that is neither done nor tested nor kept, the best hosted one first, then by present value. */
export function notOf(ruling: Ruling, listed: readonly Action[], input: DecisionInput): Rejection[] {
  const named = new Set([ruling.names, ruling.keep.offer?.id, ruling.keep.today?.id]);
  for (const { alternative } of listed) named.add(alternative);
  const leading = ruling.entries.filter((entry) => named.has(entry.id));
  const losers = ruling.entries
    .filter((entry) => !named.has(entry.id) && !leading.some((other) => isEqual(other, entry)))
    .sort(byPresentValue);
  const hosted = losers.find((entry) => runsMachines(entry.source) && entry.ruledOut === undefined);
  const ordered = hosted ? [hosted, ...losers.filter((entry) => entry !== hosted)] : losers;
  return ordered.flatMap((loser) => {
    const loss = lossOf(loser, ruling, leading, input);
    return loss === undefined ? [] : rejection(loser, loss, ruling, input);
  });
}

/** Volumes are asked only of what loses by its cost, and by nothing that no volume would change. */
function rejection(
  loser: Entry,
  { reason, against }: Loss,
  { keep, onlyHosted }: Ruling,
  input: DecisionInput,
): Rejection {
  const { criteria } = input;
  const nobody =
    runsMachines(loser.source) && !onlyHosted && expertiseOf(loser.source, input).answer === "no";
  const barred = nobody || gateOf(loser, keep.referenceModel, criteria).kind === "fail";
  const byCost =
    !barred && (reason.kind === "dearer" || reason.kind === "payback" || reason.kind === "total");
  return {
    alternative: loser.id,
    ...(against && { against: against.id }),
    reason,
    ...(byCost && against && winsAt(loser, against, criteria.paybackGoodMonths.base)),
  };
}

/** Feasibility, then cost on known lines, then lines without a figure, then the gates, then whatever is better. */
function lossOf(
  loser: Entry,
  ruling: Ruling,
  leading: readonly Entry[],
  input: DecisionInput,
): Loss | undefined {
  const { keep, judged } = ruling;
  const base = baseOf(loser, ruling);
  const beside = base && { against: base };
  if (loser.ruledOut !== undefined)
    return { reason: { kind: "infeasible", because: loser.ruledOut }, ...beside };
  const own = judged.find(({ host }) => host === loser);
  const before = previousLever(loser, ruling) ?? base;
  // A fleet that was not judged could not lead because of some line, whatever the others lack.
  const unjudged = runsMachines(loser.source) && own === undefined;
  const hidden = (unjudged || base === undefined ? loser.unknowns : ownUnknowns(loser, base))[0];
  const byCost = lostPair(loser, before, ruling, input);
  if (byCost !== undefined && (hidden === undefined || byCost.reason.kind === "dearer")) return byCost;
  const line = hidden ?? own?.outcome.material[0] ?? (before && ownUnknowns(before, loser)[0]);
  if (line !== undefined) return { reason: unknownReason(line), ...beside };
  const gate = gateOf(loser, keep.referenceModel, input.criteria);
  if (gate.kind === "fail")
    return { reason: { kind: "quality", delta: gate.delta, limit: gate.limit }, ...beside };
  if (own?.beatenBy !== undefined)
    return { reason: undercut(own.host, own.beatenBy, input), against: own.beatenBy };
  if (own !== undefined && lacksPeople(own)) return { reason: unmanned(own), ...beside };
  return beaten(loser, rivals(loser, ruling, leading), input);
}

/** What would be chosen in its place: never itself, nor a fleet that nobody may choose. */
function baseOf(loser: Entry, { keep, lead }: Ruling): Entry | undefined {
  const fleet = lead === undefined || lead.gate.kind === "fail" || lacksPeople(lead) ? undefined : lead.host;
  return [keep.offer, keep.open, fleet, keep.today, keep.asked].find(
    (entry) => entry !== undefined && entry !== loser,
  );
}

/** The skill that is missing, the hours that are, or both. */
function unmanned({ expertise }: Judged): RejectionReason {
  const { skill, short, neededHours, freeHours } = expertise;
  return {
    kind: "expertise",
    ...(skill.answer === "no" && expertise.hired === undefined && { missing: skill.key }),
    ...(short && freeHours !== undefined && { neededHours, freeHours }),
  };
}

function unknownReason({ charge, because, resolve }: UnknownLine): RejectionReason {
  return { kind: "unknown", charge, because, resolve };
}

/** The baseline that it does not earn back: the same weights bought, before the offer in use. */
function lostPair(
  loser: Entry,
  before: Entry | undefined,
  ruling: Ruling,
  { criteria }: DecisionInput,
): Loss | undefined {
  const { keep, entries } = ruling;
  const hosted = runsMachines(loser.source);
  const baselines = hosted
    ? [sameModelBought(loser, entries, keep), before, keep.improved]
    : [before, chosenOf(ruling), keep.improved];
  const limitMonths = hosted ? criteria.paybackBadMonths.base : criteria.paybackGoodMonths.base;
  for (const against of baselines) {
    if (against === undefined || against === loser || ownUnknowns(against, loser).length > 0) continue;
    const reading = readPayback(against, loser, criteria);
    if (reading === "good" || (hosted && reading === "between")) continue;
    if (runRate(loser) >= runRate(against)) return { reason: dearer(loser, against), against };
    return { reason: { kind: "payback", payback: statedPayback(against, loser), limitMonths }, against };
  }
  return undefined;
}

/** A lever that was left out lost against the last one before it that stayed. */
function previousLever(loser: Entry, { keep, entries }: Ruling): Entry | undefined {
  if (loser.source.kind !== "lever") return undefined;
  return keep.chain.findLast((kept) => entries.indexOf(kept) < entries.indexOf(loser));
}

/** What it would have to beat though it pays: its own kind among the named ones, then the chosen one. */
function rivals(loser: Entry, ruling: Ruling, leading: readonly Entry[]): Entry[] {
  const { kind, model } = loser.source;
  const likes = leading.filter(
    ({ source }) =>
      (runsMachines(loser.source) && runsMachines(source)) ||
      (source.kind === kind && source.model === model),
  );
  const chosen = chosenOf(ruling);
  return [...likes.sort(byPresentValue), ...(chosen ? [chosen] : [])];
}

/** The first rival with a number that is true; none: nothing rules it out, so nothing is said. */
function beaten(loser: Entry, by: readonly Entry[], { criteria }: DecisionInput): Loss | undefined {
  for (const against of by) {
    if (runRate(loser) >= runRate(against)) return { reason: dearer(loser, against), against };
    const { presentValueUsd } = loser;
    const againstUsd = against.presentValueUsd;
    if (presentValueUsd >= againstUsd)
      return { reason: { kind: "total", presentValueUsd, againstUsd }, against };
    if (readPayback(against, loser, criteria) === "bad") {
      const limitMonths = criteria.paybackBadMonths.base;
      return { reason: { kind: "payback", payback: statedPayback(against, loser), limitMonths }, against };
    }
  }
  return undefined;
}

function undercut(loser: Entry, against: Entry, { criteria }: DecisionInput): RejectionReason {
  const { presentValueUsd } = loser;
  const againstUsd = against.presentValueUsd;
  return { kind: "undercut", presentValueUsd, againstUsd, tieBand: criteria.tieBand.base };
}

function dearer(loser: Entry, against: Entry): RejectionReason {
  return { kind: "dearer", monthUsd: runRate(loser), againstUsd: runRate(against) };
}
