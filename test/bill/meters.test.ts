import { describe, expect, it } from "vitest";
import { type RegisteredResource, SECRET, UNKNOWN, type Value } from "../../src/bill/registered-resource.ts";
import { InputError } from "../../src/errors.ts";
import { costOfLines, lineOf, linesOf, resource, spoken } from "./resources.ts";

const SERVICE = "crossover:index:VllmService::chat";

const template = (name: string, inputs: Record<string, Value>, parent = SERVICE) =>
  resource("aws:ec2/launchTemplate:LaunchTemplate", name, inputs, { parent });

const group = (name: string, inputs: Record<string, Value>, parent = SERVICE) =>
  resource("aws:autoscaling/group:Group", name, inputs, { parent });

const root = (size: number, more: Record<string, Value> = {}): Value => [
  { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", volumeSize: size, ...more } },
];

describe("an Auto Scaling group reads the launch template below its own component", () => {
  const chat = template("chat", {
    instanceType: "g5.12xlarge",
    monitoring: { enabled: true },
    blockDeviceMappings: root(200, { iops: 4000, throughput: 250 }),
  });
  // Two decoys: another component's template, first in the graph, and one that is only referenced.
  const other = template(
    "other",
    { instanceType: "p5.48xlarge", blockDeviceMappings: root(999) },
    "crossover:index:MlflowServer::ml",
  );
  const fleet = group("chat", {
    desiredCapacity: 2,
    minSize: 1,
    launchTemplate: { id: UNKNOWN, version: UNKNOWN },
  });

  it("2 × g5.12xlarge: 1460 h, 400 GiB, 2000 IOPS and 250 MiB/s above the included, 14 metrics", () => {
    expect(spoken(linesOf(other, chat, fleet))).toEqual([
      "chat.hours 1460 hour ec2/instance/g5.12xlarge/linux/shared",
      "chat.root.storage 400 GiB-month ebs/gp3/storage",
      "chat.root.iops 2000 IOPS-month ebs/gp3/iops",
      "chat.root.throughput 250 MiBps-month ebs/gp3/throughput",
      "chat.monitoring 14 metric-month cloudwatch/metric",
    ]);
  });

  it("costs 1460 × 5.672 + 400 × 0.08 + 2000 × 0.005 + 250 × 0.04 + 14 × 0.30 = 8337.32", () => {
    expect(costOfLines(linesOf(chat, fleet))).toEqual({ usd: "8337.32", unknowns: [] });
  });

  it("names the line with the type in its bracket and says how the hours came about", () => {
    const hours = lineOf(linesOf(chat, fleet), "chat.hours");
    expect(hours.name).toBe("Instance usage (g5.12xlarge, Linux, on-demand)");
    expect(hours.formula).toBe("2 instances × 730 h");
  });

  it("in state: by id, whatever else stands beside it", () => {
    const stray = {
      ...chat,
      key: `${chat.key}-stray`,
      name: "stray",
      inputs: { ...chat.inputs, instanceType: "g5.xlarge", id: "lt-1" },
    };
    const own = { ...chat, inputs: { ...chat.inputs, id: "lt-2" } };
    const deployed = group("chat", { desiredCapacity: 2, launchTemplate: { id: "lt-2", version: "7" } });
    expect(lineOf(linesOf(stray, own, deployed), "chat.hours").priceKey).toBe(
      "ec2/instance/g5.12xlarge/linux/shared",
    );
  });

  it("two templates beside it and no id: every line unknown, none of them the first that came", () => {
    const stray = { ...chat, key: `${chat.key}-stray`, name: "stray" };
    const { usd, unknowns } = costOfLines(linesOf(stray, chat, fleet));
    expect(usd).toBe("0");
    expect(unknowns).toHaveLength(4);
    expect(unknowns[0]).toContain("2 launch templates stand beside chat");
  });

  it("takes the minimum size when no capacity is desired, and 0 when that is desired", () => {
    expect(spoken(linesOf(chat, group("chat", { minSize: 3, launchTemplate: {} })))[0]).toContain(
      "chat.hours 2190 hour",
    );
    expect(
      spoken(linesOf(chat, group("chat", { desiredCapacity: 0, minSize: 0, launchTemplate: {} })))[0],
    ).toContain("chat.hours 0 hour");
  });

  it("spot, a capacity block and a mixed policy have no list price: hours unknown, the disk still known", () => {
    const spot = template("chat", {
      instanceType: "g5.xlarge",
      blockDeviceMappings: root(200),
      instanceMarketOptions: { marketType: "spot" },
    });
    const block = template("chat", {
      instanceType: "p5.48xlarge",
      blockDeviceMappings: root(200),
      instanceMarketOptions: { marketType: "capacity-block" },
    });
    const mixed = group("chat", { desiredCapacity: 1, mixedInstancesPolicy: { launchTemplate: {} } });
    for (const graph of [
      [spot, group("chat", { desiredCapacity: 1, launchTemplate: {} })],
      [block, group("chat", { desiredCapacity: 1, launchTemplate: {} })],
      [template("chat", { instanceType: "g5.xlarge", blockDeviceMappings: root(200) }), mixed],
    ]) {
      const { usd, unknowns } = costOfLines(linesOf(...graph));
      expect(usd).toBe("16");
      expect(unknowns.map((text) => text.split(":")[0])).toEqual(["chat.hours"]);
    }
  });

  it("a second mapping is a second billed volume; a template without a root leaves the image's own, unknown", () => {
    const two = template("chat", {
      instanceType: "g5.xlarge",
      blockDeviceMappings: [{ deviceName: "/dev/sdf", ebs: { volumeType: "gp3", volumeSize: 100 } }],
    });
    expect(spoken(linesOf(two, fleet))).toEqual([
      "chat.hours 1460 hour ec2/instance/g5.xlarge/linux/shared",
      "chat.root.storage unknown GiB-month ebs/gp3/storage",
      "chat.sdf.storage 200 GiB-month ebs/gp3/storage",
    ]);
  });
});

describe("an instance", () => {
  it("r6g.xlarge, 20 GiB root, 100 GiB disk: 730 × 0.2016 + 120 × 0.08 = 156.768", () => {
    const node = resource("aws:ec2/instance:Instance", "vec-0", {
      instanceType: "r6g.xlarge",
      monitoring: false,
      rootBlockDevice: { volumeType: "gp3", volumeSize: 20 },
      ebsBlockDevices: [{ deviceName: "/dev/sdg", volumeType: "gp3", volumeSize: "100" }],
    });
    expect(spoken(linesOf(node))).toEqual([
      "vec-0.hours 730 hour ec2/instance/r6g.xlarge/linux/shared",
      "vec-0.root.storage 20 GiB-month ebs/gp3/storage",
      "vec-0.sdg.storage 100 GiB-month ebs/gp3/storage",
    ]);
    expect(costOfLines(linesOf(node))).toEqual({ usd: "156.768", unknowns: [] });
  });

  it("with a public address: 730 h of IPv4; where its subnet may give one, that is unknown; with an interface, none", () => {
    const given = { instanceType: "t4g.medium", rootBlockDevice: { volumeType: "gp3", volumeSize: 8 } };
    const open = resource("aws:ec2/subnet:Subnet", "public", { mapPublicIpOnLaunch: true });
    const asking = resource("aws:ec2/instance:Instance", "a", { ...given, associatePublicIpAddress: true });
    const silent = resource("aws:ec2/instance:Instance", "a", given);
    const wired = resource("aws:ec2/instance:Instance", "a", {
      ...given,
      primaryNetworkInterface: { networkInterfaceId: UNKNOWN },
    });
    expect(spoken(linesOf(open, asking))).toContain("a.ipv4 730 hour vpc/ipv4/in-use");
    expect(spoken(linesOf(open, silent))).toContain("a.ipv4 unknown hour vpc/ipv4/in-use");
    expect(spoken(linesOf(open, wired)).some((line) => line.startsWith("a.ipv4"))).toBe(false);
    expect(spoken(linesOf(silent)).some((line) => line.startsWith("a.ipv4"))).toBe(false);
  });

  it("dedicated tenancy is about 10 % dearer: never the shared price", () => {
    const dedicated = resource("aws:ec2/instance:Instance", "a", {
      instanceType: "r6g.large",
      tenancy: "dedicated",
      rootBlockDevice: { volumeType: "gp3", volumeSize: 8 },
    });
    expect(costOfLines(linesOf(dedicated))).toEqual({
      usd: "0.64",
      unknowns: ["a.hours: a has dedicated tenancy, the book holds shared"],
    });
  });
});

describe("a volume", () => {
  const volume = (inputs: Record<string, Value>) => resource("aws:ebs/volume:Volume", "data", inputs);

  it("gp3, 500 GiB, 6,000 IOPS, 375 MiB/s: 40.00 + 15.00 + 10.00 = 65.00", () => {
    expect(costOfLines(linesOf(volume({ type: "gp3", size: 500, iops: 6000, throughput: 375 })))).toEqual({
      usd: "65",
      unknowns: [],
    });
  });

  it("at the included 3,000 IOPS and 125 MiB/s storage is the only line", () => {
    expect(spoken(linesOf(volume({ type: "gp3", size: 500, iops: 3000, throughput: 125 })))).toEqual([
      "data.storage 500 GiB-month ebs/gp3/storage",
    ]);
  });

  it("io2 at 70,000 IOPS: 2,080.00 + 1,456.00 + 191.10, and 125 for 1,000 GiB", () => {
    expect(costOfLines(linesOf(volume({ type: "io2", size: 1000, iops: 70000 })))).toEqual({
      usd: "3852.1",
      unknowns: [],
    });
  });

  it("without a type it is gp2 at 0.10, not gp3 at 0.08; another word is unknown", () => {
    expect(costOfLines(linesOf(volume({ size: 100 }))).usd).toBe("10");
    expect(costOfLines(linesOf(volume({ size: 100, type: "standard" }))).unknowns).toEqual([
      "data.storage: no price for volumes of type standard",
    ]);
  });
});

describe("a database", () => {
  const database = (inputs: Record<string, Value>) =>
    resource("aws:rds/instance:Instance", "ml-db", {
      engine: "postgres",
      instanceClass: "db.m7g.large",
      storageType: "gp3",
      allocatedStorage: 37,
      ...inputs,
    });

  it("db.m7g.large Multi-AZ, 37 GiB, managed secret: 730 × 0.337 + 37 × 0.23 + 0.40 = 254.92", () => {
    const lines = linesOf(
      database({
        multiAz: true,
        manageMasterUserPassword: true,
        performanceInsightsEnabled: true,
        performanceInsightsRetentionPeriod: 7,
      }),
    );
    expect(spoken(lines)).toEqual([
      "ml-db.hours 730 hour rds/instance/postgres/db.m7g.large/multi-az",
      "ml-db.storage 37 GiB-month rds/storage/gp3/multi-az",
      "ml-db.master-secret 1 secret-month secretsmanager/secret",
    ]);
    expect(costOfLines(lines)).toEqual({ usd: "254.92", unknowns: [] });
    expect(lineOf(lines, "ml-db.hours").name).toBe("Database usage (db.m7g.large, PostgreSQL, Multi-AZ)");
  });

  it("Single-AZ: 730 × 0.168 + 37 × 0.115 = 126.895, more than half of Multi-AZ's hours", () => {
    expect(costOfLines(linesOf(database({}))).usd).toBe("126.895");
  });

  it("from 400 GiB on 12,000 IOPS are included: 15,000 bill 3,000; below, more is refused by RDS and so unknown", () => {
    expect(spoken(linesOf(database({ allocatedStorage: 400, iops: 15000 })))).toContain(
      "ml-db.iops 3000 IOPS-month rds/iops/gp3/single-az",
    );
    expect(spoken(linesOf(database({ allocatedStorage: 400, iops: 12000 })))).toHaveLength(2);
    expect(costOfLines(linesOf(database({ allocatedStorage: 399, iops: 5000 }))).unknowns).toEqual([
      "ml-db.iops: RDS refuses iops of 5000 below 400 GiB of gp3",
    ]);
  });

  it("io1 sells every IOPS: 100 × 0.125 + 1,000 × 0.10 beside 730 × 0.168 = 235.14", () => {
    expect(costOfLines(linesOf(database({ storageType: "io1", allocatedStorage: 100, iops: 1000 })))).toEqual(
      {
        usd: "235.14",
        unknowns: [],
      },
    );
  });

  it("gp3 throughput beyond 500 MiB/s has no price in the seed: known quantity, unknown cost", () => {
    const lines = linesOf(database({ allocatedStorage: 500, storageThroughput: 700 }));
    expect(spoken(lines)).toContain("ml-db.throughput 200 MiBps-month rds/throughput/gp3/single-az");
    expect(costOfLines(lines).unknowns).toHaveLength(1);
  });

  it("insights kept longer than the free week have a line without a figure", () => {
    const lines = linesOf(
      database({ performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 31 }),
    );
    expect(spoken(lines).at(-1)).toContain("ml-db.insights unknown");
  });

  it("MySQL is not PostgreSQL: an error, not its price", () => {
    expect(() => linesOf(database({ engine: "mysql" }))).toThrow(/"ml-db".*database engine mysql/);
  });
});

describe("the network", () => {
  it("one NAT gateway with its address: 730 × 0.045 + 730 × 0.005 = 36.50", () => {
    const graph = [
      resource("aws:ec2/natGateway:NatGateway", "net-nat-0", { allocationId: UNKNOWN }),
      resource("aws:ec2/eip:Eip", "net-nat-0", { domain: "vpc" }),
    ];
    expect(costOfLines(linesOf(...graph))).toEqual({ usd: "36.5", unknowns: [] });
  });

  it("a public load balancer in two zones and one NAT gateway hold 3 addresses: 10.95", () => {
    const graph = [
      resource("aws:ec2/eip:Eip", "net-nat-0", {}),
      resource("aws:lb/loadBalancer:LoadBalancer", "chat-alb", {
        loadBalancerType: "application",
        internal: false,
        subnets: [UNKNOWN, UNKNOWN],
      }),
    ];
    const addresses = linesOf(...graph).filter(({ priceKey }) => priceKey === "vpc/ipv4/in-use");
    expect(costOfLines(addresses)).toEqual({ usd: "10.95", unknowns: [] });
    expect(costOfLines(linesOf(...graph)).usd).toBe("27.375");
  });

  it("an internal one holds none; a network load balancer has another price and no meter", () => {
    const balancer = (inputs: Record<string, Value>) =>
      resource("aws:lb/loadBalancer:LoadBalancer", "alb", { subnets: [UNKNOWN, UNKNOWN], ...inputs });
    expect(spoken(linesOf(balancer({ internal: true })))).toEqual(["alb.hours 730 hour elb/alb/hour"]);
    expect(() => linesOf(balancer({ loadBalancerType: "network" }))).toThrow(/load balancer of type network/);
  });

  it("an interface endpoint bills each of 3 zones: 2190 h × 0.01 = 21.90; a gateway endpoint is free", () => {
    const endpoint = (inputs: Record<string, Value>) =>
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", "ssm", inputs);
    expect(
      costOfLines(linesOf(endpoint({ vpcEndpointType: "Interface", subnetIds: [UNKNOWN, UNKNOWN, UNKNOWN] })))
        .usd,
    ).toBe("21.9");
    expect(linesOf(endpoint({ vpcEndpointType: "Gateway" }))).toEqual([]);
  });

  it("a hosted zone is priced without a region: 0.50; flow logs have no known volume", () => {
    expect(
      costOfLines(linesOf(resource("aws:route53/zone:Zone", "internal", { name: "crossover.internal" }))),
    ).toEqual({ usd: "0.5", unknowns: [] });
    expect(costOfLines(linesOf(resource("aws:ec2/flowLog:FlowLog", "flow", {}))).unknowns).toHaveLength(1);
  });
});

describe("the rest", () => {
  const one = (type: string, inputs: Record<string, Value>) =>
    costOfLines(linesOf(resource(type, "x", inputs)));

  it("a secret 0.40, and 0.40 for each replica", () => {
    expect(one("aws:secretsmanager/secret:Secret", {}).usd).toBe("0.4");
    expect(one("aws:secretsmanager/secret:Secret", { replicas: [{ region: "us-west-2" }] }).usd).toBe("0.8");
  });

  it("an alarm 0.10, metric math over two metrics 0.20, a ten-second alarm unknown", () => {
    const query = (period: number): Value => ({ id: "m", metric: { metricName: "m", period } });
    expect(one("aws:cloudwatch/metricAlarm:MetricAlarm", { period: 60 }).usd).toBe("0.1");
    expect(
      one("aws:cloudwatch/metricAlarm:MetricAlarm", {
        metricQueries: [{ expression: "IF(a > 0, b)" }, query(60), query(60)],
      }).usd,
    ).toBe("0.2");
    expect(one("aws:cloudwatch/metricAlarm:MetricAlarm", { period: 10 }).unknowns).toHaveLength(1);
    expect(
      one("aws:cloudwatch/metricAlarm:MetricAlarm", { metricQueries: [query(60), query(10)] }).unknowns,
    ).toHaveLength(1);
  });

  it("a target tracking policy makes two alarms, 0.20; a step policy none of its own", () => {
    expect(one("aws:autoscaling/policy:Policy", { policyType: "TargetTrackingScaling" }).usd).toBe("0.2");
    expect(one("aws:autoscaling/policy:Policy", { policyType: "StepScaling" }).usd).toBe("0");
  });

  it("buckets and log groups as such cost nothing; an advanced parameter is no standard one", () => {
    expect(
      linesOf(
        resource("aws:s3/bucket:Bucket", "b", {}),
        resource("aws:cloudwatch/logGroup:LogGroup", "l", {}),
      ),
    ).toEqual([]);
    expect(linesOf(resource("aws:ssm/parameter:Parameter", "p", { type: "String" }))).toEqual([]);
    expect(() => one("aws:ssm/parameter:Parameter", { tier: "Advanced" })).toThrow(InputError);
  });

  it("a region that nobody states is an unknown line, not us-east-1", () => {
    const stray = resource("aws:ec2/eip:Eip", "e", {}, { region: UNKNOWN });
    expect(costOfLines(linesOf(stray))).toEqual({
      usd: "0",
      unknowns: ["e.ipv4: the region of e is not known"],
    });
  });
});

/** One resource with every priced input at a value that costs money; then each input goes through each wrong door. */
const DOORS: readonly {
  readonly graph: readonly RegisteredResource[];
  readonly inputs: readonly string[];
}[] = [
  {
    graph: [resource("aws:ebs/volume:Volume", "x", { type: "gp3", size: 500, iops: 6000, throughput: 375 })],
    inputs: ["type", "size", "iops", "throughput"],
  },
  {
    graph: [
      resource("aws:ec2/instance:Instance", "x", {
        instanceType: "r6g.large",
        tenancy: "default",
        monitoring: true,
        associatePublicIpAddress: true,
        rootBlockDevice: { volumeType: "gp3", volumeSize: 20, iops: 4000, throughput: 250 },
        ebsBlockDevices: [
          { deviceName: "/dev/sdf", volumeType: "gp3", volumeSize: 20, iops: 4000, throughput: 250 },
        ],
      }),
    ],
    inputs: [
      "instanceType",
      "tenancy",
      "monitoring",
      "associatePublicIpAddress",
      "rootBlockDevice",
      "rootBlockDevice.volumeType",
      "rootBlockDevice.volumeSize",
      "rootBlockDevice.iops",
      "rootBlockDevice.throughput",
      "ebsBlockDevices",
      "ebsBlockDevices.0",
      "ebsBlockDevices.0.volumeSize",
      "ebsBlockDevices.0.volumeType",
    ],
  },
  {
    graph: [
      resource("aws:autoscaling/group:Group", "x", { desiredCapacity: 2, launchTemplate: { id: "lt-1" } }),
      resource("aws:ec2/launchTemplate:LaunchTemplate", "x", {
        id: "lt-1",
        instanceType: "r6g.large",
        blockDeviceMappings: root(20),
      }),
    ],
    inputs: ["desiredCapacity"],
  },
  {
    graph: [
      resource("aws:ec2/launchTemplate:LaunchTemplate", "x", {
        instanceType: "r6g.large",
        monitoring: { enabled: true },
        placement: { tenancy: "default" },
        networkInterfaces: [{ associatePublicIpAddress: "true" }],
        blockDeviceMappings: root(20, { iops: 4000, throughput: 250 }),
      }),
      resource("aws:autoscaling/group:Group", "x", { desiredCapacity: 2, launchTemplate: {} }),
    ],
    inputs: [
      "instanceType",
      "monitoring",
      "monitoring.enabled",
      "placement",
      "placement.tenancy",
      "networkInterfaces",
      "networkInterfaces.0",
      "networkInterfaces.0.associatePublicIpAddress",
      "blockDeviceMappings",
      "blockDeviceMappings.0",
      "blockDeviceMappings.0.deviceName",
      "blockDeviceMappings.0.ebs",
      "blockDeviceMappings.0.ebs.volumeSize",
      "blockDeviceMappings.0.ebs.volumeType",
      "blockDeviceMappings.0.ebs.iops",
      "blockDeviceMappings.0.ebs.throughput",
    ],
  },
  {
    graph: [
      resource("aws:rds/instance:Instance", "x", {
        engine: "postgres",
        instanceClass: "db.m7g.large",
        multiAz: true,
        storageType: "gp3",
        allocatedStorage: 500,
        iops: 15000,
        storageThroughput: 500,
        manageMasterUserPassword: true,
        performanceInsightsEnabled: true,
        performanceInsightsRetentionPeriod: 31,
      }),
    ],
    inputs: [
      "engine",
      "instanceClass",
      "multiAz",
      "storageType",
      "allocatedStorage",
      "iops",
      "storageThroughput",
      "manageMasterUserPassword",
      "performanceInsightsRetentionPeriod",
    ],
  },
  {
    graph: [
      resource("aws:lb/loadBalancer:LoadBalancer", "x", {
        loadBalancerType: "application",
        internal: false,
        subnets: ["a", "b"],
      }),
    ],
    inputs: ["loadBalancerType", "internal", "subnets"],
  },
  {
    graph: [
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", "x", {
        vpcEndpointType: "Interface",
        subnetIds: ["a", "b"],
      }),
    ],
    inputs: ["vpcEndpointType", "subnetIds"],
  },
  { graph: [resource("aws:secretsmanager/secret:Secret", "x", { replicas: [{}] })], inputs: ["replicas"] },
  {
    graph: [
      resource("aws:cloudwatch/metricAlarm:MetricAlarm", "x", {
        metricQueries: [{ metric: { period: 60 } }],
      }),
    ],
    inputs: ["metricQueries", "metricQueries.0", "metricQueries.0.metric", "metricQueries.0.metric.period"],
  },
  { graph: [resource("aws:cloudwatch/metricAlarm:MetricAlarm", "x", { period: 60 })], inputs: ["period"] },
  {
    graph: [resource("aws:autoscaling/policy:Policy", "x", { policyType: "TargetTrackingScaling" })],
    inputs: ["policyType"],
  },
];

