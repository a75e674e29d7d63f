import { max, mean, median } from "simple-statistics";
import { constant } from "../sizing/constants.ts";
import { routedShare } from "../sizing/model-card.ts";
import { CURRENT_SET, type ThroughputSet } from "../sizing/throughput-set.ts";
import { type MeasuredRow, readRow } from "./measured-row.ts";
import { predictRow, type RowPrediction } from "./row-prediction.ts";

/** A record of a CSV, and the line of the file that it ends in. */
export interface FileRecord {
  readonly line: number;
  readonly record: Readonly<Record<string, string>>;
}

/** One row of a file with what the model says of it. */
export type EvaluatedRow = FileRecord &
  (
    | {
        readonly kind: "modelled";
        readonly row: MeasuredRow;
        readonly prediction: RowPrediction;
        readonly error: number;
      }
    | { readonly kind: "notModelled"; readonly because: string }
  );
type ModelledRow = Extract<EvaluatedRow, { kind: "modelled" }>;

/** How far off the model is on a set of rows. Shares, 0.1 is 10 %. */
export interface ErrorSummary {
  readonly rows: number;
  /** Of |predicted ÷ measured − 1|. */
  readonly meanError: number;
  readonly medianError: number;
  readonly worstError: number;
  /** Mean of predicted ÷ measured − 1. */
  readonly bias: number;
  /** Of the rows with a range. */
  readonly insideRange: number | undefined;
  /** (high − low) ÷ planned. */
  readonly medianRangeWidth: number | undefined;
}

/** How often the planned number of replicas is the true one. */
interface ReplicaHits {
  /** Peak as a multiple of the measured capacity of one replica. */
  readonly peak: number;
  /** Absent without a modelled row. */
  readonly equal?: number;
  readonly withinOne?: number;
}

export interface Evaluation {
  readonly rows: readonly EvaluatedRow[];
  readonly all: ErrorSummary | undefined;
  readonly replicas: readonly ReplicaHits[];
  readonly groups: readonly {
    readonly by: GroupKind;
    readonly name: string;
    readonly summary: ErrorSummary;
  }[];
  /** Mean |error| of latencies on closed loops that report them. */
  readonly ttft: { readonly rows: number; readonly meanError: number } | undefined;
  readonly tpot: { readonly rows: number; readonly meanError: number } | undefined;
  /** Rows whose engine version was assumed from their date. */
  readonly enginesAssumed: number;
  /** Rows without a tag, which were taken for closed loops. */
  readonly loadsAssumed: number;
}

export const GROUP_KINDS = ["GPU", "model class", "precision", "TP", "load", "model"] as const;
type GroupKind = (typeof GROUP_KINDS)[number];

const GROUP_OF: Readonly<Record<GroupKind, (row: MeasuredRow) => string>> = {
  GPU: ({ accelerator }) => accelerator.gpu,
  "model class": ({ model }) =>
    `${routedShare(model) > 0 ? "experts" : "dense"}${model.attention === "gqa" ? "" : `, ${model.attention}`}`,
  precision: ({ wish }) => `${wish.precision.precision}${wish.kv8 ? "+kv8" : ""}`,
  TP: ({ tensorParallel }) => String(tensorParallel),
  load: ({ tag }) => tag,
  model: ({ model }) => model.id,
};

/** Peaks, in measured capacities of one replica, at which plans are held against the truth. */
const PEAKS = [1, 3, 10] as const;

/** Every record of a file against the model with a set of constants. */
export function evaluate(records: readonly FileRecord[], set: ThroughputSet = CURRENT_SET): Evaluation {
  const rows = records.map(({ line, record }): EvaluatedRow => ({ line, record, ...judged(record, set) }));
  const modelled = rows.filter((row) => row.kind === "modelled");
  return {
    rows,
    all: summaryOf(modelled),
    replicas: PEAKS.map((peak) => hitsAt(peak, modelled)),
    groups: GROUP_KINDS.flatMap((by) =>
      [...Map.groupBy(modelled, ({ row }) => GROUP_OF[by](row))]
        .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
        .flatMap(([name, own]) => {
          const summary = summaryOf(own);
          return summary === undefined ? [] : [{ by, name, summary }];
        }),
    ),
    ttft: latencyError(modelled, "ttftSeconds"),
    tpot: latencyError(modelled, "tpotSeconds"),
    enginesAssumed: modelled.filter(({ row }) => row.engine.assumed).length,
    loadsAssumed: modelled.filter(({ row }) => row.loadAssumed).length,
  };
}

type Judged =
  | Pick<ModelledRow, "kind" | "row" | "prediction" | "error">
  | { readonly kind: "notModelled"; readonly because: string };

function judged(record: Readonly<Record<string, string>>, set: ThroughputSet): Judged {
  const reading = readRow(record);
  if (reading.kind === "unread") return { kind: "notModelled", because: reading.because };
  const { row } = reading;
  const prediction = predictRow(row, set);
  if (prediction.kind === "notModelled") return prediction;
  return { kind: "modelled", row, prediction, error: prediction.predicted / row.measured - 1 };
}

/** @returns undefined for no rows: there is no error of nothing */
function summaryOf(rows: readonly ModelledRow[]): ErrorSummary | undefined {
  if (rows.length === 0) return undefined;
  const errors = rows.map(({ error }) => Math.abs(error));
  const ranged = rows.flatMap(({ row, prediction: { low, high, predicted } }) =>
    low === undefined || high === undefined ? [] : [{ measured: row.measured, low, high, predicted }],
  );
  const inside = ranged.filter(({ measured, low, high }) => measured >= low && measured <= high);
  return {
    rows: rows.length,
    meanError: mean(errors),
    medianError: median(errors),
    worstError: max(errors),
    bias: mean(rows.map(({ error }) => error)),
    insideRange: ranged.length === 0 ? undefined : inside.length / ranged.length,
    medianRangeWidth:
      ranged.length === 0
        ? undefined
        : median(ranged.map(({ low, high, predicted }) => (high - low) / predicted)),
  };
}

/** Planned and true replicas for a peak of so many measured capacities, both at the load cap. */
function hitsAt(peak: number, rows: readonly ModelledRow[]): ReplicaHits {
  const cap = constant("loadCap");
  const off = rows.map(({ row, prediction }) => {
    const planned = Math.ceil((peak * row.measured) / (cap * prediction.predicted) - 1e-9);
    return Math.abs(planned - Math.ceil(peak / cap - 1e-9));
  });
  if (off.length === 0) return { peak };
  const share = (within: number) => off.filter((n) => n <= within).length / off.length;
  return { peak, equal: share(0), withinOne: share(1) };
}

function latencyError(rows: readonly ModelledRow[], of: "ttftSeconds" | "tpotSeconds"): Evaluation["ttft"] {
  const errors = rows.flatMap(({ row, prediction }) => {
    const [measured, predicted] = [row[of], prediction[of]];
    return measured === undefined || predicted === undefined ? [] : [Math.abs(predicted / measured - 1)];
  });
  return errors.length === 0 ? undefined : { rows: errors.length, meanError: mean(errors) };
}
