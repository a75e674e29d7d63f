import type { ListCase, ListRow } from "./row.ts";

const linux = {
  operatingSystem: "Linux",
  tenancy: "Shared",
  preInstalledSw: "NA",
  capacitystatus: "Used",
  marketoption: "OnDemand",
  licenseModel: "No License required",
  operation: "RunInstances",
};

function instance(instanceType: string, usd: string, family = "Compute Instance"): ListRow {
  return {
    family,
    attributes: { ...linux, instanceType },
    usage: `BoxUsage:${instanceType}`,
    unit: "Hrs",
    usd,
  };
}

/** Rows beside an on-demand Linux hour: each differs in one attribute, most cost nothing or nearly the same. */
const besideInstance = (type: string): Readonly<Record<string, ListRow>> => ({
  "Capacity Block at 0": { attributes: { marketoption: "CapacityBlock" }, usd: "0.0000000000" },
  "unused reservation at 0": {
    attributes: { capacitystatus: "UnusedCapacityReservation" },
    usage: `UnusedBox:${type}`,
    usd: "0.0000000000",
  },
  "used reservation at 0": {
    attributes: { capacitystatus: "AllocatedCapacityReservation" },
    usage: `Reservation:${type}`,
    usd: "0.0000000000",
  },
  "dedicated reservation at 0": {
    attributes: { tenancy: "Dedicated", capacitystatus: "AllocatedCapacityReservation" },
    usage: `DedicatedRes:${type}`,
    usd: "0",
  },
  "host at 0": { attributes: { tenancy: "Host" }, usage: `HostBoxUsage:${type}`, usd: "0" },
  "dedicated, a tenth dearer": {
    attributes: { tenancy: "Dedicated" },
    usage: `DedicatedUsage:${type}`,
    usd: "1.3332000000",
  },
  Windows: {
    attributes: { operatingSystem: "Windows", operation: "RunInstances:0002" },
    usd: "1.9480000000",
  },
  "Red Hat": { attributes: { operatingSystem: "RHEL", operation: "RunInstances:0010" }, usd: "1.4" },
  "with SQL": { attributes: { preInstalledSw: "SQL Std", operation: "RunInstances:0004" }, usd: "2.9" },
  "own licence": {
    attributes: { licenseModel: "Bring your own license", operation: "RunInstances:0800" },
    usd: "1.2120000001",
  },
  "another size": {
    attributes: { instanceType: "g5.4xlarge" },
    usage: "BoxUsage:g5.4xlarge",
    usd: "1.6240000000",
  },
  "another region": {
    attributes: { regionCode: "eu-west-1" },
    usage: `EU-BoxUsage:${type}`,
    usd: "1.3530000000",
  },
  "a Local Zone": {
    attributes: { locationType: "AWS Local Zone", regionCode: "us-east-1-bos-1" },
    usage: `BOS1-BoxUsage:${type}`,
    usd: "1.5",
  },
  "a Wavelength Zone under the region's code": {
    attributes: { locationType: "AWS Wavelength Zone" },
    usd: "1.6",
  },
  "a family of hosts": {
    family: "Dedicated Host",
    attributes: { instanceType: "g5" },
    usage: "HostUsage:g5",
    usd: "7.3",
  },
});

const database = (instanceType: string, zones: string, usage: string, usd: string): ListRow => ({
  family: "Database Instance",
  attributes: {
    instanceType,
    databaseEngine: "PostgreSQL",
    deploymentOption: zones,
    licenseModel: "No license required",
  },
  usage,
  unit: "Hrs",
  usd,
});

const volume = (volumeApiName: string, usage: string, unit: string, usd: string): ListRow => ({
  family: "Storage",
  attributes: { volumeApiName },
  usage,
  unit,
  usd,
});

const iops = (volumeApiName: string, group: string, usage: string, usd: string): ListRow => ({
  family: "System Operation",
  attributes: { volumeApiName, group },
  usage,
  unit: "IOPS-Mo",
  usd,
});

const databaseStorage = (volumeType: string, usage: string, usd: string): ListRow => ({
  family: "Database Storage",
  attributes: { databaseEngine: "PostgreSQL", volumeType },
  usage,
  unit: "GB-Mo",
  usd,
});

