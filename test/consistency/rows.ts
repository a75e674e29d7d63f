import {
  apart,
  compare,
  type Exact,
  exact,
  least,
  minus,
  number,
  plus,
  sum,
  text,
  times,
  ZERO,
} from "./exact.ts";
import { exitUsdOf, presentValueOver, samePayback, sideOf, statedPayback, totalOver } from "./months.ts";
import {
  type Alternative,
  alternativeOf,
  type Charge,
  type Decision,
  type Json,
  type Payback,
  type Problem,
  problem,
  rowOf,
} from "./report-json.ts";

/** Sums of doubles are no better than this. */
const NEAR = 1e-9;

/** Every figure of every row, rebuilt from its lines and months. */
export function rowProblems(report: Json): Problem[] {
  return report.alternatives.flatMap((alternative) => [
    ...[...alternative.oneOff, ...alternative.monthly].flatMap((charge) =>
      chargeProblems(alternative, charge),
    ),
    ...sumProblems(alternative),
    ...splitProblems(alternative),
    ...totalProblems(report, alternative),
    ...rangeProblems(alternative),
    ...machineProblems(alternative),
  ]);
}

const isKnown = (value: unknown): value is string => typeof value === "string";

/** Pooled lines start somewhere inside their price's tiers, and say so. */
const startOf = ({ formula }: Charge): Exact => exact(/; tiers from ([\d.]+) /.exec(formula)?.[1] ?? "0");

/** cost = Σ over tiers of the part of the quantity that lies in it × its price */
export function tieredUsd(charge: Charge): Exact | undefined {
  if (!isKnown(charge.quantity) || !("tiers" in charge.price)) return undefined;
  const from = startOf(charge);
  const to = plus(from, exact(charge.quantity));
  return sum(
    charge.price.tiers.map(({ begin, end, usd }) => {
      const low = compare(from, exact(begin)) > 0 ? from : exact(begin);
      const high = end === null ? to : least(to, exact(end));
      return compare(high, low) > 0 ? times(minus(high, low), exact(usd)) : ZERO;
    }),
  );
}

function chargeProblems({ id }: Alternative, charge: Charge): Problem[] {
  const { cost, quantity, price } = charge;
  const where = `${id}.${charge.id}`;
  const found: Problem[] = [];
  if (isKnown(quantity) && quantity.startsWith("-"))
    found.push(problem("negative quantity", where, quantity));
  if (cost.kind === "unknown") {
    const last = "tiers" in price ? price.tiers.at(-1) : undefined;
    const open = !isKnown(quantity) || last === undefined || last.end !== null;
    if (!open) found.push(problem("unknown cost of known quantity and price", where));
    if (cost.because === "" || cost.resolve === "") found.push(problem("unknown without reason", where));
    return found;
  }
  if (!isKnown(quantity)) return [...found, problem("unknown quantity with a cost", where, cost.usd)];
  const usd = exact(cost.usd);
  if (!("tiers" in price)) {
    if (usd.digits !== 0n || exact(quantity).digits !== 0n)
      found.push(problem("unknown price with a cost", where, cost.usd));
    return found;
  }
  const product = tieredUsd(charge) ?? ZERO;
  if (apart(number(product), number(usd)) > 1e-12)
    found.push(
      problem("cost is not quantity × price", where, quantity, price.tiers, cost.usd, text(product)),
    );
  return found;
}

export const knownUsd = (charges: readonly Charge[]): Exact =>
  sum(charges.flatMap(({ cost }) => (cost.kind === "known" ? [exact(cost.usd)] : [])));

const hasUnknown = (charges: readonly Charge[]) => charges.some(({ cost }) => cost.kind === "unknown");

function differs(cause: string, where: string, said: number, rebuilt: number, near = NEAR): Problem[] {
  return apart(said, rebuilt) <= near || Math.abs(said - rebuilt) < 1e-9
    ? []
    : [problem(cause, where, `says ${said}, rebuilt ${rebuilt}`)];
}

