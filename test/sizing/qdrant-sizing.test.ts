import { describe, expect, test } from "vitest";
import { vectorsDemand } from "../../src/demand/vectors-demand.ts";
import { fleetSchema } from "../../src/sizing/fleet.ts";
import {
  qdrantNodesFor,
  qdrantSizing,
  qdrantVectorsOf,
  vectorFleetOf,
} from "../../src/sizing/qdrant-sizing.ts";
import { vectorRamBytes } from "../../src/sizing/vector-memory.ts";
import { figure } from "../demand/figures.ts";
import { vectorsPart } from "../demand/parts.ts";
import { GIB, printed } from "./replicas.ts";

function demand(vectors: number, dimensions: number, payloadBytesInRam = 0) {
  const part = vectorsPart({
    vectors: figure(vectors),
    dimensions: figure(dimensions),
    payloadBytesInRam: figure(payloadBytesInRam),
  });
  return vectorsDemand(part, 1);
}

describe("C12: RAM = N·dim·4 B·1.5", () => {
  test("10 M × 1,536: 92.160 GB, 85.831 GiB; per million 9.216, which is 1.5 × 6.144", () => {
    const ten = vectorRamBytes(1e7, demand(1e7, 1536));
    expect(ten / 1e9).toBeCloseTo(92.16, 9);
    expect(ten / GIB).toBeCloseTo(85.831, 3);
    expect(vectorRamBytes(1e6, demand(1e6, 1536)) / 1e9).toBeCloseTo(9.216, 9);
  });
});

describe("S10: Qdrant memory and clusters", () => {
  test.each([
    [1e6, 1024, 0, "none", "5.72"],
    [1e6, 1536, 0, "none", "8.58"],
    [1e7, 1536, 0, "none", "85.83"],
    [1e7, 1536, 0, "int8", "23.25"],
    [1e7, 1536, 500, "none", "92.82"],
    [1e7, 1536, 500, "int8", "30.23"],
    [1e8, 768, 200, "int8", "153.11"],
  ] as const)("%d × %i, %i B payload, %s: %s GiB", (vectors, dimensions, payload, quantization, gib) => {
    const size = qdrantSizing(demand(vectors, dimensions, payload), { environment: "prod", quantization });
    expect(printed(size.ramGiB, gib)).toMatchObject({ ok: true });
  });

  test.each([
    [1e7, 1536, 0, "none", "1 r6g.4xlarge", "3 r6g.4xlarge, 4 r6g.2xlarge, 7 r6g.xlarge"],
    [1e7, 1536, 0, "int8", "1 r6g.xlarge", "3 r6g.xlarge, 4 r6g.large"],
    [1e8, 768, 200, "int8", "1 r6g.8xlarge", "3 r6g.4xlarge, 6 r6g.2xlarge, 12 r6g.xlarge"],
  ] as const)(
    "%d × %i, %i B, %s: dev starts with %s; two copies: %s",
    (vectors, dimensions, payload, quantization, one, two) => {
      const rows = (environment: "prod" | "dev") =>
        qdrantSizing(demand(vectors, dimensions, payload), { environment, quantization })
          .rows.filter((row) => row.instanceType.startsWith("r6g."))
          .map((row) => `${row.nodes} ${row.instanceType}`);
      expect(rows("dev")[0]).toBe(one);
      expect(rows("prod").join(", ")).toBe(two);
    },
  );

  test("10 M × 1,536 on 3 r6g.4xlarge: 57.22 GiB a node, disk 95.4 → 100 GiB each", () => {
    const size = qdrantSizing(demand(1e7, 1536), { environment: "prod", quantization: "none" });
    const row = size.rows.find((entry) => entry.instanceType === "r6g.4xlarge");
    expect(printed(row?.ramGiBPerNode ?? 0, "57.22")).toMatchObject({ ok: true });
    expect(printed((size.diskGiB * 2) / 3, "95.4")).toMatchObject({ ok: true });
    expect(row).toMatchObject({ dataVolumeGiB: 100, replicationFactor: 2, preferred: true });
  });

  test("8 bit is proposed above 50 GiB of float32 and says what to check; below it stays float32", () => {
    const large = qdrantSizing(demand(1e7, 1536), { environment: "prod" });
    expect(large.quantization).toBe("int8");
    expect(large.notes.join()).toMatch(/recall to be checked/);
    const small = qdrantSizing(demand(1e6, 1536), { environment: "prod" });
    expect(small.quantization).toBe("none");
    expect(small.rows[0]).toMatchObject({ instanceType: "r6g.large", nodes: 3, dataVolumeGiB: 50 });
  });

  test("two nodes never come out, whatever the size, and r8g says that it is unmeasured", () => {
    for (let vectors = 1e5; vectors < 1e9; vectors *= 1.7) {
      for (const environment of ["dev", "prod"] as const) {
        for (const row of qdrantSizing(demand(vectors, 1024), { environment }).rows) {
          expect(row.nodes === 1 ? environment : row.nodes >= 3 ? "cluster" : row.nodes).toMatch(
            /dev|cluster/,
          );
          expect(row.usableShare).toBeLessThanOrEqual(1);
          expect(row.notes.length > 0).toBe(row.instanceType.startsWith("r8g."));
        }
      }
    }
  });

  test("too large for 12 nodes of anything: no rows", () => {
    expect(qdrantSizing(demand(1e11, 1024), { environment: "prod" }).rows).toEqual([]);
  });

  test("measured queries bind: 1,000 a second at 20 per vCPU and 60 % need 84 vCPU, 3 r6g.8xlarge", () => {
    const rows = qdrantSizing(demand(1e6, 1024), {
      environment: "prod",
      queries: { measuredPerVcpu: 20, peakPerSecond: 1000 },
    }).rows.filter((row) => row.instanceType.startsWith("r6g."));
    expect(rows.map((row) => `${row.nodes} ${row.instanceType}`)).toEqual([
      "3 r6g.8xlarge",
      "6 r6g.4xlarge",
      "11 r6g.2xlarge",
    ]);
  });

  test("months use the function that sized the row: the largest volume of k nodes needs k, one part in 10⁶ more does not", () => {
    const options = { environment: "prod", quantization: "none" } as const;
    const row = qdrantSizing(demand(1e7, 1536), options).rows.find(
      (entry) => entry.instanceType === "r6g.2xlarge",
    );
    if (row === undefined) throw new Error("missing");
    expect(qdrantNodesFor(row, demand(1e7, 1536), options)).toBe(4);
    for (const nodes of [3, 4, 11]) {
      const vectors = qdrantVectorsOf(row, nodes, demand(1e7, 1536), options);
      expect(qdrantNodesFor(row, demand(vectors * (1 - 1e-9), 1536), options)).toBe(nodes);
      expect(qdrantNodesFor(row, demand(vectors * (1 + 1e-6), 1536), options)).toBe(nodes + 1);
    }
    expect(qdrantVectorsOf(row, 2, demand(1e7, 1536), options)).toBe(0);
    expect(qdrantNodesFor(row, demand(1e9, 1536), options)).toBeUndefined();
  });

  test("the hand-over passes the fleet's schema", () => {
    const row = qdrantSizing(demand(1e7, 1536), { environment: "prod" }).rows[0];
    if (row === undefined) throw new Error("missing");
    const vectors = vectorFleetOf(row);
    expect(fleetSchema.shape.vectors.parse(vectors)).toMatchObject({
      nodes: 3,
      shardsPerNode: 2,
      version: "1.19.0",
    });
  });
});
