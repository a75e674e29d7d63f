import { apart } from "./exact.ts";
import { samePayback, sideOf, statedPayback } from "./months.ts";
import {
  type Action,
  type Alternative,
  alternativeOf,
  type Decision,
  type Json,
  type Problem,
  problem,
  type Rejection,
  rowOf,
} from "./report-json.ts";
import { nothingPriced } from "./verdict.ts";

/** Now, Test and Not of one part: each figure is one of the rows that it names, or the difference of two. */
export function listProblems(report: Json, decision: Decision): Problem[] {
  return [
    ...[...decision.now, ...decision.test].flatMap((action) => actionProblems(report, decision, action)),
    ...nowProblems(report, decision),
    ...testProblems(report, decision),
    ...decision.not.flatMap((rejection) => rejectionProblems(report, decision, rejection)),
    ...completeness(report, decision),
  ];
}

const near = (x: number, y: number) => apart(x, y) <= 1e-9 || Math.abs(x - y) <= 1e-6;

function actionProblems(report: Json, { part }: Decision, action: Action): Problem[] {
  const [to, from] = [action.alternative, action.against].map((id) => alternativeOf(report, part, id));
  if (to === undefined || from === undefined) return [];
  const [row, base] = [rowOf(to), rowOf(from)];
  const pairs: [string, number | undefined, number | undefined][] = [
    ["saving", action.savingUsdPerMonth, base.monthUsd - row.monthUsd],
    ["least saving", action.savingLowUsdPerMonth, minusFrom(base.monthUsd, row.monthHighUsd)],
    ["most saving", action.savingHighUsdPerMonth, minusFrom(base.monthUsd, row.monthLowUsd)],
    ["one-off", action.oneOffUsd, row.oneOffUsd - base.oneOffUsd],
  ];
  const wrong = pairs.flatMap(([name, said, rebuilt]) =>
    said === rebuilt || (said !== undefined && rebuilt !== undefined && near(said, rebuilt))
      ? []
      : [problem(`action: ${name}`, to.id, from.id, said, rebuilt)],
  );
  const rebuilt = statedPayback(sideOf(from), sideOf(to));
  if (!samePayback(action.payback, rebuilt))
    wrong.push(problem("action: payback", to.id, from.id, action.payback, rebuilt));
  if (to.infeasible !== undefined) wrong.push(problem("action that is not feasible", to.id, to.infeasible));
  return wrong;
}

const minusFrom = (from: number, usd: number | undefined) => (usd === undefined ? undefined : from - usd);

/** Each step starts where the one before it ended; the last ends at what is kept, or at the fleet that is named. */
function nowProblems(report: Json, decision: Decision): Problem[] {
  const { now, part, keep, names, verdict } = decision;
  const broken = now.flatMap((action, i) => {
    const before = now[i - 1];
    if (before === undefined || before.alternative === action.against) return [];
    return [problem("now: a step does not follow the one before", action.alternative, action.against)];
  });
  const last = now.at(-1);
  const end = verdict === "self-host" || verdict === "hybrid" ? names : keep;
  if (last !== undefined && last.alternative !== end)
    broken.push(problem("now: ends elsewhere than the verdict", last.alternative, end ?? "none"));
  const good = report.criteria?.paybackGoodMonths ?? 12;
  for (const { payback, alternative, against, open } of now) {
    const to = alternativeOf(report, part, alternative);
    if (nothingPriced(to))
      broken.push(problem("now: an offer of which nothing is priced", part, alternative));
    if (alternativeOf(report, part, against).infeasible !== undefined) continue;
    const soon =
      payback.kind === "immediate" ||
      (payback.kind === "at" && payback.months < good) ||
      (payback.kind === "leadLost" && payback.month > report.scenario.horizonMonths) ||
      payback.kind === "unknown";
    if (!soon) broken.push(problem("now: does not pay back in time", part, alternative, payback));
    if (open.length > 0) broken.push(problem("now: with an open question", alternative));
  }
  return broken;
}

function testProblems(report: Json, { test, part }: Decision): Problem[] {
  return test.flatMap(({ alternative, open }) => {
    const { needsGate } = alternativeOf(report, part, alternative);
    const asks = open.some(({ question }) => /answer your requests (as well|well enough)/.test(question));
    return [
      ...(open.length === 0 ? [problem("test without a question", alternative)] : []),
      ...(needsGate && !asks
        ? [problem("test of another model that does not ask for its quality", alternative)]
        : []),
    ];
  });
}

