import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
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
    const own: Lock = { pid: process.pid, startedAt, writing: [] };
    writeFileSync(file, JSON.stringify(own), { flag: "wx" });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const lock = lockOf(book);
  if (lock !== undefined && isRunning(lock.pid)) {
    throw new InputError(
      "BOOK_LOCKED",
      `Another refresh (pid ${lock.pid}, ${lock.startedAt.slice(11, 16)}) holds ${shown(file)}.`,
      "Wait until it is done.",
      6,
    );
  }
  writeLock(book, { pid: process.pid, startedAt, writing: lock?.writing ?? [] });
  return lock === undefined ? {} : { lock };
}

/**
 * Says which snapshots are about to stand there without being in the index. Renamed into place: whoever reads it, or
 * comes after a crash, finds the old words or the new ones and no empty file.
 */
export function writeLock(book: string, lock: Lock): void {
  const temporary = join(book, `${NAME}.tmp`);
  writeFileSync(temporary, JSON.stringify(lock));
  renameSync(temporary, join(book, NAME));
}

/** As the reader would type it. */
function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith("..") ? file : near;
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
