import { describe, expect, it } from "vitest";
import { exact, number } from "./exact.ts";
import { exampleInstances, exampleReport } from "./examples.ts";
import { type Alternative, alternativeOf, type Charge, type Json } from "./report-json.ts";

/** Lines that follow from requests, and lines that follow from machines that start: each driver alone moves its own. */
const TRAFFIC =
  /\.(lcu|inter-az|egress|logs\.ingest|logs\.storage|nat\.logs|database-inter-az|replica-writes|shard-results)$/;
const BOOT = /\.(nat\.image|secrets|weights\.reads|surge)$/;

const hosted = (report: Json, part: string, id?: string): Alternative => {
  const found = report.alternatives.find(
    (a) => a.part === part && a.kind === "hosted" && (id === undefined || a.id === id),
  );
  if (found === undefined) throw new Error(`${part} has no ${id ?? "hosted row"}`);
  return found;
};

const lines = ({ monthly }: Alternative, which: RegExp): Charge[] =>
  monthly.filter(({ id }) => which.test(id));

function quantityOf(alternative: Alternative, id: string): number {
  const charge = alternative.monthly.find((line) => line.id === id);
  if (typeof charge?.quantity !== "string") throw new Error(`${alternative.id}.${id} has no quantity`);
  return number(exact(charge.quantity));
}

function expectFactor(
  before: Alternative,
  after: Alternative,
  which: RegExp,
  factor: number,
  least: number,
): void {
  const ids = lines(before, which).map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(least);
  for (const id of ids)
    expect([id, quantityOf(after, id) / quantityOf(before, id)]).toEqual([id, expect.closeTo(factor, 9)]);
}

describe("doubling the requests doubles each traffic line of the report", () => {
  it("support-assistant: llm and vectors", async () => {
    const once = await exampleReport("support-assistant");
    const twice = await exampleReport(
      "support-assistant",
      "llm.requestsPerMonth=3.4M",
      "vectors.recordsWrittenPerMonth=600k",
    );
    for (const part of ["llm", "vectors"]) {
      const before = hosted(once, part);
      expectFactor(before, hosted(twice, part, before.id), TRAFFIC, 2, 5);
    }
    expectFactor(
      alternativeOf(once, "llm", "today"),
      alternativeOf(twice, "llm", "today"),
      /^tokens\./,
      2,
      2,
    );
  });

  it("ticket-classifier", async () => {
    const once = await exampleReport("ticket-classifier");
    const twice = await exampleReport("ticket-classifier", "llm.requestsPerMonth=90M");
    const before = hosted(once, "llm");
    expectFactor(before, hosted(twice, "llm", before.id), TRAFFIC, 2, 5);
  });

  it("ml-team: runs, and what they write", async () => {
    const once = await exampleReport("ml-team");
    const twice = await exampleReport("ml-team", "tracking.runsPerMonth=3600");
    const before = hosted(once, "tracking");
    expectFactor(before, hosted(twice, "tracking", before.id), TRAFFIC, 2, 5);
    expectFactor(before, hosted(twice, "tracking", before.id), /\.artifacts\./, 2, 2);
  });
});

describe("doubling the instances doubles each boot line of the report and leaves its traffic", () => {
  it.each([
    ["support-assistant", "g7e.2xlarge"],
    ["ticket-classifier", "g6.xlarge"],
  ])("%s on %s", async (name, type) => {
    const only = `llm.hosting.instanceTypes=["${type}"]`;
    const before = hosted(await exampleReport(name, only), "llm");
    const twice = 2 * (before.capacity?.instances ?? 0);
    const peak = await firstWith(name, twice, `host.${type}`, (step) => [
      only,
      `llm.peakToMean=${9 + step / 2}`,
    ]);
    const after = hosted(await exampleReport(name, ...peak), "llm");
    expect(after.capacity?.instances).toBe(twice);
    expectFactor(before, after, BOOT, 2, 3);
    expectFactor(before, after, /^llm\.(hours|root\.storage|monitoring)$/, 2, 3);
    expectFactor(before, after, /\.(inter-az|logs\.ingest|logs\.storage|nat\.logs)$/, 1, 4);
  });

  it("support-assistant: a cluster of twice the nodes boots twice as often", async () => {
    const name = "support-assistant";
    const before = hosted(await exampleReport(name), "vectors");
    const twice = 2 * (before.capacity?.instances ?? 0);
    const more = await firstWith(name, twice, "vectors.host.", (step) => [
      `vectors.vectors=${300 + 10 * step}M`,
    ]);
    const found = (await exampleReport(name, ...more)).alternatives.find(
      (a) => a.part === "vectors" && a.capacity?.instances === twice,
    );
    if (found === undefined) throw new Error("the report has another cluster than the plan");
    expectFactor(before, found, BOOT, 2, 2);
    expectFactor(before, found, /\.(inter-az|logs\.ingest|nat\.logs)$/, 1, 3);
  });
});

/** The first settings of a series at which a fleet of that many instances is planned. */
async function firstWith(
  name: string,
  instances: number,
  id: string,
  at: (step: number) => string[],
): Promise<string[]> {
  for (let step = 0; step < 60; step++) {
    const fleets = await exampleInstances(name, ...at(step));
    if (fleets.some((fleet) => fleet.id.startsWith(id) && fleet.instances === instances)) return at(step);
  }
  throw new Error(`${name} has no step with ${instances} instances of ${id}`);
}
