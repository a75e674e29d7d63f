import { describe, expect, test } from "vitest";
import { trackingDemand } from "../../src/demand/tracking-demand.ts";
import { fleetSchema } from "../../src/sizing/fleet.ts";
import { mlflowSizing } from "../../src/sizing/mlflow-sizing.ts";
import { figure } from "../demand/figures.ts";
import { trackingPart } from "../demand/parts.ts";
import { printed } from "./replicas.ts";

const sized = (overrides: Parameters<typeof trackingPart>[0] = {}, environment: "prod" | "dev" = "prod") =>
  mlflowSizing(trackingDemand(trackingPart(overrides), 1), environment);

describe("S11: MLflow for 30 users, 2,000 runs a month of 5,000 points, kept 12 months", () => {
  test("4 workers, 4.3 GiB → m7g.large, db.m7g.large, 36.9 → 37 GiB, Multi-AZ in production", () => {
    const result = sized();
    if (result.kind !== "fleet") throw new Error(result.because);
    expect(result.serverGiB).toBeCloseTo(4.3, 9);
    expect(printed(result.databaseGiB ?? 0, "36.9")).toMatchObject({ ok: true });
    expect(result.fleet).toEqual({
      instanceType: "m7g.large",
      workers: 4,
      databaseClass: "db.m7g.large",
      databaseGiB: 37,
      databaseMaxGiB: 100,
      multiAz: true,
      version: "3.14.0",
    });
    expect(fleetSchema.shape.tracking.parse(result.fleet)).toEqual(result.fleet);
  });

  test.each([
    [1, "t4g.medium", 2, "db.t4g.medium", false],
    [25, "t4g.medium", 2, "db.t4g.medium", false],
    [26, "m7g.large", 4, "db.m7g.large", false],
    [50, "m7g.large", 4, "db.m7g.large", false],
    [51, "m7g.xlarge", 8, "db.m7g.large", true],
    [100, "m7g.xlarge", 8, "db.m7g.large", true],
  ])(
    "%i users in dev: %s, %i workers, %s, Multi-AZ %s",
    (users, instanceType, workers, databaseClass, multiAz) => {
      const result = sized({ seats: figure(users) }, "dev");
      expect(result).toMatchObject({ fleet: { instanceType, workers, databaseClass, multiAz } });
      expect(sized({ seats: figure(users) }, "prod")).toMatchObject({ fleet: { multiAz: true } });
    },
  );

  test("101 users: not modelled, asks for a load test", () => {
    expect(sized({ seats: figure(101) })).toMatchObject({
      kind: "notModelled",
      because: /101 users/,
      resolve: /load test/,
    });
  });

  test("no seats: not modelled, names the key; no runs: the database is at its 20 GiB floor and says so", () => {
    const { seats: _seats, ...nobody } = trackingPart();
    expect(mlflowSizing(trackingDemand(nobody, 1), "prod")).toMatchObject({
      kind: "notModelled",
      resolve: "tracking.seats",
    });
    const { runsPerMonth: _runs, ...idle } = trackingPart();
    const result = mlflowSizing(trackingDemand(idle, 1), "prod");
    if (result.kind !== "fleet") throw new Error(result.because);
    expect(result.databaseGiB).toBeUndefined();
    expect(result.fleet.databaseGiB).toBe(20);
    expect(result.notes.join()).toMatch(/not given/);
  });
});
