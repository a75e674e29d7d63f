import { describe, expect, test } from "vitest";
import { vectorsDemand } from "../../src/demand/vectors-demand.ts";
import { InputError } from "../../src/errors.ts";
import { embeddingCharges, firstEmbedding } from "../../src/offers/embeddings.ts";
import { pineconeUsage } from "../../src/offers/pinecone.ts";
import { s3VectorsCharges } from "../../src/offers/s3-vectors.ts";
import { OFFERS, readsOf, trackingCharges, vectorCharges } from "../../src/offers/services.ts";
import { total, tracking, usdOf, vectors } from "./scenarios.ts";

const east = { region: "us-east-1" };
const standard = (raw: Record<string, unknown>, month = 1, region = "us-east-1") =>
  vectorCharges("pinecone/standard", vectors(raw), { region }, month);

describe("Pinecone serverless Standard", () => {
  const example = {
    vectors: 8_000_000,
    dimensions: 1024,
    metadataBytes: 600,
    queriesPerMonth: 2_000_000,
    recordsWrittenPerMonth: 250_000,
  };

  test("V1 1 M × 1,536 with 1,000 B of metadata: 7.144 read units a query", () => {
    const demand = vectorsDemand(vectors({ vectors: 1e6, dimensions: 1536, metadataBytes: 1000 }), 1);
    const units = pineconeUsage(demand).readUnitsPerQuery.toNumber();
    expect(units).toBe(7.144);
    expect(Math.abs(units / 7.14 - 1)).toBeLessThan(0.01);
  });

  test("V6 one namespace: 12.39744 + 1,202.176 + 4.70 = 1,219.27344", () => {
    const { charges } = standard(example);
    expect(
      ["storage", "reads", "writes", "egress", "minimum"].map((id) => usdOf(charges, `pinecone.${id}`)),
    ).toEqual(["12.39744", "1202.176", "4.7", "0", "0"]);
    expect(total(charges)).toBe("1219.27344");
  });

  test("V6 160 tenants: reads 8.00, top-up 24.90256, exactly the minimum of 50", () => {
    const { charges, notes } = standard({ ...example, namespaces: 160 });
    expect(usdOf(charges, "pinecone.reads")).toBe("8");
    expect(usdOf(charges, "pinecone.minimum")).toBe("24.90256");
    expect(total(charges)).toBe("50");
    expect(notes.join()).toMatch(/160 namespaces/);
  });

  test("6 M × 1,024 and 1.7 M queries: 8.11008 + 668.4672 = 676.57728", () => {
    expect(
      total(standard({ vectors: 6_000_000, dimensions: 1024, queriesPerMonth: 1_700_000 }).charges),
    ).toBe("676.57728");
  });

  test("C13 71.4 GB in one namespace, 1.5 M queries: 1,737.162", () => {
    // 10 M records of 7,140 B
    const part = {
      vectors: 10_000_000,
      dimensions: 1536,
      metadataBytes: 996,
      queriesPerMonth: 1_500_000,
      topK: 1,
    };
    expect(total(standard(part).charges)).toBe("1737.162");
  });

  test("a minimum is a floor, not a fee: 49.99 becomes 50, 50.01 stays", () => {
    const stored = (gb: number) => standard({ vectors: (gb * 1e9) / 4000, dimensions: 1000 });
    expect(total(stored(10).charges)).toBe("50");
    expect(total(stored(200).charges)).toBe("66");
    expect(total(standard({ vectors: 0, dimensions: 1000 }).charges)).toBe("50");
  });

  test("growth moves records and queries together: month 2 at 10 % reads 1.21 times as much", () => {
    const part = { vectors: 6_000_000, dimensions: 1024, queriesPerMonth: 1_700_000, growthPerMonth: 0.1 };
    expect(Number(usdOf(standard(part, 2).charges, "pinecone.reads"))).toBeCloseTo(668.4672 * 1.21, 8);
  });

  test("returned metadata beyond 100 GB: 30 M queries × 10 × 600 B = 180 GB, 80 billed at 0.10", () => {
    const { charges } = standard({ ...example, queriesPerMonth: 30_000_000, recordsWrittenPerMonth: 0 });
    expect(usdOf(charges, "pinecone.egress")).toBe("8");
  });

  test("a small write still takes 5 units: 1,000 requests of one record of 400 B", () => {
    const part = vectors({
      vectors: 1,
      dimensions: 100,
      recordsWrittenPerMonth: 1_000,
      recordsPerWriteRequest: 1,
    });
    expect(pineconeUsage(vectorsDemand(part, 1)).writeUnits.toNumber()).toBe(5_000);
  });

  test("outside us-east-1 read units cost 16 to 18: the low end is charged, the high end is said", () => {
    const bill = standard(example, 1, "eu-west-1");
    expect(total(bill.charges)).toBe("1219.27344");
    // + 75.136 M RU × 2 + 1.175 M WU × 0.50
    expect(bill.high?.usd.toFixed()).toBe(`${1219.27344 + 150.272 + 0.5875}`);
    expect(standard(example).high).toBeUndefined();
  });

  test("Enterprise: no rate is vouched for, so at least its minimum of 500", () => {
    const { charges } = vectorCharges("pinecone/enterprise", vectors(example), east, 1);
    expect(total(charges)).toBe(
      "at least 500: pinecone.storage, pinecone.reads, pinecone.writes, pinecone.egress",
    );
  });

  test.each([
    ["pinecone/starter", { vectors: 400_000, dimensions: 1024 }, "yes", "0"],
    [
      "pinecone/starter",
      { vectors: 500_000, dimensions: 1024 },
      /needs 2.048 GB a month, Pinecone starter stops at 2/,
      "at least 0: pinecone.plan",
    ],
    ["pinecone/builder", { vectors: 500_000, dimensions: 1024 }, "yes", "20"],
    [
      "pinecone/builder",
      { vectors: 500_000, dimensions: 1024, queriesPerMonth: 1_000_000 },
      /needs 2,048,000 RU/,
      "at least 0: pinecone.plan",
    ],
  ])("%s %o: %s", (offer, raw, feasible, usd) => {
    const bill = vectorCharges(offer, vectors(raw), east, 1);
    if (feasible === "yes") expect(bill.feasible).toEqual({ kind: "yes" });
    else expect(bill.feasible).toMatchObject({ kind: "no", because: expect.stringMatching(feasible) });
    expect(total(bill.charges)).toBe(usd);
  });

  test("builder blocks what growth adds: possible in month 1, not in month 12", () => {
    const part = vectors({ vectors: 2_000_000, dimensions: 1024, growthPerMonth: 0.05 });
    expect(vectorCharges("pinecone/builder", part, east, 1).feasible.kind).toBe("yes");
    expect(vectorCharges("pinecone/builder", part, east, 12).feasible.kind).toBe("no");
  });
});

