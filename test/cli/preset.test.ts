import { describe, expect, it } from "vitest";
import { presets } from "../../src/presets/preset.ts";
import { crossover } from "./in-process.ts";

describe("crossover compare --preset", () => {
  it("lists ten frameworks", async () => {
    const { out, exitCode } = await crossover("compare", "--list-presets");
    expect(exitCode).toBe(0);
    expect(
      presets()
        .filter(({ id }) => !out.includes(`  ${id} `))
        .map(({ id }) => id),
    ).toEqual([]);
    expect(presets().length).toBe(10);
  });

  it.each(presets().map(({ id }) => id))("%s prints its report and its table in every face", async (id) => {
    const faces = [[], ["--full"], ["--markdown"]];
    for (const face of faces) {
      const { out, err, exitCode } = await crossover("compare", "--preset", id, ...face);
      expect([exitCode, err], face.join()).toEqual([0, ""]);
      expect(out).toMatch(/published and ours/);
    }
    const { out } = await crossover("compare", "--preset", id, "--json");
    expect(JSON.parse(out).preset).toMatchObject({ id, changed: [] });
  });

  it("prints the wrong claim beside what its own inputs give", async () => {
    const { out } = await crossover("compare", "--preset", "llm-tco-000", "--markdown");
    expect(out).toMatch(/break-even, build left out.*\| 1,000,000, wrong \| 425,014 \|/);
    expect(out).toMatch(/payback of hosting, months \| – \| 35\.0540 \|/);
  });

  it("with an input changed keeps the published column, says what was changed and what it was before", async () => {
    const setting = "offers.own.1.usdPerRequest=0.003";
    const { out } = await crossover("compare", "--preset", "upfront-002", "--set", setting, "--markdown");
    expect(out).toMatch(
      /break-even, requests\/month \| 13,888,889, wrong \| never \| 9,259,259 with the text's own/,
    );
    expect(out).toContain(`Inputs changed: ${setting}.`);
    const { out: json } = await crossover("compare", "--preset", "upfront-002", "--set", setting, "--json");
    expect(JSON.parse(json).preset.changed).toEqual([setting]);
  });

  it("where nothing hosted was asked for says so, and a model that nobody measured wins by no volume alone", async () => {
    const { out } = await crossover("compare", "--preset", "upfront-002", "--full", "--width", "200");
    expect(out.replace(/\s+/g, " ")).toContain("Nothing hosted is compared; api costs 6,167 USD/month");
    expect(out).not.toContain("Nothing hosted is feasible");
    expect(out.replace(/\s+/g, " ")).toContain(
      "It would win from 9.26 M requests a month (now 1 M), once its quality is measured.",
    );
  });

  it("rows are named after the inputs, and move with them", async () => {
    const rows = async (preset: string, ...settings: string[]) => {
      const set = settings.flatMap((setting) => ["--set", setting]);
      const { out } = await crossover("compare", "--preset", preset, ...set, "--json");
      const { figures } = JSON.parse(out).preset;
      return (id: string) => figures.find((figure: { id: string }) => figure.id === id);
    };
    const llm = await rows("llm-tco-000", "horizonMonths=24", "llm.hosting.upkeepHoursPerMonth=30");
    expect(llm("api-horizon")).toMatchObject({ quantity: "API over 24 months", ours: { value: "210000" } });
    expect(llm("upkeep").quantity).toBe("upkeep, 30 h");
    expect(llm("break-even-spread").quantity).toBe("break-even, build spread over 24 months");
    // (4,467.60 + 670.14 + 30 × 115 + 46,000 ÷ 24) ÷ 0.0175
    expect(Number(llm("break-even-spread").ours.value)).toBeCloseTo((8587.74 + 46_000 / 24) / 0.0175, 4);
    const tokens = await rows(
      "tokens8b-003",
      "llm.hosting.fixed.hoursPerMonth=720",
      'offers.own.0={"name":"small-api","kind":"tokens","inputUsdPerMtok":0.3,"outputUsdPerMtok":0.3}',
    );
    // (1.21 × 720 + 1,500) ÷ 0.30 per Mtok, in 720 h; (0.30 − 0.15) ÷ 0.45
    expect(Number(tokens("rate").ours.value)).toBeCloseTo(2371.2 / 0.3e-6 / (720 * 3600), 4);
    expect(Number(tokens("blend").ours.value)).toBeCloseTo(1 / 3, 10);
    const capacity = await rows("tokens-001", "llm.hosting.fixed.hoursPerMonth=730");
    expect(capacity("capacity")).toMatchObject({
      quantity: "what 30,000 tokens/s carry in 730 h",
      ours: { value: "78840000000" },
    });
    const nodes = await rows("vector-000", "vectors.vectors=206000000", "offers.own.1.host.usableGB=120");
    expect(nodes("nodes-published")).toMatchObject({
      quantity: "nodes of 120 GB for that",
      ours: { value: "4" },
    });
  });

  it.each([
    ["premium-000", "managed service: do it yourself; the managed service costs 48,000 USD/year more"],
    ["components-001", "RAG pipeline: build; differentiation 6"],
  ])(
    "%s has no part: its rules are the answer, and nothing is said to have been searched",
    async (id, said) => {
      const screen = (await crossover("compare", "--preset", id, "--width", "200")).out;
      expect(screen.split("\n")[2]).toMatch(/: (do it yourself|buy);/);
      expect(screen).toContain(said);
      expect(screen).not.toMatch(/Flips it|--set people|\n\n\n/);
      expect(screen.includes("Prices of")).toBe(id === "premium-000");
      const markdown = (await crossover("compare", "--preset", id, "--markdown")).out;
      expect(markdown).toContain(said);
      expect(markdown).not.toContain("Flips it");
    },
  );

  it("takes apart a line of a preset, and repeats the preset in what to type next", async () => {
    const { out } = await crossover("explain", "host.people.upkeep", "--preset", "tco-002");
    expect(out).toMatch(/40 hours × 150 USD = 6,000\.00 USD a month/);
    const { out: report } = await crossover("compare", "--preset", "tco-002", "--width", "200");
    expect(report).toMatch(/npx crossover explain \S+ --preset tco-002/);
  });

  it.each([
    [["--preset", "llm"], /no preset has that name. Did you mean llm-tco-000\?/],
    [["scenarios/ml-team.yaml", "--preset", "llm-tco-000"], /ml-team.yaml is given too/],
    [["--preset", "llm-tco-000", "--set", "llm.nothing=1"], /no such key/],
  ])("%j: one sentence, exit 2", async (words, message) => {
    const { err, out, exitCode } = await crossover("compare", ...words);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});
