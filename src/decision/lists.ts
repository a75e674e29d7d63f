import type { Action, OpenQuestion, Rejection, RejectionReason, Row } from "./decision.ts";
import { byPresentValue, cheapest, type Entry, isEqual, ownUnknowns, statedPayback } from "./entry.ts";
import { gateOf } from "./keep.ts";
import { openOf, qualityQuestion } from "./open-questions.ts";
import { readPayback } from "./rule.ts";
import { type DecisionInput, type Judged, type Ruling, sameModelBought } from "./verdict.ts";
import { winsAt } from "./wins-at.ts";

export interface Lists {
  readonly now: readonly Action[];
  readonly test: readonly Action[];
  readonly not: readonly Rejection[];
}

export function listsOf(ruling: Ruling, rows: ReadonlyMap<string, Row>, input: DecisionInput): Lists {
  const now = nowOf(ruling, rows);
  const test = testOf(ruling, rows, input);
  const named = new Set([...now, ...test].map((action) => action.alternative));
  for (const id of [ruling.names, ruling.keep.offer?.id, ruling.keep.today?.id])
    if (id !== undefined) named.add(id);
  const leading = ruling.entries.filter((entry) => named.has(entry.id));
  const losers = ruling.entries
    .filter((entry) => !named.has(entry.id) && !leading.some((other) => isEqual(other, entry)))
    .sort(byPresentValue);
  const firstHosted = losers.find((entry) => entry.source.kind === "hosted" && entry.ruledOut === undefined);
  const ordered = firstHosted ? [firstHosted, ...losers.filter((entry) => entry !== firstHosted)] : losers;
  return { now, test, not: ordered.flatMap((entry) => rejectionOf(entry, ruling, test, input)) };
}

/** Each figure is the difference of the two rows that it names. */
function action(
  against: Entry,
  to: Entry,
  open: readonly OpenQuestion[],
  rows: ReadonlyMap<string, Row>,
): Action {
  const from = rowOfId(rows, against.id);
  const row = rowOfId(rows, to.id);
  return {
    alternative: to.id,
    against: against.id,
    savingUsdPerMonth: from.monthUsd - row.monthUsd,
    ...(row.monthHighUsd !== undefined && { savingLowUsdPerMonth: from.monthUsd - row.monthHighUsd }),
    ...(row.monthLowUsd !== undefined && { savingHighUsdPerMonth: from.monthUsd - row.monthLowUsd }),
    oneOffUsd: row.oneOffUsd - from.oneOffUsd,
    payback: statedPayback(against, to),
    open,
  };
}

function rowOfId(rows: ReadonlyMap<string, Row>, id: string): Row {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`no row for ${id}`);
  return row;
}

/**
 * What to do without any open question, each against the state the one before leaves behind:
 * the levers (unless the offer itself is left now), the better offer, the fleet.
 */
function nowOf({ keep, verdict, lead }: Ruling, rows: ReadonlyMap<string, Row>): Action[] {
  const steps: Action[] = [];
  const { today, chain, improved, offer } = keep;
  if (offer !== improved && today !== undefined && offer !== undefined && !keep.gateOpen) {
    steps.push(action(chain[0] ?? today, offer, [], rows));
  } else {
    for (const [i, lever] of chain.entries()) {
      const before = chain[i - 1];
      if (before !== undefined) steps.push(action(before, lever, [], rows));
    }
  }
  const base = offer ?? today;
  if (verdict === "self-host" && lead !== undefined && base !== undefined) {
    steps.push(action(base, lead.host, [], rows));
  }
  return steps;
}

/** What would be advised if its open questions were answered well: the best offer of each model, and the best fleet. */
function testOf(ruling: Ruling, rows: ReadonlyMap<string, Row>, input: DecisionInput): Action[] {
  const { keep } = ruling;
  const { offer } = keep;
  if (offer === undefined) return [];
  const base = keep.chain[0] ?? offer;
  const bought = testableOffers(ruling, offer, input).map((entry) =>
    action(base, entry, [qualityQuestion(entry, input)], rows),
  );
  const host = testableHost(ruling);
  const hosted = host ? [action(base, host.host, openOf(host, ruling, input), rows)] : [];
  return [...bought, ...hosted].sort((x, y) => y.savingUsdPerMonth - x.savingUsdPerMonth);
}

/** What the reader ends up with: the fleet when it is named, else the offer. */
function chosenOf({ verdict, lead, keep }: Ruling): Entry | undefined {
  return verdict === "self-host" && lead !== undefined ? lead.host : keep.offer;
}

function testableOffers(ruling: Ruling, offer: Entry, { criteria }: DecisionInput): Entry[] {
  const { entries, keep } = ruling;
  const chosen = chosenOf(ruling) ?? offer;
  const open = entries.filter(
    (entry) =>
      entry.source.kind === "bought" &&
      entry !== offer &&
      entry.ruledOut === undefined &&
      ownUnknowns(entry, chosen).length === 0 &&
      gateOf(entry, keep.referenceModel, criteria).kind === "unanswered" &&
      readPayback(chosen, entry, criteria) === "good",
  );
  const models = [...new Set(open.map((entry) => entry.source.model))];
  return models
    .map((model) => cheapest(open.filter((entry) => entry.source.model === model)))
    .filter((entry) => entry !== undefined);
}

