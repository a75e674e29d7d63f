import type { LineItem } from "../bill/line-item.ts";
import { estimate } from "../cost/estimate.ts";
import { hours, switching } from "../offers/one-off.ts";
import { type Charge, totalOf } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Alternative, Capacity, Month } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { hostedCurve } from "./curve.ts";
import { monthOf } from "./months.ts";

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
  /** One server whatever the volume: there is no unit to add. */
  readonly stepless?: true;
  readonly volumeOf: (month: number) => number;
  readonly unitsOf: (month: number) => number;
  /** Resource and usage lines of a month with that many units and that volume. */
  readonly lines: (month: number, units: number, volume: number) => readonly LineItem[];
  /** Extra charges of a month that are no AWS lines (embeddings). */
  readonly extra?: (month: number) => readonly Charge[];
  /** Units at both ends of what is uncertain; null: no number is enough. */
  readonly range?: { readonly unitsLow: number; readonly unitsHigh: number | null; readonly because: string };
}

/** One hosted row with its months: AWS lines estimated at the book's prices, people beside them. */
export function hostedAlternative(context: PlanContext, row: HostedRow): Alternative {
  const { scenario, prices, rules } = context;
  const people = row.monthlyHours.map((entry) => hours(entry.id, entry.name, entry.hours, scenario.people));
  const charges = (month: number, units: number, volume: number): readonly Charge[] => [
    ...estimate(row.lines(month, units, volume), prices, rules),
    ...(row.extra?.(month) ?? []),
    ...people,
  ];
  const seen = new Map<string, Month>();
  const inMonth = (month: number): Month => {
    const units = row.unitsOf(month);
    const volume = row.volumeOf(month);
    const key = `${row.extra === undefined ? "" : month} ${units} ${volume}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const made = monthOf({ charges: charges(month, units, volume), volume, units });
    seen.set(key, made);
    return made;
  };
  const first = row.volumeOf(1);
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
      ...(row.instead === "leaves" ? switching(scenario.offers) : []),
    ],
    monthly: charges(1, row.unitsOf(1), first),
    months: Array.from({ length: scenario.horizonMonths }, (_, i) => inMonth(i + 1)),
    usdAt: (volume) => totalOf(charges(1, row.capacity.unitsFor(volume), volume)).usd.toNumber(),
    // Asked for by whoever lists break-evens, not by the hundreds of plans behind a flip.
    get curve() {
      const usdWith = (units: number, volume: number) => totalOf(charges(1, units, volume)).usd.toNumber();
      return row.stepless === true
        ? hostedCurve((_, volume) => usdWith(row.unitsOf(1), volume), row.unitsOf(1), first)
        : hostedCurve(usdWith, row.unitsOf(1), first);
    },
    capacity: row.capacity,
    fleet: row.fleet,
    ...rangeOf(row, (units) => totalOf(charges(1, units, first)).usd.toNumber()),
    notes: row.range?.unitsHigh === null ? [...row.notes, `${row.range.because}: at the upper end no number of instances meets the objective`] : row.notes,
  };
}

function rangeOf(row: HostedRow, usdWith: (units: number) => number): Pick<Alternative, "range"> | undefined {
  const { range } = row;
  if (range === undefined || range.unitsHigh === null || range.unitsLow === range.unitsHigh) return undefined;
  return { range: { low: usdWith(range.unitsLow), high: usdWith(range.unitsHigh), because: range.because } };
}
