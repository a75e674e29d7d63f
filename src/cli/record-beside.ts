import { dirname, relative, resolve } from "node:path";
import { sha256 } from "./digest.ts";
import { newestOf, recordsIn, stemOf } from "./record-file.ts";

/**
 * The last decision about a scenario's file as it stands, relative to the working folder; undefined where there is none,
 * or where the file was changed since: a decision about something else is none about this.
 */
export function decisionBeside(
  file: string,
  text: string,
): { readonly path: string; readonly id: string } | undefined {
  const newest = newestOf(recordsIn(dirname(file), stemOf(file)));
  if (newest === undefined || newest.record.scenario.fileSha256 !== sha256(text)) return undefined;
  return { path: relative(resolve("."), resolve(newest.path)), id: newest.record.id };
}
