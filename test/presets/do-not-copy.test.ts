import { describe, expect, it } from "vitest";
import { presetFile } from "../../src/cli/preset-file.ts";
import { runPreset } from "../../src/cli/preset-run.ts";
import { refuseUnreadKeys } from "../../src/cli/unread-keys.ts";
import { straightBreakEven } from "../../src/compare/straight-line.ts";
import { qualityGate } from "../../src/decision/gate.ts";
import { vectorsDemand } from "../../src/demand/vectors-demand.ts";
import { presetNamed, presets } from "../../src/presets/preset.ts";
import { isUnknown } from "../../src/prices/charge.ts";
import { ec2Instance } from "../../src/prices/price-key.ts";
import { figureOf } from "../../src/report/preset/figure-of.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import { instanceType } from "../../src/sizing/instance-type.ts";
import { qdrantNodesFor, qdrantRowOf } from "../../src/sizing/qdrant-sizing.ts";
import { nodesHolding, vectorRamBytes } from "../../src/sizing/vector-memory.ts";
import { figure as figureIn } from "../demand/figures.ts";
import { vectorsPart } from "../demand/parts.ts";
import { BOOK_DIR, committedBook } from "../prices/books.ts";
import { parsed, presetRows, rowIn, rowsOf, sum } from "./planned.ts";

/** One figure of a preset with inputs changed: its unrounded decimal, or its word. */
async function figure(preset: string, id: string, settings: readonly string[] = []): Promise<string> {
  const file = presetFile(preset, undefined);
  const raw = settings.reduce(applySetting, file.raw);
  const report = await runPreset(preset, { ...file, raw }, { book: BOOK_DIR, changed: settings });
  const found = report.figures.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found.ours.kind === "word" ? found.ours.word : found.ours.value;
}

/** The neighbours of a double, a few steps of its last digit away. */
const around = (value: number) => Array.from({ length: 4001 }, (_, i) => value * (1 + (i - 2000) * 2 ** -53));

/** A count of points whose share of a node is the limit itself, not only close to it. */
function fillingExactly(share: (vectors: number) => number, limit: number): number {
  const found = around(limit / share(1)).find((vectors) => share(vectors) === limit);
  if (found === undefined) throw new Error("no double fills it exactly");
  return found;
}

/** The next count that no longer fits. */
function nextShareAbove(share: (vectors: number) => number, full: number, limit: number): number {
  const found = around(full).find((vectors) => share(vectors) > limit);
  if (found === undefined) throw new Error("no double lies above");
  return found;
}

