import type { Recipe } from "../recipe.ts";

const service = "AmazonRDS";

const DEPLOYMENT: Readonly<Record<string, string>> = { "single-az": "Single-AZ", "multi-az": "Multi-AZ" };

/** "RDS:GP3-Storage" in one zone, "RDS:Multi-AZ-GP3-Storage" in two. */
const usageIn = (zones: string | undefined, what: string): string =>
  `RDS:${zones === "multi-az" ? "Multi-AZ-" : ""}${what}`;

const STORAGE: Readonly<Record<string, { readonly volumeType: string; readonly usage: string }>> = {
  gp3: { volumeType: "General Purpose-GP3", usage: "GP3-Storage" },
  gp2: { volumeType: "General Purpose", usage: "GP2-Storage" },
  io1: { volumeType: "Provisioned IOPS", usage: "PIOPS-Storage" },
};

const postgres = { databaseEngine: "PostgreSQL" } as const;

/** PostgreSQL on RDS. Multi-AZ has prices of its own, never twice the single one. */
export const DATABASE: readonly Recipe[] = [
  {
    template: "rds/instance/postgres/<class>/<single-az|multi-az>",
    service,
    unit: "hour",
    item: "$1 PostgreSQL $2 on-demand",
    family: () => "Database Instance",
    attributes: (instanceType = "", zones = "") => ({
      ...postgres,
      instanceType,
      deploymentOption: DEPLOYMENT[zones] ?? "",
      licenseModel: "No license required",
      deploymentModel: { not: "Custom" },
    }),
    // The class is abbreviated there (db.m6g.xl), so only what stands before it is compared.
    needle: "Usage:db.",
    usage: (_, zones) => (zones === "multi-az" ? /Multi-AZUsage:db\..+/ : /InstanceUsage:db\..+/),
    coarse: postgres,
    subject: "instanceType",
  },
  {
    template: "rds/storage/<gp3|gp2|io1>/<single-az|multi-az>",
    service,
    unit: "GiB-month",
    item: "RDS $1 storage, $2",
    family: () => "Database Storage",
    attributes: (type = "") => ({ ...postgres, volumeType: STORAGE[type]?.volumeType ?? "" }),
    usage: (type = "", zones) => usageIn(zones, STORAGE[type]?.usage ?? ""),
    coarse: postgres,
  },
  {
    template: "rds/iops/<gp3|io1>/<single-az|multi-az>",
    service,
    unit: "IOPS-month",
    item: "RDS $1 IOPS, $2",
    family: () => "Provisioned IOPS",
    attributes: () => ({ ...postgres, group: "RDS-PIOPS" }),
    usage: (type, zones) => usageIn(zones, type === "io1" ? "PIOPS" : "GP3-PIOPS"),
    coarse: postgres,
  },
  {
    template: "rds/throughput/gp3/<single-az|multi-az>",
    service,
    unit: "MiBps-month",
    item: "RDS gp3 throughput, $1",
    family: () => "Provisioned Throughput",
    // deploymentOption is left out: the list has swapped its labels here.
    attributes: () => ({ ...postgres, group: "RDS-Throughput" }),
    usage: (zones) => usageIn(zones, "GP3-Throughput"),
    coarse: postgres,
  },
  {
    template: "rds/cpu-credits/<t3|t4g>/postgres",
    service,
    unit: "vCPU-hour",
    item: "db.$1 surplus CPU credits",
    family: () => "CPU Credits",
    attributes: () => postgres,
    usage: (family) => `CPUCredits:db.${family}`,
    coarse: postgres,
  },
  {
    template: "rds/backup",
    service,
    unit: "GiB-month",
    item: "RDS backup storage",
    family: () => "Storage Snapshot",
    attributes: () => ({ ...postgres, operation: "" }),
    usage: () => "RDS:ChargedBackupUsage",
    coarse: postgres,
  },
  {
    template: "rds/extended-support/postgres/<year1|year3>",
    service,
    unit: "vCPU-hour",
    item: "PostgreSQL extended support, $1",
    // One SKU for each major version; where they cost the same they are one price.
    needle: "ExtendedSupport:",
    usage: (year) =>
      year === "year1" ? /ExtendedSupport:Yr1-Yr2:PostgreSQL\d+/ : /ExtendedSupport:Yr3:PostgreSQL\d+/,
  },
];