describe("S3 Vectors", () => {
  // 40 indexes of 250,000 vectors of 4 KB, 1 KB filterable, 1 KB other, 0.17 KB key; a sixth uploaded; 1 M queries
  const example = {
    vectors: 10_000_000,
    dimensions: 1024,
    metadataBytes: 2048,
    filterableBytes: 1024,
    namespaces: 40,
    queriesPerMonth: 1_000_000,
    recordsWrittenPerMonth: 10_000_000 / 6,
  };

  test("V2 AWS's example: 3.53 + 1.96 + 2.50 + 1.93 + 1.44 = 11.38 ± 0.05", () => {
    const { charges } = s3VectorsCharges(vectors(example), "us-east-1", 1, 1, 0.17 * 1024);
    const parts = ["storage", "put", "queries", "processed1", "processed2"].map((id) =>
      Number(usdOf(charges, `s3vectors.${id}`)),
    );
    [3.53, 1.96, 2.5, 1.93, 1.44].forEach((usd, i) => {
      expect(parts[i]).toBeCloseTo(usd, 1);
    });
    expect(Math.abs(Number(total(charges)) - 11.38)).toBeLessThan(0.05);
  });

  test("one index instead of 40 scans 40 times as many vectors: no split, no discount", () => {
    const one = s3VectorsCharges(vectors({ ...example, namespaces: 1 }), "us-east-1", 1);
    const forty = s3VectorsCharges(vectors(example), "us-east-1", 1);
    expect(usdOf(one.charges, "s3vectors.processed1")).toBe(usdOf(forty.charges, "s3vectors.processed1"));
    expect(Number(usdOf(one.charges, "s3vectors.processed2"))).toBeGreaterThan(
      60 * Number(usdOf(forty.charges, "s3vectors.processed2")),
    );
  });

  test("more than 512 KB returned by a query is unknown, another region entirely so", () => {
    const { charges } = s3VectorsCharges(vectors({ ...example, topK: 300 }), "us-east-1", 1);
    expect(usdOf(charges, "s3vectors.returned")).toBe("unknown");
    expect(total(s3VectorsCharges(vectors(example), "eu-west-1", 1).charges)).toMatch(/^at least 0:/);
  });

  test("filterable metadata is a part of all metadata", () => {
    expect(() => s3VectorsCharges(vectors({ ...example, metadataBytes: 10 }), "us-east-1", 1)).toThrow(
      InputError,
    );
  });
});

