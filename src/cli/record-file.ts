import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { InputError } from "../errors.ts";
import { FILE_DIGITS, isUntouched, recordText } from "../record/canonical.ts";
import type { DecisionRecord } from "../record/decision-record.ts";
import { readRecord } from "../record/read-record.ts";
import { recordMarkdown } from "../record/record-markdown.ts";
import { sha256 } from "./digest.ts";
import { jsonFile } from "./json-file.ts";

const RECORD_ERROR = {
  code: "RECORD_FILE",
  hint: "Name the .json that crossover record wrote, beside the scenario.",
};

/**
 * One record from disk.
 * @throws InputError RECORD_FILE, those of readRecord, and RECORD_CHANGED where somebody edited it; exit 2
 */
export function recordFile(path: string): DecisionRecord {
  const record = readRecord(jsonFile(path, path, RECORD_ERROR), path);
  if (isUntouched(record, sha256)) return record;
  throw new InputError(
    "RECORD_CHANGED",
    `${path} was changed after it was written: its content is not that of id ${record.id}.`,
    `Restore it: git checkout -- ${path}. Another decision is another record: crossover record <scenario.yaml>`,
  );
}

/** What a scenario's records are called: support.decision-2026-11-21-0a1b2c3d. */
const recordName = (stem: string, { decidedAt, id }: DecisionRecord): string =>
  `${stem}.decision-${decidedAt}-${id.slice(0, FILE_DIGITS)}`;

export const stemOf = (file: string): string => basename(file, extname(file));

/** A record and where it lies. */
export interface FoundRecord {
  readonly path: string;
  readonly record: DecisionRecord;
}

/** Every record of a scenario in a folder. @throws InputError for one that cannot be read: history with a hole is none. */
export function recordsIn(folder: string, stem: string): FoundRecord[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${stem}.decision-`) && name.endsWith(".json"))
    .sort()
    .map((name) => join(folder, name))
    .map((path) => ({ path, record: recordFile(path) }));
}

/** The last decision: the one of the newest day that no other replaces. */
export function newestOf(records: readonly FoundRecord[]): FoundRecord | undefined {
  const replaced = new Set(records.map(({ record }) => record.replaces?.id));
  return records
    .filter(({ record }) => !replaced.has(record.id))
    .toSorted((a, b) => (a.record.decidedAt < b.record.decidedAt ? -1 : 1))
    .at(-1);
}

/**
 * Writes both faces beside each other, each whole or not at all, the JSON last: where it stands, the record stands.
 * @returns the path of the JSON
 * @throws InputError RECORD_EXISTS: what is written is never written again; RECORD_UNWRITABLE; exit 2
 */
export function writeRecord(folder: string, stem: string, record: DecisionRecord): string {
  const path = join(folder, recordName(stem, record));
  try {
    // Both faces are made before either is written.
    const [markdown, text] = [recordMarkdown(record), recordText(record)];
    mkdirSync(folder, { recursive: true });
    if (existsSync(`${path}.json`)) throw exists(`${path}.json`);
    placed(`${path}.md`, markdown);
    placed(`${path}.json`, text);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new InputError(
      "RECORD_UNWRITABLE",
      `${path}.json cannot be written (${code}).`,
      "Name another folder with --out <dir>.",
    );
  }
  return `${path}.json`;
}

/** A link to a whole file appears at once and never in the place of another. */
function placed(path: string, text: string): void {
  const whole = join(dirname(path), `.${basename(path)}.${process.pid}`);
  writeFileSync(whole, text);
  try {
    linkSync(whole, path);
  } catch (error) {
    // What an earlier run left when it was killed between the two.
    const same = (error as NodeJS.ErrnoException).code === "EEXIST" && readFileSync(path, "utf8") === text;
    if (!same) throw (error as NodeJS.ErrnoException).code === "EEXIST" ? exists(path) : error;
  } finally {
    rmSync(whole, { force: true });
  }
}

const exists = (path: string) =>
  new InputError(
    "RECORD_EXISTS",
    `${path} exists already; a record is never written again.`,
    "Name another folder with --out <dir>.",
  );
