import { InputError } from "../errors.ts";

/** Where a command's words go: the report to stdout alone, everything about it to stderr. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of the terminal; 100 without one. */
  readonly width: number;
  readonly colour: boolean;
}

export function processOutput(): Output {
  const terminal = process.stdout.isTTY === true;
  // A reader that closes early, such as `head`, has what it wanted.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    out: (text) => process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    err: (text) => process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    width: terminal ? Math.max(60, process.stdout.columns) : 100,
    colour: terminal && process.env.NO_COLOR === undefined && process.env.TERM !== "dumb",
  };
}

/** An error as its reader sees it, and the exit code that goes with it. Our own mistakes keep their stack. */
export function failureOf(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof InputError) {
    return {
      text: error.hint === undefined ? error.message : `${error.message}\n  ${error.hint}`,
      exitCode: error.exitCode,
    };
  }
  return { text: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 };
}
