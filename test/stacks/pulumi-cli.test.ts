import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { installedCli, pulumiVersion } from "../../stacks/pulumi-cli.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "crossover-pulumi-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const version = pulumiVersion({});

/** A program named pulumi that answers `version` and echoes anything else. */
function program(at: string, says: string): string {
  const file = join(folder, at, "pulumi");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n[ "$1" = version ] && echo ${says} || echo "ran $*" >&2\n`);
  chmodSync(file, 0o755);
  return file;
}

const onPath = (...files: string[]) => files.map((file) => dirname(file)).join(delimiter);

describe("the Pulumi CLI that the launcher runs", () => {
  const right = program("right", `v${version}`);
  const old = program("old", "v3.100.0");
  const wrapper = program("node_modules/.bin", `v${version}`);
  const home = join(folder, "home");

  it.each([
    ["one of the right version on PATH", onPath(right), right],
    ["not an older one before it", onPath(old, right), right],
    ["not an older one", onPath(old), undefined],
    ["not npm's wrapper, which downloads", onPath(wrapper), undefined],
  ])("takes %s", (_, PATH, found) =>
    expect(installedCli(version, { ...process.env, PATH, PULUMI_HOME: home })).toBe(found),
  );

  it("takes the one in its own folder below PULUMI_HOME first", () => {
    const own = program(`seeded/versions/${version}/bin`, `v${version}`);
    const env = { ...process.env, PATH: onPath(right), PULUMI_HOME: join(folder, "seeded") };
    expect(installedCli(version, env)).toBe(own);
  });

  const launch = (env: Record<string, string>) =>
    spawnSync(process.execPath, ["stacks/pulumi.ts", "preview"], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, PULUMI_HOME: home, PATH: "/usr/bin:/bin", ...env },
    });

  it("where nothing can be fetched: the address, the cause, the proxy, the way by hand, exit 6", () => {
    const { status, stderr } = launch({ HTTPS_PROXY: "http://127.0.0.1:9" });
    expect(status).toBe(6);
    expect(stderr).toMatch(/https:\/\/get\.pulumi\.com\/install\.sh does not bring it: .*127\.0\.0\.1:9/);
    expect(stderr).toContain("The proxy of HTTPS_PROXY was asked.");
    expect(stderr).toContain(`https://get.pulumi.com/releases/sdk/pulumi-v${version}-`);
    expect(stderr).toContain(`-C ${join(home, "versions", version, "bin")}`);
    expect(stderr).toContain("work without the CLI");
    expect(stderr).not.toContain("    at ");
  });

  it("a CLI on PATH is run, and nothing is fetched", () => {
    const { status, stderr } = launch({ PATH: `${dirname(right)}:/usr/bin:/bin` });
    expect(stderr).not.toContain("Downloading");
    expect(stderr).toContain("ran preview");
    expect(status).toBe(0);
  });
});