describe("defects of the published texts that must not come back", () => {
  it("C11 a negative saving is never, not 576,923 months of one cent each", async () => {
    expect(await figure("vector-000", "payback")).toBe("never");
    expect(await figure("llm-tco-000", "payback", ["llm.requestsPerMonth=1000"])).toBe("never");
  });

  it("J2 labelling is in the total: 50,000 USD over 12 months are 4,166.67 a month and 50,000 in all", async () => {
    const [without, whole] = [
      await presetRows("tco-002", ["offers.own.1.labellingUsd=0"]),
      await presetRows("tco-002"),
    ].map((rows) => rowIn(rows, "host.fine-tuned"));
    const year = (row: typeof whole) => (row?.months ?? []).reduce((total, { usd }) => total + usd, 0);
    expect(sum(whole?.monthly ?? []) - sum(without?.monthly ?? [])).toBeCloseTo(50_000 / 12, 8);
    expect(year(whole) - year(without)).toBeCloseTo(50_000, 6);
  });

  it("M5 the lines are the month, and 12 × the month is not the year when the spread ends before", async () => {
    const rows = await presetRows("tco-002", ["horizonMonths=24"]);
    for (const id of ["buy.api", "host.fine-tuned", "buy.retrieval"]) {
      const row = rowIn(rows, id);
      expect(sum(row.monthly), id).toBe(row.months[0]?.usd);
    }
    const tuned = rowIn(rows, "host.fine-tuned").months.map(({ usd }) => usd);
    expect(tuned[11]).toBe(tuned[0]);
    // build 640 h × 150 + 50,000 + 15,000, spread over 12 months
    expect((tuned[11] ?? 0) - (tuned[12] ?? 0)).toBeCloseTo(161_000 / 12, 6);
  });

  it("A9 utilisation divides capacity: a fleet at a higher peak is larger, and each instance costs the same 730 hours", async () => {
    const at = async (peakToMean: number) => {
      const rows = await rowsOf({
        region: "us-east-1",
        asOf: "2026-11-21",
        llm: {
          requestsPerMonth: 3_000_000,
          promptTokens: 2000,
          outputTokens: 300,
          peakToMean,
          candidates: ["openai/gpt-oss-20b"],
          hosting: { instanceTypes: ["g6e.xlarge"] },
        },
      });
      const row = rowIn(rows, "host.g6e.xlarge");
      const compute = row.monthly.filter(({ category }) => category === "compute");
      const machines = compute.filter(({ id }) => id === "llm.hours");
      const hours = machines.reduce(
        (all, { quantity }) => all + Number(isUnknown(quantity) ? 0 : quantity),
        0,
      );
      const units = row.capacity?.instances ?? 0;
      return { units, usd: sum(compute), hours, machineUsd: sum(machines) };
    };
    const [calm, busy] = [await at(2), await at(8)];
    expect(busy.units).toBeGreaterThan(calm.units);
    expect(busy.usd / busy.units).toBeCloseTo(calm.usd / calm.units, 6);
    const price = committedBook("2026-11-21").find(ec2Instance("g6e.xlarge"), "us-east-1");
    const hourly = isUnknown(price) ? 0 : price.tiers[0]?.usd.toNumber();
    expect(hourly).toBeGreaterThan(0);
    for (const { hours, units, machineUsd } of [calm, busy]) {
      expect(hours).toBe(units * 730);
      expect(machineUsd).toBeCloseTo(units * 730 * (hourly ?? 0), 6);
    }
  });

  it("I3 a break-even is a case, not a truncated quotient of any sign", async () => {
    const api = { fixedUsd: 50_000 / 12, usdPerVolume: 0.002 };
    const tuned = { fixedUsd: 250_000 / 12, usdPerVolume: 0.0002 };
    expect(straightBreakEven(api, { ...tuned, usdPerVolume: 0.003 }).kind).toBe("never");
    expect(straightBreakEven(api, { ...tuned, usdPerVolume: 0.002 }).kind).toBe("never");
    expect(straightBreakEven(api, { ...tuned, fixedUsd: 0 }).kind).toBe("everywhere");
    expect(Number(await figure("upfront-002", "break-even"))).toBeCloseTo(250_000_000 / 27, 4);
    expect(await figure("upfront-002", "break-even", ["offers.own.1.usdPerRequest=0.003"])).toBe("never");
  });

  it("D39 systems are USD per system: 6 weeks × 4,000 and 5 × 2,000 are 1.5 × 24,000 + 1.2 × 10,000 = 48,000", async () => {
    const rows = await presetRows("upfront-002", [
      'offers.switching={"weeks":6,"weeklyUsd":4000,"systems":5,"usdPerSystem":2000}',
    ]);
    const lines = rowIn(rows, "buy.fine-tuned").oneOff.filter(({ id }) => id.startsWith("switching."));
    expect(sum(lines)).toBe(48_000);
  });

  it("G1-G3 prices per million tokens stay per million: 450, 160 and 108, nowhere a thousandth of them", async () => {
    const file = presetFile("tokens-001", undefined);
    const report = await runPreset("tokens-001", file, { book: BOOK_DIR, changed: [] });
    const values = report.figures.map(({ ours }) => (ours.kind === "number" ? ours.value : ours.word));
    expect(values.slice(0, 3)).toEqual(["450", "160", "108"]);
    for (const slip of ["0.45", "0.16", "0.108", "0"]) expect(values).not.toContain(slip);
  });

  it("C1 a price per vector and month is not multiplied by 30 days: 0.25 a million × 10 M is 2.50", async () => {
    const rows = await presetRows("vector-000", ["offers.own.0.usdPerMillionVectorMonths=0.25"]);
    const storage = rowIn(rows, "vectors.today").monthly.filter(({ id }) => id === "own.storage");
    expect(sum(storage)).toBe(2.5);
  });

  it("G4, P1 a month has 730 hours unless the input says 720", async () => {
    expect(await figure("tokens8b-003", "instance")).toBe("883.3");
    expect(await figure("tokens-001", "gpus")).toBe("3600");
    expect(await figure("tokens-001", "gpus", ["llm.hosting.fixed.hoursPerMonth=730"])).toBe("3650");
  });

  it("P4, G5 a break-even names the rate that it asks for, and a host without a stated capacity says so", async () => {
    expect(Number(await figure("tokens8b-003", "rate"))).toBeCloseTo(1813.77, 2);
    const rows = await presetRows("tokens8b-003");
    expect(rowIn(rows, "host.fixed").notes.join()).toMatch(/nothing says what volume it carries/);
    const own = await presetRows("tco-002");
    expect(rowIn(own, "host.fine-tuned").notes.join()).toMatch(/nothing says what volume it carries/);
  });

  it("P5 nothing rounds before the report: 4.7666 billion, printed 4.77", async () => {
    expect(Number(await figure("tokens8b-003", "break-even-billions"))).toBeCloseTo(4.7666, 12);
  });

  it("D19 no requests have no cost per request: undefined, not 0", async () => {
    const none = "llm.requestsPerMonth=0";
    const scenario = parsed(applySetting(presetNamed("tco-002").scenario, none));
    const rows = [...(await presetRows("tco-002", [none])).values()];
    const part = { part: "llm" as const, alternatives: rows, leversRefused: [], ruledOut: [] };
    const around = { scenario, plan: { parts: [part], missing: [] }, verdictOf: () => "" };
    expect(figureOf({ take: "month", alternative: "buy.api" }, around)).toEqual({
      kind: "number",
      value: "7650",
    });
    expect(figureOf({ take: "per1000", alternative: "buy.api" }, around)).toEqual({
      kind: "word",
      word: "undefined",
    });
  });

  it.each([
    [59e9, 1],
    [60e9, 1],
    [60e9 + 1, 2],
    [120e9, 2],
  ])("D27 %d bytes in nodes of 60 GB: %d, no node too many at exact multiples", (bytes, nodes) => {
    expect(nodesHolding(bytes, 60e9)).toBe(nodes);
  });

  it.each([
    ["r7g.xlarge", 4],
    ["r6g.xlarge", 4],
    ["r6g.2xlarge", 5],
    ["r6g.4xlarge", 8],
    ["r8g.large", 10],
  ])(
    "D27 points that fill %s × %d to the last byte take that many nodes, the next double one more",
    (name, nodes) => {
      const usable = 0.8 * (instanceType(name)?.memoryGiB ?? 0);
      const options = { environment: "prod", quantization: "none" } as const;
      const of = (vectors: number) => ({
        ...vectorsDemand(vectorsPart({ dimensions: figureIn(1024) }), 1),
        vectors,
        payloadBytesInRam: 0,
      });
      const share = (vectors: number) => ((vectorRamBytes(vectors, of(vectors)) / 2 ** 30) * 2) / nodes;
      const full = fillingExactly(share, usable);
      const above = nextShareAbove(share, full, usable);
      expect(share(full)).toBe(usable);
      expect(qdrantRowOf(name, of(full), options)?.nodes).toBe(nodes);
      const row = qdrantRowOf(name, of(full), options);
      if (row === undefined) throw new Error("no row");
      expect(qdrantNodesFor(row, of(full), options)).toBe(nodes);
      expect(qdrantRowOf(name, of(above), options)?.nodes).not.toBe(nodes);
    },
  );

  it("D9 no cases judged are unanswered, not a division by zero", () => {
    expect(qualityGate({ kind: "measured", delta: 0, n: 0 }, 0.1)).toEqual({ kind: "unanswered" });
  });

  it("D24, D27 what nobody reads is not asked: an input that no offer counts is refused", () => {
    const refused = (preset: string, setting: string) => {
      const raw = applySetting(presetNamed(preset).scenario, setting);
      return () => refuseUnreadKeys({ file: preset, name: preset, raw, text: "" }, parsed(raw));
    };
    expect(refused("tracking-000", "tracking.runsPerMonth=300")).toThrow(/reads runsPerMonth/);
    expect(refused("vector-000", "vectors.recordsPerWriteRequest=10")).toThrow(
      /reads recordsPerWriteRequest/,
    );
    expect(refused("vector-000", "vectors.queriesPerMonth=10")).not.toThrow();
  });

  it("D13, D27 every row of a comparison covers the same months", async () => {
    for (const { id, scenario } of presets()) {
      if (scenario.llm === undefined && scenario.vectors === undefined && scenario.tracking === undefined)
        continue;
      const lengths = [...(await presetRows(id)).values()].map(({ months }) => months.length);
      expect(new Set(lengths).size, id).toBe(1);
    }
  });
});
