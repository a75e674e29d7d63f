import type { Recipe } from "../recipe.ts";

const service = "AmazonEC2";

/** io1 goes by the name of its first life, provisioned IOPS. */
const usageName = (api = ""): string => (api === "io1" ? "piops" : api);

/** Block storage of EC2: published with the instances. */
export const EBS: readonly Recipe[] = [
  {
    template: "ebs/<gp3|gp2|io1|io2|st1|sc1>/storage",
    service,
    unit: "GiB-month",
    item: "EBS $1 storage",
    family: () => "Storage",
    attributes: (api = "") => ({ volumeApiName: api }),
    usage: (api) => `EBS:VolumeUsage.${usageName(api)}`,
  },
  {
    template: "ebs/<gp3|io1>/iops",
    service,
    unit: "IOPS-month",
    item: "EBS $1 IOPS",
    family: () => "System Operation",
    attributes: (api = "") => ({ volumeApiName: api, group: "EBS IOPS" }),
    usage: (api) => `EBS:VolumeP-IOPS.${usageName(api)}`,
  },
  {
    template: "ebs/io2/iops-t<1|2|3>",
    service,
    unit: "IOPS-month",
    item: "EBS io2 IOPS, tier $1",
    family: () => "System Operation",
    attributes: (tier) => ({
      volumeApiName: "io2",
      group: tier === "1" ? "EBS IOPS" : `EBS IOPS Tier ${tier}`,
    }),
    usage: (tier) => `EBS:VolumeP-IOPS.io2${tier === "1" ? "" : `.tier${tier}`}`,
  },
  {
    template: "ebs/gp3/throughput",
    service,
    unit: "MiBps-month",
    item: "EBS gp3 throughput",
    family: () => "Provisioned Throughput",
    attributes: () => ({ volumeApiName: "gp3" }),
    usage: () => "EBS:VolumeP-Throughput.gp3",
  },
  {
    template: "ebs/snapshot/<standard|archive>",
    service,
    unit: "GiB-month",
    item: "EBS $1 snapshots",
    family: () => "Storage Snapshot",
    usage: (tier) => (tier === "standard" ? "EBS:SnapshotUsage" : "EBS:SnapshotArchiveStorage"),
  },
  {
    template: "ebs/snapshot/fast-restore",
    service,
    unit: "DSU-hour",
    item: "EBS fast snapshot restore",
    family: () => "Fast Snapshot Restore",
    usage: () => "EBS:FastSnapshotRestore",
  },
];