function changed(value: Value, [first, ...rest]: readonly string[], next: Value | undefined): Value {
  if (first === undefined) return next ?? null;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === first ? changed(item, rest, next) : item));
  const object = value as Record<string, Value>;
  return { ...object, [first]: changed(object[first] ?? null, rest, next) };
}

const valueAt = (value: unknown, path: string): unknown =>
  path.split(".").reduce((found, key) => (found as Record<string, unknown> | undefined)?.[key], value);

const through = (graph: readonly RegisteredResource[], path: string, next: Value | undefined) =>
  graph.map((one, index) =>
    index === 0
      ? { ...one, inputs: changed(one.inputs, path.split("."), next) as Record<string, Value> }
      : one,
  );

/** What AWS does when the input is not given, where that costs less or as much: documented defaults. */
const DEFAULTS: Readonly<Record<string, string>> = {
  "aws:ebs/volume:Volume iops": "3,000 IOPS are included",
  "aws:ebs/volume:Volume throughput": "125 MiB/s are included",
  "aws:ec2/instance:Instance tenancy": "default",
  "aws:ec2/instance:Instance monitoring": "basic monitoring is free",
  "aws:ec2/instance:Instance associatePublicIpAddress": "as the subnet says",
  "aws:ec2/instance:Instance rootBlockDevice.iops": "3,000 IOPS are included",
  "aws:ec2/instance:Instance rootBlockDevice.throughput": "125 MiB/s are included",
  "aws:ec2/instance:Instance ebsBlockDevices": "no further volumes",
  "aws:ec2/launchTemplate:LaunchTemplate monitoring": "basic monitoring is free",
  "aws:ec2/launchTemplate:LaunchTemplate monitoring.enabled": "basic monitoring is free",
  "aws:ec2/launchTemplate:LaunchTemplate placement": "default tenancy",
  "aws:ec2/launchTemplate:LaunchTemplate placement.tenancy": "default tenancy",
  "aws:ec2/launchTemplate:LaunchTemplate networkInterfaces": "as the subnet says",
  "aws:ec2/launchTemplate:LaunchTemplate networkInterfaces.0.associatePublicIpAddress": "as the subnet says",
  "aws:ec2/launchTemplate:LaunchTemplate blockDeviceMappings.0.ebs.iops": "3,000 IOPS are included",
  "aws:ec2/launchTemplate:LaunchTemplate blockDeviceMappings.0.ebs.throughput": "125 MiB/s are included",
  "aws:rds/instance:Instance multiAz": "Single-AZ",
  "aws:rds/instance:Instance storageThroughput": "500 MiB/s are included from 400 GiB on",
  "aws:rds/instance:Instance iops": "12,000 IOPS are included from 400 GiB on",
  "aws:rds/instance:Instance manageMasterUserPassword": "no managed secret",
  "aws:rds/instance:Instance performanceInsightsRetentionPeriod": "seven days, free",
  "aws:secretsmanager/secret:Secret replicas": "no replicas",
  "aws:ec2/vpcEndpoint:VpcEndpoint vpcEndpointType": "a gateway endpoint, free",
  "aws:autoscaling/policy:Policy policyType": "SimpleScaling, no alarms of its own",
};

