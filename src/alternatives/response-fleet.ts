import { isUnknown } from "../prices/charge.ts";
import { ec2Instance } from "../prices/price-key.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, Capacity, Commits, CostCurve } from "./alternative.ts";
import type { DriverIndex } from "./people-terms.ts";
import type { DrawnTerms, MachinesResponse } from "./response.ts";
import { gridsOf, type NodeCounts } from "./response-grids.ts";
import { volumeRatios, volumeScale } from "./response-volume.ts";
import { fleetRateAt, sameFleet, sameFleetVolume } from "./same-fleet.ts";
import { speedCurve } from "./speed-curve.ts";
import { GPU_PRICE, throughputKey } from "./uncertain-driver.ts";

/** The load of a request is close to straight in its tokens, and steps of whole machines show where it is not. */
const LOAD_NODES: NodeCounts = [17, 9, 5];

/** What it costs is close to straight in them. */
const COST_NODES: NodeCounts = [3, 3, 3];

/** Places of a node's costs; with several classes, which may grow apart, the volumes of months 1..H follow. */
const FIXED = 0;
const UNIT = 1;
const PER_VOLUME = 2;
const VOLUMES = 3;

/**
 * fixed + units(volume, peak, tokens, throughput) × unit + perVolume × volume, by month.
 *
 * Machines follow the load in each month of each draw, as they do in the plan: whole instances with their spare.
 */
export function hostedFleet(
  row: Alternative,
  terms: DrawnTerms,
  commitment?: Commits["moreUsd"],
): MachinesResponse {
  const { scenario, index, again, onGrid } = terms;
  const { capacity, curve } = row;
  if (capacity?.oneInstanceVolume === undefined || curve === undefined)
    throw new Error(`${row.id} is a fleet without capacity or curve`);
  const horizon = row.months.length;
  const peopleUsd = row.months[0]?.peopleUsd ?? 0;
  const carries = capacity.oneInstanceVolume;
  const apart = scenario.llm?.classes.length !== 1;
  const volumes = Float64Array.from(row.months, ({ volume }) => volume);
  const base = costsAt(curve, row, apart);
  const loads = gridsOf(
    (settings) => {
      const context = again.contextAt(settings);
      const volume = context && sameFleetVolume(context, row);
      return volume === undefined
        ? undefined
        : Float64Array.of(carries / volume, 1 / volumeScale(context?.scenario, scenario));
    },
    Float64Array.of(1, 1),
    onGrid,
    LOAD_NODES,
  );
  const costs = gridsOf(
    (settings) => {
      const context = again.contextAt(settings);
      const found = context && sameFleet(context, row);
      return found?.curve && costsAt(found.curve, found, apart);
    },
    base,
    onGrid,
    COST_NODES,
    "lenient",
  );
  const planned = row.months.map((month) => leftOver(month, curve, peopleUsd, capacity));
  const carried = Float64Array.from(planned, (month) => month.carried);
  const more = Float64Array.from(planned, (month) => month.usd);
  const ratiosOf = volumeRatios(terms);
  const peakOf = peakRatio(scenario, index);
  const speedOf = speedRatio(row, terms);
  const gpu = index(GPU_PRICE);
  const gpuUsd = machineUsd(row) / capacity.instances;
  const drawn = new Float64Array(2);
  const [at, ratios] = [new Float64Array(base.length), new Float64Array(horizon).fill(1)];
  return (values, _paths, usd) => {
    const speed = speedOf(values);
    if (Number.isNaN(speed) || !loads.at(values, drawn) || !costs.at(values, at)) return false;
    ratiosOf?.(values, ratios);
    const load = ((drawn[0] as number) * peakOf(values)) / speed;
    const scale = 1 / (drawn[1] as number);
    const priced = gpu === undefined ? 1 : (values[gpu] as number);
    const unitUsd = (at[UNIT] as number) + (priced - 1) * gpuUsd;
    const fixedUsd = at[FIXED] as number;
    const perVolumeUsd = at[PER_VOLUME] as number;
    let last = Number.NaN;
    let units = 0;
    for (let t = 0; t < horizon; t += 1) {
      const own = apart ? (at[VOLUMES + t] as number) : (volumes[t] as number) * scale;
      const volume = own * (ratios[t] as number);
      const asked = volume * (carried[t] as number) * load;
      // Most months ask what the one before did.
      if (asked !== last) units = capacity.unitsFor(asked);
      last = asked;
      const month = fixedUsd + units * unitUsd + perVolumeUsd * volume + (more[t] as number);
      usd[t + 1] = commitment === undefined ? month : month + commitment(units, t + 1, priced);
    }
    return true;
  };
}

