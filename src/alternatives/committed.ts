import { commitmentHours, commitmentPlan, runsIn } from "../compare/commitment-plan.ts";
import { type Charge, isUnknown } from "../prices/charge.ts";
import { effectiveHourly } from "../prices/override/commitment.ts";
import { ec2Instance } from "../prices/price-key.ts";
import type { Commitment } from "../scenario/commitments.ts";
import { HOURS_PER_MONTH } from "../units.ts";
import type { Alternative, Commits, Part } from "./alternative.ts";
import { type Committed, committedMonthly, upfrontLine } from "./committed-charges.ts";
import { termRate } from "./committed-rate.ts";
import type { PlanContext } from "./context.ts";
import { infeasibleHost } from "./infeasible.ts";
import type { PartPlan } from "./part-plan.ts";

/** True when a term of that part's machines is among what is compared: then no fleet may be left out for speed. */
export function commits({ scenario }: PlanContext, part: Part): boolean {
  return scenario.commitments.some((commitment) => commitment.part === part);
}

/** The plan with an alternative for each commitment beside the fleet that it commits. */
export function withCommitments(context: PlanContext, plan: PartPlan): PartPlan {
  const own = context.scenario.commitments.filter(({ part }) => part === plan.part);
  const added = own.map((commitment, i) => {
    const id = own.length === 1 ? "committed" : `committed-${i + 1}`;
    return committedRow(context, plan, commitment, id);
  });
  return { ...plan, alternatives: [...plan.alternatives, ...added.filter((row) => row !== undefined)] };
}

function committedRow(
  context: PlanContext,
  plan: PartPlan,
  commitment: Commitment,
  id: string,
): Alternative | undefined {
  const host = hostOf(plan, commitment);
  // While graphs are still missing nothing is hosted yet, and the plan is made again.
  if (host === undefined) {
    const rows = plan.alternatives.filter(({ fleet }) => fleet !== undefined);
    return rows.length === 0
      ? undefined
      : impossible(context, rows[0], commitment, id, noFleet(rows, commitment));
  }
  const { instanceType } = host.capacity;
  const rate = termRate(context, commitment, instanceType);
  if (rate.kind === "none") return impossible(context, host, commitment, id, rate.because);
  const price = context.prices.find(ec2Instance(instanceType), context.scenario.region);
  const paid = isUnknown(price) ? undefined : price.overridden;
  if (paid?.upfront !== undefined) {
    const because = `its hours are already paid by a commitment in the overrides (${paid.by.join(", ")})`;
    return impossible(context, host, commitment, id, because);
  }
  const onDemand = isUnknown(price) ? undefined : price.tiers[0]?.usd.toNumber();
  const of = { instanceType, units: commitment.units.base, termMonths: commitment.termMonths.base, rate };
  return committed(context, host, commitment, { id: `${host.id}.${id}`, of, onDemand });
}

type Host = Alternative & { readonly capacity: NonNullable<Alternative["capacity"]> };

/** The part's cheapest fleet; where a machine is named, the cheapest on it, which two models may share. */
function hostOf({ alternatives, fleet }: PartPlan, { instanceType }: Commitment): Host | undefined {
  const hosts = alternatives.filter(
    (row): row is Host => row.capacity !== undefined && row.fleet !== undefined,
  );
  if (instanceType === undefined) return hosts.find((row) => row.fleet === fleet);
  const month = ({ months }: Host) => months[0]?.usd ?? 0;
  return hosts
    .filter(({ capacity }) => capacity.instanceType === instanceType)
    .toSorted((a, b) => month(a) - month(b))[0];
}

function noFleet(rows: readonly Alternative[], { instanceType, part }: Commitment): string {
  const types = rows.flatMap(({ capacity }) => capacity?.instanceType ?? []);
  const key = part === "llm" ? " (llm.hosting.instanceTypes narrows them)" : "";
  return `no fleet of ${instanceType} is compared, only of ${[...new Set(types)].join(", ")}${key}`;
}

function impossible(
  { scenario }: PlanContext,
  host: Alternative | undefined,
  { part, key, instanceType }: Commitment,
  id: string,
  because: string,
): Alternative {
  return infeasibleHost(scenario, {
    id: `${part === "llm" ? "" : `${part}.`}host.${id}`,
    part,
    name: `${instanceType ?? host?.capacity?.instanceType ?? "fleet"}, committed`,
    model: host?.model ?? "",
    because,
    resolve: key,
    volumeOf: (month) => host?.months[month - 1]?.volume ?? 0,
  });
}

interface Terms {
  readonly id: string;
  readonly of: Committed;
  /** USD/h; absent: its lines stay without a figure, and what is committed is added to them. */
  readonly onDemand: number | undefined;
}

