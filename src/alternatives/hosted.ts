import type { LineItem } from "../bill/line-item.ts";
import { estimate } from "../cost/estimate.ts";
import { hours } from "../offers/one-off.ts";
import { switching } from "../offers/switching.ts";
import { type Charge, type Driver, listTotalOf, totalOf } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { UsageDrivers } from "../scenario/scenario.ts";
import type { Alternative, Capacity, Month } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { hostedCurve, meanMonth } from "./curve.ts";
import type { Dated } from "./dated.ts";
import { monthsOf, type Plane, planeOf } from "./hosted-months.ts";
import { once } from "./once.ts";
import { upfrontOf } from "./upfront.ts";

/** What a hosted row of any part is made of. */
export interface HostedRow extends Pick<Alternative, "id" | "part" | "name" | "model" | "quality" | "notes"> {
  readonly fleet: NonNullable<Alternative["fleet"]>;
  readonly capacity: Capacity;
  readonly buildHours: Figure;
  /** Upkeep, and incidents, compliance, security where the reader answered. */
  readonly monthlyHours: readonly { readonly id: string; readonly name: string; readonly hours: Figure }[];
  /** Beyond build and switching: training, labelling. */
  readonly oneOff?: readonly Charge[];
  /** It runs today, or takes the place of an offer that does, or neither. */
  readonly instead: "runs" | "leaves" | "starts";
  /** Why it cannot carry some month of the horizon; absent: it can. */
  readonly outgrown?: string;
  /** Units move the traffic between them, so cost is no plane over units and volume. */
  readonly crosses?: true;
  /** One server whatever the volume: there is no unit to add. */
  readonly stepless?: true;
  readonly volumeOf: (month: number) => number;
  readonly unitsOf: (month: number) => number;
  /** Resource and usage lines of a month with that many units and that volume. */
  readonly lines: (month: number, units: number, volume: number) => readonly LineItem[];
  /** Plans at other volumes choose other machines: their lines in month 1, and up to which volumes they keep them. */
  readonly redesign?: {
    readonly lines: (volume: number) => readonly LineItem[];
    readonly steps: () => readonly number[];
  };
  /** What the number of machines follows from: the model of what one carries, and the workload. */
  readonly countedBy: readonly Driver[];
  /** What the usage lines follow from beside month, units and volume: equal keys, equal lines. */
  readonly usageKey: string;
  /**
   * The same volume costs another amount in another month. together: because other volumes grow at the same rate, so
   * that with the same units costs still are a line; monthly: artefacts pile up, drivers are dated. Absent: it does not.
   */
  readonly dated?: "together" | "monthly" | undefined;
  /**
   * Lines of month t if the volume had been this one from the start, where what is stored piles up: the curve is then the
   * mean month of the horizon. Absent: month 1 stands for all.
   */
  readonly steadily?: (month: number, volume: number) => readonly LineItem[];
  /** Extra charges of a month that are no AWS lines (embeddings). */
  readonly extra?: (month: number) => readonly Charge[];
  /** Units at both ends of what is uncertain; null: no number is enough. */
  readonly range?: { readonly unitsLow: number; readonly unitsHigh: number | null; readonly because: string };
}

