import { type Alternative, isOurs } from "../../alternatives/alternative.ts";
import { datedIn } from "../../alternatives/dated.ts";
import type { PeopleOutweighed } from "../../compare/people-outweighed.ts";
import { costSplit, hiddenShare } from "../../decision/cost-split.ts";
import { scaleToZero } from "../../decision/idle-cost.ts";
import { askedHours } from "../../decision/open-hours.ts";
import { peopleOutweighed } from "../../decision/people-share.ts";
import { placeOf } from "../../decision/spectrum.ts";
import { engineerEquivalents, teamTime } from "../../decision/team-time.ts";
import { type UnitCase, unitEconomics } from "../../decision/unit-economics.ts";
import { workOf } from "../../decision/work.ts";
import { type Charge, isUnknown, totalOf } from "../../prices/charge.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { HOURS_PER_MONTH } from "../../units.ts";
import { volumeUnit } from "../part-view.ts";
import type { Findings } from "./compose.ts";
import { namedRows } from "./named-rows.ts";
import type { Rules } from "./rules.ts";

/** One unit of each row that a decision names, and how its cost splits. */
export function unitFacts(found: Findings): Rules["units"] {
  return namedRows(found).flatMap(({ rows }) => rows.map((row) => unitFact(row, found.scenario)));
}

function unitFact(row: Alternative, scenario: Scenario): Rules["units"][number] {
  const first = row.months[0];
  const { shares, ...economics } = unitEconomics({
    usdPerMonth: (first?.usd ?? 0) - datedIn(row, 1),
    volume: first?.volume ?? 0,
    ...tokensOf(row, scenario),
    drivers: driversOf(row),
  });
  const split = costSplit(row);
  // As published: of the month with the part of its set-up that it pays.
  const hidden = hiddenOf(row, scenario, split.fixedUsd + datedIn(row, 1));
  const atLeast = first?.atLeast ?? false;
  return {
    part: row.part,
    alternative: row.id,
    atLeast,
    unit: volumeUnit(row.part).replace(/s$/, ""),
    ...economics,
    shares: [...shares],
    split,
    ...(row.feasible.kind === "yes" && !atLeast && { idleUsd: row.usdAt(0) }),
    ...(hidden && { hidden }),
    place: placeOf(row, ownWeights(row, scenario)),
  };
}

function ownWeights({ model }: Alternative, { llm }: Scenario): boolean {
  const candidate = llm?.candidates.find((entry) => entry.model === model);
  return candidate?.weights === "own" || candidate?.trainingUsd !== undefined;
}

function tokensOf({ part }: Alternative, { llm }: Scenario): Partial<UnitCase> {
  if (part !== "llm" || llm === undefined) return {};
  const requests = llm.classes.reduce((sum, { requestsPerMonth }) => sum + requestsPerMonth.base, 0);
  const mean = (tokens: "promptTokens" | "outputTokens") =>
    llm.classes.reduce((sum, entry) => sum + entry.requestsPerMonth.base * entry[tokens].base, 0) / requests;
  return {
    ...(requests > 0 && { promptTokens: mean("promptTokens"), outputTokens: mean("outputTokens") }),
    ...(llm.successShare && { successShare: llm.successShare.base }),
    ...(llm.revenueUsdPerRequest && { revenueUsdPerUnit: llm.revenueUsdPerRequest.base }),
  };
}

const isRunning = ({ category }: Charge): boolean => category !== "oneOff";

/** USD/month by category of line, without the parts of what is paid once. */
function driversOf({ monthly }: Alternative): Record<string, number> {
  const groups = Map.groupBy(monthly.filter(isRunning), ({ category }) => category);
  return Object.fromEntries([...groups].map(([name, lines]) => [name, totalOf(lines).usd.toNumber()]));
}

/**
 * Incidents and compliance as lines of the row; of what we run ourselves, hours that nobody answered are named and not
 * counted as none.
 */
