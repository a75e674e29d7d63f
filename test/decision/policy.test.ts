import { describe, expect, it } from "vitest";
import { ruledOutBy } from "../../src/decision/policy.ts";
import { rowIn, rowsOf } from "../presets/planned.ts";

const STORES = {
  region: "us-east-1",
  asOf: "2026-11-21",
  vectors: {
    today: "qdrant",
    candidates: ["pinecone/standard", "s3-vectors"],
    vectors: 1_000_000,
    dimensions: 768,
    queriesPerMonth: 10_000,
  },
};

describe("a cluster of one's own that runs today", () => {
  it.each([
    ["own-account", undefined],
    ["no-third-party", undefined],
    ["air-gapped", "the data policy is air-gapped, and this reaches beyond the account"],
  ] as const)("%s: %s", async (policy, because) => {
    const rows = [...(await rowsOf(STORES)).values()];
    const today = rows.find(({ kind }) => kind === "today");
    expect(today?.seller).toBe("self");
    expect(today && ruledOutBy(policy, today)).toBe(because);
  });

  it("what is bought beside it still leaves the account, S3 Vectors included", async () => {
    const rows = await rowsOf(STORES);
    const said = ["pinecone-standard", "s3-vectors"].map((id) =>
      ruledOutBy("own-account", rowIn(rows, `vectors.buy.${id}`)),
    );
    expect(said).toEqual([
      "the data policy is own-account, and pinecone/standard runs this outside it",
      "the data policy is own-account, and s3-vectors runs this outside it",
    ]);
  });
});
