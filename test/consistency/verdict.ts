import { knownPayback, type Side, sideOf, totalOver } from "./months.ts";
import { type Alternative, type Decision, type Json, type Problem, problem, rowOf } from "./report-json.ts";
import { cheapestOf, sameModelOf } from "./rows.ts";

/** What the verdict order needs beside the rows: the reader's answers. */
export interface Answers {
  readonly gpuExpertise: "yes" | "no" | "unanswered";
  /** Gap in win rates by model; "unanswered", or "same". */
  readonly quality: ReadonlyMap<string, number | "same" | "unanswered">;
}

type Gate = "pass" | "fail" | "unanswered";
type Reading = "good" | "between" | "bad";

interface Said {
  readonly verdict: Decision["verdict"];
  readonly names: string;
}

/** Steps 1 to 7 again, as short as they can be written: one part, from rows, months and answers. */
function verdictOf(report: Json, decision: Decision, answers: Answers): Said {
  const { part } = decision;
  const own = report.alternatives.filter((a) => a.part === part);
  const feasible = own.filter((a) => a.infeasible === undefined);
  const today = own.find((a) => a.kind === "today");
  const limit = report.criteria?.qualityDelta ?? Number.NaN;
  const gate = (a: Alternative, reference: string | undefined): Gate => {
    // What goes two ways takes only classes that passed, and says so where one is not measured.
    if (a.routes !== undefined) return a.needsGate ? "unanswered" : "pass";
    if (part !== "llm" || a.model === reference) return "pass";
    if (a.kind === "today" || a.kind === "lever") return "pass";
    // With nothing bought there is nothing to be measured against but what the reader measured himself.
    const said = answers.quality.get(a.model) ?? "unanswered";
    const answer = today === undefined && said === "unanswered" ? "same" : said;
    if (typeof answer === "string") return answer === "same" ? "pass" : "unanswered";
    return answer < limit ? "pass" : "fail";
  };
  const read = (b: Alternative, a: Alternative) => readingOf(report, sideOf(b), sideOf(a));
  const hidden = (a: Alternative, b: Alternative) =>
    sideOf(a).unknown.filter((id) => !sideOf(b).unknown.includes(id));

  let improved = feasible.find((a) => a.kind === "today");
  for (const lever of feasible.filter((a) => a.kind === "lever"))
    if (improved === undefined) improved = lever;
    else if (read(improved, lever) === "good" && hidden(lever, improved).length === 0) improved = lever;

  const bought = feasible.filter((a) => a.kind === "bought");
  const passed = bought.filter((a) => gate(a, today?.model) === "pass");
  const priced = (list: Alternative[]) =>
    list.some((a) => !rowOf(a).atLeast) ? list.filter((a) => !rowOf(a).atLeast) : list;
  const unanswered = bought.filter((a) => gate(a, today?.model) === "unanswered");
  const base = improved;
  const first = cheapestOf(priced(passed.length > 0 || today !== undefined ? passed : unanswered));
  const question = first === undefined ? cheapestOf(priced(unanswered)) : undefined;
  // An offer of which nothing is priced is no answer, nor one that its own open lines could make dearer than another.
  const turns = (a: Alternative | undefined) =>
    a !== undefined &&
    (nothingPriced(a) ||
      (passed.includes(a) ? passed : unanswered).some((b) => b !== a && hidden(a, b).length > 0));
  const unpriced = base === undefined && [first, question].some(turns);
  const offer =
    base === undefined
      ? unpriced
        ? undefined
        : first
      : cheapestOf([base, ...passed.filter((a) => read(base, a) === "good" && hidden(a, base).length === 0)]);
  const open = base === undefined && !unpriced ? question : undefined;
  // Its known lines, people's hours, still stand against a fleet.
  const asked = unpriced ? (first ?? question) : undefined;
  const reference = today?.model ?? offer?.model ?? (unpriced ? first?.model : undefined);

  const fleets = feasible.filter((a) => a.kind === "hosted");
  const hybrids = feasible.filter((a) => a.kind === "hybrid");
  // The same line, or the same price: a cluster of more nodes lacks it on more lines.
  const leadable = (hosts: Alternative[]) => {
    const shared = (line: Open) =>
      hosts.every((host) =>
        openLines(host).some((own) => own.id === line.id || own.because === line.because),
      );
    const whole = hosts.filter((host) => openLines(host).every(shared));
    return whole.length > 0 ? whole : hosts;
  };
  const expertise = part === "llm" ? answers.gpuExpertise : "yes";
  const judged = (host: Alternative) => {
    const same = sameModelOf(own, host, { improved: improved?.id });
    const rivals = [...new Set([offer ?? open ?? asked, improved, same])].filter((a) => a !== undefined);
    const passes = gate(host, reference);
    if (rivals.length === 0)
      return {
        host,
        rivals,
        passes,
        verdict: passes === "pass" ? ("self-host" as const) : ("explain" as const),
      };
    const readings = rivals.map((rival) => read(rival, host));
    const known = stepsOf(readings, passes, expertise);
    const decisive = rivals.some((rival, i) => {
      const behind = readings[i] === "bad" || rowOf(rival).presentValueUsd < rowOf(host).presentValueUsd;
      const lines = behind ? hidden(rival, host) : hidden(host, rival);
      return (
        lines.length > 0 && stepsOf(readings.with(i, behind ? "good" : "bad"), passes, expertise) !== known
      );
    });
    return { host, rivals, passes, verdict: decisive ? ("undecided" as const) : known };
  };
  const whole = leadable(fleets).map(judged);
  const split = leadable(hybrids).map((host) => {
    const found = judged(host);
    const pure = [...found.rivals, ...whole.filter(({ passes }) => passes === "pass").map((of) => of.host)];
    const most = 1 - (report.criteria?.tieBand ?? Number.NaN);
    const undercuts = pure.every(
      (option) =>
        hidden(option, host).length > 0 || rowOf(host).presentValueUsd < rowOf(option).presentValueUsd * most,
    );
    if (found.verdict === "buy" || !undercuts) return { ...found, verdict: "buy" as const };
    return found.verdict === "self-host" ? { ...found, verdict: "hybrid" as const } : found;
  });
  const outcomes = [...whole, ...split];
  const leading = (...verdicts: Decision["verdict"][]) =>
    cheapestOf(outcomes.filter((o) => verdicts.includes(o.verdict)).map(({ host }) => host));
  const names = offer?.id ?? today?.id ?? open?.id ?? "none";
  const fleet = leading("self-host", "hybrid");
  if (fleet !== undefined)
    return { verdict: fleet.kind === "hybrid" ? "hybrid" : "self-host", names: fleet.id };
  if (unpriced) return { verdict: "undecided", names };
  if (leading("undecided") !== undefined) return { verdict: "undecided", names };
  if (leading("explain") !== undefined) return { verdict: "explain", names };
  if (offer === undefined) return { verdict: "explain", names };
  // Today's own lines without a figure could hand the lead to another offer that may be bought.
  const rival = base === undefined ? undefined : cheapestOf(passed);
  const decides =
    offer === base &&
    base !== undefined &&
    (nothingPriced(base) || (rival !== undefined && hidden(base, rival).length > 0));
  // Machines of one's own that run today and stay are no purchase.
  const ours = offer.seller === "self" || (offer.place ?? "api") !== "api";
  return { verdict: decides ? "undecided" : ours ? "self-host" : "buy", names };
}

