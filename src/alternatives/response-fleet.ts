import { isUnknown } from "../prices/charge.ts";
import { ec2Instance } from "../prices/price-key.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, Capacity, CostCurve } from "./alternative.ts";
import type { DriverIndex } from "./people-terms.ts";
import type { DrawnTerms, MachinesResponse } from "./response.ts";
import { gridsOf, type NodeCounts } from "./response-grids.ts";
import { volumeRatios } from "./response-volume.ts";
import { fleetRateAt, sameFleet } from "./same-fleet.ts";
import { speedCurve } from "./speed-curve.ts";
import type { Settings } from "./replanning.ts";
import { GPU_PRICE, throughputKey } from "./uncertain-driver.ts";

const NODES: NodeCounts = [17, 7, 5];

/** Places of a node's numbers; the volumes of months 1..H follow. */
const LOAD = 0;
const FIXED = 1;
const UNIT = 2;
const PER_VOLUME = 3;
const VOLUMES = 4;

/**
 * fixed + units(volume, peak, tokens, throughput) × unit + perVolume × volume, by month.
 *
 * Machines follow the load in each month of each draw, as they do in the plan: whole instances with their spare.
 */
export function hostedFleet(row: Alternative, terms: DrawnTerms): MachinesResponse {
  const { scenario, index, again, onGrid } = terms;
  const { capacity, curve } = row;
  if (capacity?.oneInstanceVolume === undefined || curve === undefined)
    throw new Error(`${row.id} is a fleet without capacity or curve`);
  const horizon = row.months.length;
  const peopleUsd = row.months[0]?.peopleUsd ?? 0;
  const own = capacity.oneInstanceVolume;
  const base = node(1, curve, peopleUsd, row);
  const known = (settings: Settings): Float64Array | undefined => {
    const context = again.contextAt(settings);
    const found = context && sameFleet(context, row);
    const volume = found?.capacity?.oneInstanceVolume;
    if (found?.curve === undefined || volume === undefined) return undefined;
    return node(own / volume, found.curve, found.months[0]?.peopleUsd ?? 0, found);
  };
  const grids = gridsOf(known, base, onGrid, NODES);
  const planned = row.months.map((month) => leftOver(month, curve, peopleUsd, capacity));
  const ratiosOf = volumeRatios(scenario, index);
  const peakOf = peakRatio(scenario, index);
  const speedOf = speedRatio(row, terms);
  const gpu = index(GPU_PRICE);
  const gpuUsd = machineUsd(row) / capacity.instances;
  const [at, ratios] = [new Float64Array(base.length), new Float64Array(horizon).fill(1)];
  return (values, _paths, usd) => {
    const speed = speedOf(values);
    if (Number.isNaN(speed) || !grids.at(values, at)) return false;
    ratiosOf?.(values, ratios);
    const load = (Math.exp(at[LOAD] as number) * peakOf(values)) / speed;
    const unitUsd = (at[UNIT] as number) + (gpu === undefined ? 0 : ((values[gpu] as number) - 1) * gpuUsd);
    for (let t = 0; t < horizon; t += 1) {
      const volume = (at[VOLUMES + t] as number) * (ratios[t] as number);
      const { carried, usd: more } = planned[t] as LeftOver;
      const units = capacity.unitsFor(volume * carried * load);
      usd[t + 1] =
        (at[FIXED] as number) + units * unitUsd + (at[PER_VOLUME] as number) * volume + more;
    }
    return true;
  };
}

function node(load: number, curve: CostCurve, peopleUsd: number, { months }: Alternative): Float64Array {
  return Float64Array.from([
    // Loads act as factors: straight lines between their logarithms.
    Math.log(load),
    curve.fixedUsd - peopleUsd,
    curve.unitUsd,
    curve.perVolumeUsd,
    ...months.map(({ volume }) => volume),
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
  const usd = machinesUsd - (curve.fixedUsd - peopleUsd + planned * curve.unitUsd + curve.perVolumeUsd * volume);
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
function speedRatio(row: Alternative, { again, drivers, index }: DrawnTerms): (values: Float64Array) => number {
  const place = index(throughputKey(row.id));
  const driver = place === undefined ? undefined : drivers[place];
  const context = driver && again.contextAt([]);
  const rateAt = context && fleetRateAt(context, row);
  if (place === undefined || driver === undefined || rateAt === undefined) return () => 1;
  const ratio = speedCurve(rateAt, driver.low, driver.high);
  return (values) => ratio(values[place] as number);
}
