/**
 * `npm run fit:throughput`: the constants that the calibration rows ask for, and the error on rows left out of the fit,
 * the only one that counts.
 */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { mean, median } from "simple-statistics";
import { readRow } from "../src/calibration/measured-row.ts";
import { rowRate } from "../src/calibration/row-rate.ts";
import { plainTable } from "../src/cli/plain-table.ts";
import { CURRENT_SET, type ThroughputSet } from "../src/sizing/throughput-set.ts";
import { type FitRow, FOLDS, fitted, leftOutErrors } from "./throughput-fit.ts";

const FILE = new URL("../data/throughput-calibration-all.csv", import.meta.url);

/** All rows of the file; the repository stands behind the tag of a source. */
export function fitRows(): readonly FitRow[] {
  const records: Record<string, string>[] = parse(readFileSync(FILE), { columns: true });
  return records.map((record, i) => {
    const reading = readRow(record);
    if (reading.kind === "unread") throw new Error(`line ${i + 2}: ${reading.because}`);
    const source = /^\[[^\]]*\]\s*([^:\s]+)/.exec(record.source ?? "")?.[1] ?? "";
    return { row: reading.row, source };
  });
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const inSample = (rows: readonly FitRow[], set: ThroughputSet) =>
  rows.map(({ row }) => ({ error: rowRate(row, set).outputRate / row.measured - 1 }));

function print(): void {
  const rows = fitRows();
  const free = fitted(rows, CURRENT_SET);
  const scores: (readonly [string, readonly { readonly error: number; readonly inside?: boolean }[]])[] = [
    ["constants in use, all rows", inSample(rows, CURRENT_SET)],
    ["refitted, all rows", inSample(rows, free)],
  ];
  for (const [name, foldOf] of Object.entries(FOLDS)) {
    const errors = leftOutErrors(rows, CURRENT_SET, foldOf);
    scores.push([`one ${name} left out`, errors]);
    for (const [fold, own] of Map.groupBy(errors, (one) => one.fold)) scores.push([`  ${fold}`, own]);
  }
  const lines = plainTable(
    [
      ["", "rows", "mean", "median", "in range"],
      ...scores.map(([name, rowsOf]) => {
        const errors = rowsOf.map(({ error }) => Math.abs(error));
        const unseen = rowsOf.filter(({ inside }) => inside !== undefined);
        const inside = unseen.filter((row) => row.inside === true);
        return [
          name,
          String(errors.length),
          percent(mean(errors)),
          percent(median(errors)),
          unseen.length === 0 ? "" : percent(inside.length / unseen.length),
        ];
      }),
    ],
    [{}, { right: true }, { right: true }, { right: true }, { right: true }],
  );
  const constants = Object.entries(free.constants).map(
    ([name, record]) =>
      `${name} ${record?.value.toPrecision(4)} (in use ${Reflect.get(CURRENT_SET.constants, name)?.value})`,
  );
  const generations = free.generations.map(
    ({ fromMinor, launchFactor, stepFixMs, stepPerSequenceUs }) =>
      `from vLLM 0.${fromMinor}: launches × ${launchFactor.toPrecision(4)}, ${stepFixMs.toPrecision(4)} ms a step, ${stepPerSequenceUs.toPrecision(4)} µs a sequence`,
  );
  process.stdout.write(
    `${[...lines, "", "Refitted on all rows", ...constants, `fp4 factor ${free.precisions.mxfp4?.factor8}`, ...generations].join("\n")}\n`,
  );
}

if (import.meta.main) print();