function testableHost(ruling: Ruling): Judged | undefined {
  const chosen = chosenOf(ruling);
  const open = ruling.judged.filter(({ host, outcome }) => {
    if (chosen?.source.kind === "hosted")
      return (
        outcome.verdict === "explain" &&
        outcome.clause !== "5" &&
        host.presentValueUsd < chosen.presentValueUsd
      );
    if (outcome.verdict === "undecided") return chosen !== undefined && host.monthUsd < chosen.monthUsd;
    return outcome.verdict === "explain" && outcome.clause !== "5";
  });
  const best = cheapest(open.map(({ host }) => host));
  return open.find(({ host }) => host === best);
}

function rejectionOf(
  loser: Entry,
  ruling: Ruling,
  test: readonly Action[],
  input: DecisionInput,
): Rejection | [] {
  const base = ruling.keep.offer ?? ruling.keep.today ?? ruling.lead?.host;
  if (base === undefined || base === loser) return [];
  const because = (reason: RejectionReason, against: Entry): Rejection => ({
    alternative: loser.id,
    against: against.id,
    reason,
    ...(reason.kind === "infeasible" ||
    reason.kind === "unknown" ||
    reason.kind === "expertise" ||
    reason.kind === "quality"
      ? {}
      : winsAt(loser, against, input.criteria.paybackGoodMonths.base)),
  });
  if (loser.ruledOut !== undefined) return because({ kind: "infeasible", because: loser.ruledOut }, base);
  const judged = ruling.judged.find(({ host }) => host === loser);
  const unpriced = loser.source.kind === "hosted" && judged === undefined ? loser.unknowns[0] : undefined;
  const hidden = unpriced ?? ownUnknowns(loser, base)[0];
  const { verdict, against } = losingPair(loser, ruling, base, input);
  if (verdict !== undefined && (hidden === undefined || verdict.kind === "dearer"))
    return because(verdict, against);
  const before = previousLever(loser, ruling) ?? base;
  const decisive = hidden ?? judged?.outcome.material[0] ?? ownUnknowns(before, loser)[0];
  if (decisive !== undefined) return because({ kind: "unknown", ...line(decisive) }, base);
  const gate = gateOf(loser, ruling.keep.referenceModel, input.criteria);
  if (gate.kind === "fail") return because({ kind: "quality", delta: gate.delta, limit: gate.limit }, base);
  if (loser.source.kind === "hosted" && ruling.expertise === "no")
    return because({ kind: "expertise" }, base);
  return because(
    ...beatenBy(loser, betterOne(loser, ruling, test, base), input.criteria.paybackGoodMonths.base),
  );
}

const line = ({ charge, because, resolve }: { charge: string; because: string; resolve: string }) => ({
  charge,
  because,
  resolve,
});

/** The baseline that it does not earn back: the same weights bought, before the offer in use. */
function losingPair(
  loser: Entry,
  ruling: Ruling,
  base: Entry,
  { criteria }: DecisionInput,
): { verdict?: RejectionReason; against: Entry } {
  const hosted = loser.source.kind === "hosted";
  const baselines = hosted
    ? [sameModelBought(loser, ruling.entries, ruling.keep), base, ruling.keep.improved]
    : [previousLever(loser, ruling) ?? base, chosenOf(ruling), ruling.keep.improved];
  const limit = hosted ? criteria.paybackBadMonths.base : criteria.paybackGoodMonths.base;
  for (const against of baselines) {
    if (against === undefined || against === loser || ownUnknowns(against, loser).length > 0) continue;
    const reading = readPayback(against, loser, criteria);
    if (reading === "good" || (hosted && reading === "between")) continue;
    if (loser.monthUsd >= against.monthUsd) return { verdict: dearer(loser, against), against };
    return {
      verdict: { kind: "payback", payback: statedPayback(against, loser), limitMonths: limit },
      against,
    };
  }
  return { against: base };
}

/** A lever that was left out lost against the last one before it that stayed. */
function previousLever(loser: Entry, { keep, entries }: Ruling): Entry | undefined {
  if (loser.source.kind !== "lever") return undefined;
  return keep.chain.findLast((kept) => entries.indexOf(kept) < entries.indexOf(loser));
}

/** It would pay, but something else does better: the chosen one, or the better candidate for a test. */
function betterOne(loser: Entry, ruling: Ruling, test: readonly Action[], base: Entry): Entry {
  const chosen = chosenOf(ruling);
  const tested = test.flatMap((t) => ruling.entries.find((entry) => entry.id === t.alternative) ?? []);
  const rivals = [...tested, ...(chosen ? [chosen] : [])].filter(
    ({ source }) =>
      source.kind === loser.source.kind && (source.kind === "hosted" || source.model === loser.source.model),
  );
  return cheapest(rivals) ?? chosen ?? base;
}

function beatenBy(loser: Entry, winner: Entry, goodMonths: number): [RejectionReason, Entry] {
  if (loser.monthUsd >= winner.monthUsd) return [dearer(loser, winner), winner];
  const { presentValueUsd } = loser;
  if (presentValueUsd >= winner.presentValueUsd) {
    return [{ kind: "total", presentValueUsd, againstUsd: winner.presentValueUsd }, winner];
  }
  return [{ kind: "payback", payback: statedPayback(winner, loser), limitMonths: goodMonths }, winner];
}

function dearer(loser: Entry, against: Entry): RejectionReason {
  return { kind: "dearer", monthUsd: loser.monthUsd, againstUsd: against.monthUsd };
}
