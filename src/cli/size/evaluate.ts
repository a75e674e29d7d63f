import { CsvError, parse } from "csv-parse/sync";
import { evaluate, type FileRecord } from "../../calibration/evaluation.ts";
import { InputError } from "../../errors.ts";
import { CURRENT_SET, throughputSet } from "../../sizing/throughput-set.ts";
import { textFile } from "../json-file.ts";
import { evaluationJson } from "./evaluation-json.ts";
import { evaluationText } from "./evaluation-text.ts";

const NEEDED = ["model", "gpu", "precision", "input_tokens", "output_tokens", "concurrency"] as const;

/**
 * Predicts each measured row of a CSV and says how far off the model is.
 * @throws InputError ROWS_FILE for a file that is no CSV of measurements; exit 2
 */
export function evaluateFile(
  file: string,
  { json, full, constants }: { readonly json?: true; readonly full?: true; readonly constants?: string },
): string {
  const rows = recordsOf(file);
  const set = constants === undefined ? CURRENT_SET : throughputSet(constants);
  const evaluation = evaluate(rows, set);
  return json === true
    ? evaluationJson(evaluation)
    : evaluationText(evaluation, `${file} · constants ${set.name}`, full === true);
}

/** Records with the line of the file that each ends in; a short one has empty cells, which the row is told. */
function recordsOf(file: string): readonly FileRecord[] {
  const text = textFile(file, file, { code: "ROWS_FILE", hint: COLUMNS });
  let found: readonly {
    readonly record: Record<string, string>;
    readonly info: { readonly lines: number };
  }[];
  try {
    found = parse(text, {
      ...{ columns: true, bom: true, trim: true, info: true },
      ...{ skip_empty_lines: true, relax_column_count: true },
    });
  } catch (error) {
    const what = error instanceof CsvError ? error.message : String(error);
    throw new InputError("ROWS_FILE", `${file} is not valid CSV: ${what}.`, COLUMNS);
  }
  const [first] = found;
  if (first === undefined) throw new InputError("ROWS_FILE", `${file} holds no rows.`, COLUMNS);
  const missing = NEEDED.filter((column) => !(column in first.record));
  if (missing.length > 0)
    throw new InputError(
      "ROWS_FILE",
      `${file} lacks the ${missing.length === 1 ? "column" : "columns"} ${missing.join(", ")}; it has ${Object.keys(first.record).join(", ")}.`,
      COLUMNS,
    );
  return found.map(({ record, info }) => ({ line: info.lines, record }));
}

const COLUMNS =
  "Columns: model, gpu, tp, precision, engine, input_tokens, output_tokens, concurrency, output_tok_s (or ttft_ms and tpot_ms, or total_tok_s), source, date. Example: data/throughput-calibration.csv";