function sumProblems(alternative: Alternative): Problem[] {
  const { id, monthly, oneOff, months } = alternative;
  const row = rowOf(alternative);
  const people = monthly.filter(({ category }) => category === "people");
  const machines = monthly.filter(({ category }) => category !== "people");
  const [first] = months;
  if (first === undefined) return [problem("no months", id)];
  const open = hasUnknown(monthly);
  return [
    ...differs("month 1 is not the sum of its lines", id, row.monthUsd, number(knownUsd(monthly))),
    ...differs("month 1 of months is not the row's", id, row.monthUsd, first.usd),
    ...differs("machines are not the sum of their lines", id, first.machinesUsd, number(knownUsd(machines))),
    ...differs("people are not the sum of their lines", id, first.peopleUsd, number(knownUsd(people))),
    ...differs("one-off is not the sum of its lines", id, row.oneOffUsd, number(knownUsd(oneOff))),
    ...(first.atLeast === open ? [] : [problem("at least of month 1", id, first.atLeast)]),
    ...(row.atLeast === (open || hasUnknown(oneOff) || months.some((m) => m.atLeast))
      ? []
      : [problem("at least of the row", id, row.atLeast)]),
    ...months.flatMap(({ usd, machinesUsd, peopleUsd, volume }, i) => [
      ...differs("a month is not machines and people", `${id} month ${i + 1}`, usd, machinesUsd + peopleUsd),
      ...([usd, volume].every((value) => Number.isFinite(value) && value >= 0)
        ? []
        : [problem("a month below 0 or without a number", id, i + 1, usd, volume)]),
    ]),
  ];
}

function splitProblems({ id, split, monthly, kind }: Alternative): Problem[] {
  if (split === undefined) return kind === "hosted" ? [problem("hosted row without its split", id)] : [];
  const of = (category: string) => monthly.filter((charge) => charge.category === category);
  const rest = monthly.filter(({ category }) => category !== "people" && category !== "compute");
  const hours = sum(of("people").flatMap(({ quantity }) => (isKnown(quantity) ? [exact(quantity)] : [])));
  return [
    ...differs("split: compute", id, split.computeUsd ?? 0, number(knownUsd(of("compute")))),
    ...differs("split: rest", id, split.restUsd, number(knownUsd(rest))),
    ...differs("split: people", id, split.peopleUsd, number(knownUsd(of("people")))),
    ...differs("split: hours", id, split.peopleHours, number(hours)),
    ...(split.computeUsd === undefined && !hasUnknown(of("compute"))
      ? [problem("split: compute left out though it is known", id)]
      : []),
  ];
}

function totalProblems({ scenario }: Json, alternative: Alternative): Problem[] {
  const { id, months } = alternative;
  const { tcoUsd, presentValueUsd, lastMonthUsd, oneOffUsd } = rowOf(alternative);
  const usd = months.map((month) => month.usd);
  return [
    ...(months.length === scenario.horizonMonths
      ? []
      : [problem("months of another horizon", id, months.length)]),
    ...differs(
      "36 months are not the sum of months",
      id,
      tcoUsd,
      totalOver(oneOffUsd, usd, exitUsdOf(alternative)),
    ),
    ...differs(
      "present value",
      id,
      presentValueUsd,
      presentValueOver(oneOffUsd, usd, scenario.discountRatePerYear, exitUsdOf(alternative)),
    ),
    ...differs("last month", id, lastMonthUsd, usd.at(-1) ?? Number.NaN),
  ];
}

/** The ends lie around the base, and the row prints the ends that the alternative states. */
function rangeProblems(alternative: Alternative): Problem[] {
  const { id, range, capacity } = alternative;
  const { monthUsd, monthLowUsd, monthHighUsd } = rowOf(alternative);
  const found: Problem[] = [];
  if (range?.low !== monthLowUsd || range?.high !== monthHighUsd)
    found.push(problem("range of the row is not the stated one", id));
  if (monthLowUsd !== undefined && monthLowUsd > monthUsd * (1 + NEAR))
    found.push(problem("range: low end above the base", id, monthLowUsd, monthUsd));
  if (monthHighUsd !== undefined && monthHighUsd < monthUsd * (1 - NEAR))
    found.push(problem("range: high end below the base", id, monthHighUsd, monthUsd));
  if (capacity === undefined) return found;
  const { instances, instancesLow, instancesHigh, peakLoad, meanLoad } = capacity;
  if (instancesLow > instances || (instancesHigh ?? instances) < instances)
    found.push(problem("instances outside their range", id, instancesLow, instances, instancesHigh));
  if (peakLoad !== undefined && meanLoad !== undefined && meanLoad > peakLoad * (1 + NEAR))
    found.push(problem("mean load above the peak", id, meanLoad, peakLoad));
  return found;
}

