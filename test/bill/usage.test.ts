import { beforeAll, describe, expect, it } from "vitest";
import { OPAQUE, type RegisteredResource, SECRET, UNKNOWN } from "../../src/bill/registered-resource.ts";
import { pairsAcrossZones } from "../../src/bill/usage/between-nodes.ts";
import { type Deployed, readDeployed } from "../../src/bill/usage/deployed.ts";
import type { Sourced } from "../../src/bill/usage/factor.ts";
import { impliedUsage, type UsageInput } from "../../src/bill/usage/implied-usage.ts";
import { notPriced } from "../../src/bill/usage/not-priced.ts";
import { isUnknown } from "../../src/prices/charge.ts";
import { unknown } from "../../src/provenance.ts";
import type { Figure } from "../../src/scenario/figure.ts";
import type { UsageDrivers } from "../../src/scenario/scenario.ts";
import { captured, DEV, PROD, withLlm, withVectors } from "./fleets.ts";
import { amountOf, costOfLines, lineOf, RULES } from "./resources.ts";

const figure = (key: string, base: number): Figure => ({
  key: `usage.${key}`,
  low: base,
  base,
  high: base,
  ranged: false,
  provenance: { kind: "assumed", key: `usage.${key}`, because: "default" },
});

const DRIVERS: UsageDrivers = {
  responseBytesPerToken: figure("responseBytesPerToken", 250),
  requestBytesPerToken: figure("requestBytesPerToken", 6),
  logBytesPerRequest: figure("logBytesPerRequest", 500),
  connectionsPerRequest: figure("connectionsPerRequest", 0.1),
  bootsPerInstanceMonth: figure("bootsPerInstanceMonth", 2),
  imageGiBPerBoot: figure("imageGiBPerBoot", 12),
  snapshotChangeShare: figure("snapshotChangeShare", 0.1),
};

const yours = (value: number, key = "llm.requestsPerMonth"): Sourced => ({
  value,
  provenance: { kind: "yours", key },
});

/** Token counts are chosen so that a request moves exactly 64 KiB: 65,536 = 2400 × 6 + 204.544 × 250. */
const LLM: NonNullable<UsageInput["llm"]> = {
  requestsPerMonth: yours(1_700_000),
  promptTokens: yours(2400),
  outputTokens: yours(204.544),
  responseSeconds: yours(8),
  weightsFrom: "s3",
};

/** Records of 4,096 bytes: 1,024 dimensions of 4, no payload. */
const VECTORS: NonNullable<UsageInput["vectors"]> = {
  vectors: yours(6_000_000),
  dimensions: yours(1024),
  bytesPerDimension: yours(4),
  metadataBytes: yours(0),
  queriesPerMonth: yours(1_700_000),
  recordsWrittenPerMonth: yours(500_000),
  recordsPerWriteRequest: yours(100),
  topK: yours(10),
};

const TRACKING: NonNullable<UsageInput["tracking"]> = {
  runsPerMonth: yours(2000),
  metricPointsPerRun: yours(5000),
  artifactGBPerRun: yours(0.2),
  artifactGB: yours(4800),
};

let prod: Deployed;
let dev: Deployed;

beforeAll(async () => {
  prod = readDeployed(await captured(PROD));
  dev = readDeployed(await captured(DEV));
});

const usage = (more: Partial<UsageInput> = {}) =>
  impliedUsage({
    fleet: PROD,
    deployed: prod,
    llm: LLM,
    vectors: VECTORS,
    tracking: TRACKING,
    drivers: DRIVERS,
    rules: RULES,
    metrics: { llm: 8, vectors: 6, tracking: 2 },
    ...more,
  });

const GIB = 2 ** 30;