describe("tracking services", () => {
  const rates = { seatUsd: 50, trackedHourUsd: 1, storedGBUsd: 0.03 };

  test("V6 W&B Pro, 3 GB of traces: 60 + 1,500 MB × 0.10 = 210, at least: seats are not published", () => {
    const { charges } = trackingCharges(
      "wandb/pro",
      tracking({ ingestedTraceGBPerMonth: 3, seats: 5, trackedHoursPerMonth: 0, storedGB: 0 }),
      {},
      1,
    );
    expect(total(charges)).toBe("at least 210: wandb.seats");
  });

  test("nothing given: every metered line is unknown, none is 0", () => {
    const { charges } = trackingCharges("wandb/pro", tracking({}), {}, 1);
    expect(total(charges)).toBe("at least 60: wandb.seats, wandb.hours, wandb.storage, wandb.traces");
  });

  test("with the reader's rates: 60 + 30 × 50 + 2,000 × 1 + 500 × 0.03 = 3,575, printed as yours", () => {
    const part = tracking({
      seats: 30,
      trackedHoursPerMonth: 2_000,
      storedGB: 500,
      ingestedTraceGBPerMonth: 0,
      rates,
    });
    const { charges } = trackingCharges("wandb/pro", part, {}, 1);
    expect(total(charges)).toBe("3575");
    expect(charges.find((c) => c.id === "wandb.seats")?.price).toMatchObject({
      provenance: { kind: "yours", key: "tracking.rates.seatUsd" },
    });
  });

  test("stored GB follow from the runs when nobody states them: 100 runs × 2 GB × 3 months", () => {
    const part = tracking({ runsPerMonth: 100, artifactGBPerRun: 2, rates });
    expect(usdOf(trackingCharges("wandb/pro", part, {}, 3).charges, "wandb.storage")).toBe("18");
  });

  test.each([
    [{ seats: 5, storedGB: 5, ingestedTraceGBPerMonth: 1 }, "yes", "0"],
    [
      { seats: 6, storedGB: 1, ingestedTraceGBPerMonth: 0 },
      /needs 6 seats, W&B free stops at 5/,
      "at least 0: wandb.seats",
    ],
    [
      { seats: 3, storedGB: 9, ingestedTraceGBPerMonth: 0 },
      /needs 9 GB, W&B free stops at 5/,
      "at least 0: wandb.storage",
    ],
    [{ seats: 3, storedGB: 1 }, "yes", "at least 0: wandb.traces"],
    [{ seats: 3, storedGB: 1, ingestedTraceGBPerMonth: 0, sso: "yes" }, /single sign-on/, "0"],
    [{ seats: 3, storedGB: 1, ingestedTraceGBPerMonth: 0, selfHostMandate: "yes" }, /selfHostMandate/, "0"],
  ])("W&B Free with %o: %s, %s", (raw, feasible, usd) => {
    const bill = trackingCharges("wandb/free", tracking(raw), {}, 1);
    if (feasible === "yes") expect(bill.feasible).toEqual({ kind: "yes" });
    else expect(bill.feasible).toMatchObject({ kind: "no", because: expect.stringMatching(feasible) });
    expect(total(bill.charges)).toBe(usd);
  });

  test("W&B Enterprise is a quote until the reader states a seat's rate", () => {
    const part = { seats: 30, trackedHoursPerMonth: 0, storedGB: 0 };
    expect(total(trackingCharges("wandb/enterprise", tracking(part), {}, 1).charges)).toBe(
      "at least 0: wandb.quote, wandb.seats",
    );
    expect(
      total(
        trackingCharges("wandb/enterprise", tracking({ ...part, rates: { seatUsd: 90 }, sso: "yes" }), {}, 1)
          .charges,
      ),
    ).toBe("2700");
  });

  test("V6 Comet Pro, 8 users, 1,800 h, 650 GB: 152 + 300 + 6 = 458", () => {
    const { charges } = trackingCharges(
      "comet/pro",
      tracking({ seats: 8, trackedHoursPerMonth: 1_800, storedGB: 650 }),
      {},
      1,
    );
    expect(["seats", "hours", "storage"].map((id) => usdOf(charges, `comet.${id}`))).toEqual([
      "152",
      "300",
      "6",
    ]);
    expect(total(charges)).toBe("458");
  });

  test("Comet Pro ends at 10 users: an eleventh is a quote, not 209", () => {
    const { charges } = trackingCharges(
      "comet/pro",
      tracking({ seats: 11, trackedHoursPerMonth: 0, storedGB: 0 }),
      {},
      1,
    );
    expect(total(charges)).toBe("at least 0: comet.seats");
  });
});