/** Each machine more in a later month costs at least its own hours, each one less saves at least them. */
function machineProblems({ id, monthly, months, split }: Alternative): Problem[] {
  const [first] = months;
  // A store beside a model has machines of its own, as many as it is planned with.
  const hours = monthly.filter(
    ({ category, id: line }) => category === "compute" && !line.startsWith("store."),
  );
  if (split === undefined || first?.units === undefined || first.units === 0 || hasUnknown(hours)) return [];
  const each = number(knownUsd(hours)) / first.units;
  return months.flatMap(({ units = 0, usd }, i) => {
    const more = units - (first.units ?? 0);
    const moved = (usd - first.usd) * Math.sign(more);
    if (more === 0 || moved >= Math.abs(more) * each * 0.99) return [];
    return [
      problem("a machine more is not paid for", id, `month ${i + 1}: ${units} machines, ${usd}`, first),
    ];
  });
}

/** Paybacks of the rows, from the months of both sides. */
export function paybackProblems(report: Json, decision: Decision): Problem[] {
  const own = report.alternatives.filter(({ part }) => part === decision.part);
  const check = (a: Alternative, against: string | undefined, said: Payback | undefined, name: string) => {
    if (said === undefined || against === undefined) return [];
    const rebuilt = statedPayback(sideOf(alternativeOf(report, decision.part, against)), sideOf(a));
    return samePayback(said, rebuilt) ? [] : [problem(`payback ${name}`, a.id, against, said, rebuilt)];
  };
  return own.flatMap((a) => {
    const { paybackToday, paybackImproved, paybackSameModel } = rowOf(a);
    const same = a.kind === "hosted" || a.kind === "hybrid" ? sameModelOf(own, a, decision) : undefined;
    const missing = [
      ...(decision.today !== undefined && decision.today !== a.id && paybackToday === undefined
        ? ["today"]
        : []),
      ...(same !== undefined && paybackSameModel === undefined ? ["the same model"] : []),
      ...(same === undefined && paybackSameModel !== undefined ? ["no same model"] : []),
    ].map((what) => problem("payback missing", a.id, what));
    return [
      ...missing,
      ...check(a, decision.today, paybackToday, "against today"),
      ...check(a, decision.improved, paybackImproved, "against improved"),
      ...check(a, same?.id, paybackSameModel, "against the same model"),
    ];
  });
}

/** The cheapest way to buy the same weights: from any seller, or today's offer as improved when it runs them. */
export function sameModelOf(
  own: readonly Alternative[],
  host: Alternative,
  { improved }: Pick<Decision, "improved">,
): Alternative | undefined {
  const models = [host.model, ...(host.routes?.everyClassPassed === true ? [host.routes.model] : [])];
  const measured = host.kind === "hybrid" && !host.needsGate;
  const sellers = own.filter(
    (a) =>
      a.infeasible === undefined &&
      models.includes(a.model) &&
      (a.kind === "bought" || a.id === improved) &&
      !(measured && a.needsGate),
  );
  const priced = sellers.filter((a) => !rowOf(a).atLeast);
  return cheapestOf(priced.length > 0 ? priced : sellers);
}

/** Lowest present value; at a tie the id that sorts first. */
export function cheapestOf(of: readonly Alternative[]): Alternative | undefined {
  return [...of].sort(
    (x, y) => rowOf(x).presentValueUsd - rowOf(y).presentValueUsd || (x.id < y.id ? -1 : 1),
  )[0];
}
