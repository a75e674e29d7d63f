import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { crossover } from "./in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "crossover-people-"));

type Raw = Record<string, unknown>;

const compared = async (raw: Raw, ...flags: string[]) => {
  const file = join(folder, "s.yaml");
  writeFileSync(file, stringify(raw));
  return crossover("compare", file, "--as-of", "2026-11-21", ...flags);
};

const full = async (raw: Raw, ...flags: string[]) => {
  const { out, err, exitCode } = await compared(raw, "--full", ...flags);
  expect([exitCode, err]).toEqual([0, ""]);
  return out.replace(/\s+/g, " ");
};

const json = async (raw: Raw, ...flags: string[]) =>
  JSON.parse((await compared(raw, "--json", ...flags)).out);

/** A rack of the reader's own beside an API; every hour of it is answered but those of security. */
const rack = (hours: Raw = {}, people: Raw = {}): Raw => ({
  region: "us-east-1",
  people: { hourlyUsd: 100, gpuExpertise: "yes", ...people },
  llm: {
    today: "own/api",
    requestsPerMonth: 1_000_000,
    promptTokens: 2000,
    outputTokens: 500,
    candidates: [{ model: "own/rack", quality: { delta: 0.02, n: 3000 } }],
  },
  offers: {
    own: [
      { name: "api", kind: "tokens", inputUsdPerMtok: 6, outputUsdPerMtok: 24 },
      {
        name: "rack",
        kind: "request",
        usdPerRequest: 0.0001,
        place: "premises",
        host: { instances: 2, hourlyUsd: 3 },
        buildHours: 450,
        upkeepHoursPerMonth: 60,
        incidentHoursPerMonth: 20,
        complianceHoursPerMonth: 20,
        ...hours,
      },
    ],
  },
});

describe("hours of an offer at the reader's own rates", () => {
  it("100 h of its own and a team of 50: every section reads these, and each flip is typed and flips", async () => {
    const raw = rack({}, { teamHoursPerMonth: 50 });
    const out = await full(raw);
    for (const said of [
      "it needs 100 h a month, the team has 50 (people.teamHoursPerMonth)",
      "too few hours: holds (needs 100 h/month, the team has 50)",
      "people.teamHoursPerMonth 50 → 100",
      "offers.own.1.upkeepHoursPerMonth 60 → 10",
    ])
      expect(out).toContain(said);
    expect(out).not.toMatch(/unanswered: llm\.hosting|GPU expertise: yes/);
    const flipped = await json(raw, "--set", "people.teamHoursPerMonth=100");
    expect(flipped.decisions[0].verdict).toBe("self-host");
  });

  it("what is answered is not asked again, and what is asked can be answered under the key that is named", async () => {
    const raw = rack();
    const report = await json(raw);
    const gap = report.notPriced.find(({ what }: Raw) => what === "security");
    expect(gap.resolve).toBe("offers.own.1.securityHoursPerMonth");
    expect(report.notPriced.map(({ what }: Raw) => what)).not.toContain("compliance");
    const item = (of: typeof report, name: string) =>
      of.checklist.find((entry: Raw) => entry.item === name).state;
    expect(item(report, "people: upkeep, incidents, on call")).toBe("priced");
    expect(item(report, "security and compliance")).toBe("not-priced");
    const answered = await json(raw, "--set", `${gap.resolve}=3`);
    expect(item(answered, "security and compliance")).toBe("priced");
  });

  it("the hidden share is its own: (20 + 20) × 100 of 10,000 of people and 4,380 of machines", async () => {
    const report = await json(rack({ host: { instances: 2, hourlyUsd: 3, overheadShare: 0 } }));
    const unit = report.rules.units.find(({ alternative }: Raw) => alternative === "host.rack");
    expect(unit.hidden.unanswered).toEqual([]);
    expect(unit.hidden.share.value).toBeCloseTo(4000 / 14_380, 10);
  });

  it("published hidden share of an API that is bought: 13/51", async () => {
    const { out } = await crossover("compare", "--preset", "tco-002", "--json");
    const unit = JSON.parse(out).rules.units.find(({ alternative }: Raw) => alternative === "buy.api");
    expect(unit.hidden.share.value).toBeCloseTo(13 / 51, 12);
  });
});

it("build hours that are spread are worked once: 640 h, 16 weeks, and 59 h a month to run it", async () => {
  const { out } = await crossover("compare", "--preset", "tco-002", "--full");
  const text = out.replace(/\s+/g, " ");
  for (const said of [
    "fine-tuned 640 8,000 a month, spread 59 8,850 32.8 %",
    "speed 16 weeks of one engineer",
    "maintenance 59 h/month",
    "hosted: 640 h once, paid month by month, and 59 h/month",
  ])
    expect(text).toContain(said);
});

describe("hiring or training, counted once", () => {
  const short = rack({}, { teamHoursPerMonth: 50, hiringUsd: 20_000 });

  it("20,000 USD once on what is hosted, and on nothing else: the hours are there, and it is said", async () => {
    const report = await json(short);
    const hired = ({ oneOff }: { oneOff: Raw[] }) => oneOff.some(({ id }) => id === "oneOff.hiring");
    expect(report.alternatives.filter(hired).map(({ id }: Raw) => id)).toEqual(["host.rack"]);
    expect(report.decisions[0].verdict).toBe("self-host");
    const host = report.alternatives.find(({ id }: Raw) => id === "host.rack");
    expect(host.row.oneOffUsd).toBe(65_000);
    expect(report.decisions[0].findings.map(({ id }: Raw) => id)).toContain("hiring");
    const item = report.checklist.find((entry: Raw) => entry.item === "hiring and training of people");
    expect(item).toMatchObject({ state: "priced", mostUsdOnce: "20000" });
  });

  it("49 h more are too few for 100 of 50, 50 are not", async () => {
    const verdict = async (hours: number) =>
      (await json(short, "--set", `people.hiringHoursPerMonth=${hours}`)).decisions[0].verdict;
    expect(await verdict(49)).toBe("buy");
    expect(await verdict(50)).toBe("self-host");
  });

  it.each([
    ["people.hiringHoursPerMonth=10", /people\.hiringHoursPerMonth is given, but it adds to/],
    ["people.hiringUsd=0", /people\.hiringUsd/],
  ])("%s alone is refused", async (setting, said) => {
    const { err, exitCode } = await compared(rack(), "--set", setting);
    expect(exitCode).toBe(2);
    expect(err).toMatch(said);
  });

  it("without a model to host nobody is hired", async () => {
    const { err, exitCode } = await crossover(
      "compare",
      "scenarios/ml-team.yaml",
      "--set",
      "people.hiringUsd=30000",
    );
    expect(exitCode).toBe(2);
    expect(err).toContain("no model could be hosted");
  });
});