describe("no door turns a priced input into zero", () => {
  for (const { graph, inputs } of DOORS) {
    const type = graph[0]?.type ?? "";
    const before = costOfLines(linesOf(...graph));
    for (const path of inputs) {
      it.each([
        ["unknown", UNKNOWN],
        ["secret", SECRET],
        ["opaque", { marker: "opaque" } as Value],
      ])(`${type} ${path}: %s is an unknown line`, (_, marker) => {
        const { unknowns } = costOfLines(linesOf(...through(graph, path, marker)));
        expect(unknowns.length).toBeGreaterThan(
          before.unknowns.length - (path.startsWith("performance") ? 1 : 0),
        );
      });

      it(`${type} ${path}: missing is AWS's default, an unknown line or an error, never less`, () => {
        let after: ReturnType<typeof costOfLines> | undefined;
        try {
          after = costOfLines(linesOf(...through(graph, path, undefined)));
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          return;
        }
        const less =
          Number(after.usd) < Number(before.usd) && after.unknowns.length <= before.unknowns.length;
        if (less) expect(DEFAULTS).toHaveProperty([`${type} ${path}`]);
        else
          expect(
            after.unknowns.length > before.unknowns.length ||
              Number(after.usd) >= Number(before.usd) ||
              `${type} ${path}` in DEFAULTS,
          ).toBe(true);
      });

      it.each([
        ["a number with a unit", "5 GiB"],
        ["a hexadecimal", "0x10"],
        ["an object", { a: 1 } as Value],
        ["a negative number", -5],
      ])(`${type} ${path}: %s is refused, unknown or text that has no price`, (what, wrong) => {
        // Where an object belongs, one without the priced inputs is "not given", which is another door.
        if (what === "an object" && typeof valueAt(graph[0]?.inputs, path) === "object") return;
        let after: ReturnType<typeof costOfLines>;
        try {
          after = costOfLines(linesOf(...through(graph, path, wrong)));
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as InputError).message).toContain('"x"');
          return;
        }
        const dropped =
          Number(after.usd) < Number(before.usd) && after.unknowns.length <= before.unknowns.length;
        expect(dropped, JSON.stringify(after)).toBe(false);
      });
    }
  }

  it('a number written as text is that number: size "500"', () => {
    expect(
      costOfLines(linesOf(resource("aws:ebs/volume:Volume", "x", { type: "gp3", size: "500" }))).usd,
    ).toBe("40");
  });

  it("the error shows resource, input and both sides", () => {
    const broken = () => linesOf(resource("aws:ebs/volume:Volume", "x", { type: "gp3", size: -5 }));
    expect(broken).toThrow('aws:ebs/volume:Volume "x": size must be at least 1, got -5.');
    const nested = () =>
      linesOf(
        resource("aws:ec2/instance:Instance", "x", {
          instanceType: "r6g.large",
          rootBlockDevice: { volumeSize: "8 GiB" },
        }),
      );
    expect(nested).toThrow('rootBlockDevice.volumeSize must be a number, got "8 GiB".');
  });
});
