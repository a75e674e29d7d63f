/**
 * Previews of the small program, as the real engine prints them: the fixtures of the digest reader's tests.
 * Written anew with: node test/engine/digests.ts
 */
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root, seededHome } from "./cli.ts";
import { Workspace } from "./workspace.ts";

export const FIXTURES = join(root, "test/graph/fixtures");

/** What the small program reads of deployed resources. */
const OUTPUTS = {
  "aws:ec2/instance:Instance": {},
  "random:index/randomPassword:RandomPassword": { result: "a password that no fixture may hold" },
};

const PREVIEW = ["preview", "--json", "--stack", "dev"];

/** By file name: a first preview, then previews of the changed program after `up`. */
export async function recordDigests(home: string): Promise<ReadonlyMap<string, string>> {
  const workspace = await new Workspace(home, "test/engine/programs/small.ts", OUTPUTS).start();
  const digests = new Map<string, string>();
  const run = async (args: readonly string[], file?: string) => {
    const { code, stdout, stderr } = await workspace.pulumi(args);
    if (code !== 0)
      throw new Error(`pulumi ${args.join(" ")}: exit ${code}\n${stdout.slice(-2000)}\n${stderr}`);
    if (file !== undefined) digests.set(file, withoutPaths(stdout, workspace.folder));
  };
  try {
    workspace.configure("dev", { "aws:region": "us-east-1", "crossover:variant": "first" });
    await run(["stack", "init", "dev"]);
    await run([...PREVIEW, "--show-sames"], "first.json");
    await run(["up", "--yes", "--skip-preview", "--stack", "dev"]);
    await run([...PREVIEW, "--show-sames"], "unchanged.json");
    workspace.configure("dev", { "aws:region": "us-east-1", "crossover:variant": "second" });
    await run([...PREVIEW, "--show-sames"], "changed.json");
    await run(PREVIEW, "changed-without-sames.json");
    await run(
      [...PREVIEW, "--show-sames", "--show-replacement-steps"],
      "changed-with-replacement-steps.json",
    );
  } finally {
    workspace.stop();
  }
  return digests;
}

/** The same on every machine: source positions name the clone and the temporary folder. */
function withoutPaths(digest: string, folder: string): string {
  return digest.replaceAll(`${relative(realpathSync(folder), root)}/`, "").replaceAll(root, "/clone");
}

if (import.meta.main) {
  const home = seededHome();
  if (home === undefined) process.exit(1);
  mkdirSync(FIXTURES, { recursive: true });
  for (const [file, digest] of await recordDigests(home)) writeFileSync(join(FIXTURES, file), digest);
}