describe("the vLLM service, 1.7 M requests of 64 KiB, 2 instances", () => {
  const quantity = (id: string, more: Partial<UsageInput> = {}) => amountOf(usage(more), `usage.llm.${id}`);

  it("LCU: 0.1421 GiB/h lead over 0.065 new/s ÷ 25 and 5.2 open ÷ 3,000", () => {
    const giBPerHour = (1_700_000 * 65_536) / 730 / GIB;
    expect(quantity("lcu")).toBeCloseTo(giBPerHour * 730, 9);
    expect(lineOf(usage(), "usage.llm.lcu").formula).toMatch(
      /^max\(0\.0646\d* new\/s ÷ 25, 5\.17\d* open ÷ 3000, 0\.142\d* GiB\/h ÷ 1, 0 rules\/s ÷ 1000\) × 730 h$/,
    );
  });

  it("60 new connections/s, 4,000 open and 0.5 GiB/h are 2.4 LCU, 1,752 LCU-hours, 14.016 USD", () => {
    const busy = usage({
      llm: {
        ...LLM,
        requestsPerMonth: yours(60 * 730 * 3600),
        promptTokens: yours((0.5 * GIB) / 3600 / 60 / 6),
        outputTokens: yours(0),
        responseSeconds: yours(4000 / 60),
      },
      drivers: { ...DRIVERS, connectionsPerRequest: figure("connectionsPerRequest", 1) },
    }).filter(({ id }) => id === "usage.llm.lcu");
    expect(Number(costOfLines(busy).usd)).toBeCloseTo(14.016, 9);
  });

  it("rules beyond the ten free ones count: 12 rules at 10,000 requests/s are 20 LCU", () => {
    const many = { ...prod, llm: { ...(prod.llm as NonNullable<Deployed["llm"]>), listenerRules: 12 } };
    const llm = {
      ...LLM,
      requestsPerMonth: yours(10_000 * 730 * 3600),
      promptTokens: yours(0),
      outputTokens: yours(0),
      responseSeconds: yours(1),
    };
    const drivers = { ...DRIVERS, connectionsPerRequest: figure("connectionsPerRequest", 0.001) };
    expect(quantity("lcu", { deployed: many, llm, drivers })).toBeCloseTo(20 * 730, 6);
    const ten = { ...many, llm: { ...many.llm, listenerRules: 10 } };
    expect(quantity("lcu", { deployed: ten, llm, drivers })).toBeCloseTo((10_000 / 3000) * 730, 6);
  });

  it("between zones: 2/3 of the bytes, charged in both directions", () => {
    expect(quantity("inter-az")).toBeCloseTo(((1_700_000 * 65_536) / GIB) * (2 / 3) * 2, 9);
    const given = { ...DRIVERS, crossZoneShare: figure("crossZoneShare", 0.25) };
    expect(quantity("inter-az", { drivers: given })).toBeCloseTo(((1_700_000 * 65_536) / GIB) * 0.25 * 2, 9);
  });

  it("internet egress only in public, responses only: 1.7 M × 204.544 × 250 B; prompts come in free", () => {
    expect(usage().some(({ id }) => id === "usage.llm.egress")).toBe(false);
    const open = usage({ fleet: withLlm({ exposure: "public" }) });
    expect(amountOf(open, "usage.llm.egress")).toBeCloseTo((1_700_000 * 204.544 * 250) / GIB, 9);
    expect(open.some(({ id }) => id === "usage.llm.inter-az")).toBe(false);
  });

  it("NAT: 2 instances × 2 boots × 12 GiB of image, and the logs", () => {
    expect(quantity("nat.image")).toBe(48);
    expect(quantity("nat.logs")).toBeCloseTo((1_700_000 * 500) / GIB, 9);
  });

  it("weights through NAT only from the hub: 2 × 2 × 12.8 GiB; from S3 storage and one read per 8 MiB", () => {
    const hub = usage({ llm: { ...LLM, weightsFrom: "hf" } });
    expect(amountOf(hub, "usage.llm.nat.weights")).toBeCloseTo(51.2, 12);
    expect(hub.some(({ id }) => id.startsWith("usage.llm.weights"))).toBe(false);
    expect(usage().some(({ id }) => id === "usage.llm.nat.weights")).toBe(false);
    expect(quantity("weights.storage")).toBe(12.8);
    expect(quantity("weights.reads")).toBeCloseTo(2 * 2 * 12.8 * 128, 9);
  });

  it("logs: ingestion once, storage over 90 days of 30.42 a month in prod, 14 in dev", () => {
    const ingested = (1_700_000 * 500) / GIB;
    expect(quantity("logs.ingest")).toBeCloseTo(ingested, 12);
    expect(quantity("logs.storage")).toBeCloseTo((ingested * 90 * 24) / 730, 9);
    expect(quantity("logs.storage", { fleet: DEV, deployed: dev })).toBeCloseTo(
      (ingested * 14 * 24) / 730,
      9,
    );
  });

  it("8 metrics for the service however many instances; one secret call per boot", () => {
    expect(quantity("metrics", { units: { llm: 7 } })).toBe(8);
    expect(quantity("secrets")).toBe(4);
  });

  it("surge in prod: half of the boots × (600 + 12.8 × 1024 ÷ 500 + 90 s) × instances; none in dev", () => {
    expect(quantity("surge")).toBeCloseTo((2 * 2 * 0.5 * (600 + (12.8 * 1024) / 500 + 90)) / 3600, 12);
    expect(usage({ fleet: DEV, deployed: dev }).some(({ id }) => id === "usage.llm.surge")).toBe(false);
  });

  it("costs, added by hand from printed quantities: each line q × unit price of us-east-1", () => {
    const lines = usage().filter(({ id }) => id.startsWith("usage.llm"));
    const logs = (1_700_000 * 500) / GIB;
    const bytes = (1_700_000 * 65_536) / GIB;
    const surge = (2 * (690 + (12.8 * 1024) / 500)) / 3600;
    const expected =
      bytes * 0.008 +
      bytes * (2 / 3) * 2 * 0.01 +
      48 * 0.045 +
      logs * (0.5 + 0.045 + (0.03 * 90 * 24) / 730) +
      8 * 0.3 +
      ((2 * 43_800 * 1000) / GIB) * 0.5 +
      4 * 0.000005 +
      12.8 * 0.023 +
      4 * 12.8 * 128 * 0.0000004 +
      surge * 5.672;
    expect(Number(costOfLines(lines).usd)).toBeCloseTo(expected, 9);
    expect(costOfLines(lines).unknowns).toEqual([]);
  });
});

