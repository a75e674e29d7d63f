import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { offerText } from "../../bench/offer-file.ts";
import { BOOK_DIR } from "../prices/books.ts";
import { bytesOf, committedCopy, fileOf, folder } from "./book-folder.ts";
import { crossover } from "./in-process.ts";
import { csvOf, documentsIn } from "./list-files.ts";

const KEYS = ["vpc/nat/hour", "vpc/nat/gb", "ebs/gp3/storage"];
vi.mock(import("../../src/cli/refresh/wanted-keys.ts"), async (real) => ({
  ...(await real()),
  scenarioKeys: async () => KEYS,
}));

const preload = (name: string) => ["--import", join(import.meta.dirname, `preload/${name}.mjs`)];

/** Starts the command and lets `end` kill it. */
async function interrupted(
  command: readonly string[],
  hooks: string,
  env: Record<string, string>,
  end: (kill: () => void) => Promise<unknown> = async () => {},
) {
  const child = spawn(process.execPath, [...preload(hooks), "src/cli/main.ts", ...command], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [err, [code, signal]] = await Promise.all([
    text(child.stderr),
    once(child, "exit"),
    end(() => child.kill("SIGKILL")),
  ]);
  return { err, code, signal };
}

const refreshed = (book: string, file: string) => [
  ...["prices", "refresh", "--book", book, "--accept", "a test", "--from", file],
];

/** The book can be read, and says what it said before or what it says after a whole refresh. */
async function stands(book: string, key: string, prices: readonly string[]) {
  const { out, err, exitCode } = await crossover("prices", "explain", key, "--book", book, "--json");
  expect([exitCode, err]).toEqual([0, ""]);
  expect(prices).toContain(JSON.parse(out).prices[0].usd);
}

/** What was left is cleared away with a word, and the book is that of a refresh that nobody disturbed. */
async function recovers(book: string, file: string, whole: Record<string, string>, told: boolean) {
  const { err, exitCode } = await crossover(...refreshed(book, file));
  expect(exitCode).toBe(0);
  expect(/ended before it was done; what it left is cleared away|left a broken lock/.test(err)).toBe(told);
  expect(bytesOf(book)).toEqual(whole);
}

/** Runs so many at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all([worker(), worker(), worker()]);
}

const dearer = documentsIn({ region: "us-east-1", times: "1.1" });

describe("a refresh that is killed", () => {
  test("at any call that changes a file: the book is the old one or the new one, and the next refresh mends it", async () => {
    const file = fileOf("ec2.csv", csvOf({ service: "AmazonEC2" }, dearer));
    const whole = committedCopy();
    const undisturbed = await interrupted(refreshed(whole, file), "kill-at", { KILL_AT: "0" });
    expect(undisturbed).toMatchObject({ code: 0 });
    const calls = Number(/calls (\d+)/.exec(undisturbed.err)?.[1]);
    expect(calls).toBeGreaterThan(12);
    const moments = Array.from({ length: calls }, (_, n) => n + 1);
    await each(moments, async (at) => {
      const book = committedCopy();
      expect(await interrupted(refreshed(book, file), "kill-at", { KILL_AT: String(at) })).toMatchObject({
        signal: "SIGKILL",
      });
      const left = bytesOf(book);
      await stands(book, "vpc/nat/hour", ["0.045", "0.0495"]);
      for (const [name, bytes] of Object.entries(bytesOf(BOOK_DIR)))
        if (name !== "index.json") expect(left[name]).toBe(bytes);
      await recovers(book, file, bytesOf(whole), ".lock" in left);
    });
  }, 60_000);

  test("while it makes a new book: nothing of it is a book until all of it is", async () => {
    const file = fileOf("ec2.csv", csvOf({ service: "AmazonEC2" }, dearer));
    const whole = join(folder(), "pricing-cache");
    const { err } = await interrupted(refreshed(whole, file), "kill-at", { KILL_AT: "0" });
    const calls = Number(/calls (\d+)/.exec(err)?.[1]);
    const moments = Array.from({ length: Math.ceil(calls / 3) }, (_, n) => 3 * n + 2);
    await each(moments, async (at) => {
      const book = join(folder(), "pricing-cache");
      await interrupted(refreshed(book, file), "kill-at", { KILL_AT: String(at) });
      await recovers(book, file, bytesOf(whole), ".lock" in bytesOf(book));
    });
  }, 60_000);

  test("while it reads a file of some MB: nothing was written yet", async () => {
    const file = fileOf("ec2.csv", [...offerText("csv", 1000)].join(""));
    const glob = ["--add", "ec2/instance/*/linux/shared"];
    const whole = committedCopy();
    const began = performance.now();
    await interrupted([...refreshed(whole, file), ...glob], "few-keys", {});
    const span = performance.now() - began;
    await each([0.15, 0.3, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.05], async (share) => {
      const book = committedCopy();
      await interrupted([...refreshed(book, file), ...glob], "few-keys", {}, async (kill) => {
        await wait(share * span);
        kill();
      });
      const left = bytesOf(book);
      await stands(book, "vpc/nat/hour", ["0.045"]);
      const { err, exitCode } = await crossover(...refreshed(book, file), ...glob);
      expect(exitCode).toBe(0);
      expect(err.includes("what it left is cleared away")).toBe(".lock" in left);
      expect(bytesOf(book)).toEqual(bytesOf(whole));
    });
  }, 60_000);

  test("plans still run on the book that it left", async () => {
    const book = committedCopy();
    const file = fileOf("ec2.csv", csvOf({ service: "AmazonEC2" }, dearer));
    // A snapshot stands there that the index does not name yet.
    const { err } = await interrupted(refreshed(committedCopy(), file), "kill-at", { KILL_AT: "0" });
    const calls = Number(/calls (\d+)/.exec(err)?.[1]);
    await interrupted(refreshed(book, file), "kill-at", { KILL_AT: String(calls - 5) });
    expect(Object.keys(bytesOf(book))).toContain(".lock");
    const compare = ["compare", "scenarios/support-assistant.yaml", "--as-of", "2026-11-20", "--json"];
    const [old, left] = [await crossover(...compare), await crossover(...compare, "--book", book)];
    // Only what a report says to type next names the book.
    expect([left.exitCode, left.out.replaceAll(/ --book [^\s"]+/g, "")]).toEqual([
      old.exitCode,
      old.out.replaceAll(/ --book [^\s"]+/g, ""),
    ]);
  });
});

describe("the lock", () => {
  const file = () => fileOf("ec2.csv", csvOf({ service: "AmazonEC2" }, documentsIn({ region: "us-east-1" })));
  const locked = (book: string, pid: number) =>
    writeFileSync(
      join(book, ".lock"),
      JSON.stringify({ pid, startedAt: "2026-11-20T14:02:11Z", writing: [] }),
    );

  test("of a process that runs is respected, with exit 6", async () => {
    const book = committedCopy();
    locked(book, process.ppid);
    const before = bytesOf(book);
    const { err, exitCode } = await crossover(...refreshed(book, file()));
    expect([exitCode, err]).toEqual([
      6,
      expect.stringMatching(
        `^Another refresh \\(pid ${process.ppid}, 14:02\\) holds .*pricing-cache/\\.lock\\.`,
      ),
    ]);
    expect(bytesOf(book)).toEqual(before);
  });

  test("of a process that is gone is reported and replaced", async () => {
    const book = committedCopy();
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    locked(book, gone.pid ?? 0);
    const { err, exitCode } = await crossover(...refreshed(book, file()));
    expect([exitCode, err]).toEqual([
      0,
      expect.stringContaining(
        `A refresh (pid ${gone.pid}, 2026-11-20 14:02) ended before it was done; what it left is cleared away.`,
      ),
    ]);
    expect(Object.keys(bytesOf(book))).not.toContain(".lock");
  });

  test("that nobody can read is reported and replaced", async () => {
    const book = committedCopy();
    writeFileSync(join(book, ".lock"), '{"pid": 4');
    const { err, exitCode } = await crossover(...refreshed(book, file()));
    expect([exitCode, err]).toEqual([0, expect.stringContaining("left a broken lock")]);
  });
});
