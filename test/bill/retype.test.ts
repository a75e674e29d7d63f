import { beforeAll, describe, expect, it } from "vitest";
import { billOfMaterials } from "../../src/bill/bill-of-materials.ts";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { retype } from "../../src/bill/retype.ts";
import { captured, PROD, withLlm, withVectors } from "./fleets.ts";
import { costOfLines, RULES } from "./resources.ts";

let prod: readonly RegisteredResource[];

beforeAll(async () => {
  prod = await captured(PROD);
});

describe("one capture prices every type", () => {
  it.each([
    ["g5.xlarge", 1, 1],
    ["g6.12xlarge", 4, 1],
    ["g6e.xlarge", 1, 1],
    ["g6e.12xlarge", 2, 2],
    ["g5.48xlarge", 8, 1],
    ["p4d.24xlarge", 8, 1],
    ["p5.48xlarge", 4, 2],
  ])(
    "vLLM on %s with tensor %i × data %i: the bill of its own capture",
    async (instanceType, tensorParallelSize, dataParallelSize) => {
      const own = await captured(withLlm({ instanceType, tensorParallelSize, dataParallelSize }));
      const retyped = retype(prod, "crossover:index:VllmService", instanceType);
      expect(billOfMaterials(retyped, RULES)).toEqual(billOfMaterials(own, RULES));
    },
  );

  it.each(["r6g.large", "r6g.4xlarge", "r7g.2xlarge"])("Qdrant on %s", async (instanceType) => {
    const own = await captured(withVectors({ instanceType }));
    expect(billOfMaterials(retype(prod, "crossover:index:QdrantCluster", instanceType), RULES)).toEqual(
      billOfMaterials(own, RULES),
    );
  });

  it("changes the component that it names and no other: 2 × 730 × (1.006 − 5.672)", () => {
    const before = Number(costOfLines(billOfMaterials(prod, RULES).lines).usd);
    const after = billOfMaterials(retype(prod, "crossover:index:VllmService", "g5.xlarge"), RULES);
    expect(Number(costOfLines(after.lines).usd) - before).toBeCloseTo(1460 * (1.006 - 5.672), 9);
    expect(after.lines.find(({ id }) => id === "demo-trk.hours")?.priceKey).toContain("m7g.large");
  });

  it("refuses a component that the graph does not hold", () => {
    expect(() => retype(prod, "crossover:index:VllmOnEks", "g5.xlarge")).toThrow(/VllmOnEks/);
  });
});