function rejectionProblems(report: Json, { part }: Decision, rejection: Rejection): Problem[] {
  const loser = alternativeOf(report, part, rejection.alternative);
  // Where nothing else may be chosen the reason is about itself alone.
  const other = rejection.against === undefined ? loser : alternativeOf(report, part, rejection.against);
  const alone = ["infeasible", "unknown", "quality", "expertise"].includes(rejection.reason.kind);
  return [
    ...(rejection.against === undefined && !alone
      ? [problem("not: measured against nothing", loser.id, rejection.reason)]
      : []),
    ...reasonProblems(report, rejection, loser, other),
    ...volumeProblems(report, rejection, loser, other),
  ];
}

function reasonProblems(
  report: Json,
  { reason }: Rejection,
  loser: Alternative,
  other: Alternative,
): Problem[] {
  const [row, base] = [rowOf(loser), rowOf(other)];
  const wrong = (cause: string) => [problem(`not: ${cause}`, loser.id, other.id, reason)];
  switch (reason.kind) {
    case "dearer":
      if (reason.monthUsd !== row.monthUsd || reason.againstUsd !== base.monthUsd)
        return wrong("figures of dearer");
      return reason.monthUsd >= reason.againstUsd ? [] : wrong("dearer is cheaper");
    case "total":
      if (reason.presentValueUsd !== row.presentValueUsd || reason.againstUsd !== base.presentValueUsd)
        return wrong("figures of total");
      return reason.presentValueUsd >= reason.againstUsd ? [] : wrong("total is lower");
    case "undercut":
      if (reason.presentValueUsd !== row.presentValueUsd || reason.againstUsd !== base.presentValueUsd)
        return wrong("figures of undercut");
      return loser.kind === "hybrid" && row.presentValueUsd >= base.presentValueUsd * (1 - reason.tieBand)
        ? []
        : wrong("undercut by more than the band");
    case "unknown": {
      const lines = [loser, other, ...report.alternatives].flatMap((a) => [...a.oneOff, ...a.monthly]);
      const named = lines.some(({ id, cost }) => id === reason.charge && cost.kind === "unknown");
      return named || /^month \d+$/.test(reason.charge) ? [] : wrong("unknown line that is known");
    }
    case "payback": {
      const rebuilt = statedPayback(sideOf(other), sideOf(loser));
      if (!samePayback(reason.payback, rebuilt)) return [...wrong("payback"), problem("  rebuilt", rebuilt)];
      const { paybackGoodMonths: good, paybackBadMonths: bad } = report.criteria ?? {};
      const limit =
        loser.kind === "hosted" || loser.kind === "hybrid" ? bad : reason.limitMonths === bad ? bad : good;
      if (reason.limitMonths !== limit) return wrong("limit of payback");
      if (rebuilt.kind === "immediate" || rebuilt.kind === "tie")
        return wrong("a payback that rules nothing out");
      return rebuilt.kind === "at" && rebuilt.months < reason.limitMonths && rebuilt.lasting
        ? wrong("a payback inside its limit")
        : [];
    }
    case "infeasible":
      return reason.because === loser.infeasible ? [] : wrong("feasible, or for another reason");
    case "quality":
      return reason.delta >= reason.limit && reason.limit === report.criteria?.qualityDelta
        ? []
        : wrong("quality");
    case "expertise":
      if ((reason.neededHours ?? 1) <= (reason.freeHours ?? 0)) return wrong("hours that are there");
      return (loser.kind === "hosted" || loser.kind === "hybrid") && loser.part === "llm"
        ? []
        : wrong("expertise of what is bought");
  }
}

const holds = (intervals: NonNullable<Rejection["winsAt"]>, volume: number) =>
  intervals.some(({ from, to }) => from <= volume && (to === null || volume <= to));

