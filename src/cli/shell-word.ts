import { resolve } from "node:path";
import { bookFolder } from "./package-root.ts";

/** A word as a shell takes it: in quotes where it holds more than letters, digits and a few signs. */
export function shellWord(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** " --book prices", to go on with the same book; "" for the one that ships with the project. */
export function bookFlag(dir: string): string {
  return resolve(dir) === bookFolder() ? "" : ` --book ${shellWord(dir)}`;
}