describe("the Qdrant cluster, 3 nodes in 3 zones, 2 replicas", () => {
  const quantity = (id: string, more: Partial<UsageInput> = {}) =>
    amountOf(usage(more), `usage.vectors.${id}`);

  it("client traffic: a search moves 4,096 in and 10 × 4,096 out, a write request 100 records", () => {
    const bytes = 1_700_000 * (4096 + 40_960) + 500_000 * 4096;
    expect(quantity("lcu")).toBeCloseTo(bytes / GIB, 9);
    expect(quantity("inter-az")).toBeCloseTo((bytes / GIB) * (2 / 3) * 2, 9);
  });

  it("each write goes to 2 × 2/3 other nodes, both directions; a single node copies nothing", () => {
    expect(quantity("replica-writes")).toBeCloseTo(((500_000 * 4096) / GIB) * (4 / 3) * 2, 9);
    const one = withVectors({ nodes: 1, replicationFactor: 1 });
    expect(usage({ fleet: one }).filter(({ id }) => /replica-writes|shard-results/.test(id))).toEqual([]);
  });

  it("results come from 4 of 6 shards on other nodes, 10 × 4,096 bytes each, both directions", () => {
    expect(quantity("shard-results")).toBeCloseTo(((1_700_000 * 40_960) / GIB) * 4 * 2, 9);
    const given = { ...DRIVERS, qdrantBytesPerResult: figure("qdrantBytesPerResult", 100) };
    expect(quantity("shard-results", { drivers: given })).toBeCloseTo(((1_700_000 * 1000) / GIB) * 4 * 2, 9);
  });

  it.each([
    [3, 3, 1],
    [4, 3, 1 - 2 / 12],
    [6, 3, 1 - 6 / 30],
    [3, 2, 1 - 2 / 6],
    [1, 3, 0],
  ])("%i nodes in %i zones: share of pairs apart %f", (nodes, zones, share) => {
    expect(pairsAcrossZones(nodes, zones)).toBeCloseTo(share, 12);
  });

  it("snapshots are whole: 6 M × 4,096 B × 2 replicas × 14 days, daily; one write per 8 MiB", () => {
    expect(quantity("snapshots.storage")).toBeCloseTo(((6_000_000 * 4096) / GIB) * 2 * 14, 9);
    expect(quantity("snapshots.writes")).toBeCloseTo(((6_000_000 * 4096) / GIB) * 2 * (730 / 24) * 128, 5);
  });

  it("6 metrics per node, 2 secrets per node and boot, image through NAT per node and boot", () => {
    expect(quantity("metrics")).toBe(18);
    expect(quantity("secrets")).toBe(12);
    expect(quantity("nat.image")).toBeCloseTo(3 * 2 * 0.4, 12);
  });

  it("a retired volume leaves its final snapshot of 100 GiB; none while every node stands", () => {
    expect(quantity("final-snapshots", { vectors: { ...VECTORS, retiredVolumes: 2 } })).toBe(200);
    expect(usage().some(({ id }) => id === "usage.vectors.final-snapshots")).toBe(false);
  });
});