/** What the intervals say of the volume of month 1 is what the rows say. */
function volumeProblems(
  report: Json,
  rejection: Rejection,
  loser: Alternative,
  other: Alternative,
): Problem[] {
  const { winsAt, cheaperAt, searchedTo } = rejection;
  if (winsAt === undefined || cheaperAt === undefined) return [];
  const volume = loser.months[0]?.volume ?? 0;
  const wrong = (cause: string) =>
    problem(`not: ${cause}`, loser.id, other.id, { winsAt, cheaperAt, volume });
  const found: Problem[] = [];
  for (const { from, to } of [...winsAt, ...cheaperAt])
    if (!(from >= 0) || (to !== null && to < from)) found.push(wrong("an interval that is none"));
  if (searchedTo !== undefined && volume > searchedTo) return found;
  const [row, base] = [rowOf(loser), rowOf(other)];
  const saving = base.monthUsd - row.monthUsd;
  const scale = 1e-6 * Math.max(row.monthUsd, base.monthUsd);
  if (Math.abs(saving) > scale && holds(cheaperAt, volume) !== saving > 0)
    found.push(wrong("cheaperAt contradicts the rows"));
  const good = report.criteria?.paybackGoodMonths ?? 12;
  const gain = saving - Math.max(0, row.oneOffUsd - base.oneOffUsd) / good;
  if (Math.abs(gain) > scale && holds(winsAt, volume) !== gain > 0)
    found.push(wrong("winsAt contradicts the rows"));
  for (const { from, to } of winsAt) {
    const inside = to === null ? from * 1.5 + 1 : (from + to) / 2;
    if ((searchedTo === undefined || inside < searchedTo) && !holds(cheaperAt, inside))
      found.push(wrong("winsAt where it is not cheaper"));
  }
  return found;
}

/** Everything is kept, done, tested, rejected, or the same as something of these. */
function completeness(report: Json, decision: Decision): Problem[] {
  const { now, test, not, names, keep, today, part } = decision;
  const listed = new Set([
    names,
    keep,
    today,
    ...[...now, ...test, ...not].map(({ alternative }) => alternative),
  ]);
  const own = report.alternatives.filter((a) => a.part === part);
  const twice = [...now, ...test].filter(({ alternative }) => not.some((r) => r.alternative === alternative));
  return [
    ...twice.map(({ alternative }) => problem("done or tested, and rejected", alternative)),
    ...own
      .filter((a) => !listed.has(a.id))
      .filter((a) => !own.some((b) => listed.has(b.id) && statedPayback(sideOf(b), sideOf(a)).kind === "tie"))
      .map((a) => problem("nothing is said of an alternative", a.id, decision.verdict, names)),
  ];
}

/** The stack: what each part's verdict names, and the cheaper one beside it; months add up, shared lines count once. */
export function stackProblems(report: Json): Problem[] {
  const { combination, decisions } = report;
  if (combination === undefined) return [];
  const chosen = decisions.map(({ verdict, names, keep }) =>
    verdict === "self-host" || verdict === "hybrid" ? names : keep,
  );
  const own = chosen.every((id, i) => id === combination.names[i]);
  const { cheaper } = combination;
  return [
    ...(own ? [] : [problem("together: not what the parts choose", combination.names, chosen)]),
    ...sumProblems(report, combination),
    ...(cheaper === undefined ? [] : sumProblems(report, cheaper)),
    ...(cheaper !== undefined && cheaper.differs.length === 0
      ? [problem("together: cheaper, but the same")]
      : []),
  ];
}

type Combination = Omit<NonNullable<Json["combination"]>, "cheaper">;

function sumProblems(report: Json, combination: Combination): Problem[] {
  const { decisions } = report;
  const { names, monthUsd, tcoUsd, sharedUsdPerMonth, atLeast } = combination;
  const rows = names.map((id) => report.alternatives.find((a) => a.id === id)).map((a) => a && rowOf(a));
  if (rows.some((row) => row === undefined) || rows.length !== decisions.length)
    return [problem("together: names no row", names)];
  const sum = (of: (row: ReturnType<typeof rowOf>) => number) =>
    rows.reduce((s, r) => s + (r ? of(r) : 0), 0);
  const wrong = (cause: string, ...figures: unknown[]) => [problem(`together: ${cause}`, names, ...figures)];
  return [
    ...(near(monthUsd, sum((r) => r.monthUsd) - sharedUsdPerMonth) ? [] : wrong("month", monthUsd)),
    ...(near(tcoUsd, sum((r) => r.tcoUsd) - sharedUsdPerMonth * report.scenario.horizonMonths)
      ? []
      : wrong("total", tcoUsd)),
    ...(atLeast === rows.some((r) => r?.atLeast) ? [] : wrong("at least", atLeast)),
    ...(sharedUsdPerMonth > 0 && names.filter((id) => /host\.|hybrid\./.test(id)).length < 2
      ? wrong("shared lines of one fleet", sharedUsdPerMonth)
      : []),
  ];
}
