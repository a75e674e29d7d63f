import { readFileSync } from "node:fs";
import { InputError } from "../errors.ts";

/** What an error about a file is called, and what to do about it. */
export interface FileError {
  readonly code: string;
  readonly hint: string;
}

/**
 * The text of a file that the reader named.
 * @param path as the program opens it; `file` is what the reader called it
 * @throws InputError with the reader's name of the file, exit 2
 */
export function textFile(path: string, file: string, { code, hint }: FileError): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    throw new InputError(
      code,
      `${file} ${reason === "ENOENT" ? "is not there" : `cannot be read (${reason})`}.`,
      hint,
    );
  }
}

/** @throws InputError; the file's own words are not repeated: it may be another one than was meant. */
export function jsonFile(path: string, file: string, error: FileError): unknown {
  const text = textFile(path, file, error);
  try {
    return JSON.parse(text);
  } catch (reason) {
    throw new InputError(error.code, `${file} is not valid JSON${whereIn(reason)}.`, error.hint);
  }
}

const whereIn = (error: unknown): string => {
  const at = /position (\d+)/.exec(String(error))?.[1];
  return at === undefined ? "" : ` (at character ${at})`;
};
