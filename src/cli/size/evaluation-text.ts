import { type ErrorSummary, type Evaluation, GROUP_KINDS } from "../../calibration/evaluation.ts";
import { round } from "../../report/number.ts";
import { plainTable } from "../plain-table.ts";
import { percent, signedTenths, tenths } from "./figure-text.ts";

const HEAD = ["", "rows", "mean", "median", "worst", "bias", "in range", "range width"];

/** Errors as a table; every row that is not modelled is named with its reason. */
export function evaluationText(evaluation: Evaluation, file: string, full: boolean): string {
  const { rows, all, groups } = evaluation;
  const unread = rows.flatMap((row) => (row.kind === "notModelled" ? [row] : []));
  return [
    `${file} · ${rows.length} rows, ${rows.length - unread.length} modelled · |predicted ÷ measured − 1| of output tokens per second`,
    "",
    ...(all === undefined ? ["No row could be modelled."] : []),
    ...plainTable(
      [
        ...(all === undefined ? [] : [HEAD, cells("all", all)]),
        ...(all === undefined ? [] : GROUP_KINDS).flatMap((by) => [
          [by, "", "", "", "", "", "", ""],
          ...groups
            .filter((group) => group.by === by)
            .map(({ name, summary }) => cells(`  ${name}`, summary)),
        ]),
      ],
      HEAD.map((_, i) => (i === 0 ? {} : { right: true as const })),
    ),
    "",
    ...(all === undefined ? [] : replicaLines(evaluation)),
    ...latencyLines(evaluation),
    ...(unread.length === 0
      ? []
      : ["", "Not modelled", ...unread.map(({ line, because }) => `  line ${line}: ${because}`)]),
    ...(full ? ["", ...rowLines(evaluation)] : []),
    "",
  ].join("\n");
}

function cells(
  name: string,
  { rows, meanError, medianError, worstError, bias, ...range }: ErrorSummary,
): string[] {
  const { insideRange, medianRangeWidth } = range;
  return [
    name,
    String(rows),
    tenths(meanError),
    tenths(medianError),
    tenths(worstError),
    signedTenths(bias),
    insideRange === undefined ? "no range" : tenths(insideRange),
    medianRangeWidth === undefined ? "" : round(medianRangeWidth, 2).toString(),
  ];
}

function replicaLines({ replicas }: Evaluation): string[] {
  return [
    "Planned replicas against the true number, at a peak of so many measured capacities",
    ...replicas.flatMap(({ peak, equal, withinOne }) =>
      equal === undefined || withinOne === undefined
        ? []
        : [`  ${peak} ×: the same in ${percent(equal)}, within one in ${percent(withinOne)}`],
    ),
  ];
}

function latencyLines({ ttft, tpot, enginesAssumed, loadsAssumed }: Evaluation): string[] {
  return [
    ...(ttft === undefined
      ? []
      : [`TTFT of ${ttft.rows} closed loops: mean error ${tenths(ttft.meanError)}`]),
    ...(tpot === undefined
      ? []
      : [`TPOT of ${tpot.rows} closed loops: mean error ${tenths(tpot.meanError)}`]),
    ...(enginesAssumed === 0
      ? []
      : [
          `${enginesAssumed} of the rows name no vLLM version: assumed the newest release three months before their day, without a day the oldest`,
        ]),
    ...(loadsAssumed === 0
      ? []
      : [`${loadsAssumed} of the rows have no tag in source: taken for closed loops, one client for single`]),
  ];
}

function rowLines({ rows }: Evaluation): string[] {
  const modelled = rows.flatMap((row) => (row.kind === "modelled" ? [row] : []));
  const head = ["line", "model", "replica", "C", "measured", "predicted", "error", "range"];
  return plainTable(
    [
      head,
      ...modelled.map(({ line, row, prediction: { predicted, low, high }, error }) => [
        String(line),
        row.model.id.slice(row.model.id.lastIndexOf("/") + 1),
        `${row.tensorParallel} ${row.accelerator.gpu} ${row.wish.precision.precision}${row.wish.kv8 ? "+kv8" : ""}`,
        String(row.concurrency),
        round(row.measured, 1).toFixed(1),
        round(predicted, 1).toFixed(1),
        signedTenths(error),
        low === undefined || high === undefined ? "no range" : `${round(low, 0)} to ${round(high, 0)}`,
      ]),
    ],
    head.map((_, i) => (i === 1 || i === 2 ? {} : { right: true as const })),
  );
}
