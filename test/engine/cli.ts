import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** Exit code of .ci/pulumi/build where there is nothing to build with. */
const NO_GO = 3;

/**
 * The folder that serves as PULUMI_HOME with a seeded CLI, built on first use (about six minutes), or undefined where
 * that cannot be done and CROSSOVER_ENGINE does not demand it. Never silently: what is skipped is said.
 */
export function seededHome(): string | undefined {
  try {
    const home = execFileSync(join(root, ".ci/pulumi/build"), {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    const folder = home.trim();
    if (!existsSync(folder)) throw new Error(`.ci/pulumi/build named ${folder}, which is not there`);
    return folder;
  } catch (error) {
    const noGo = (error as { status?: number }).status === NO_GO;
    if (!noGo || process.env.CROSSOVER_ENGINE === "required") throw error;
    process.stderr.write("engine: skipped (no Go toolchain)\n");
    return undefined;
  }
}
