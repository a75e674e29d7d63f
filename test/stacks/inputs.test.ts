import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../src/bill/registered-resource.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import { planningSite } from "../../stacks/site.ts";
import { at, find } from "./deployed.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const SITE = planningSite("us-east-1");
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";

describe("what a bill reads is plain, in dev and prod alike", () => {
  for (const environment of ["dev", "prod"] as const) {
    test(`vLLM ${environment}: 2 × g6e.xlarge, root 200 GiB at 3000 IOPS and 125 MiB/s, detailed monitoring`, async () => {
      const graph = await captureFleet(fleet(environment, { llm: LLM }), SITE);
      expect(find(graph, GROUP, "support-llm").inputs).toMatchObject({
        desiredCapacity: 2,
        minSize: 2,
        maxSize: 2,
      });
      const { inputs } = find(graph, TEMPLATE, "support-llm");
      expect(inputs).toMatchObject({ instanceType: "g6e.xlarge", monitoring: { enabled: true } });
      expect(inputs.blockDeviceMappings).toEqual([
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: 200,
            iops: 3000,
            throughput: 125,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ]);
    });

    test(`Qdrant ${environment}: r6g.xlarge, root 20 GiB, data 250 GiB at 4000 IOPS and 400 MiB/s`, async () => {
      const vectors = {
        ...VECTORS,
        dataVolumeGiB: 250,
        dataVolumeIops: 4000,
        dataVolumeThroughputMiBps: 400,
      };
      const graph = await captureFleet(fleet(environment, { vectors }), SITE);
      for (const i of [0, 1, 2]) {
        const { inputs } = find(graph, "aws:ec2/instance:Instance", `support-vec-${i}`);
        expect(inputs).toMatchObject({
          instanceType: "r6g.xlarge",
          monitoring: false,
          rootBlockDevice: {
            volumeType: "gp3",
            volumeSize: 20,
            iops: 3000,
            throughput: 125,
            encrypted: true,
          },
        });
        expect(find(graph, "aws:ebs/volume:Volume", `support-vec-${i}-data`).inputs).toMatchObject({
          type: "gp3",
          size: 250,
          iops: 4000,
          throughput: 400,
          encrypted: true,
          finalSnapshot: environment === "prod",
          availabilityZone: `us-east-1${"abc"[i]}`,
        });
      }
    });

    test(`MLflow ${environment}: db.t4g.medium, 20 GiB growing to 100, Multi-AZ as the fleet says, ${environment === "prod" ? 14 : 1} day(s) of backups`, async () => {
      for (const multiAz of [true, false]) {
        const graph = await captureFleet(fleet(environment, { tracking: { ...TRACKING, multiAz } }), SITE);
        const { inputs } = find(graph, "aws:rds/instance:Instance", "support-trk-db");
        expect(inputs).toMatchObject({
          engine: "postgres",
          engineVersion: "17",
          instanceClass: "db.t4g.medium",
          allocatedStorage: 20,
          maxAllocatedStorage: 100,
          storageType: "gp3",
          storageEncrypted: true,
          multiAz,
          manageMasterUserPassword: true,
          backupRetentionPeriod: environment === "prod" ? 14 : 1,
          skipFinalSnapshot: environment !== "prod",
          publiclyAccessible: false,
        });
        expect(inputs.iops ?? inputs.storageThroughput).toBeUndefined();
        expect(find(graph, TEMPLATE, "support-trk").inputs).toMatchObject({
          instanceType: "t4g.medium",
          creditSpecification: { cpuCredits: "standard" },
          monitoring: { enabled: false },
        });
        expect(find(graph, GROUP, "support-trk").inputs).toMatchObject({
          minSize: 1,
          maxSize: 1,
          desiredCapacity: 1,
        });
      }
    });
  }
});

test("a public load balancer is internet-facing in 3 zones, an internal one is not", async () => {
  for (const exposure of ["public", "internal"] as const) {
    const graph = await captureFleet(fleet("prod", { llm: { ...LLM, exposure } }), SITE);
    const { inputs } = find(graph, "aws:lb/loadBalancer:LoadBalancer", "support-llm-alb");
    expect(inputs.internal).toBe(exposure === "internal");
    expect(inputs.subnets).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
  }
});

test("protection: prod keeps load balancers, databases, 30 days of secrets and 90 of logs; dev none, 0 and 14", async () => {
  for (const environment of ["dev", "prod"] as const) {
    const kept = environment === "prod";
    const graph = await captureFleet(
      fleet(environment, { llm: LLM, vectors: VECTORS, tracking: TRACKING }),
      SITE,
    );
    const all = (type: string, input: string) =>
      graph.filter((resource) => resource.type === type).map(({ inputs }) => inputs[input]);
    expect(new Set(all("aws:lb/loadBalancer:LoadBalancer", "enableDeletionProtection"))).toEqual(
      new Set([kept]),
    );
    expect(all("aws:rds/instance:Instance", "deletionProtection")).toEqual([kept]);
    expect(new Set(all("aws:secretsmanager/secret:Secret", "recoveryWindowInDays"))).toEqual(
      new Set([kept ? 30 : 0]),
    );
    expect(new Set(all("aws:cloudwatch/logGroup:LogGroup", "retentionInDays"))).toEqual(
      new Set([kept ? 90 : 14]),
    );
    expect(new Set(all("aws:s3/bucket:Bucket", "forceDestroy"))).toEqual(new Set([!kept]));
  }
});

test("an alarm is one metric, the stalled engine's two; none is faster than a minute", async () => {
  const graph = await captureFleet(fleet("prod", { llm: LLM, vectors: VECTORS, tracking: TRACKING }), SITE);
  const alarms = graph.filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
  expect(alarms).toHaveLength(8 + 17 + 8);
  const math = alarms.filter(({ inputs }) => inputs.metricQueries !== undefined);
  expect(math.map(({ name }) => name)).toEqual(["support-llm-stalled"]);
  const queries = at(math[0]?.inputs, "metricQueries");
  expect(
    Array.isArray(queries) ? queries.filter((query) => at(query, "metric") !== undefined) : [],
  ).toHaveLength(2);
  for (const { inputs } of alarms) {
    if (inputs.metricQueries === undefined)
      expect(inputs).toMatchObject({ period: 60, metricName: expect.any(String) });
  }
});

test("every region is the fleet's, though no resource names it", async () => {
  const graph = await captureFleet(
    { ...fleet("dev", { llm: LLM }), region: "eu-west-1", zones: ["eu-west-1a", "eu-west-1b"] },
    planningSite("eu-west-1"),
  );
  expect(new Set(graph.map(({ region }) => region))).toEqual(new Set(["eu-west-1"]));
});
