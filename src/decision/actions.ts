import { runsMachines } from "../alternatives/alternative.ts";
import { difference } from "../compare/difference.ts";
import type { Action, OpenQuestion, Row } from "./decision.ts";
import { cheapest, type Entry, ownUnknowns, statedPayback } from "./entry.ts";
import { gateOf } from "./keep.ts";
import { choiceQuestion, openOf, qualityQuestion } from "./open-questions.ts";
import { readPayback } from "./rule.ts";
import { type DecisionInput, type Judged, type Ruling, startedBy } from "./verdict.ts";

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
    savingUsdPerMonth: difference(from.monthUsd, row.monthUsd),
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
 * the levers (unless the offer itself is left now), the better offer, the fleet. Nothing while the choice of a model is
 * itself an open question.
 */
export function nowOf(ruling: Ruling, rows: ReadonlyMap<string, Row>): Action[] {
  const { keep } = ruling;
  const fleet = startedBy(ruling);
  const steps: Action[] = [];
  if (ruling.choice !== undefined) return steps;
  const { today, chain, improved, offer } = keep;
  // Ahead by its one-off alone, it is no step after an offer that it costs more than each month: one or the other.
  const start = today ?? offer;
  if (fleet !== undefined && offer !== undefined && start !== undefined) {
    if (offer !== today && leadsByOneOff(offer, fleet)) return [action(start, fleet, [], rows)];
  }
  if (offer !== improved && today !== undefined && offer !== undefined) {
    steps.push(action(chain[0] ?? today, offer, [], rows));
  } else {
    for (const [i, lever] of chain.entries()) {
      const before = chain[i - 1];
      if (before !== undefined) steps.push(action(before, lever, [], rows));
    }
  }
  if (fleet !== undefined && offer !== undefined) steps.push(action(offer, fleet, [], rows));
  return steps;
}

/** Its lead over what is bought is lost some day: it costs less once and more a month. */
function leadsByOneOff(offer: Entry, host: Entry): boolean {
  return statedPayback(offer, host).kind === "leadLost";
}

/**
 * What would be advised if its open questions were answered well: the best offer of each model, and the best fleet. Each
 * against what Now leaves behind: what that saves already is no gain of a test.
 */
export function testOf(ruling: Ruling, rows: ReadonlyMap<string, Row>, input: DecisionInput): Action[] {
  const { keep, choice } = ruling;
  const asked = choice
    ? [action(keep.offer ?? choice.chosen, choice.chosen, [choiceQuestion(choice)], rows)]
    : [];
  const base = chosenOf(ruling) ?? keep.offer ?? keep.chain[0] ?? keep.today;
  if (base === undefined) return asked;
  const bought = testableOffers(ruling, input).map((entry) =>
    action(base, entry, [qualityQuestion(entry, input)], rows),
  );
  const host = testableHost(ruling);
  const hosted = host
    ? [action(hinge(host, base, chosenOf(ruling)), host.host, openOf(host, ruling, input), rows)]
    : [];
  return [...asked, ...bought, ...hosted].sort((x, y) => y.savingUsdPerMonth - x.savingUsdPerMonth);
}

/** A fleet is tested against what is hardest to beat. */
function hinge({ baselines }: Judged, base: Entry, chosen: Entry | undefined): Entry {
  if (chosen?.source.kind === "hybrid") return chosen;
  return cheapest(baselines) ?? base;
}

/** What the reader ends up with: the fleet when it is named, else the offer. */
export function chosenOf(ruling: Ruling): Entry | undefined {
  return startedBy(ruling) ?? ruling.keep.offer;
}

function testableOffers(ruling: Ruling, { criteria }: DecisionInput): Entry[] {
  const { entries, keep } = ruling;
  const chosen = chosenOf(ruling);
  const pays = (entry: Entry) =>
    chosen === undefined ||
    (ownUnknowns(entry, chosen).length === 0 && readPayback(chosen, entry, criteria) === "good");
  const open = entries.filter(
    (entry) =>
      entry.source.kind === "bought" &&
      entry !== keep.offer &&
      entry.ruledOut === undefined &&
      gateOf(entry, keep.referenceModel, criteria).kind === "unanswered" &&
      pays(entry),
  );
  const models = [...new Set(open.map((entry) => entry.source.model))];
  return models
    .map((model) => cheapest(open.filter((entry) => entry.source.model === model)))
    .filter((entry) => entry !== undefined);
}

function testableHost(ruling: Ruling): Judged | undefined {
  const chosen = chosenOf(ruling);
  const open = ruling.judged.filter(({ host, outcome }) => {
    if (chosen !== undefined && runsMachines(chosen.source))
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
