import { beforeAll, describe, expect, it } from "vitest";
import { billOfMaterials } from "../../src/bill/bill-of-materials.ts";
import { isFree } from "../../src/bill/free.ts";
import { METERS } from "../../src/bill/meters.ts";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { InputError } from "../../src/errors.ts";
import { captured, DEV, PROD, withLlm } from "./fleets.ts";
import { amountOf, costOfLines, linesOf, RULES, resource, spoken } from "./resources.ts";

let prod: readonly RegisteredResource[];
let dev: readonly RegisteredResource[];

beforeAll(async () => {
  prod = await captured(PROD);
  dev = await captured(DEV);
});

const bill = (graph: readonly RegisteredResource[]) => billOfMaterials(graph, RULES);
const ids = (graph: readonly RegisteredResource[]) => bill(graph).lines.map(({ id }) => id);

describe("what is registered is metered, free or an error", () => {
  it("an EKS cluster is neither metered nor free: the error names it, its type and what to do", () => {
    const stray = resource("aws:eks/cluster:Cluster", "prod", {});
    try {
      bill([...prod, stray]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).code).toBe("NO_METER");
      expect((error as InputError).message).toContain('"prod" (aws:eks/cluster:Cluster::prod)');
      expect((error as InputError).hint).toContain("CONTRIBUTING.md");
    }
  });

  it("components, providers, references and the engine's own entries are never billed and never an error", () => {
    expect(
      bill([
        resource("crossover:index:Network", "net", {}, { kind: "component" }),
        resource("pulumi:providers:aws", "eu", { region: "eu-west-1" }, { kind: "provider" }),
        resource("aws:rds/instance:Instance", "shared", {}, { kind: "read" }),
        resource("pulumi:pulumi:StackReference", "base", {}),
      ]),
    ).toEqual({ lines: [], free: [] });
  });

  it("no type is both metered and free", () => {
    expect(Object.keys(METERS).filter(isFree)).toEqual([]);
  });

  const TYPES = Object.keys(METERS).filter(
    (type) =>
      !["aws:ec2/flowLog:FlowLog", "aws:s3/bucketV2:BucketV2", "aws:autoscaling/policy:Policy"].includes(
        type,
      ),
  );

  it.each(TYPES)("the platform registers %s, and without its meter the bill is an error", (type) => {
    const { [type]: _, ...others } = METERS;
    expect(() => billOfMaterials(prod, RULES, others)).toThrow(/there is no meter for resources of type/);
  });

  it("a fleet that may grow registers a scaling policy: two more alarms", async () => {
    const growing = await captured(withLlm({ maxInstances: 4 }));
    expect(amountOf(bill(growing).lines, "demo-llm.alarms")).toBe(2);
    expect(
      Number(costOfLines(linesOf(...growing)).usd) - Number(costOfLines(linesOf(...prod)).usd),
    ).toBeCloseTo(0.2, 10);
  });

  it("202 resources of the production platform: every custom one is metered or counted as free", () => {
    const { free } = bill(prod);
    const counted = free.reduce((sum, { count }) => sum + count, 0);
    const metered = prod.filter(({ type, kind }) => kind === "custom" && type in METERS).length;
    expect(counted + metered).toBe(prod.filter(({ kind }) => kind === "custom").length);
    expect(free.find(({ type }) => type === "aws:ec2/subnet:Subnet")?.count).toBe(9);
  });

  it("line ids are distinct; the same name below two components is told apart by the whole key", () => {
    for (const graph of [prod, dev]) expect(new Set(ids(graph)).size).toBe(ids(graph).length);
    const twice = ["crossover:index:A::a", "crossover:index:B::b"].map((parent) =>
      resource("aws:ec2/eip:Eip", "out", {}, { parent }),
    );
    expect(ids(twice)).toEqual([
      "crossover:index:A$aws:ec2/eip:Eip::out.ipv4",
      "crossover:index:B$aws:ec2/eip:Eip::out.ipv4",
    ]);
  });

  it("one more volume of 50 GiB below a component moves the bill by 4.00 and nothing else", () => {
    const more = resource(
      "aws:ebs/volume:Volume",
      "demo-vec-scratch",
      { type: "gp3", size: 50 },
      { parent: "crossover:index:QdrantCluster::demo-vec" },
    );
    expect(
      Number(costOfLines(linesOf(...prod, more)).usd) - Number(costOfLines(linesOf(...prod)).usd),
    ).toBeCloseTo(4, 10);
  });
});

