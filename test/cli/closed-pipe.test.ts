import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

it("a reader that closes the pipe early, such as head, is no crash", async () => {
  const child = spawn(process.execPath, ["src/cli/main.ts", "prices", "explain", "vpc/nat/hour", "--json"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Closed before anything was said: the first write finds nobody.
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect(said).toBe("");
  expect(code).toBe(0);
}, 30_000);