describe("MLflow with RDS, 2,000 runs of 5,000 points and 0.2 GB", () => {
  const quantity = (id: string, more: Partial<UsageInput> = {}) =>
    amountOf(usage(more), `usage.tracking.${id}`);

  it("client traffic: 10 M points × 150 B and 400 GB of artefacts", () => {
    const bytes = 2000 * 5000 * 150 + 400e9;
    expect(quantity("lcu")).toBeCloseTo(bytes / GIB, 6);
    expect(quantity("inter-az")).toBeCloseTo((bytes / GIB) * (2 / 3) * 2, 6);
  });

  it("server to database across zones: 10 M points × 250 B × 2/3 × 2", () => {
    expect(quantity("database-inter-az")).toBeCloseTo(((1e7 * 250) / GIB) * (2 / 3) * 2, 9);
  });

  it("artefacts: 4,800 GB held are 4,470.35 GiB; 400 GB written are 8 MiB parts", () => {
    expect(quantity("artifacts.storage")).toBeCloseTo(4800e9 / GIB, 6);
    expect(quantity("artifacts.writes")).toBeCloseTo(400e9 / 2 ** 20 / 8, 6);
  });

  it("backups: 14 days × 0.1 a day beyond the included copy of 37 GiB = 51.8 GiB; dev keeps 1 day: 3.7", () => {
    expect(quantity("database-backups")).toBeCloseTo(51.8, 9);
    expect(quantity("database-backups", { fleet: DEV, deployed: dev })).toBeCloseTo(3.7, 9);
  });

  it("growth: 60 GiB needed are 23 beyond the first 37, 500 stop at the limit of 100", () => {
    expect(quantity("database-growth", { tracking: { ...TRACKING, databaseGiB: 60 } })).toBe(23);
    expect(quantity("database-growth", { tracking: { ...TRACKING, databaseGiB: 500 } })).toBe(63);
    expect(
      usage({ tracking: { ...TRACKING, databaseGiB: 30 } }).some(
        ({ id }) => id === "usage.tracking.database-growth",
      ),
    ).toBe(false);
    expect(
      lineOf(usage({ tracking: { ...TRACKING, databaseGiB: 60 } }), "usage.tracking.database-growth")
        .priceKey,
    ).toBe("rds/storage/gp3/multi-az");
  });

  it("the password is read every 5 minutes: 8,760 calls; two secrets per boot", () => {
    expect(quantity("secret-refresh")).toBe(8760);
    expect(quantity("secrets")).toBe(4);
  });

  it("GB per run that nobody stated makes its lines unknown and leaves the others", () => {
    const open = unknown("tracking.artifactGBPerRun is not given", "tracking.artifactGBPerRun");
    const tracking = { ...TRACKING, artifactGBPerRun: open, artifactGB: open };
    const lines = usage({ tracking }).filter(({ id }) => id.startsWith("usage.tracking"));
    expect(lines.filter(({ quantity: found }) => isUnknown(found)).map(({ id }) => id)).toEqual([
      "usage.tracking.lcu",
      "usage.tracking.inter-az",
      "usage.tracking.artifacts.storage",
      "usage.tracking.artifacts.writes",
    ]);
    expect(costOfLines(lines).unknowns).toHaveLength(4);
  });
});

const TRAFFIC = [
  ...["lcu", "inter-az", "nat.logs", "logs.ingest", "logs.storage"].map((id) => `usage.llm.${id}`),
  ...["lcu", "inter-az", "replica-writes", "shard-results", "nat.logs", "logs.ingest", "logs.storage"].map(
    (id) => `usage.vectors.${id}`,
  ),
  ...[
    "lcu",
    "inter-az",
    "database-inter-az",
    "nat.logs",
    "logs.ingest",
    "logs.storage",
    "artifacts.writes",
  ].map((id) => `usage.tracking.${id}`),
];
const BOOT = [
  ...["nat.image", "secrets", "weights.reads", "surge"].map((id) => `usage.llm.${id}`),
  ...["nat.image", "secrets"].map((id) => `usage.vectors.${id}`),
  ...["nat.packages", "secrets"].map((id) => `usage.tracking.${id}`),
];
const PER_UNIT = [
  "usage.llm.logs.metrics",
  "usage.vectors.logs.metrics",
  "usage.vectors.metrics",
  "usage.tracking.secret-refresh",
];
const PER_STOCK = [
  "usage.tracking.metrics",
  "usage.llm.metrics",
  "usage.llm.weights.storage",
  "usage.vectors.snapshots.storage",
  "usage.vectors.snapshots.writes",
  "usage.tracking.artifacts.storage",
  "usage.tracking.database-backups",
];

