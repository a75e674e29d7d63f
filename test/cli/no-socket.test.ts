import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { committedCopy, fileOf } from "./book-folder.ts";
import { csvOf, documentsIn } from "./list-files.ts";

const preload = join(import.meta.dirname, "preload/no-socket.mjs");

/** Runs the command where every connection throws. */
function offline(...args: string[]) {
  return spawnSync(process.execPath, ["--import", preload, "src/cli/main.ts", ...args], {
    encoding: "utf8",
    env: { ...process.env, AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "not a secret" },
  });
}

const file = () => fileOf("vpc.csv", csvOf({ service: "AmazonVPC" }, documentsIn({ region: "us-east-1" })));

test.each([
  ["compare", () => ["compare", "scenarios/support-assistant.yaml", "--as-of", "2026-11-20"]],
  ["prices explain", () => ["prices", "explain", "vpc/nat/hour"]],
  [
    "prices refresh --from",
    () => ["prices", "refresh", "--accept", "a test", "--book", committedCopy(), "--from", file()],
  ],
] as const)("%s opens no connection", (_, args) => {
  const { status, stderr } = offline(...args());
  expect(stderr).not.toContain("SOCKET");
  expect(status).toBe(0);
});

test("a refresh that asks AWS would have been noticed", () => {
  const { status, stderr } = offline(
    "prices",
    "refresh",
    "--via",
    "bulk",
    "--region",
    "us-east-1",
    "--book",
    committedCopy(),
    "--dry-run",
    "--service",
    "AmazonVPC",
    "--endpoint-region",
    "us-east-1",
  );
  expect(stderr).toContain("SOCKET");
  expect(status).not.toBe(0);
}, 90_000);
