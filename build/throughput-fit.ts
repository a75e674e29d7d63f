/** How the constants of `data/throughput/2026-11.json` were found, and how well they predict what they were not fitted to. */
import { levenbergMarquardt } from "ml-levenberg-marquardt";
import type { MeasuredRow } from "../src/calibration/measured-row.ts";
import { rowRate } from "../src/calibration/row-rate.ts";
import { errorRange } from "../src/sizing/error-class.ts";
import type { ThroughputSet } from "../src/sizing/throughput-set.ts";

/** A measured row with what it may be left out by. */
export interface FitRow {
  readonly row: MeasuredRow;
  /** Repository that published it. */
  readonly source: string;
}

/** A constant that is fitted: where it stands in a set, what was known before, and how far it may go. */
interface Free {
  readonly prior: number;
  readonly least: number;
  readonly most: number;
  readonly put: (set: Draft, value: number) => void;
}

type Draft = { -readonly [K in keyof ThroughputSet]: ThroughputSet[K] };

const times = (name: keyof ThroughputSet["constants"]) => (set: Draft, value: number) => {
  const { [name]: record } = set.constants;
  if (record === undefined) throw new Error(`${set.name} has no ${name}`);
  set.constants = { ...set.constants, [name]: { ...record, value } };
};
const generation =
  (index: number, key: "stepPerSequenceUs" | "launchFactor") => (set: Draft, value: number) => {
    set.generations = set.generations.map((one, i) => (i === index ? { ...one, [key]: value } : one));
  };

/** Times in the units of the set. Everything else in it was set, not fitted. */
const FREE: readonly Free[] = [
  { prior: 0.45, least: 0.1, most: 1, put: times("moeFactor") },
  {
    prior: 1.2,
    least: 0.4,
    most: 2,
    put: (set, factor8) => {
      set.precisions = { ...set.precisions, mxfp4: { factor16: 1, factor8 }, nvfp4: { factor8 } };
    },
  },
  {
    prior: 1,
    least: 0.01,
    most: 10,
    put: (set, stepFixMs) => {
      set.generations = set.generations.map((one) => ({ ...one, stepFixMs }));
    },
  },
  { prior: 30, least: 0.1, most: 100, put: times("layerUs") },
  { prior: 20, least: 0.1, most: 200, put: times("expertLayerUs") },
  { prior: 10, least: 1, most: 100, put: times("allReduceUs") },
  { prior: 70, least: 0.1, most: 300, put: generation(0, "stepPerSequenceUs") },
  { prior: 60, least: 0.1, most: 300, put: generation(1, "stepPerSequenceUs") },
  { prior: 8, least: 0.1, most: 300, put: generation(2, "stepPerSequenceUs") },
  { prior: 1.5, least: 0.5, most: 5, put: generation(0, "launchFactor") },
];

/** An error of which the loss turns from square to straight: one odd sweep must not bend the constants. */
const SCALE = 0.15;
/** Weight of ln(constant ÷ prior): what the data cannot tell apart stays where it was. */
const PRIOR_WEIGHT = 0.15;

/**
 * Least mean over groups of (source, GPU) of √(1 + (ln(predicted ÷ measured)/0.15)²) − 1, with priors.
 * @param base set that holds all that is not fitted
 */
export function fitted(rows: readonly FitRow[], base: ThroughputSet): ThroughputSet {
  const weights = groupWeights(rows);
  const residuals = (logs: readonly number[]): number[] => {
    const set = setOf(base, logs.map(Math.exp));
    const errors = rows.map(({ row }, i) => {
      const error = Math.log(rowRate(row, set).outputRate / row.measured) / SCALE;
      const soft = Math.sqrt(2 * (Math.sqrt(1 + error * error) - 1));
      return Math.sqrt(weights[i] ?? 0) * soft * Math.sign(error);
    });
    return [...errors, ...logs.map((log, i) => PRIOR_WEIGHT * (log - Math.log(FREE[i]?.prior ?? 1)))];
  };
  const count = rows.length + FREE.length;
  const { parameterValues } = levenbergMarquardt(
    { x: Array.from({ length: count }, (_, i) => i), y: new Array<number>(count).fill(0) },
    (logs) => {
      const all = residuals(logs);
      return (i) => all[i] ?? 0;
    },
    {
      initialValues: FREE.map(({ prior }) => Math.log(prior)),
      minValues: FREE.map(({ least }) => Math.log(least)),
      maxValues: FREE.map(({ most }) => Math.log(most)),
      gradientDifference: 1e-4,
      damping: 1e-3,
      maxIterations: 25,
      errorTolerance: 0,
    },
  );
  return setOf(base, parameterValues.map(Math.exp));
}

function setOf(base: ThroughputSet, values: readonly number[]): ThroughputSet {
  const set: Draft = { ...base };
  FREE.forEach(({ put }, i) => {
    put(set, values[i] ?? 0);
  });
  return set;
}

/** Each (source, GPU) weighs the same: a large sweep must not drown a small one. */
function groupWeights(rows: readonly FitRow[]): readonly number[] {
  const key = ({ row, source }: FitRow) => `${source} ${row.accelerator.gpu}`;
  const groups = Map.groupBy(rows, key);
  return rows.map((row) => 1 / ((groups.get(key(row))?.length ?? 1) * groups.size));
}

/** What rows may be left out by. */
export const FOLDS = {
  source: ({ source }: FitRow) => source,
  GPU: ({ row }: FitRow) => row.accelerator.gpu,
  model: ({ row }: FitRow) => row.model.id,
} as const;

/** A row as constants predict it that were fitted without its fold. */
export interface LeftOut {
  readonly fold: string;
  /** predicted ÷ measured − 1 */
  readonly error: number;
  /** Whether the measured rate lies in the range of the prediction. */
  readonly inside: boolean;
}

export function leftOutErrors(
  rows: readonly FitRow[],
  base: ThroughputSet,
  foldOf: (row: FitRow) => string,
): readonly LeftOut[] {
  return [...Map.groupBy(rows, foldOf)].flatMap(([fold, out]) => {
    const set = fitted(
      rows.filter((row) => foldOf(row) !== fold),
      base,
    );
    return out.map(({ row }) => {
      const { outputRate, serving } = rowRate(row, set);
      const range = errorRange(serving.replica, serving.shape, set) ?? { low: 0, high: 0 };
      const inside =
        row.measured >= outputRate * (1 - range.low) && row.measured <= outputRate * (1 + range.high);
      return { fold, error: outputRate / row.measured - 1, inside };
    });
  });
}
