import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { InputError } from "../errors.ts";

const NAME = ".lock";

const lockSchema = z.object({
  pid: z.int().positive(),
  startedAt: z.string(),
  /** Snapshots that are written and not yet in the index. */
  writing: z.array(z.string()),
});

export type Lock = z.infer<typeof lockSchema>;

/** The lock of a book as it stands; undefined without one or with one that was cut while it was written. */
export function lockOf(book: string): Lock | undefined {
  const file = join(book, NAME);
  if (!existsSync(file)) return undefined;
  try {
    return lockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** What a refresh that ended early left behind. */
export interface Leftover {
  readonly lock?: Lock;
}

/**
 * Takes the lock of a book: a file with our process and when it started.
 *
 * One whose process runs is respected. One whose process is gone was left by a refresh that was killed: it is told to
 * the caller and replaced, never without a word.
 *
 * @throws InputError BOOK_LOCKED, exit 6
 */
export function lockBook(book: string, startedAt: string): Leftover | undefined {
  const file = join(book, NAME);
  try {
    closeSync(openSync(file, "wx"));
    writeLock(book, { pid: process.pid, startedAt, writing: [] });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const lock = lockOf(book);
  if (lock !== undefined && isRunning(lock.pid)) {
    throw new InputError(
      "BOOK_LOCKED",
      `Another refresh (pid ${lock.pid}, ${lock.startedAt.slice(11, 16)}) holds ${file}.`,
      "Wait until it is done.",
      6,
    );
  }
  writeLock(book, { pid: process.pid, startedAt, writing: lock?.writing ?? [] });
  return lock === undefined ? {} : { lock };
}

/** Says which snapshots are about to stand there without being in the index. */
export function writeLock(book: string, lock: Lock): void {
  writeFileSync(join(book, NAME), JSON.stringify(lock));
}

export function unlockBook(book: string): void {
  rmSync(join(book, NAME), { force: true });
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
