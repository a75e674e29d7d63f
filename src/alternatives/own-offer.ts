import { ownMonthLines, ownOneOffs, spreadLines } from "../offers/own-terms.ts";
import { type Charge, totalOf } from "../prices/charge.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, CostCurve, Month } from "./alternative.ts";
import type { Dated } from "./dated.ts";
import { capacityOf, type OwnMachines } from "./own-machines.ts";
import { replaced } from "./replaced.ts";

/** The own offer that an id such as "own/contract" names. */
export function ownOfferNamed(
  scenario: Pick<Scenario, "offers">,
  id: string | undefined,
): OwnOffer | undefined {
  if (id?.startsWith("own/") !== true) return undefined;
  return scenario.offers.own.find(({ name }) => name === id.slice(4));
}

/** Run by the team itself: judged as hosted, and without the work around a vendor's service. */
export function isOwnHosted(offer: OwnOffer | undefined): boolean {
  return offer !== undefined && offer.place !== "api";
}

/**
 * A row of what an own offer bills by volume, with everything else that the offer costs: machines, fixed amounts, hours,
 * one-offs at once or spread. Shown lines are the whole cost.
 */
export function withOwnTerms(
  scenario: Scenario,
  row: Alternative,
  offer: OwnOffer,
  machines?: OwnMachines,
): Alternative {
  const running = row.kind === "today" || row.kind === "lever";
  const hosted = isOwnHosted(offer);
  const runningIn = (month: number, volume: number) =>
    ownMonthLines(offer, scenario.people, month, machines?.unitsFor(volume));
  const linesIn = (month: number, volume: number) => [
    ...runningIn(month, volume),
    ...spreadLines(offer, scenario.people, month),
  ];
  const volume = row.months[0]?.volume ?? 0;
  const first = linesIn(1, volume);
  const firstUsd = totalOf(first).usd.toNumber();
  const runningUsd = totalOf(runningIn(1, volume)).usd.toNumber();
  const dated = spreadParts(scenario, offer, row.months.length);
  const own = ownOneOffs(offer, scenario.people, running);
  // Who says how long it takes to build has said what the last mile is.
  const keepsLastMile = running || (!hosted && offer.buildHours === undefined);
  const { range } = row;
  // What is bought, or what others are measured against, is a line without steps.
  const steps = hosted && !running;
  const usdOf = (instances: number) =>
    totalOf(ownMonthLines(offer, scenario.people, 1, instances)).usd.toNumber();
  return replaced(row, {
    ...(hosted && !running && { kind: "hosted" as const, id: hostId(row, offer), seller: "self" }),
    place: offer.place,
    ...(hosted && { exit: [] }),
    ...(offer.spectrum && { spectrum: offer.spectrum }),
    ...hoursOf(offer),
    oneOff: [...row.oneOff.filter(({ id }) => keepsLastMile || id !== "people.lastMile"), ...own],
    monthly: [...row.monthly, ...first],
    months: row.months.map((month, i) => ({
      ...withLines(month, i === 0 ? first : linesIn(i + 1, month.volume)),
      ...(machines && { units: machines.unitsFor(month.volume) }),
    })),
    ...(dated.length > 0 && { dated: [...(row.dated ?? []), ...dated] }),
    usdAt: machines
      ? (asked) => row.usdAt(asked) + totalOf(runningIn(1, asked)).usd.toNumber()
      : (asked) => row.usdAt(asked) + runningUsd,
    get curve() {
      if (machines === undefined) return raised(row.curve, runningUsd);
      return steps ? raised(row.curve, usdOf(0), usdOf(1) - usdOf(0)) : undefined;
    },
    ...(machines && steps && { capacity: capacityOf(offer.name, machines, volume) }),
    ...(range && { range: { ...range, low: range.low + firstUsd, high: range.high + firstUsd } }),
    notes: [...row.notes, ...placeNote(offer, machines?.usableGB), ...spentNote(offer, running)],
  });
}

