import type { FileRecord } from "../../src/calibration/evaluation.ts";

/** Records as a CSV with one line each, below its header. */
export const numbered = (records: readonly Record<string, string>[]): FileRecord[] =>
  records.map((record, i) => ({ line: i + 2, record }));