const besideStorage: Readonly<Record<string, ListRow>> = {
  "any engine": { attributes: { databaseEngine: "Any" }, usd: "0.0000000000" },
  mirrored: { usage: "RDS:Mirror-GP3-Storage", usd: "0.23" },
  "a cluster of readers": { usage: "RDS:Multi-AZCluster-GP3-Storage", usd: "0.345" },
  Aurora: { attributes: { databaseEngine: "Aurora PostgreSQL" }, usage: "Aurora:StorageUsage", usd: "0.1" },
};

/** One case for each kind of price that Crossover asks for: the row of us-east-1 and what stands beside it in the list. */
export const LIST_CASES: readonly ListCase[] = [
  {
    key: "ec2/instance/g5.2xlarge/linux/shared",
    row: instance("g5.2xlarge", "1.2120000000"),
    decoys: besideInstance("g5.2xlarge"),
  },
  {
    key: "ec2/instance/r6g.metal/linux/shared",
    row: instance("r6g.metal", "3.2256000000", "Compute Instance (bare metal)"),
    decoys: {
      "dedicated, 6 % dearer": {
        attributes: { tenancy: "Dedicated" },
        usage: "DedicatedUsage:r6g.metal",
        usd: "3.4192",
      },
    },
  },
  {
    key: "ec2/instance/m1.small/linux/shared",
    row: { ...instance("m1.small", "0.0440000000"), usage: "BoxUsage" },
    decoys: { "an unnamed unused box": { usage: "UnusedBox", usd: "0" } },
  },
  {
    key: "ec2/cpu-credits/t3/linux",
    row: {
      family: "CPU Credits",
      attributes: { operatingSystem: "Linux" },
      usage: "CPUCredits:t3",
      unit: "vCPU-Hours",
      usd: "0.0500000000",
    },
    decoys: {
      Windows: { attributes: { operatingSystem: "Windows" }, usd: "0.0960000000" },
      t4g: { usage: "CPUCredits:t4g", usd: "0.04" },
    },
  },
  {
    key: "ebs/gp3/storage",
    row: volume("gp3", "EBS:VolumeUsage.gp3", "GB-Mo", "0.0800000000"),
    decoys: {
      magnetic: { attributes: { volumeApiName: "standard" }, usage: "EBS:VolumeUsage", usd: "0.05" },
      outposts: { usage: "EBS:VolumeUsage.gp3.outposts", usd: "0.1" },
    },
  },
  {
    key: "ebs/io1/storage",
    row: volume("io1", "EBS:VolumeUsage.piops", "GB-Mo", "0.1250000000"),
    decoys: {},
  },
  {
    key: "ebs/io2/storage",
    row: volume("io2", "EBS:VolumeUsage.io2", "GB-month", "0.1250000000"),
    decoys: {},
  },
  {
    key: "ebs/gp3/iops",
    row: iops("gp3", "EBS IOPS", "EBS:VolumeP-IOPS.gp3", "0.0050000000"),
    decoys: {
      "another volume": { attributes: { volumeApiName: "io2" }, usage: "EBS:VolumeP-IOPS.io2", usd: "0.065" },
    },
  },
  {
    key: "ebs/io2/iops-t1",
    row: iops("io2", "EBS IOPS", "EBS:VolumeP-IOPS.io2", "0.0650000000"),
    decoys: {
      "tier 2": {
        attributes: { group: "EBS IOPS Tier 2" },
        usage: "EBS:VolumeP-IOPS.io2.tier2",
        usd: "0.0455",
      },
    },
  },
  {
    key: "ebs/io2/iops-t3",
    row: iops("io2", "EBS IOPS Tier 3", "EBS:VolumeP-IOPS.io2.tier3", "0.0318500000"),
    decoys: {
      "tier 2": {
        attributes: { group: "EBS IOPS Tier 2" },
        usage: "EBS:VolumeP-IOPS.io2.tier2",
        usd: "0.0455",
      },
    },
  },
  {
    key: "ebs/gp3/throughput",
    row: {
      family: "Provisioned Throughput",
      attributes: { volumeApiName: "gp3" },
      usage: "EBS:VolumeP-Throughput.gp3",
      unit: "GiBps-mo",
      usd: "40.9600000000",
    },
    decoys: {},
    expected: "0.04",
  },
  {
    key: "ebs/snapshot/standard",
    row: { family: "Storage Snapshot", usage: "EBS:SnapshotUsage", unit: "GB-Mo", usd: "0.0500000000" },
    decoys: {
      "under billing": { usage: "EBS:SnapshotUsageUnderBilling", usd: "0" },
      outposts: { usage: "EBS:SnapshotUsage.outposts", usd: "0.07" },
      "archive, early delete": { usage: "EBS:SnapshotArchiveEarlyDelete", usd: "0.0125" },
    },
  },
  {
    key: "ebs/snapshot/archive",
    row: {
      family: "Storage Snapshot",
      usage: "EBS:SnapshotArchiveStorage",
      unit: "GB-Mo",
      usd: "0.0125000000",
    },
    decoys: { retrieval: { usage: "EBS:SnapshotArchiveRetrieval", unit: "GB", usd: "0.03" } },
  },
  {
    key: "ebs/snapshot/fast-restore",
    row: {
      family: "Fast Snapshot Restore",
      usage: "EBS:FastSnapshotRestore",
      unit: "hours",
      usd: "0.7500000000",
    },
    decoys: {},
  },
  {
    key: "vpc/nat/hour",
    row: {
      family: "NAT Gateway",
      attributes: { group: "NGW:NatGateway" },
      usage: "NatGateway-Hours",
      unit: "Hrs",
      usd: "0.0450000000",
    },
    decoys: {
      "Regional NAT": { usage: "RegionalNatGateway-Hours", usd: "0.0450000001" },
      provisioned: { usage: "NatGateway-Prvd-Gbps", usd: "0.9" },
    },
  },
  {
    key: "vpc/nat/gb",
    row: {
      family: "NAT Gateway",
      attributes: { group: "NGW:NatGateway" },
      usage: "NatGateway-Bytes",
      unit: "GB",
      usd: "0.0450000000",
    },
    decoys: {
      "provisioned at 0": { usage: "NatGateway-Prvd-Bytes", usd: "0" },
      "Regional NAT": { usage: "RegionalNatGateway-Bytes", usd: "0.05" },
    },
  },
  {
    key: "elb/alb/hour",
    row: {
      family: "Load Balancer-Application",
      usage: "LoadBalancerUsage",
      unit: "Hrs",
      usd: "0.0225000000",
    },
    decoys: {
      "trust store, unprefixed capitals": { usage: "TS-LoadBalancerUsage", usd: "0.0056" },
      outposts: { usage: "Outposts-LoadBalancerUsage", usd: "0.0225000001" },
      network: { family: "Load Balancer-Network", usd: "0.0225000002" },
      gateway: { family: "Load Balancer-Gateway", usd: "0.004" },
      classic: { family: "Load Balancer", usd: "0.025" },
      "idle provisioned capacity": { usage: "IdleProvisionedLBCapacity", usd: "0.1" },
    },
  },
  {
    key: "elb/alb/lcu",
    row: { family: "Load Balancer-Application", usage: "LCUUsage", unit: "LCU-Hrs", usd: "0.0080000000" },
    decoys: {
      "outposts at 0": { usage: "Outposts-LCUUsage", usd: "0" },
      reserved: { usage: "ReservedLCUUsage", usd: "0.0080000001" },
      network: { family: "Load Balancer-Network", usd: "0.006" },
    },
  },
  {
    key: "elb/nlb/hour",
    row: { family: "Load Balancer-Network", usage: "LoadBalancerUsage", unit: "Hrs", usd: "0.0225" },
    decoys: { gateway: { family: "Load Balancer-Gateway", usd: "0.0125" } },
  },
  {
    key: "elb/nlb/nlcu",
    row: { family: "Load Balancer-Network", usage: "LCUUsage", unit: "LCU-Hrs", usd: "0.006" },
    decoys: { application: { family: "Load Balancer-Application", usd: "0.008" } },
  },
  {
    key: "vpc/ipv4/in-use",
    row: {
      attributes: { group: "VPCPublicIPv4Address" },
      usage: "USE1-PublicIPv4:InUseAddress",
      unit: "Hrs",
      usd: "0.0050000000",
    },
    decoys: {
      "a block of one's own": { usage: "USE1-PublicIPv4:ContiguousBlock", usd: "0.008" },
      "the old first hour at 0": {
        service: "AmazonEC2",
        family: "IP Address",
        usage: "ElasticIP:IdleAddress",
        usd: "0",
      },
      idle: { usage: "USE1-PublicIPv4:IdleAddress", usd: "0.0050000001" },
    },
  },
  {
    key: "vpc/ipv4/idle",
    row: {
      attributes: { group: "VPCPublicIPv4Address" },
      usage: "PublicIPv4:IdleAddress",
      unit: "Hrs",
      usd: "0.005",
    },
    decoys: {},
  },
  {
    key: "vpc/endpoint/hour",
    row: {
      family: "VpcEndpoint",
      attributes: { endpointType: "PrivateLink" },
      usage: "USE1-VpcEndpoint-Hours",
      unit: "Hours",
      usd: "0.0100000000",
    },
    decoys: {
      "gateway load balancer": {
        attributes: { endpointType: "Gateway LoadBalancer" },
        usage: "USE1-VpcEndpoint-GWLBE-Hours",
        usd: "0.0100000001",
      },
    },
  },
  {
    key: "vpc/endpoint/gb",
    row: {
      family: "VpcEndpoint",
      attributes: { endpointType: "PrivateLink" },
      usage: "USE1-VpcEndpoint-Bytes",
      unit: "GB",
      usd: [
        ["5242880", "0.004"],
        ["0", "0.01"],
        ["1048576", "0.006"],
      ].toSorted() as [string, string][],
    },
    decoys: { "gateway load balancer": { usage: "USE1-VpcEndpoint-GWLBE-Bytes", usd: "0.0035" } },
  },
  {
    key: "rds/instance/postgres/db.m6g.xlarge/single-az",
    row: database("db.m6g.xlarge", "Single-AZ", "InstanceUsage:db.m6g.xl", "0.3180000000"),
    decoys: {
      "two zones": {
        attributes: { deploymentOption: "Multi-AZ" },
        usage: "Multi-AZUsage:db.m6g.xl",
        usd: "0.636",
      },
      Custom: { attributes: { deploymentModel: "Custom" }, usd: "0.4" },
      Aurora: { attributes: { databaseEngine: "Aurora PostgreSQL" }, usd: "0.38" },
      MySQL: { attributes: { databaseEngine: "MySQL" }, usd: "0.3040000000" },
      "another region": {
        attributes: { regionCode: "eu-west-1" },
        usage: "EU-InstanceUsage:db.m6g.xl",
        usd: "0.35",
      },
      "own licence": { attributes: { licenseModel: "Bring your own license" }, usd: "0.31" },
    },
  },
  {
    key: "rds/instance/postgres/db.m6g.xlarge/multi-az",
    row: database("db.m6g.xlarge", "Multi-AZ", "Multi-AZUsage:db.m6g.xl", "0.6350000000"),
    decoys: {
      "readable standbys": {
        attributes: { deploymentOption: "Multi-AZ (readable standbys)" },
        usage: "Multi-AZClusterUsage:db.m6g.xl",
        usd: "0.954",
      },
    },
  },
  {
    key: "rds/storage/gp3/single-az",
    row: databaseStorage("General Purpose-GP3", "RDS:GP3-Storage", "0.1150000000"),
    decoys: besideStorage,
  },
  {
    key: "rds/storage/gp3/multi-az",
    row: databaseStorage("General Purpose-GP3", "RDS:Multi-AZ-GP3-Storage", "0.2300000000"),
    decoys: {
      "any engine": { attributes: { databaseEngine: "Any" }, usd: "0" },
      "one zone": { usage: "RDS:GP3-Storage", usd: "0.115" },
    },
  },
  {
    key: "rds/storage/gp2/single-az",
    row: databaseStorage("General Purpose", "RDS:GP2-Storage", "0.115"),
    decoys: {
      gp3: {
        attributes: { volumeType: "General Purpose-GP3" },
        usage: "RDS:GP3-Storage",
        usd: "0.1150000001",
      },
    },
  },
  {
    key: "rds/storage/io1/single-az",
    row: databaseStorage("Provisioned IOPS", "RDS:PIOPS-Storage", "0.125"),
    decoys: { io2: { usage: "RDS:PIOPS-Storage-IO2", usd: "0.1250000001" } },
  },
  {
    key: "rds/iops/gp3/single-az",
    row: {
      family: "Provisioned IOPS",
      attributes: { databaseEngine: "PostgreSQL", group: "RDS-PIOPS" },
      usage: "RDS:GP3-PIOPS",
      unit: "IOPS-Mo",
      usd: "0.0200000000",
    },
    decoys: { "five times dearer": { usage: "RDS:PIOPS", usd: "0.1" } },
  },
  {
    key: "rds/throughput/gp3/multi-az",
    row: {
      family: "Provisioned Throughput",
      attributes: { databaseEngine: "PostgreSQL", group: "RDS-Throughput", deploymentOption: "Single-AZ" },
      usage: "RDS:Multi-AZ-GP3-Throughput",
      unit: "MBPS-Mo",
      usd: "0.1600000000",
    },
    decoys: {
      "any engine, labels swapped": {
        attributes: { databaseEngine: "Any", deploymentOption: "Multi-AZ" },
        usage: "RDS:Mirror-GP3-Throughput",
        usd: "0.08",
      },
    },
  },
  {
    key: "rds/cpu-credits/t4g/postgres",
    row: {
      family: "CPU Credits",
      attributes: { databaseEngine: "PostgreSQL" },
      usage: "CPUCredits:db.t4g",
      unit: "vCPU-Hours",
      usd: "0.0750000000",
    },
    decoys: { "another engine": { attributes: { databaseEngine: "Oracle" }, usd: "0.144" } },
  },
  {
    key: "rds/backup",
    row: {
      family: "Storage Snapshot",
      attributes: { databaseEngine: "PostgreSQL" },
      usage: "RDS:ChargedBackupUsage",
      unit: "GB-Mo",
      usd: "0.0950000000",
    },
    decoys: {
      Aurora: { usage: "Aurora:BackupUsage", usd: "0.021" },
      Custom: { usage: "RDSCustom:ChargedBackupUsage", usd: "0.0950000001" },
    },
  },
  {
    key: "rds/extended-support/postgres/year1",
    row: {
      family: "Database Instance",
      usage: "ExtendedSupport:Yr1-Yr2:PostgreSQL13",
      unit: "vCPU-Hours",
      usd: "0.1000000000",
    },
    decoys: {
      "year 3": { usage: "ExtendedSupport:Yr3:PostgreSQL13", usd: "0.2" },
      MySQL: { usage: "ExtendedSupport:Yr1-Yr2:MySQL57", usd: "0.1000000001" },
    },
  },
  {
    key: "s3/standard/storage",
    row: {
      family: "Storage",
      attributes: { volumeType: "Standard" },
      usage: "TimedStorage-ByteHrs",
      unit: "GB-Mo",
      usd: [
        ["0", "0.0230000000"],
        ["51200", "0.0220000000"],
        ["512000", "0.0210000000"],
      ],
    },
    decoys: {
      "infrequent access": {
        attributes: { volumeType: "Standard - Infrequent Access" },
        usage: "TimedStorage-SIA-ByteHrs",
        usd: "0.0125",
      },
      intelligent: {
        attributes: { volumeType: "Intelligent-Tiering Frequent Access" },
        usage: "TimedStorage-INT-FA-ByteHrs",
        usd: "0.0230000001",
      },
      "one zone": {
        attributes: { volumeType: "One Zone - Infrequent Access" },
        usage: "TimedStorage-ZIA-ByteHrs",
        usd: "0.01",
      },
      tables: { attributes: { operation: "S3Tables" }, usd: "0.0265" },
    },
  },
  {
    key: "s3/standard-ia/storage",
    row: {
      family: "Storage",
      attributes: { volumeType: "Standard - Infrequent Access" },
      usage: "TimedStorage-SIA-ByteHrs",
      unit: "GB-Mo",
      usd: "0.0125",
    },
    decoys: {},
  },
  {
    key: "s3/standard-ia/retrieval",
    row: { family: "Data Retrieval", usage: "Retrieval-SIA", unit: "GB", usd: "0.01" },
    decoys: {},
  },
  {
    key: "s3/standard/requests-tier1",
    row: {
      family: "API Request",
      attributes: { group: "S3-API-Tier1" },
      usage: "Requests-Tier1",
      unit: "Requests",
      usd: "0.0000050000",
    },
    decoys: {
      "infrequent access": {
        attributes: { group: "S3-API-SIA-Tier1" },
        usage: "Requests-SIA-Tier1",
        usd: "0.00001",
      },
      tables: {
        attributes: { group: "S3-API-Tables-Tier1" },
        usage: "Tables-Requests-Tier1",
        usd: "0.0000050001",
      },
    },
  },
  {
    key: "s3/standard/requests-tier2",
    row: {
      family: "API Request",
      attributes: { group: "S3-API-Tier2" },
      usage: "Requests-Tier2",
      unit: "Requests",
      usd: "0.0000004000",
    },
    decoys: { "tier 1": { attributes: { group: "S3-API-Tier1" }, usage: "Requests-Tier1", usd: "0.000005" } },
  },
  {
    key: "transfer/egress/internet",
    row: {
      family: "Data Transfer",
      attributes: { transferType: "AWS Outbound", toLocation: "External" },
      usage: "DataTransfer-Out-Bytes",
      unit: "GB",
      usd: [
        ["0", "0.0900000000"],
        ["10240", "0.0850000000"],
        ["51200", "0.0700000000"],
        ["153600", "0.0500000000"],
      ],
    },
    decoys: {
      CloudFront: { attributes: { transferType: "CloudFront Outbound" }, usd: "0.02" },
      accelerated: { usage: "DataTransfer-Out-ABytes", usd: "0.04" },
      "a Local Zone": { attributes: { fromLocationType: "AWS Local Zone" }, usd: "0.0900000001" },
      "another region": {
        attributes: { fromRegionCode: "eu-west-1" },
        usage: "EU-DataTransfer-Out-Bytes",
        usd: "0.0900000002",
      },
    },
  },
  {
    key: "transfer/inter-az",
    row: {
      family: "Data Transfer",
      attributes: { transferType: "IntraRegion" },
      usage: "DataTransfer-Regional-Bytes",
      unit: "GB",
      usd: "0.0100000000",
    },
    decoys: { "the free direction": { usage: "DataTransfer-xAZ-In-Bytes", usd: "0" } },
  },
  {
    key: "transfer/inter-region/us-west-2",
    row: {
      family: "Data Transfer",
      attributes: { transferType: "InterRegion Outbound", toRegionCode: "us-west-2" },
      usage: "USE1-USW2-AWS-Out-Bytes",
      unit: "GB",
      usd: "0.0200000000",
    },
    decoys: {
      "the neighbour, half the price": {
        attributes: { toRegionCode: "us-east-2" },
        usage: "USE1-USE2-AWS-Out-Bytes",
        usd: "0.01",
      },
    },
  },
  {
    key: "cloudwatch/logs/ingest",
    row: {
      family: "Data Payload",
      attributes: { group: "Ingested Logs" },
      usage: "USE1-DataProcessing-Bytes",
      unit: "GB",
      usd: "0.5000000000",
    },
    decoys: {
      "vended logs, tiered": {
        usage: "USE1-VendedLog-Bytes",
        usd: [
          ["0", "0.5"],
          ["10240", "0.25"],
        ],
      },
      "the free bundle": { usage: "Global-DataProcessing-Bytes", usd: "0" },
    },
  },
  {
    key: "cloudwatch/logs/delivered-s3",
    row: {
      family: "Data Payload",
      attributes: { group: "Delivered Logs" },
      usage: "USE1-S3-Egress-Bytes",
      unit: "GB",
      usd: [
        ["0", "0.25"],
        ["10240", "0.15"],
        ["30720", "0.075"],
        ["51200", "0.05"],
      ],
    },
    decoys: { "vended to CloudWatch": { usage: "USE1-VendedLog-Bytes", usd: "0.5" } },
  },
  {
    key: "cloudwatch/logs/storage",
    row: {
      family: "Storage Snapshot",
      usage: "USE1-TimedStorage-ByteHrs",
      unit: "GB-Mo",
      usd: "0.0300000000",
    },
    decoys: { "the free bundle": { usage: "Global-TimedStorage-ByteHrs", usd: "0" } },
  },
  {
    key: "cloudwatch/logs/insights-scan",
    row: {
      family: "Data Payload",
      attributes: { group: "Queried Logs" },
      usage: "USE1-DataScanned-Bytes",
      unit: "GB",
      usd: "0.0050000000",
    },
    decoys: { "the free bundle": { usage: "Global-DataScanned-Bytes", usd: "0" } },
  },
  {
    key: "cloudwatch/metric",
    row: {
      family: "Metric",
      usage: "CW:MetricMonitorUsage",
      unit: "Metrics",
      usd: [
        ["0", "0.3"],
        ["10000", "0.1"],
        ["250000", "0.05"],
        ["1000000", "0.02"],
      ],
    },
    decoys: { bundle: { family: "Bundle", usd: "0" } },
  },
  {
    key: "cloudwatch/dashboard",
    row: { family: "Dashboard", usage: "DashboardsUsageHour", unit: "Dashboards", usd: "3.0000000000" },
    decoys: { basic: { usage: "DashboardsUsageHour-Basic", usd: "0" } },
  },
  {
    key: "cloudwatch/alarm/standard",
    row: { family: "Alarm", usage: "CW:AlarmMonitorUsage", unit: "Alarms", usd: "0.1000000000" },
    decoys: {
      composite: { usage: "CW:CompositeAlarmMonitorUsage", usd: "0.5" },
      "high resolution": { usage: "CW:HighResAlarmMonitorUsage", usd: "0.3" },
    },
  },
  {
    key: "cloudwatch/alarm/high-res",
    row: { family: "Alarm", usage: "CW:HighResAlarmMonitorUsage", unit: "Alarms", usd: "0.3" },
    decoys: {},
  },
  {
    key: "secretsmanager/secret",
    row: { family: "Secret", usage: "USE1-AWSSecretsManager-Secrets", unit: "Secrets", usd: "0.4000000000" },
    decoys: {},
  },
  {
    key: "secretsmanager/requests",
    row: {
      family: "API Request",
      usage: "USE1-AWSSecretsManagerAPIRequest",
      unit: "API Requests",
      usd: "0.0000050000",
    },
    decoys: {},
  },
  {
    key: "kms/key",
    row: { family: "Encryption Key", usage: "us-east-1-KMS-Keys", unit: "Keys", usd: "1.0000000000" },
    decoys: {},
  },
  {
    key: "kms/requests",
    row: { family: "API Request", usage: "us-east-1-KMS-Requests", unit: "Requests", usd: "0.0000030000" },
    decoys: {
      asymmetric: { usage: "us-east-1-KMS-Requests-Asymmetric", usd: "0.000015" },
      "key pairs": { usage: "us-east-1-KMS-Requests-GenerateDatakeyPair-RSA", usd: "0.00001" },
    },
  },
  {
    key: "kms/requests-asymmetric",
    row: {
      family: "API Request",
      usage: "us-east-1-KMS-Requests-Asymmetric",
      unit: "Requests",
      usd: "0.000015",
    },
    decoys: {},
  },
  {
    key: "ecr/storage",
    row: { family: "EC2 Container Registry", usage: "USE1-TimedStorage-ByteHrs", unit: "GB-Mo", usd: "0.1" },
    decoys: {},
  },
  {
    key: "eks/cluster-hour/standard",
    row: { family: "Compute", usage: "USE1-AmazonEKS-Hours:perCluster", unit: "Hours", usd: "0.1000000000" },
    decoys: { extended: { usage: "USE1-AmazonEKS-Hours:extendedSupport", usd: "0.5" } },
  },
  {
    key: "route53/zone",
    row: {
      family: "DNS Zone",
      usage: "HostedZone",
      unit: "Zones",
      usd: [
        ["0", "0.5"],
        ["25", "0.1"],
      ],
    },
    decoys: {},
  },
  {
    key: "route53/queries",
    row: {
      family: "DNS Query",
      usage: "DNS-Queries",
      unit: "Queries",
      usd: [
        ["0", "0.0000004"],
        ["1000000000", "0.0000002"],
      ],
    },
    decoys: { latency: { usage: "LBR-Queries", usd: "0.0000006" } },
  },
];
