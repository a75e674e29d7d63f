import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { evaluate } from "../../calibration/evaluation.ts";
import { InputError } from "../../errors.ts";
import { CURRENT_SET, throughputSet } from "../../sizing/throughput-set.ts";
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
  const records = recordsOf(file);
  const set = constants === undefined ? CURRENT_SET : throughputSet(constants);
  const evaluation = evaluate(records, set);
  return json === true
    ? evaluationJson(evaluation)
    : evaluationText(evaluation, `${file} · constants ${set.name}`, full === true);
}

function recordsOf(file: string): readonly Record<string, string>[] {
  let records: Record<string, string>[];
  try {
    records = parse(readFileSync(file), { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what =
      error instanceof CsvError
        ? `is not valid CSV: ${error.message}`
        : code === "ENOENT"
          ? "there is no such file"
          : `cannot be read (${code})`;
    throw new InputError("ROWS_FILE", `${file}: ${what}.`, COLUMNS);
  }
  const [first] = records;
  if (first === undefined) throw new InputError("ROWS_FILE", `${file} holds no rows.`, COLUMNS);
  const missing = NEEDED.filter((column) => !(column in first));
  if (missing.length > 0)
    throw new InputError(
      "ROWS_FILE",
      `${file} lacks the ${missing.length === 1 ? "column" : "columns"} ${missing.join(", ")}; it has ${Object.keys(first).join(", ")}.`,
      COLUMNS,
    );
  return records;
}

const COLUMNS =
  "Columns: model, gpu, tp, precision, engine, input_tokens, output_tokens, concurrency, output_tok_s (or ttft_ms and tpot_ms, or total_tok_s), source, date. Example: data/throughput-calibration.csv";
