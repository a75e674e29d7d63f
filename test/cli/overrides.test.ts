import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { reportSchema } from "../../src/report/report.ts";
import { Decimal } from "../../src/units.ts";
import { BOOK_DIR } from "../prices/books.ts";
import { crossover } from "./in-process.ts";

const home = process.cwd();
const scenario = resolve("scenarios/support-assistant.yaml");
const example = resolve("crossover.overrides.example.yaml");
const USUAL = "crossover.overrides.yaml";
const AS_OF = ["--as-of", "2026-11-21"];
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-"));
  process.chdir(folder);
});
beforeEach(() => {
  for (const name of readdirSync(".")) rmSync(name);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const edp = {
  id: "edp-2026",
  kind: "discount",
  match: "ec2/*",
  multiplier: "0.91",
  because: "EDP, contract year 2",
  expiresAt: "2027-03-31",
};
const block = {
  id: "p5-block",
  kind: "capacity-block",
  match: "ec2/instance/p5e.48xlarge/*",
  hourlyUsd: "34.608",
  quotedAt: "2026-11-02",
  expiresAt: "2026-12-01",
};
const write = (rules: readonly object[], file = USUAL) =>
  writeFileSync(file, stringify({ overrides: rules }));
const report = async (...words: string[]) => {
  const { out, err, exitCode } = await crossover("compare", scenario, ...AS_OF, "--json", ...words);
  expect([err, exitCode]).toEqual(["", 0]);
  return reportSchema.parse(JSON.parse(out));
};

/** Every file below the price book with its content. */
function fingerprint(dir: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(dir, { recursive: true, encoding: "utf8" }).sort()) {
    const file = join(dir, name);
    if (statSync(file).isFile()) hash.update(name).update(readFileSync(file));
  }
  return hash.digest("hex");
}

describe("a discount of 9 % on ec2/*", () => {
  it("multiplies the compute line: 4 × 730 h × 3.36312 × 0.91, beside its list cost", async () => {
    write([edp]);
    const { alternatives } = await report();
    const row = alternatives.find(({ id }) => id === "host.g7e.2xlarge");
    const line = row?.monthly.find(({ id }) => id === "llm.hours");
    const list = new Decimal(4).times(730).times("3.36312");
    expect(line?.listCost).toEqual({ kind: "known", usd: list.toFixed() });
    expect(line?.cost).toEqual({ kind: "known", usd: list.times("0.91").toFixed() });
    expect(line?.price).toMatchObject({
      tiers: [{ usd: "3.0604392" }],
      provenance: { kind: "yours", key: "override edp-2026", because: "EDP, contract year 2" },
      overridden: {
        by: ["edp-2026"],
        list: { tiers: [{ usd: "3.36312" }], provenance: { kind: "published" } },
      },
    });
  });

  it("puts list totals beside effective ones: those of a report without the rule", async () => {
    write([edp]);
    const [own, list] = [await report(), await report("--no-overrides")];
    expect(list.overrides).toBeUndefined();
    for (const row of list.alternatives.filter(({ kind }) => kind === "hosted")) {
      const other = own.alternatives.find(({ part, id }) => part === row.part && id === row.id);
      expect(other?.list?.overrides).toEqual(["edp-2026"]);
      expect(other?.list?.monthUsd).toBeCloseTo(row.row?.monthUsd ?? 0, 6);
      expect(other?.list?.tcoUsd).toBeCloseTo(row.row?.tcoUsd ?? 0, 4);
      expect(other?.row?.monthUsd).toBeLessThan(row.row?.monthUsd ?? 0);
    }
    expect(
      own.alternatives.filter(({ kind }) => kind !== "hosted").every(({ list: l }) => l === undefined),
    ).toBe(true);
  });

  it("takes one line of the one screen, and a section of the rest", async () => {
    write([edp]);
    const { out } = await crossover("compare", scenario, ...AS_OF);
    expect(out.split("\n").filter((line) => line.startsWith("Overrides"))).toEqual([
      "Overrides  edp-2026: 4 × g7e.2xlarge 11,454 USD/month, 12,338 at list prices",
    ]);
    expect(out.split("\n").length).toBeLessThanOrEqual(46);
    const full = (await crossover("compare", scenario, ...AS_OF, "--full")).out;
    expect(full).toContain(`${USUAL}: 1 rule, at work here: edp-2026`);
    expect(full).toMatch(/4 × g7e\.2xlarge +11,454 +12,338 +458,353 +490,181 +edp-2026/);
    expect((await crossover("compare", scenario, ...AS_OF, "--markdown")).out).toContain(
      "- **Overrides** edp-2026:",
    );
  });

  it("is taken apart by explain: list price, effective price and the rule", async () => {
    write([edp], "mine.yaml");
    const { out } = await crossover(
      "explain",
      "host.llm.hours",
      scenario,
      ...AS_OF,
      "--overrides",
      "mine.yaml",
    );
    expect(out).toContain("price      3.0604392 USD per hour");
    expect(out).toContain("list price 3.36312 USD per hour · published 2026-07-20");
    expect(out).toContain("override   edp-2026 (discount × 0.91)");
    expect(out).toContain("at list    9,820.31 USD a month");
    expect(out).toContain("yours, override edp-2026 (EDP, contract year 2)");
  });

  it("is repeated in the commands that continue the report", async () => {
    write([edp], "mine.yaml");
    expect((await report("--overrides", "mine.yaml")).next[0]).toContain("--overrides mine.yaml");
    expect((await report("--no-overrides")).next[0]).toContain("--no-overrides");
  });
});

describe("which file is read", () => {
  it("none: no word about overrides", async () => {
    expect((await report()).overrides).toBeUndefined();
  });

  it("a rule that no line uses is said, and changes nothing", async () => {
    const before = await report();
    write([block]);
    const { overrides, ...rest } = await report();
    expect(overrides).toMatchObject({ file: USUAL, rules: [{ id: "p5-block", lines: 0 }] });
    expect(rest.alternatives.map(({ row }) => row)).toEqual(before.alternatives.map(({ row }) => row));
    expect((await crossover("compare", scenario, ...AS_OF)).out).not.toMatch(/^Overrides/m);
  });

  it("the example is valid and prices like its one rule", async () => {
    copyFileSync(example, USUAL);
    expect((await report()).overrides?.rules.map(({ id }) => id)).toEqual(["edp-2026"]);
  });

  it("the examples that it keeps as comments are valid too", async () => {
    const text = readFileSync(example, "utf8").replaceAll(/^ {2}# (?=(- id| {2}\w+:))/gm, "  ");
    writeFileSync(USUAL, text);
    const { overrides } = await report();
    expect(overrides?.rules.map(({ kind }) => kind)).toEqual([
      "discount",
      "price",
      "reserved",
      "capacity-block",
      "spot",
    ]);
  });

  it.each([
    ["is not there", ["--overrides", "other.yaml"], "", "other.yaml: there is no such file."],
    ["is no YAML", [], "overrides: [", "crossover.overrides.yaml:1:13: is not valid YAML"],
    ["is empty", [], "", "crossover.overrides.yaml must hold a list called overrides."],
  ])("a file that %s is exit 2", async (_what, words, text, message) => {
    writeFileSync(USUAL, text);
    const { err, exitCode } = await crossover("compare", scenario, ...AS_OF, ...words);
    expect(exitCode).toBe(2);
    expect(err.startsWith(message)).toBe(true);
  });
});

describe("a rule that is over", () => {
  it("stops compare, explain and choose, and does not blame the scenario", async () => {
    write([block]);
    const late = ["--as-of", "2026-12-24"];
    for (const command of [
      ["compare", scenario, ...late],
      ["explain", "host", scenario, ...late],
    ]) {
      const { err, exitCode } = await crossover(...command);
      expect(exitCode).toBe(2);
      expect(err.split("\n")[0]).toBe("Override p5-block expired on 2026-12-01.");
    }
    write([{ ...edp, expiresAt: "2020-01-01" }]);
    const { err, exitCode } = await crossover("choose", scenario);
    expect([err.split("\n")[0], exitCode]).toEqual(["Override edp-2026 expired on 2020-01-01.", 2]);
    expect(readdirSync(".")).toEqual([USUAL]);
  });
});

describe("crossover prices explain", () => {
  it("prints the effective price, the list price and the rules that bear on it", async () => {
    write([edp]);
    const { out } = await crossover("prices", "explain", "g5.2xlarge", ...AS_OF);
    expect(out).toContain("price            1.10292 USD per hour");
    expect(out).toContain("list price       1.212 USD per hour");
    expect(out).toContain("edp-2026 (discount × 0.91): EDP, contract year 2, until 2027-03-31 [applied]");
    const { prices } = JSON.parse(
      (await crossover("prices", "explain", "g5.2xlarge", ...AS_OF, "--json")).out,
    );
    expect(prices[0]).toMatchObject({
      usd: "1.10292",
      list: [{ usd: "1.212" }],
      overrides: [{ applied: true }],
    });
    expect((await crossover("prices", "explain", "g5.2xlarge", ...AS_OF, "--no-overrides")).out).toContain(
      "1.212 USD per hour",
    );
  });

  it("prices what the list does not sell, and says of a rule that is over that it is", async () => {
    write([block]);
    expect((await crossover("prices", "explain", "p5e.48xlarge", ...AS_OF)).out).toContain(
      "34.608 USD per hour",
    );
    const late = await crossover("prices", "explain", "p5e.48xlarge", "--as-of", "2026-12-24");
    expect([late.exitCode, late.err.split("\n")[0]]).toEqual([
      4,
      "p5e.48xlarge has no on-demand price; it is sold as Capacity Blocks.",
    ]);
  });
});

describe("crossover choose", () => {
  it("chooses at the reader's prices and says so", async () => {
    write([edp], "mine.yaml");
    const { out, exitCode } = await crossover("choose", scenario, "--overrides", "mine.yaml");
    expect(exitCode).toBe(0);
    expect(out).toContain(
      "priced with mine.yaml; preview reads crossover.overrides.yaml in this folder or the secret crossover:overrides",
    );
  });
});

it("the price book has the same bytes after all of it", async () => {
  const before = fingerprint(BOOK_DIR);
  write([edp, block]);
  await report();
  await crossover("prices", "explain", "g5.2xlarge", ...AS_OF);
  expect(fingerprint(BOOK_DIR)).toBe(before);
});