describe("names", () => {
  test.each([
    ["pinecone", "Did you mean pinecone/standard?"],
    ["pinecone/standart", "Did you mean pinecone/standard?"],
    ["s3vectors", "Did you mean s3-vectors?"],
  ])("an unknown vector offer %s is the reader's mistake: %s", (name, hint) => {
    try {
      vectorCharges(name, vectors({ vectors: 1, dimensions: 1 }), east, 1);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toContain("known are pinecone/standard");
      expect((error as InputError).hint).toBe(hint);
    }
  });

  test.each(["toString", "constructor", "wandb/team"])("%s is no tracking offer", (name) => {
    expect(() => trackingCharges(name, tracking({}), {}, 1)).toThrow(InputError);
  });

  test("an offer known by name alone is unknown with its reason, never 0", () => {
    for (const name of ["qdrant-cloud", "zilliz", "weaviate-cloud", "turbopuffer", "opensearch-serverless"]) {
      expect(total(vectorCharges(name, vectors({ vectors: 1, dimensions: 1 }), east, 1).charges)).toBe(
        "at least 0: service.month",
      );
    }
    expect(trackingCharges("neptune", tracking({}), {}, 1).feasible).toMatchObject({ kind: "no" });
  });
});

describe("what an offer reads", () => {
  /** Every key that `reads` leaves out may change without moving a cent; every key in it moves something. */
  const raw: Record<string, number> = {
    vectors: 8_000_000,
    dimensions: 1024,
    metadataBytes: 600,
    filterableBytes: 100,
    bytesPerDimension: 4,
    payloadBytesInRam: 100,
    namespaces: 3,
    queriesPerMonth: 40_000_000,
    recordsWrittenPerMonth: 250_000,
    recordsPerWriteRequest: 100,
    topK: 10,
    growthPerMonth: 0.01,
  };
  test.each(OFFERS.vectors.flatMap((offer) => Object.keys(raw).map((key) => [offer, key] as const)))(
    "%s and vectors.%s",
    (offer, key) => {
      if (offer === "pinecone/starter" || offer === "pinecone/builder" || offer === "pinecone/enterprise")
        return;
      const changed = key === "growthPerMonth" ? 0.02 : (raw[key] ?? 0) * (key === "filterableBytes" ? 2 : 3);
      const at = (values: Record<string, number>) =>
        JSON.stringify(vectorCharges(offer, vectors(values), east, 2).charges.map((c) => c.quantity));
      expect(at({ ...raw, [key]: changed }) !== at(raw)).toBe(
        readsOf("vectors", offer).includes(`vectors.${key}`) &&
          key !== (offer === "s3-vectors" ? "topK" : ""),
      );
    },
  );

  test.each(OFFERS.tracking)("%s reads only keys of tracking", (offer) => {
    expect(readsOf("tracking", offer).every((key) => key.startsWith("tracking."))).toBe(true);
  });

  test("seats are read by W&B and Comet, traces by W&B Pro and Free alone", () => {
    const who = (key: string) => OFFERS.tracking.filter((offer) => readsOf("tracking", offer).includes(key));
    expect(who("tracking.seats")).toEqual(["wandb/pro", "wandb/free", "wandb/enterprise", "comet/pro"]);
    expect(who("tracking.ingestedTraceGBPerMonth")).toEqual(["wandb/pro", "wandb/free"]);
  });
});

describe("embeddings by the token", () => {
  const part = vectors({
    vectors: 6_000_000,
    dimensions: 1024,
    queriesPerMonth: 1_000_000,
    recordsWrittenPerMonth: 100_000,
    embedding: { model: "openai/text-embedding-3-small", tokensPerRecord: 500, tokensPerQuery: 20 },
  });

  test("100,000 records × 500 and 1 M queries × 20 tokens at 0.02: 1.00 + 0.40", () => {
    const charges = embeddingCharges(part, "2026-11-21", 1);
    expect([usdOf(charges, "embeddings.records"), usdOf(charges, "embeddings.queries")]).toEqual([
      "1",
      "0.4",
    ]);
  });

  test("titan v2 at 0.02, not at v1's 0.10", () => {
    const titan = {
      ...part,
      embedding: { ...part.embedding, provider: "aws", model: "amazon.titan-embed-text-v2:0" },
    } as typeof part;
    expect(total(embeddingCharges(titan, "2026-11-21", 1))).toBe("1.4");
  });

  test("a first embedding of 6 M records: 60; a store that runs today has its vectors", () => {
    expect(total(firstEmbedding(part, "2026-11-21"))).toBe("60");
    expect(firstEmbedding({ ...part, today: "pinecone/standard" }, "2026-11-21")).toEqual([]);
  });

  test("no embedding named: no line, and the caller says so", () => {
    expect(embeddingCharges(vectors({ vectors: 1, dimensions: 1 }), "2026-11-21", 1)).toEqual([]);
  });
});
