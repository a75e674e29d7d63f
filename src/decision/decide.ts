import { runsMachines } from "../alternatives/alternative.ts";
import { nowOf, testOf } from "./actions.ts";
import { becauseOf } from "./because.ts";
import { constraintOf, leavesOneKind } from "./constraint.ts";
import type { PartDecision, Row } from "./decision.ts";
import { type Entry, rowOf, statedPayback } from "./entry.ts";
import { findingsOf } from "./findings.ts";
import { notOf } from "./rejections.ts";
import { type DecisionInput, type Judged, type Ruling, rule, sameModelBought } from "./verdict.ts";

/**
 * The decision of one part: verdict, table rows, what to do now, what to test, what not to do.
 * @throws Error when an alternative does not cover the horizon.
 */
export function decide(input: DecisionInput): PartDecision {
  const ruling = rule(input);
  const { keep, lead } = ruling;
  const rows = ruling.entries.map((entry) => withPaybacks(entry, ruling));
  const byId = new Map(rows.map((row) => [row.alternative, row]));
  const now = nowOf(ruling, byId);
  const test = testOf(ruling, byId, input);
  const constraint = constraintOf(ruling, input);
  const barred = lead && barredBecause(lead, ruling);
  return {
    part: input.part,
    verdict: ruling.verdict,
    names: ruling.names,
    clause: ruling.clause,
    byConstraint: leavesOneKind(ruling),
    ...(constraint && { constraint }),
    because: becauseOf(ruling, input),
    ...(keep.today && { today: keep.today.id }),
    ...(keep.improved && { improved: keep.improved.id }),
    ...(lead?.sameModel && { sameModel: lead.sameModel.id }),
    ...(lead && { lead: lead.host.id }),
    ...(keep.offer && { keep: keep.offer.id }),
    ...(barred !== undefined && { barred }),
    rows,
    now,
    test,
    not: notOf(ruling, [...now, ...test], input),
    material: ruling.material,
    findings: findingsOf(ruling, input),
  };
}

function withPaybacks(entry: Entry, ruling: Ruling): Row {
  const { today, improved, chain, offer } = ruling.keep;
  const same = runsMachines(entry.source) ? sameModelBought(entry, ruling.entries, ruling.keep) : undefined;
  const other = offer === today || offer === improved || offer === same || offer === entry;
  const kept = runsMachines(entry.source) && !other ? offer : undefined;
  const besideLevers = improved !== undefined && improved !== today && !chain.includes(entry);
  return {
    ...rowOf(entry),
    ...(today && today !== entry && { paybackToday: statedPayback(today, entry) }),
    ...(besideLevers && { paybackImproved: statedPayback(improved, entry) }),
    ...(same && { paybackSameModel: statedPayback(same, entry) }),
    ...(kept && { paybackKept: statedPayback(kept, entry) }),
  };
}

function barredBecause({ gate, outcome }: Judged, { expertise, onlyHosted }: Ruling): string | undefined {
  if (gate.kind === "fail") return "its quality failed the gate";
  if (gate.kind === "unanswered") return "its quality is not measured";
  if (expertise !== "yes" && !onlyHosted)
    return expertise === "no" ? "nobody can run it" : "who runs it is not answered";
  return outcome.clause === "2" ? "a line without a figure decides" : undefined;
}
