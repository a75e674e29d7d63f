import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { DecisionRecord } from "../../src/record/decision-record.ts";
import { readRecord } from "../../src/record/read-record.ts";
import { crossover } from "./in-process.ts";

const home = process.cwd();
const team = resolve("scenarios/ml-team.yaml");
const AS_OF = ["--as-of", "2026-11-21"];
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-record-"));
  process.chdir(folder);
});
beforeEach(() => {
  for (const name of readdirSync(".")) rmSync(name, { recursive: true });
  copyFileSync(team, "team.yaml");
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const files = () => readdirSync(".").filter((name) => name.includes(".decision-"));
const recorded = (name: string): DecisionRecord => readRecord(JSON.parse(readFileSync(name, "utf8")), name);
const json = () => files().filter((name) => name.endsWith(".json"));

async function record(...words: string[]): Promise<DecisionRecord> {
  const before = new Set(json());
  const { err, exitCode } = await crossover("record", "team.yaml", ...AS_OF, ...words);
  expect([err, exitCode]).toEqual(["", 0]);
  const [name = ""] = json().filter((one) => !before.has(one));
  return recorded(name);
}
const only = () => json()[0] ?? "";

describe("crossover record", () => {
  it("a flip of a figure with a range is recorded with it", async () => {
    copyFileSync(join(home, "scenarios/claims-desk.yaml"), "desk.yaml");
    const { err, exitCode } = await crossover("record", "desk.yaml", ...AS_OF);
    expect([err, exitCode]).toEqual(["", 0]);
    const ranges = recorded(only()).reversal.flatMap(({ range }) => range ?? []);
    expect(ranges.length).toBeGreaterThan(0);
    for (const { low, high } of ranges) expect(low).toBeLessThan(high);
  });

  it("writes both faces beside the scenario, with what the decision rests on", async () => {
    const made = await record("--by", "Grace Hopper", "--answer", "switching=two weeks");
    const id8 = made.id.slice(0, 8);
    expect(files()).toEqual([`team.decision-2026-11-21-${id8}.json`, `team.decision-2026-11-21-${id8}.md`]);
    expect(made).toMatchObject({
      decidedAt: "2026-11-21",
      reviewBy: "2027-11-21",
      decidedBy: "Grace Hopper",
      scenario: { file: "team.yaml", raw: { asOf: "2026-11-21", tracking: { seats: 35 } } },
      decisions: [{ part: "tracking", verdict: "self-host", clause: "6", volume: { amount: 35 } }],
      findings: [{ id: "switching", asks: true, answer: "two weeks" }],
      prices: { listAt: "2026-08-14", tokens: { version: "0.1.8" } },
    });
    expect(made.prices.units).toContainEqual({
      id: "us-east-1 ec2/instance/m7g.large/linux/shared",
      unit: "hour",
      tiers: [{ begin: "0", end: null, usd: "0.0816" }],
      from: "published",
      source: expect.stringContaining("karpenter"),
      at: "2026-07-20",
    });
    expect(made.reversal.length).toBeGreaterThan(3);
    expect(made.leftOut).toEqual([]);
  });

  it("the same question again writes nothing; replayed it has the same bytes", async () => {
    await record();
    const before = readFileSync(only(), "utf8");
    const again = await crossover("record", "team.yaml", ...AS_OF);
    expect(again.out).toBe(`Unchanged: ${only()} says the same.\n`);
    const replay = await crossover("record", "--replay", only());
    expect([replay.err, replay.exitCode]).toEqual(["", 0]);
    expect(replay.out).toContain("Same bytes");
    expect([files().length, readFileSync(only(), "utf8")]).toEqual([2, before]);
  });

  it("a criterion moved since is said, and a gap; the new record names the one it replaces", async () => {
    const first = await record();
    writeFileSync("team.yaml", `criteria: { tieBand: 0.1 }\n${readFileSync(team, "utf8")}`);
    const { out } = await crossover("record", "team.yaml", "--as-of", "2026-11-22");
    expect(out).toContain("criteria changed since 2026-11-21: criteria.tieBand 0.05 → 0.1");
    const second = recorded(json()[1] ?? "");
    expect(second.replaces).toEqual({ id: first.id, decidedAt: "2026-11-21" });
    expect(second.rigour.find(({ what }) => what.startsWith("criteria"))?.present).toBe(false);
    // The third follows the second; a record that is replaced is not the newest.
    const third = await record("--as-of", "2026-11-23");
    expect(third.replaces?.id).toBe(second.id);
    expect(third.criteriaChanged).toEqual([]);
    expect(third.rigour.find(({ what }) => what.startsWith("criteria"))?.present).toBe(true);
    const fourth = await record("--as-of", "2026-11-24", "--replaces", first.id.slice(0, 8));
    expect(fourth.replaces?.id).toBe(first.id);
  });

  it.each([
    [
      "an answer to what was not found",
      ["--answer", "fame=yes"],
      /findings of this report that ask something are switching/,
    ],
    ["an answer that is none", ["--answer", "switching="], /must be <finding>=<answer>/],
    ["an id that no record has", ["--replaces", "0123abcd"], /the records of this scenario in \. are none/],
  ])("refuses %s and writes nothing", async (_case, words, message) => {
    const { err, exitCode } = await crossover("record", "team.yaml", ...AS_OF, ...words);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
    expect(files()).toEqual([]);
  });

  it("writes nothing under --strict where a price is too old: exit 4", async () => {
    const { exitCode } = await crossover("record", "team.yaml", ...AS_OF, "--max-age", "1");
    expect([exitCode, files()]).toEqual([4, []]);
  });

  it("refuses a record that somebody edited, by name, wherever it is read", async () => {
    await record();
    writeFileSync(only(), readFileSync(only(), "utf8").replace('"self-host"', '"buy"'));
    for (const words of [
      ["record", "--replay", only()],
      ["review", only()],
      ["record", "team.yaml"],
    ]) {
      const { err, exitCode } = await crossover(...words);
      expect(exitCode).toBe(2);
      expect(err).toContain(`${only()} was changed after it was written`);
    }
  });

  it("finishes what was killed between its two files, and never writes over another's", async () => {
    await record();
    const [name, markdown] = [only(), only().replace(/json$/, "md")];
    const [bytes, page] = [readFileSync(name, "utf8"), readFileSync(markdown, "utf8")];
    rmSync(name);
    await record();
    expect([readFileSync(name, "utf8"), readFileSync(markdown, "utf8")]).toEqual([bytes, page]);
    rmSync(name);
    writeFileSync(markdown, "somebody's own page");
    const { err, exitCode } = await crossover("record", "team.yaml", ...AS_OF);
    expect([exitCode, err]).toEqual([2, expect.stringContaining(`${markdown} exists already`)]);
    expect(readFileSync(markdown, "utf8")).toBe("somebody's own page");
    expect(readdirSync(".").filter((one) => one.startsWith("."))).toEqual([]);
  });

  it("refuses a replay with another input, naming which", async () => {
    const made = await record();
    const other = { ...made, tool: "crossover 0.0.1" };
    const { withId, recordText } = await import("../../src/record/canonical.ts");
    const { sha256 } = await import("../../src/cli/digest.ts");
    const { id: _, ...draft } = other;
    const snapshots = draft.prices.snapshots.map((one) => ({ ...one, sha256: "0".repeat(64) }));
    const changed = withId({ ...draft, prices: { ...draft.prices, snapshots } }, sha256);
    writeFileSync("other.json", recordText(changed));
    const { err, exitCode } = await crossover("record", "--replay", "other.json");
    expect(exitCode).toBe(2);
    expect(err).toContain("program: crossover 0.0.1 then");
    expect(err).toContain("price snapshot of us-east-1 (aws/us-east-1/2026-08-14.json): 000000000000… then");
    expect(err).not.toContain("billing rules");
  });
});

describe("your own prices", () => {
  const KEY = "a key of at least sixteen characters";
  afterAll(() => {
    delete process.env.CROSSOVER_RECORD_KEY;
  });
  const rule = (multiplier: string) =>
    stringify({
      overrides: [{ id: "edp", kind: "discount", match: "*", multiplier, because: "a secret contract" }],
    });
  /** The record of one folder of its own: nothing before it. */
  async function alone(multiplier: string, ...words: string[]) {
    for (const name of files()) rmSync(name);
    writeFileSync("crossover.overrides.yaml", rule(multiplier));
    const made = await record(...words);
    const markdown = readFileSync(files().find((name) => name.endsWith(".md")) ?? "", "utf8");
    return { made, markdown };
  }

  it("law: two discounts leave the same record but for its keyed hash, so the record tells neither", async () => {
    process.env.CROSSOVER_RECORD_KEY = KEY;
    const [nine, eight] = [await alone("0.913"), await alone("0.887")];
    expect(nine.made.overrides?.keyedSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(nine.made.overrides?.keyedSha256).not.toBe(eight.made.overrides?.keyedSha256);
    const without = ({ id: _, overrides: __, ...rest }: DecisionRecord) => rest;
    expect(without(nine.made)).toEqual(without(eight.made));
    for (const word of ["0.913", "a secret contract", "edp"]) {
      expect(JSON.stringify(nine.made)).not.toContain(word);
      expect(nine.markdown).not.toContain(word);
    }
    expect(nine.markdown).toContain("## Left out of this record");
  });

  it("law: nor do they where the volume grows and machines are bought on the way", async () => {
    copyFileSync(resolve(home, "scenarios/support-assistant.yaml"), "team.yaml");
    const grows = ["--set", "growthPerMonth=0.02"];
    const [nine, eight] = [await alone("0.913", ...grows), await alone("0.905", ...grows)];
    const without = ({ id: _, overrides: __, ...rest }: DecisionRecord) => rest;
    expect(without(nine.made)).toEqual(without(eight.made));
  });

  it("without a key there is no hash to guess at, and the record says so; a short key is refused", async () => {
    delete process.env.CROSSOVER_RECORD_KEY;
    const { made } = await alone("0.913");
    expect(made.overrides).not.toHaveProperty("keyedSha256");
    expect(made.leftOut.join(" ")).toContain("CROSSOVER_RECORD_KEY");
    process.env.CROSSOVER_RECORD_KEY = "short";
    const { err, exitCode } = await crossover("record", "team.yaml", ...AS_OF);
    expect(exitCode).toBe(2);
    expect(err).toContain("at least 16 characters, got 5");
  });

  it("are asked for at a replay, and known again by the key", async () => {
    process.env.CROSSOVER_RECORD_KEY = KEY;
    await alone("0.913");
    expect((await crossover("record", "--replay", only())).exitCode).toBe(0);
    expect((await crossover("record", "--replay", only(), "--no-overrides")).err).toContain(
      "your own prices: rules of your own then, none now",
    );
    writeFileSync("crossover.overrides.yaml", rule("0.9"));
    expect((await crossover("record", "--replay", only())).err).toContain("your own prices: ");
  });
});

it.each(["claims-desk", "support-assistant", "ticket-classifier", "ml-team"])(
  "records %s, replays it to the same bytes and reviews it a day later",
  async (name) => {
    copyFileSync(join(home, "scenarios", `${name}.yaml`), `${name}.yaml`);
    const made = await crossover("record", `${name}.yaml`, ...AS_OF);
    expect([made.err, made.exitCode]).toEqual(["", 0]);
    const replay = await crossover("record", "--replay", only());
    expect([replay.err, replay.exitCode]).toEqual(["", 0]);
    const review = await crossover("review", only(), "--as-of", "2026-11-22", "--json");
    expect([0, 5]).toContain(review.exitCode);
    expect(JSON.parse(review.out).decisions.every(({ flips }: { flips: boolean }) => !flips)).toBe(true);
  },
  60_000,
);

it("compare says first that a criterion was moved since the last record", async () => {
  await record();
  const { out } = await crossover("compare", "team.yaml", "--set", "criteria.tieBand=0.1", ...AS_OF);
  expect(out.replace(/\s+/g, " ")).toContain(
    "Findings criteria changed since 2026-11-21: criteria.tieBand 0.05 → 0.1; criteria.tieBand",
  );
});