/** One hosted row with its months: AWS lines estimated at the book's prices, people beside them. */
export function hostedAlternative(context: PlanContext, row: HostedRow): Alternative {
  const { scenario, prices, rules } = context;
  const people = row.monthlyHours.map((entry) => hours(entry.id, entry.name, entry.hours, scenario.people));
  const key = machinesKey(context, row);
  const priced = (lines: readonly LineItem[]): readonly Charge[] =>
    estimate(lines, prices, rules).map((charge) => withShortId(charge, row.fleet.name));
  const machines = (month: number, units: number, volume: number): readonly Charge[] =>
    priced(row.lines(month, units, volume));
  const whole = (lines: readonly Charge[], month: number): readonly Charge[] => [
    ...lines,
    ...(row.extra?.(month) ?? []),
    ...people,
  ];
  const charges = (month: number, units: number, volume: number): readonly Charge[] =>
    whole(machines(month, units, volume), month);
  const peopleTotal = totalOf(people).usd;
  const peopleUsd = peopleTotal.toNumber();
  const sumOf = (month: number, units: number, volume: number): Month => {
    const day = row.dated === undefined ? 1 : month;
    const { usd, atLeast, listUsd } = once(context.machineSums, `${key} ${day} ${units} ${volume}`, () => {
      const lines = [...machines(day, units, volume), ...(row.extra?.(day) ?? [])];
      const total = totalOf(lines);
      const list = listTotalOf(lines);
      return { usd: total.usd, atLeast: total.unknowns.length > 0, ...(list && { listUsd: list.usd }) };
    });
    return {
      usd: usd.plus(peopleTotal).toNumber(),
      machinesUsd: usd.toNumber(),
      peopleUsd,
      // Plans behind a flip mix their months from two; nobody asks them what the list would have cost.
      ...(listUsd && !context.quick && { listUsd: listUsd.plus(peopleTotal).toNumber() }),
      volume,
      units,
      atLeast,
    };
  };
  const first = row.volumeOf(1);
  const counted = (charge: Charge): Charge =>
    isCounted(charge) ? { ...charge, drivers: [...charge.drivers, ...row.countedBy] } : charge;
  const atVolume = new Map<number, number>();
  const plane = (): Plane =>
    once(
      context.planes,
      `${key} ${row.stepless === true || row.crosses === true ? row.unitsOf(1) : ""}`,
      () =>
        planeOf(
          (units, volume) => [...machines(1, units, volume), ...(row.extra?.(1) ?? [])],
          row.unitsOf(1),
          first,
          row.stepless !== true,
        ),
    );
  const spread = monthsOf(row, scenario.horizonMonths, context.quick, { sumOf, plane, peopleUsd });
  const upfront =
    prices.paidUpfront === true
      ? upfrontOf((month) => machines(month, row.unitsOf(month), row.volumeOf(month)), scenario.horizonMonths)
      : undefined;
  const months =
    upfront === undefined ? spread : spread.map((month, i) => paidAtStart(month, upfront.changes[i] ?? 0));
  return {
    id: row.id,
    part: row.part,
    kind: row.instead === "runs" ? "today" : "hosted",
    name: row.name,
    model: row.model,
    seller: "self",
    quality: row.quality,
    feasible: row.outgrown === undefined ? { kind: "yes" } : { kind: "no", because: row.outgrown },
    oneOff: [
      ...(row.instead === "runs" ? [] : [hours("build", "Build", row.buildHours, scenario.people)]),
      ...(row.oneOff ?? []),
      ...(row.instead === "leaves" ? switching(scenario, row.part) : []),
      ...(upfront ? [upfront.oneOff] : []),
    ],
    monthly: context.quick
      ? months.some(({ atLeast }) => atLeast)
        ? plane().unknowns
        : []
      : [...charges(1, row.unitsOf(1), first).map(counted), ...(upfront ? [upfront.share] : [])],
    months,
    ...(upfront && { dated: termStarts(upfront.changes) }),
    usdAt: (volume) =>
      once(atVolume, volume, () =>
        totalOf(
          row.redesign === undefined
            ? charges(1, row.capacity.unitsFor(volume), volume)
            : whole(priced(row.redesign.lines(volume)), 1),
        ).usd.toNumber(),
      ),
    // Asked for by whoever lists break-evens, not by the hundreds of plans behind a flip.
    get redesigns() {
      return row.redesign?.steps();
    },
    get curve() {
      if (row.redesign !== undefined) return undefined;
      const { steadily } = row;
      if (steadily !== undefined) {
        const usdIn = (month: number, volume: number) =>
          totalOf(whole(priced(steadily(month, volume)), month)).usd.toNumber();
        return hostedCurve((_, v) => meanMonth(usdIn, scenario.horizonMonths, v), row.unitsOf(1), first);
      }
      const usdWith = (units: number, volume: number) => totalOf(charges(1, units, volume)).usd.toNumber();
      return row.stepless === true
        ? hostedCurve((_, volume) => usdWith(row.unitsOf(1), volume), row.unitsOf(1), first)
        : hostedCurve(usdWith, row.unitsOf(1), first);
    },
    capacity: row.capacity,
    fleet: row.fleet,
    ...rangeOf(context.quick ? { ...row, range: undefined } : row, (units) =>
      totalOf(charges(1, units, first)).usd.toNumber(),
    ),
    notes:
      row.range?.unitsHigh === null
        ? [...row.notes, `${row.range.because}: at the upper end no number of instances meets the objective`]
        : row.notes,
  };
}

/** A month whose share of upfront payments went at the start of a term, with what begins in it. */
function paidAtStart(month: Month, usd: number): Month {
  return { ...month, usd: month.usd + usd, machinesUsd: month.machinesUsd + usd };
}

/** What run-rates hold as shares is paid when terms begin: the difference is a one-off of its month. */
function termStarts(changes: readonly number[]): Dated[] {
  return changes.flatMap((usd, i) => (usd === 0 ? [] : [{ month: i + 1, usd, owed: false, charges: [] }]));
}

/** What hosting an engine means beside what runs today. */
export function instead(today: string | undefined, engine: string): "runs" | "leaves" | "starts" {
  if (today === engine) return "runs";
  return today === undefined ? "starts" : "leaves";
}

function rangeOf(
  row: { readonly range?: HostedRow["range"] | undefined },
  usdWith: (units: number) => number,
): Pick<Alternative, "range"> | undefined {
  const { range } = row;
  if (range === undefined || range.unitsHigh === null || range.unitsLow === range.unitsHigh) return undefined;
  return { range: { low: usdWith(range.unitsLow), high: usdWith(range.unitsHigh), because: range.because } };
}

/** "support-net-nat-0.hours" → "network.nat-0.hours", "support-llm.hours" → "llm.hours": short, and the same in every scenario. */
function withShortId(charge: Charge, stack: string): Charge {
  if (charge.origin !== "resource" || !charge.id.startsWith(`${stack}-`)) return charge;
  const own = charge.id.slice(stack.length + 1);
  return { ...charge, id: own.startsWith("net-") ? `network.${own.slice(4)}` : own };
}

/** A machine or its disk: as many of them as the workload asks for. */
function isCounted({ id, origin, category }: Charge): boolean {
  const perMachine = category === "compute" || category === "storage";
  return origin === "resource" && perMachine && !id.startsWith("network.");
}

/** True when some driver of usage was given month by month. */
export function datedDrivers(usage: UsageDrivers): boolean {
  return Object.values(usage).some((figure: Figure | undefined) => figure?.months !== undefined);
}

/** Everything that the AWS lines of a row follow from beside month, units and volume. */
function machinesKey({ scenario }: PlanContext, row: HostedRow): string {
  return `${JSON.stringify(row.fleet)} ${row.usageKey} ${JSON.stringify(scenario.usage)}`;
}
