import type { Alternative } from "../../alternatives/alternative.ts";
import { notPriced as stackGaps } from "../../bill/usage/not-priced.ts";
import type { Scenario } from "../../scenario/scenario.ts";
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

function unknownLines(alternatives: readonly Alternative[]): Gap[] {
  return alternatives.flatMap((alternative) =>
    [...alternative.monthly, ...alternative.oneOff].flatMap((charge) =>
      charge.cost.kind === "unknown"
        ? [
            {
              what: `${charge.name} of ${alternative.name}`,
              because: charge.cost.because,
              resolve: charge.cost.resolve,
            },
          ]
        : [],
    ),
  );
}

function unanswered(scenario: Scenario, alternatives: readonly Alternative[]): Gap[] {
  const { llm, vectors, offers } = scenario;
  const hosts = (part: Alternative["part"]) =>
    alternatives.some((a) => a.part === part && a.kind === "hosted");
  const gaps: Gap[] = [];
  const ask = (what: string, because: string, resolve: string) => gaps.push({ what, because, resolve });
  if (vectors && vectors.embedding === undefined)
    ask(
      "embeddings",
      "no embedding model is named; they cost the same beside either store",
      "vectors.embedding",
    );
  if (llm && hosts("llm")) {
    const h = llm.hosting;
    if (!h.incidentHoursPerMonth)
      ask("incidents and on call", "nobody said how many hours", "llm.hosting.incidentHoursPerMonth");
    if (!h.complianceHoursPerMonth)
      ask("compliance", "nobody said how many hours", "llm.hosting.complianceHoursPerMonth");
    if (!h.securityHoursPerMonth)
      ask("security", "nobody said how many hours", "llm.hosting.securityHoursPerMonth");
  }
  if (
    offers.switching === undefined &&
    (llm?.today ?? vectors?.today ?? scenario.tracking?.today) !== undefined
  ) {
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
