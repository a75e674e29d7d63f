import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { setGlobalProxyFromEnv } from "node:http";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, join, sep } from "node:path";

const require = createRequire(import.meta.url);

type Environment = Readonly<Record<string, string | undefined>>;

/** The script that Pulumi publishes; it fetches the archive of one version from GitHub, else from `ARCHIVES`. */
const INSTALLER = "https://get.pulumi.com/install.sh";
const ARCHIVES = "https://get.pulumi.com/releases/sdk";
const EXE = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** The version of the CLI that the program's own SDK was tested with. */
export const pulumiVersion = (env: Environment): string =>
  env.PULUMI_VERSION || (require("pulumi/package.json") as { version: string }).version;

const pulumiHome = (env: Environment): string => env.PULUMI_HOME || join(homedir(), ".pulumi");

/** Where the wrapper in node_modules and Pulumi's Automation API keep this version. */
const versionFolder = (version: string, env: Environment): string =>
  join(pulumiHome(env), "versions", version);

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    const { size } = statSync(file);
    return size > 0;
  } catch {
    return false;
  }
}

const versionOf = (file: string, env: Environment): string =>
  spawnSync(file, ["version"], {
    encoding: "utf8",
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeout: 20_000,
  }).stdout?.trim() ?? "";

/**
 * The CLI of exactly this version that stands on this machine: in its own folder below PULUMI_HOME, else one on PATH.
 * The wrapper that npm puts on PATH is none: it downloads.
 */
export function installedCli(version: string, env: Environment): string | undefined {
  const own = join(versionFolder(version, env), "bin", EXE);
  if (isProgram(own)) return own;
  const folders = [...(env.PATH ?? "").split(delimiter), join(pulumiHome(env), "bin")];
  return folders
    .filter((folder) => folder !== "" && !folder.split(sep).includes("node_modules"))
    .map((folder) => join(folder, EXE))
    .find((file) => isProgram(file) && versionOf(file, env) === `v${version}`);
}

interface Wrapper {
  installCLI(
    version: string,
    root: string,
    doors: {
      fetchText: (url: string) => Promise<string>;
      execScript?: (script: string, args: string[]) => void;
    },
  ): Promise<void>;
}

async function fetchText(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
  return await answer.text();
}

function runScript(script: string, args: readonly string[]): void {
  // Not on stdout: `npm run preview -- --json` must stay JSON.
  const { status } = spawnSync("/bin/sh", [script, ...args], { stdio: [0, 2, 2] });
  if (status !== 0) throw new Error(`the script ended with code ${status}, see above`);
}

/** Runs Pulumi's install script as its wrapper in node_modules would; throws an error that says what went wrong. */
async function download(version: string, env: Environment): Promise<string> {
  setGlobalProxyFromEnv?.(env);
  const { installCLI } = require("pulumi/lib/download.js") as Wrapper;
  const root = versionFolder(version, env);
  await installCLI(version, root, {
    fetchText,
    ...(process.platform === "win32" ? {} : { execScript: runScript }),
  });
  return join(root, "bin", EXE);
}

/** `fetch failed` hides what failed in its cause. */
function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  if (cause?.code === "ENOTFOUND" || cause?.code === "EAI_AGAIN")
    return `the host's name is not found (${cause.code})`;
  return cause?.message || cause?.code || message;
}

const proxyHint = (env: Environment): string => {
  const set = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].filter((name) => env[name]);
  return set.length === 0
    ? "Behind a proxy: set HTTPS_PROXY (and NODE_EXTRA_CA_CERTS, where it signs with its own certificate)."
    : `The proxy of ${set.join(", ")} was asked.`;
};

/** What to do where nothing can be downloaded. */
function byHand(version: string, env: Environment, because: string): string {
  const platform = `${process.platform}-${process.arch}`;
  const folder = join(versionFolder(version, env), "bin");
  return [
    `The Pulumi CLI ${version} is not on this machine, and ${INSTALLER} does not bring it: ${because}.`,
    `  ${proxyHint(env)}`,
    `  By hand: bring ${ARCHIVES}/pulumi-v${version}-${platform}.tar.gz here, then`,
    `    mkdir -p ${folder}`,
    `    tar -xzf pulumi-v${version}-${platform}.tar.gz --strip-components=1 -C ${folder}`,
    `  A pulumi ${version} on PATH is taken too. A preview also fetches the AWS provider plugin from get.pulumi.com.`,
    "  Deciding needs none of it: npx crossover compare, size and choose work without the CLI.",
    "",
  ].join("\n");
}

/** The CLI's file, downloaded where it is missing; undefined after saying on stderr why there is none. */
export async function pulumiCli(env: Environment): Promise<string | undefined> {
  const version = pulumiVersion(env);
  const installed = installedCli(version, env);
  if (installed !== undefined) return installed;
  process.stderr.write(`Downloading the Pulumi CLI ${version} from get.pulumi.com …\n`);
  try {
    return await download(version, env);
  } catch (error) {
    process.stderr.write(byHand(version, env, causeOf(error)));
    return undefined;
  }
}