describe("no lump sums", () => {
  const twice = (given: Sourced): Sourced => ({ ...given, value: given.value * 2 });
  const busy = () =>
    usage({
      llm: { ...LLM, requestsPerMonth: twice(LLM.requestsPerMonth) },
      vectors: {
        ...VECTORS,
        queriesPerMonth: twice(VECTORS.queriesPerMonth),
        recordsWrittenPerMonth: twice(VECTORS.recordsWrittenPerMonth),
      },
      tracking: { ...TRACKING, runsPerMonth: yours(4000) },
    });
  const large = () => usage({ units: { llm: 4, vectors: 6, tracking: 2 } });

  it("these are all the lines: a new one must say what doubles it", () => {
    expect(
      usage()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...TRAFFIC, ...BOOT, ...PER_UNIT, ...PER_STOCK].sort());
  });

  it.each(TRAFFIC)("doubling the requests doubles %s", (id) => {
    expect(amountOf(busy(), id)).toBeCloseTo(2 * amountOf(usage(), id), 6);
    expect(amountOf(usage(), id)).toBeGreaterThan(0);
  });

  it.each([...BOOT, ...PER_UNIT])(
    "doubling the instances doubles %s, doubling the requests leaves it",
    (id) => {
      expect(amountOf(large(), id)).toBeCloseTo(2 * amountOf(usage(), id), 9);
      expect(amountOf(busy(), id)).toBe(amountOf(usage(), id));
    },
  );

  it.each(BOOT)("doubling the boots doubles %s", (id) => {
    const often = usage({
      drivers: { ...DRIVERS, bootsPerInstanceMonth: figure("bootsPerInstanceMonth", 4) },
    });
    expect(amountOf(often, id)).toBeCloseTo(2 * amountOf(usage(), id), 9);
  });

  it("public egress doubles with the requests", () => {
    const open = { fleet: withLlm({ exposure: "public" as const }) };
    const more = usage({ ...open, llm: { ...LLM, requestsPerMonth: twice(LLM.requestsPerMonth) } });
    expect(amountOf(more, "usage.llm.egress")).toBeCloseTo(2 * amountOf(usage(open), "usage.llm.egress"), 9);
  });

  it("each line prints at least one driver with who says so, and a formula", () => {
    for (const { id, drivers, formula, origin, region } of usage()) {
      expect(drivers.length, id).toBeGreaterThan(0);
      expect(formula, id).toMatch(/\d/);
      expect([origin, region]).toEqual(["usage", "us-east-1"]);
    }
  });

  it("the request count carries the reader's own key, the byte count the assumed one", () => {
    const { drivers, formula } = lineOf(usage(), "usage.llm.logs.ingest");
    expect(formula).toBe("1,700,000 requests × 500 B ÷ 2³⁰");
    expect(drivers.map(({ name, value, provenance }) => [name, value, provenance.kind])).toEqual([
      ["requests a month", "1700000", "yours"],
      ["log bytes per request", "500", "assumed"],
    ]);
  });

  it("a quantity is the product of its printed factors: shard results", () => {
    const { quantity, formula } = lineOf(usage(), "usage.vectors.shard-results");
    expect(formula).toBe("1,700,000 searches × 40,960 B × 4 shards × 1 across zones × 2 directions ÷ 2³⁰");
    expect(Number(quantity)).toBeCloseTo((1_700_000 * 40_960 * 4 * 1 * 2) / GIB, 6);
  });

  it("no requests, no traffic: quantities 0, not unknown", () => {
    const idle = usage({
      llm: { ...LLM, requestsPerMonth: yours(0) },
      vectors: { ...VECTORS, queriesPerMonth: yours(0), recordsWrittenPerMonth: yours(0) },
      tracking: { ...TRACKING, runsPerMonth: yours(0) },
    });
    for (const id of TRAFFIC) expect(amountOf(idle, id), id).toBe(0);
  });
});