/** Hours of people who watch an offer are no price of it. */
export function nothingPriced({ monthly }: Alternative): boolean {
  const bought = monthly.filter(({ category }) => category !== "people");
  return bought.length > 0 && bought.every(({ cost }) => cost.kind === "unknown");
}

interface Open {
  readonly id: string;
  readonly because: string;
}

function openLines({ oneOff, monthly }: Alternative): Open[] {
  return [...oneOff, ...monthly].flatMap(({ id, cost }) =>
    cost.kind === "unknown" ? [{ id, because: cost.because }] : [],
  );
}

function stepsOf(
  readings: readonly Reading[],
  gate: Gate,
  expertise: Answers["gpuExpertise"],
): Decision["verdict"] {
  if (expertise === "no" || readings.includes("bad")) return "buy";
  if (expertise === "unanswered" || gate !== "pass") return "explain";
  return readings.includes("between") ? "explain" : "self-host";
}

/** Payback below the good limit, above the bad one, or between; both limits themselves lie between. */
function readingOf(report: Json, b: Side, a: Side): Reading {
  const { paybackGoodMonths = 12, paybackBadMonths = 24 } = report.criteria ?? {};
  const payback = knownPayback(b, a);
  switch (payback.kind) {
    case "immediate":
      return "good";
    case "tie":
      return "between";
    case "leadLost":
      return payback.month > a.months.length ? "good" : "bad";
    case "at": {
      if (payback.months > paybackBadMonths) return "bad";
      if (payback.months >= paybackGoodMonths) return "between";
      const ends = totalOver(a.oneOffUsd, a.months) < totalOver(b.oneOffUsd, b.months);
      return payback.lasting || ends ? "good" : "between";
    }
    default:
      return "bad";
  }
}

export function verdictProblems(report: Json, decision: Decision, answers: Answers): Problem[] {
  const again = verdictOf(report, decision, answers);
  const named = report.alternatives.find(({ id, part }) => part === decision.part && id === decision.names);
  const unpriced = named === undefined ? [] : restsOnUnpriced(report, decision, named);
  if (again.verdict === decision.verdict && again.names === decision.names) return unpriced;
  const turned = decision.verdict === "undecided" && again.verdict === "self-host";
  const cause =
    named && nothingPriced(named)
      ? "verdict: an offer of which nothing is priced"
      : turned && decision.keep === undefined
        ? "verdict: undecided by a line that can turn nothing"
        : "verdict";
  return [
    problem(cause, decision.part, `${decision.verdict} ${decision.names}`, "by the order:", again),
    ...unpriced,
  ];
}

/** Bought as the cheapest of several though lines of its own have no figure: they could take the lead away. */
function restsOnUnpriced(report: Json, { part, verdict }: Decision, named: Alternative): Problem[] {
  if (verdict !== "buy" || named.kind !== "bought") return [];
  const own = openLines(named);
  const others = report.alternatives.filter(
    (a) => a.part === part && a.kind === "bought" && a.infeasible === undefined && a !== named,
  );
  const beaten = others.filter((other) =>
    own.some(({ id }) => !openLines(other).some((line) => line.id === id)),
  );
  if (beaten.length === 0) return [];
  const ids = beaten.map(({ id }) => id);
  return [problem("verdict: buys what leads by lines without a figure", named.id, "before", ids, own)];
}