/** The lines that naive estimates forget, per part of the production platform; usage lines have their own test. */
describe("every hidden line exists", () => {
  it("a vLLM service: root volumes, detailed monitoring, load balancer, key, alarms", () => {
    const own = ids(prod).filter((id) => id.startsWith("demo-llm"));
    expect(own).toEqual(
      expect.arrayContaining([
        "demo-llm.hours",
        "demo-llm.root.storage",
        "demo-llm.monitoring",
        "demo-llm-alb.hours",
        "demo-llm-api-key.secret",
      ]),
    );
    expect(own.filter((id) => id.endsWith(".alarm"))).toHaveLength(8);
  });

  it("a public one also holds one IPv4 address per zone: 3 × 730 h", async () => {
    const open = await captured(withLlm({ exposure: "public" }));
    expect(amountOf(bill(open).lines, "demo-llm-alb.ipv4")).toBe(2190);
    expect(ids(prod)).not.toContain("demo-llm-alb.ipv4");
  });

  it("a Qdrant node: hours, root and data volume with its extra IOPS and throughput, five alarms", () => {
    const own = ids(prod).filter((id) => id.startsWith("demo-vec-0"));
    expect(own.sort()).toEqual([
      "demo-vec-0-data.iops",
      "demo-vec-0-data.storage",
      "demo-vec-0-data.throughput",
      "demo-vec-0-disk.alarm",
      "demo-vec-0-memory.alarm",
      "demo-vec-0-recovery.alarm",
      "demo-vec-0-replicas.alarm",
      "demo-vec-0-status.alarm",
      "demo-vec-0.hours",
      "demo-vec-0.root.storage",
    ]);
    expect(ids(prod)).toEqual(
      expect.arrayContaining(["demo-vec-alb.hours", "demo-vec-api-key.secret", "demo-vec-read-key.secret"]),
    );
  });

  it("MLflow with RDS: server, root, database, its storage and master secret, load balancer, secret, alarms", () => {
    const own = ids(prod).filter((id) => id.startsWith("demo-trk"));
    expect(own).toEqual(
      expect.arrayContaining([
        "demo-trk.hours",
        "demo-trk.root.storage",
        "demo-trk-db.hours",
        "demo-trk-db.storage",
        "demo-trk-db.master-secret",
        "demo-trk-alb.hours",
        "demo-trk-admin.secret",
      ]),
    );
    expect(own.filter((id) => id.endsWith(".alarm"))).toHaveLength(8);
  });

  it("the network: prod 3 NAT gateways with 3 addresses, dev 1 with 1, and the private zone", () => {
    const count = (graph: readonly RegisteredResource[], ending: string) =>
      ids(graph).filter((id) => id.startsWith("demo-net") && id.endsWith(ending)).length;
    expect([count(prod, ".hours"), count(prod, ".ipv4"), count(prod, ".zone")]).toEqual([3, 3, 1]);
    expect([count(dev, ".hours"), count(dev, ".ipv4"), count(dev, ".zone")]).toEqual([1, 1, 1]);
  });
});

describe("one month of each part, from unit prices of us-east-1", () => {
  const of = (part: string) =>
    costOfLines(linesOf(...prod).filter(({ id }) => id.startsWith(`demo-${part}`)));

  it("vLLM: 1460×5.672 + 400×0.08 + 14×0.30 + 730×0.0225 + 0.40 + 9 alarms×0.10 = 8335.045", () => {
    expect(of("llm")).toEqual({ usd: "8335.045", unknowns: [] });
  });

  it("Qdrant: 3×(730×0.2016 + 120×0.08 + 1000×0.005 + 25×0.04 + 5×0.10) + 16.425 + 0.80 + 0.20 = 507.229", () => {
    expect(of("vec")).toEqual({ usd: "507.229", unknowns: [] });
  });

  it("MLflow: 730×0.0816 + 30×0.08 + 730×0.337 + 37×0.23 + 16.425 + 2×0.40 + 8×0.10 = 334.513", () => {
    expect(of("trk")).toEqual({ usd: "334.513", unknowns: [] });
  });

  it("network: 3 × 730 × (0.045 + 0.005) + 0.50 = 110.00", () => {
    expect(of("net")).toEqual({ usd: "110", unknowns: [] });
  });

  it("all of it 9286.787, and nothing more", () => {
    expect(costOfLines(linesOf(...prod))).toEqual({ usd: "9286.787", unknowns: [] });
  });

  it("a type that nobody prices makes it at least, and names the line", async () => {
    const graph = prod.map((one) =>
      one.type === "aws:ec2/launchTemplate:LaunchTemplate" && one.name === "demo-llm"
        ? { ...one, inputs: { ...one.inputs, instanceType: "p5e.48xlarge" } }
        : one,
    );
    const { usd, unknowns } = costOfLines(linesOf(...graph));
    expect(usd).toBe("1005.667");
    expect(unknowns).toHaveLength(1);
    expect(unknowns[0]).toMatch(/^demo-llm\.hours/);
    expect(spoken(linesOf(...graph))).toContain(
      "demo-llm.hours 1460 hour ec2/instance/p5e.48xlarge/linux/shared",
    );
  });
});
