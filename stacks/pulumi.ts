/**
 * `npm run preview`, `deploy` and `destroy`: the Pulumi CLI on this project with nothing to set up first. The stack is
 * the one of `--stack`, else the selected one, else `dev`; it is created when it does not exist.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import { pulumiCli } from "./pulumi-cli.ts";

if (!existsSync("Pulumi.yaml")) process.chdir(dirname(import.meta.dirname));
const args = process.argv.slice(2);
const cli = await pulumiCli(process.env);

const project = parse(readFileSync("Pulumi.yaml", "utf8")) as { backend?: { url?: string } };
const backend = process.env.PULUMI_BACKEND_URL ?? project.backend?.url ?? "";
const { PULUMI_CONFIG_PASSPHRASE, PULUMI_CONFIG_PASSPHRASE_FILE } = process.env;
const open = PULUMI_CONFIG_PASSPHRASE === undefined && PULUMI_CONFIG_PASSPHRASE_FILE === undefined;

const env = {
  ...process.env,
  // The CLI looks for its language host on PATH, and that runs whatever `node` is there; the system's may not strip types.
  PATH: [dirname(process.execPath), ...(cli === undefined ? [] : [dirname(cli)]), process.env.PATH].join(
    delimiter,
  ),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(process.cwd(), ".cache/compile"),
  // State on this disk is as safe as the disk; a shared backend must ask for its passphrase.
  ...(open && backend.startsWith("file:") ? { PULUMI_CONFIG_PASSPHRASE: "" } : {}),
};

/** As where AWS's price list cannot be reached: neither input nor program is wrong. */
const UNREACHABLE = 6;

/** Exit code of the CLI; what it says on stdout goes to `stdout`, a file descriptor or "ignore". */
function pulumi(words: readonly string[], stdout: number | "ignore", stderr: number | "ignore" = 2): number {
  if (cli === undefined) return UNREACHABLE;
  const { status, error } = spawnSync(cli, [...words], { env, stdio: [0, stdout, stderr] });
  if (error !== undefined) throw error;
  return status ?? 1;
}

/** The value of `--stack x`, `--stack=x`, `-s x` or `-sx`. */
function namedStack(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^(--stack|-s)(=|$)|^-s[^-]/.test(word));
  const word = words[at];
  return word === "--stack" || word === "-s" ? words[at + 1] : word?.replace(/^(--stack=|-s=?)/, "");
}

function selectStack(): number {
  const named = namedStack(args);
  if (named === undefined && pulumi(["stack", "--show-name"], "ignore", "ignore") === 0) return 0;
  // Not on stdout: `npm run preview -- --json` must stay JSON.
  return pulumi(["stack", "select", "--create", named ?? "dev", "--non-interactive"], 2);
}

process.exitCode = selectStack() || pulumi(args, 1);
