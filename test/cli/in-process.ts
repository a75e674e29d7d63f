import { run } from "../../src/cli/main.ts";

/** One command line, run in this process: what it printed and the exit code. */
export async function crossover(
  ...argv: string[]
): Promise<{ readonly out: string; readonly err: string; readonly exitCode: number }> {
  let out = "";
  let err = "";
  const exitCode = await run(argv, {
    out: (text) => {
      out += text.endsWith("\n") ? text : `${text}\n`;
    },
    err: (text) => {
      err += text.endsWith("\n") ? text : `${text}\n`;
    },
    width: 100,
    colour: false,
  });
  return { out, err, exitCode };
}