function committed(context: PlanContext, host: Host, commitment: Commitment, terms: Terms): Alternative {
  const { of, id } = terms;
  const startMonth = commitment.startMonth.base;
  const atOnce = startMonth === 1;
  const needed = host.months.map(({ units }) => units ?? 0);
  const { changes, owedUsd } = changesOf(needed, startMonth, terms);
  const upfront = of.rate.upfrontUsd.isZero() ? undefined : upfrontLine(of);
  const later = atOnce ? 0 : of.rate.upfrontUsd.times(of.units).toNumber();
  const monthUsd = (units: number) => (atOnce ? (changesOf([units], 1, terms).changes[0] ?? 0) : 0);
  return {
    id,
    part: host.part,
    kind: "hosted",
    name: `${host.name}, ${of.units} committed ${of.termMonths} mo`,
    model: host.model,
    seller: host.seller,
    quality: host.quality,
    feasible: host.feasible,
    oneOff: [...host.oneOff, ...(atOnce && upfront ? [upfront] : [])],
    monthly: atOnce && !context.quick ? committedMonthly(host.monthly, needed[0] ?? 0, of) : host.monthly,
    months: host.months.map(({ listUsd: _, ...month }, i) => {
      const more = (changes[i] ?? 0) + (i + 1 === startMonth ? later : 0);
      return { ...month, usd: month.usd + more, machinesUsd: month.machinesUsd + more };
    }),
    ...datedOf(host, startMonth, later, upfront),
    usdAt: (volume) => host.usdAt(volume) + monthUsd(host.capacity.unitsFor(volume)),
    ...rangeOf(host, monthUsd),
    capacity: host.capacity,
    commits: { host, moreUsd: moreOf(startMonth, later, terms) },
    ...(host.fleet && { fleet: host.fleet }),
    // Up to the committed units one more costs nothing, so there is no one curve, but a line on each step. Month 1 says
    // something of the months in which it should pay back only if the term is as long.
    get redesigns() {
      const lasts = atOnce && of.termMonths >= context.scenario.criteria.paybackGoodMonths.base;
      return lasts && host.curve !== undefined ? stepsOf(host) : undefined;
    },
    notes: [...host.notes, ...notesOf(needed, startMonth, owedUsd, terms)],
  };
}

/** A term that begins later is paid for then. */
function datedOf(
  { dated = [] }: Host,
  month: number,
  usd: number,
  upfront: Charge | undefined,
): Pick<Alternative, "dated"> {
  const own = usd === 0 ? [] : [{ month, usd, owed: false, charges: upfront ? [upfront] : [] }];
  return dated.length + own.length === 0 ? {} : { dated: [...dated, ...own] };
}

/** The same month by month, for units and prices that are drawn. */
function moreOf(startMonth: number, laterUsd: number, { of, onDemand = 0 }: Terms): Commits["moreUsd"] {
  const month = HOURS_PER_MONTH.amount.toNumber();
  const each = of.rate.hourlyUsd.toNumber() * month;
  const term = { startMonth, termMonths: of.termMonths };
  return (units, at, priceFactor) => {
    const covered = Math.min(units, of.units) * onDemand * month * priceFactor;
    return (runsIn(term, at) ? of.units * each - covered : 0) + (at === startMonth ? laterUsd : 0);
  };
}

/** USD by which each month changes: hours on demand that the term covers taken off, the term's own put on. */
function changesOf(needed: readonly number[], startMonth: number, { of, onDemand = 0 }: Terms) {
  const month = HOURS_PER_MONTH.amount.toNumber();
  const onDemandUsd = onDemand * month;
  const { months, owedUsd } = commitmentPlan({
    unitsNeeded: needed,
    committedUnits: of.units,
    committedUsd: of.rate.hourlyUsd.toNumber() * month,
    onDemandUsd,
    termMonths: of.termMonths,
    startMonth,
  });
  return { changes: months.map((usd, i) => usd - (needed[i] ?? 0) * onDemandUsd), owedUsd };
}

function rangeOf(host: Host, monthUsd: (units: number) => number): Pick<Alternative, "range"> {
  const { range, capacity } = host;
  if (range === undefined || capacity.instancesHigh === null) return {};
  const low = range.low + monthUsd(capacity.instancesLow);
  const high = range.high + monthUsd(capacity.instancesHigh);
  return { range: { ...range, low, high } };
}

/** Steps that are looked at for break-evens; above the last nothing is claimed. */
const MOST_STEPS = 64;

/** What each number of machines carries. */
function stepsOf({ capacity }: Host): readonly number[] {
  const volumes = Array.from({ length: MOST_STEPS }, (_, i) => capacity.volumeOf(i + 1));
  return volumes.filter((volume, i) => Number.isFinite(volume) && volume > (volumes[i - 1] ?? 0));
}

function notesOf(
  needed: readonly number[],
  startMonth: number,
  owedUsd: number,
  { of, onDemand }: Terms,
): readonly string[] {
  const { units, termMonths, rate } = of;
  const idle = needed.filter((n, i) => runsIn({ startMonth, termMonths }, i + 1) && n < units).length;
  return [
    ...breakEvenNote(effectiveHourly({ ...rate, termMonths }).toNumber(), onDemand),
    ...(idle > 0
      ? [
          `fewer than the ${units} committed machines are needed in ${idle} of the term's ${termMonths} months`,
        ]
      : []),
    ...(owedUsd > 0 ? [`still owed after the horizon: ${Math.round(owedUsd).toLocaleString("en")} USD`] : []),
  ];
}

function breakEvenNote(rate: number, onDemand: number | undefined): readonly string[] {
  const hours = onDemand === undefined ? undefined : commitmentHours(rate, onDemand);
  if (hours?.kind !== "at") return [];
  const month = HOURS_PER_MONTH.amount.toNumber();
  return hours.value >= month
    ? ["a committed hour costs no less than one on demand"]
    : [
        `a committed machine costs less than on demand when it is used above ${Math.round(hours.value)} of ${month} h a month`,
      ];
}