function hiddenOf(
  row: Alternative,
  { llm, people }: Scenario,
  fixedUsd: number,
): Rules["units"][number]["hidden"] {
  if (row.part !== "llm" || llm === undefined) return undefined;
  const lines = (id: string) => row.monthly.filter((charge) => charge.id === `people.${id}`);
  const [incidents, compliance] = [lines("incidents"), lines("compliance")];
  if (row.kind !== "hosted" && incidents.length + compliance.length === 0) return undefined;
  const share = hiddenShare(hoursIn(incidents), hoursIn(compliance), people.hourlyUsd.base, fixedUsd);
  const asked = row.kind === "hosted" ? askedHours(row, llm.hosting) : [];
  const open = asked.filter(({ kind, answered }) => kind !== "security" && !answered);
  return { share, unanswered: open.map(({ key }) => key) };
}

/** What stopping the leading fleet would save; printed where the key is given, counted nowhere. */
export function scaleToZeroFacts(found: Findings): Rules["scaleToZero"] {
  const { llm, people } = found.scenario;
  const terms = llm?.hosting.scaleToZero;
  const lead = namedRows(found).find(({ part }) => part === "llm")?.lead;
  if (llm === undefined || terms === undefined || lead === undefined) return undefined;
  const billedHours = llm.hosting.fixed?.hoursPerMonth.base ?? HOURS_PER_MONTH.amount.toNumber();
  // Hours under a term are paid whether or not their machines run, and hours that an update overlaps run when it comes.
  const machines = lead.monthly.filter(
    (line) => line.category === "compute" && line.origin !== "usage" && !isCommitted(line),
  );
  const result = scaleToZero({
    machinesUsdPerHour: totalOf(machines).usd.toNumber() / billedHours,
    billedHours,
    hourlyUsd: people.hourlyUsd.base,
    ...Object.fromEntries(Object.entries(terms).map(([key, figure]) => [key, figure.base])),
  });
  if (result.kind === "at") return result;
  return { kind: "unanswered", keys: result.keys.map((key) => `llm.hosting.scaleToZero.${key}`) };
}

/** Hours of a term: a commitment of the scenario, or a term of the reader's own prices. */
function isCommitted({ id, price }: Charge): boolean {
  return id === "commitment.hours" || (!isUnknown(price) && price.overridden?.upfront !== undefined);
}

/** A year's bill in engineers, and the hours of hosting beside those of the team. */
export function timeFacts(found: Findings): Rules["time"] {
  const { people } = found.scenario;
  const named = namedRows(found);
  const team = people.mlEngineers?.base;
  // What runs already takes hours too, though nothing is left to lead.
  const own = named.flatMap(({ part, lead, today }) => {
    const row = lead ?? (today !== undefined && isOurs(today) ? today : undefined);
    return row === undefined ? [] : [{ part, row }];
  });
  return {
    spend: named.flatMap(({ part, today }) => {
      const month = today?.months[0];
      if (today === undefined || month === undefined || month.machinesUsd === 0) return [];
      const usd = month.machinesUsd;
      return {
        part,
        alternative: today.id,
        usdPerYear: 12 * usd,
        engineers: engineerEquivalents(usd, people.hourlyUsd.base),
      };
    }),
    hosting: own.map(({ part, row }) => ({
      part,
      ...teamTime(workOf(row), team),
      ...outweighed(row),
    })),
    unanswered: team === undefined && own.length > 0 ? ["people.mlEngineers"] : [],
  };
}

function outweighed(row: Alternative): { outweighed?: PeopleOutweighed } {
  const found = peopleOutweighed(row);
  return found === undefined ? {} : { outweighed: found };
}

/** Hours of the lines of people. */
function hoursIn(charges: Alternative["monthly"]): number {
  return charges.reduce(
    (sum, { origin, quantity }) =>
      origin !== "people" || isUnknown(quantity) ? sum : sum + quantity.toNumber(),
    0,
  );
}