function costsAt(curve: CostCurve, { months }: Alternative, apart: boolean): Float64Array {
  return Float64Array.from([
    curve.fixedUsd - (months[0]?.peopleUsd ?? 0),
    curve.unitUsd,
    curve.perVolumeUsd,
    ...(apart ? months.map(({ volume }) => volume) : []),
  ]);
}

/** Where a planned month is not what the curve says of its volume: classes that grow apart, upfront payments. */
interface LeftOver {
  /** Factor on the volume at which the capacity gives the planned units. */
  readonly carried: number;
  readonly usd: number;
}

function leftOver(
  { volume, units, machinesUsd }: Alternative["months"][number],
  curve: CostCurve,
  peopleUsd: number,
  capacity: Capacity,
): LeftOver {
  const planned = units ?? capacity.unitsFor(volume);
  const usd =
    machinesUsd - (curve.fixedUsd - peopleUsd + planned * curve.unitUsd + curve.perVolumeUsd * volume);
  const [least, most] = [capacity.volumeOf(planned - 1), capacity.volumeOf(planned)];
  const carried =
    volume === 0 || capacity.unitsFor(volume) === planned
      ? 1
      : Math.min(most, Math.max(least * (1 + 1e-6), volume)) / volume;
  return { carried, usd };
}

/** USD of month 1 that the hours of the fleet's own machines cost at list price; 0 where the reader has another price. */
function machineUsd(row: Alternative): number {
  const key = row.fleet?.llm && ec2Instance(row.fleet.llm.instanceType);
  return row.monthly.reduce((sum, { price, cost }) => {
    const own = !isUnknown(price) && price.facts.key === key && price.overridden === undefined;
    return own && cost.kind === "known" ? sum + cost.usd.toNumber() : sum;
  }, 0);
}

/** Load of a draw's peaks over the planned one: max((1 − β)·peakToMean·withinHourPeak, busyDay). One class only. */
function peakRatio({ llm }: Scenario, index: DriverIndex): (values: Float64Array) => number {
  const [only, second] = llm?.classes ?? [];
  if (only === undefined || second !== undefined) return () => 1;
  const { peakToMean, withinHourPeak, busyDay, batchShare, batchedShare } = only;
  const places = [peakToMean, withinHourPeak, busyDay].map(({ key }) => index(key));
  if (places.every((place) => place === undefined)) return () => 1;
  const waits = 1 - Math.max(batchShare.base, batchedShare.base);
  const peak = (p: number, w: number, b: number) => Math.max(waits * p * w, b);
  const planned = peak(peakToMean.base, withinHourPeak.base, busyDay.base);
  const drawn = (values: Float64Array, place: number | undefined, base: number) =>
    place === undefined ? base : (values[place] as number);
  return (values) =>
    peak(
      drawn(values, places[0], peakToMean.base),
      drawn(values, places[1], withinHourPeak.base),
      drawn(values, places[2], busyDay.base),
    ) / planned;
}

/** Requests a replica serves over the planned ones, at the drawn speed; NaN: none within the objective. */
function speedRatio(
  row: Alternative,
  { again, drivers, index }: DrawnTerms,
): (values: Float64Array) => number {
  const place = index(throughputKey(row));
  const driver = place === undefined ? undefined : drivers[place];
  const context = driver && again.contextAt([]);
  const rateAt = context && fleetRateAt(context, row);
  if (place === undefined || driver === undefined || rateAt === undefined) return () => 1;
  const ratio = speedCurve(rateAt, driver.low, driver.high);
  return (values) => ratio(values[place] as number);
}
