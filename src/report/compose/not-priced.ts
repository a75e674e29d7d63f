import type { Alternative } from "../../alternatives/alternative.ts";
import { notPriced as stackGaps } from "../../bill/usage/not-priced.ts";
import { OPEN_KINDS, type OpenKind, openKeys } from "../../decision/open-hours.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { switchingOf } from "../../scenario/switching.ts";
import type { Report } from "../report.ts";

type Gap = Report["notPriced"][number];

/** Everything without a figure, most material first: unknown lines, unanswered questions, known gaps of the stacks. */
export function notPricedOf(scenario: Scenario, alternatives: readonly Alternative[]): Gap[] {
  const gaps = [
    ...unknownLines(alternatives),
    ...unanswered(scenario, alternatives),
    ...stacks(alternatives),
  ];
  const seen = new Set<string>();
  return gaps.filter(({ what }) => !seen.has(what) && seen.add(what) !== undefined);
}

/** One entry for each missing price or answer, however many rows and lines wait for it. */
function unknownLines(alternatives: readonly Alternative[]): Gap[] {
  const byReason = new Map<
    string,
    { because: string; resolve: string; lines: Set<string>; rows: Set<string> }
  >();
  for (const { name, monthly, oneOff, feasible } of alternatives) {
    if (feasible.kind === "no") continue;
    for (const charge of [...monthly, ...oneOff]) {
      if (charge.cost.kind !== "unknown") continue;
      const { because, resolve } = charge.cost;
      const gap = byReason.get(because) ?? { because, resolve, lines: new Set(), rows: new Set() };
      gap.lines.add(charge.name);
      gap.rows.add(name);
      byReason.set(because, gap);
    }
  }
  return [...byReason.values()].map(({ because, resolve, lines, rows }) => ({
    what: `${few(lines)} of ${few(rows)}`,
    because,
    resolve,
  }));
}

/** The first one or two, and how many more. */
function few(names: ReadonlySet<string>): string {
  const [first = "", second, ...rest] = names;
  if (second === undefined) return first;
  return rest.length === 0 ? `${first} and ${second}` : `${first} and ${rest.length + 1} more`;
}

const HOURS_OF: Readonly<Record<OpenKind, string>> = {
  incident: "incidents and on call",
  compliance: "compliance",
  security: "security",
};

function unanswered(scenario: Scenario, alternatives: readonly Alternative[]): Gap[] {
  const { llm, vectors, offers } = scenario;
  const gaps: Gap[] = [];
  const ask = (what: string, because: string, resolve: string) => gaps.push({ what, because, resolve });
  if (vectors && vectors.embedding === undefined)
    ask(
      "embeddings",
      "no embedding model is named; they cost the same beside either store",
      "vectors.embedding",
    );
  const ours = alternatives.filter(({ part, kind }) => part === "llm" && kind === "hosted");
  for (const kind of OPEN_KINDS) {
    const keys = llm ? openKeys(ours, llm.hosting, kind) : [];
    if (keys.length > 0) ask(HOURS_OF[kind], "nobody said how many hours", keys.join(", "));
  }
  const unasked = (["llm", "vectors", "tracking"] as const).some(
    (part) => scenario[part]?.today !== undefined && switchingOf(offers, part) === undefined,
  );
  if (unasked) {
    ask("leaving what runs today", "weeks and systems of a migration are not given", "offers.switching");
  }
  return gaps;
}

function stacks(alternatives: readonly Alternative[]): Gap[] {
  return alternatives.flatMap(({ fleet }) =>
    fleet === undefined
      ? []
      : stackGaps(fleet).map(({ what, because }) => ({ what, because, resolve: "not a line of this plan" })),
  );
}
