import { InputError } from "../errors.ts";

/** What a disk says that is full, closed to us, or no folder. */
const TROUBLE: Readonly<Record<string, string>> = {
  EACCES: "we may not write there",
  EDQUOT: "the disk quota is used up",
  EEXIST: "a file of that name is in the way",
  EFBIG: "the file would be too large",
  EIO: "the disk fails",
  EISDIR: "a folder of that name is in the way",
  EMFILE: "too many files are open",
  ENOSPC: "the disk is full",
  ENOTDIR: "it lies below a file",
  EPERM: "we may not write there",
  EROFS: "it is read-only",
};

/** An error of the file system in words, exit 6; every other error as it is. */
export function diskTrouble(error: unknown, book: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = TROUBLE[code];
  if (why === undefined || error instanceof InputError) return error;
  return new InputError(
    "BOOK_UNWRITABLE",
    `Cannot write the price book ${book}: ${why} (${code}); nothing of it was changed.`,
    "Mend that, or name another folder: --book <dir>",
    6,
  );
}
