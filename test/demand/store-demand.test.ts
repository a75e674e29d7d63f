import { describe, expect, test } from "vitest";
import { trackingDemand } from "../../src/demand/tracking-demand.ts";
import { vectorsDemand } from "../../src/demand/vectors-demand.ts";
import { figure } from "./figures.ts";
import { trackingPart, vectorsPart } from "./parts.ts";

describe("vectors", () => {
  test("points, queries and writes grow by 10 % a month, sizes do not", () => {
    const part = vectorsPart({
      growthPerMonth: figure(0.1),
      recordsWrittenPerMonth: figure(100),
      metadataBytes: figure(40),
    });
    const demand = vectorsDemand(part, 3);
    expect(demand.vectors).toBeCloseTo(1_210_000, 6);
    expect(demand.queriesPerMonth).toBeCloseTo(1_210_000, 6);
    expect(demand.recordsWrittenPerMonth).toBeCloseTo(121, 9);
    expect(demand).toMatchObject({ dimensions: 1024, metadataBytes: 40 });
    expect(vectorsDemand(part, 1, 2).vectors).toBe(2_000_000);
  });
});

describe("tracking", () => {
  test("S11: 2,000 runs of 0.2 GB kept 12 months: 400 GB in month 1, 2,000 in 5, 4,800 from month 12", () => {
    const gb = [1, 5, 12, 13, 36].map((month) => trackingDemand(trackingPart(), month).artifactGB);
    expect(gb).toEqual([400, 2000, 4800, 4800, 4800].map((value) => expect.closeTo(value, 6)));
  });

  test("with growth the kept months add up: 100 + 200 + 400 runs, kept 2 months: 600", () => {
    const part = trackingPart({ runsPerMonth: figure(100), retentionMonths: figure(2) });
    expect(trackingDemand(part, 3, figure(1)).runsKept).toBe(600);
    expect(trackingDemand(part, 3, figure(1)).users).toBe(120);
  });

  test("what nobody gave is unknown and names its key, never 0", () => {
    const { seats: _seats, runsPerMonth: _runs, artifactGBPerRun: _gb, ...bare } = trackingPart();
    const demand = trackingDemand(bare, 1);
    expect(demand.users).toMatchObject({ kind: "unknown", resolve: "tracking.seats" });
    expect(demand.artifactGB).toMatchObject({ kind: "unknown", resolve: "tracking.runsPerMonth" });
    const some = trackingDemand({ ...bare, runsPerMonth: figure(10) }, 1);
    expect(some.artifactGB).toMatchObject({ kind: "unknown", resolve: "tracking.artifactGBPerRun" });
    expect(some.runsKept).toBe(10);
  });
});