describe("settings come from the registered resources", () => {
  let graph: readonly RegisteredResource[];
  beforeAll(async () => {
    graph = await captured(PROD);
  });

  const changed = (type: string, inputs: RegisteredResource["inputs"]) =>
    readDeployed(
      graph.map((one) => (one.type === type ? { ...one, inputs: { ...one.inputs, ...inputs } } : one)),
    );

  it("prod: 3 gateways, 90 days of logs, 14 of snapshots and backups, surge", () => {
    expect(readDeployed(graph)).toEqual({
      natGateways: 3,
      llm: { logRetentionDays: 90, listenerRules: 2, surge: true },
      vectors: { logRetentionDays: 90, listenerRules: 0, snapshotKeepDays: 14 },
      tracking: {
        logRetentionDays: 90,
        listenerRules: 1,
        database: { allocatedGiB: 37, backupDays: 14, multiAz: true },
      },
    });
  });

  it("dev: 1 gateway, 14 days of logs, 1 day of backups, no surge", () => {
    expect(dev.natGateways).toBe(1);
    expect(dev.llm).toEqual({ logRetentionDays: 14, listenerRules: 2, surge: false });
    expect(dev.tracking?.database).toEqual({ allocatedGiB: 37, backupDays: 1, multiAz: false });
  });

  it.each([
    ["unknown", UNKNOWN],
    ["secret", SECRET],
    ["opaque", OPAQUE],
  ])("%s settings make their lines unknown, never zero", (_, marker) => {
    const open: Deployed = {
      natGateways: 1,
      ...changedAll(marker),
    };
    const lines = usage({ deployed: open });
    const unknowns = lines.filter(({ quantity }) => isUnknown(quantity)).map(({ id }) => id);
    expect(unknowns).toEqual([
      "usage.llm.logs.storage",
      "usage.llm.surge",
      "usage.vectors.logs.storage",
      "usage.vectors.snapshots.storage",
      "usage.tracking.logs.storage",
      "usage.tracking.database-backups",
    ]);

    function changedAll(value: typeof UNKNOWN | typeof SECRET | typeof OPAQUE) {
      const logs = changed("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: value });
      const refresh = changed("aws:autoscaling/group:Group", { instanceRefresh: value });
      const buckets = changed("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
        rules: value,
      });
      const database = changed("aws:rds/instance:Instance", { backupRetentionPeriod: value });
      return {
        llm: { ...need(logs.llm), surge: need(refresh.llm).surge },
        vectors: { ...need(logs.vectors), snapshotKeepDays: need(buckets.vectors).snapshotKeepDays },
        tracking: { ...need(logs.tracking), database: need(need(database.tracking).database) },
      };
    }
  });

  it("logs kept for ever, and snapshots that no rule expires, have no month's figure", () => {
    expect(
      isUnknown(changed("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 0 }).llm?.logRetentionDays),
    ).toBe(true);
    expect(
      isUnknown(
        changed("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", { rules: [] }).vectors
          ?.snapshotKeepDays,
      ),
    ).toBe(true);
  });

  it("without a NAT gateway there are no NAT lines", () => {
    expect(
      usage({ deployed: { ...prod, natGateways: 0 } }).filter(({ priceKey }) => priceKey === "vpc/nat/gb"),
    ).toEqual([]);
    expect(usage().filter(({ priceKey }) => priceKey === "vpc/nat/gb")).toHaveLength(6);
  });

  it("the scenario's count of metrics wins over the counted one", () => {
    const given = { ...DRIVERS, scrapeMetrics: figure("scrapeMetrics", 20) };
    expect(amountOf(usage({ drivers: given }), "usage.llm.metrics")).toBe(20);
  });

  it("usage of a part that the fleet lacks is our mistake", () => {
    const { llm: _, ...rest } = PROD;
    expect(() => usage({ fleet: rest })).toThrow(/there is no fleet of it/);
    expect(() => usage({ metrics: {} })).toThrow(/no count of metrics/);
  });
});

const need = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("missing");
  return value;
};

describe("what has no line is listed with its reason", () => {
  const listed = (fleet = PROD) => notPriced(fleet).map(({ what }) => what);

  it("the costs of stacks that naive estimates forget, and the account's own", () => {
    for (const { because } of notPriced(PROD)) expect(because.length).toBeGreaterThan(10);
    expect(listed()).toEqual(
      expect.arrayContaining([
        "Support plan, taxes, CloudTrail, GuardDuty, Config, WAF",
        "Flow logs",
        "Warm-up of instances that scaling adds",
        "Idle reservation or prepaid block",
        "First load and the rebuild of a lost node",
        "Final snapshots of data volumes",
        "Old versions of artefacts",
        "Extended support",
      ]),
    );
  });

  it("CPU credits only for a T class, and nothing of a part that is not there", () => {
    expect(listed().some((what) => what.startsWith("Surplus CPU credits"))).toBe(false);
    expect(listed(DEV)).toContain("Surplus CPU credits of db.t4g.medium");
    const { vectors: _, ...rest } = PROD;
    expect(listed(rest)).not.toContain("Final snapshots of data volumes");
  });
});