/** What each month pays of a set-up that is spread; the lines stand among those of the months. */
function spreadParts({ people }: Scenario, offer: OwnOffer, horizon: number): Dated[] {
  if (offer.spreadMonths === undefined) return [];
  const usdIn = (month: number) => totalOf(spreadLines(offer, people, month)).usd.toNumber();
  return Array.from({ length: horizon }, (_, i) => i + 1).flatMap((month) => {
    const usd = usdIn(month);
    return usd === 0 ? [] : [{ month, usd, owed: true, charges: [] }];
  });
}

function hostId({ part }: Alternative, { name }: OwnOffer): string {
  return `${part === "llm" ? "" : `${part}.`}host.${name}`;
}

/** Hours that decide whether the team can carry it; those of a vendor's service are nobody's expertise. */
function hoursOf(offer: OwnOffer): Pick<Alternative, "peopleHours"> {
  const { upkeepHoursPerMonth, buildHours, incidentHoursPerMonth } = offer;
  const { complianceHoursPerMonth, securityHoursPerMonth } = offer;
  if (!isOwnHosted(offer) || upkeepHoursPerMonth === undefined) return {};
  return {
    peopleHours: {
      key: upkeepHoursPerMonth.key.replace(/\.[^.]*$/, ""),
      upkeepHoursPerMonth,
      ...(buildHours && { buildHours }),
      ...(incidentHoursPerMonth && { incidentHoursPerMonth }),
      ...(complianceHoursPerMonth && { complianceHoursPerMonth }),
      ...(securityHoursPerMonth && { securityHoursPerMonth }),
    },
  };
}

/** A month with so many lines more. */
function withLines(month: Month, lines: readonly Charge[]): Month {
  // By who is paid, not by when: hours of a set-up that is paid in parts are people's.
  const people = totalOf(lines.filter(({ origin }) => origin === "people"));
  const machines = totalOf(lines.filter(({ origin }) => origin !== "people"));
  const unknowns = people.unknowns.length + machines.unknowns.length;
  const usd = people.usd.plus(machines.usd);
  return {
    ...month,
    usd: usd.plus(month.usd).toNumber(),
    machinesUsd: machines.usd.plus(month.machinesUsd).toNumber(),
    peopleUsd: people.usd.plus(month.peopleUsd).toNumber(),
    ...(month.listUsd !== undefined && { listUsd: usd.plus(month.listUsd).toNumber() }),
    atLeast: month.atLeast || unknowns > 0,
  };
}

/** The same cost by volume with so many USD a month on top. */
function raised(curve: CostCurve | undefined, usd: number, unitUsd = 0): CostCurve | undefined {
  return (
    curve && {
      ...curve,
      fixedUsd: curve.fixedUsd + usd,
      unitUsd: curve.unitUsd + unitUsd,
      ...(curve.minimumUsd !== undefined && { minimumUsd: curve.minimumUsd + usd }),
      ...(curve.above && { above: { ...curve.above, fixedUsd: curve.above.fixedUsd + usd } }),
    }
  );
}

const SPECTRUM = {
  "full-build": "full build: trained from nothing",
  "hybrid-build": "hybrid build: open weights, tuned",
  "light-build": "light build: prompts and retrieval on what is bought",
  "full-buy": "full buy",
} as const;
const PLACE = { api: undefined, cloud: "in your cloud account", premises: "on your premises" } as const;

function placeNote({ spectrum, place, kind }: OwnOffer, usableGB: number | undefined): string[] {
  const words = [spectrum && SPECTRUM[spectrum], PLACE[place]].filter((word) => word !== undefined);
  if (usableGB !== undefined) {
    const held = `at your own rates: as many instances as hold the vectors, ${usableGB} GB each`;
    return [...(words.length === 0 ? [] : [words.join(", ")]), held];
  }
  const carries =
    kind === "fixed" || place !== "api" ? ["at your own rates: nothing says what volume it carries"] : [];
  return [...(words.length === 0 ? [] : [words.join(", ")]), ...carries];
}

function spentNote(offer: OwnOffer, running: boolean): string[] {
  const { buildHours, labellingUsd, trainingUsd, upfrontUsd, spreadMonths } = offer;
  const once = [buildHours, labellingUsd, trainingUsd, upfrontUsd].some((f) => f !== undefined && f.base > 0);
  return running && once && spreadMonths === undefined
    ? ["its one-offs are already spent and not counted"]
    : [];
}
