import { isUnknown } from "../../prices/charge.ts";
import { rdsBackup, rdsStorage } from "../../prices/price-key.ts";
import { ruleProvenance } from "../../prices/rules.ts";
import type { Unknown } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import type { LineItem } from "../line-item.ts";
import type { DeployedDatabase } from "./deployed.ts";
import { DEPLOYED, FLEET, factor, figureFactor, said } from "./factor.ts";
import type { Setting } from "./service.ts";
import { computedLine, usageLine } from "./usage-line.ts";

/**
 * backups = max(0, full copies + change a day × days kept − included share) × GiB: snapshots are incremental, and free
 * up to the provisioned size.
 */
export function backupLine({ rules, drivers, month, region }: Setting, database: DeployedDatabase): LineItem {
  const { allocatedGiB, backupDays } = database;
  const change = figureFactor("change a day", drivers.snapshotChangeShare, "share a day", month);
  const size = factor("database size", allocatedGiB, "GiB", DEPLOYED);
  const days = factor("days of backups", backupDays, "days", DEPLOYED);
  const included = rules.values["rds-backup-included"].shareOfProvisionedStorage;
  const copies = rules.values["ebs-snapshot"].fullCopies;
  const free = factor("included backups", included, "× size", ruleProvenance(rules, "rds-backup-included"));
  const full = factor("full copies", copies, "copies", ruleProvenance(rules, "ebs-snapshot"));
  const factors = [size, change, days, free, full];
  const missing = factors.map(({ value }) => value).find(isUnknown);
  const share =
    missing === undefined ? Math.max(0, copies + Number(change.value) * Number(days.value) - included) : 0;
  return computedLine(
    region,
    {
      id: "tracking.database-backups",
      name: "Database backups beyond the included size",
      category: "database",
      priceKey: rdsBackup(),
      unit: "GiB-month",
      factors,
    },
    missing ?? new Decimal(Number(size.value)).times(share),
    `max(0, ${copies} + ${said(change.value)} a day × ${said(backupDays)} days − ${included}) × ${said(allocatedGiB)} GiB`,
  );
}

/** What this month needs beyond the size first ordered, up to the limit of the storage autoscaling. */
export function growthLines(
  region: string,
  database: DeployedDatabase,
  neededGiB: number | Unknown | undefined,
  maxGiB: number,
): readonly LineItem[] {
  const growth = growthOf(database, neededGiB, maxGiB);
  if (growth === 0) return [];
  const multiAz = database.multiAz === true;
  return [
    usageLine(region, {
      id: "tracking.database-growth",
      name: `Database storage added later (gp3, ${multiAz ? "Multi-AZ" : "Single-AZ"})`,
      category: "database",
      priceKey: rdsStorage("gp3", multiAz ? "multi-az" : "single-az"),
      unit: "GiB-month",
      factors: [factor("growth beyond the first size", growth, "GiB", FLEET)],
    }),
  ];
}

function growthOf(
  { allocatedGiB, multiAz }: DeployedDatabase,
  neededGiB: number | Unknown | undefined,
  maxGiB: number,
): number | Unknown {
  if (neededGiB === undefined) return 0;
  if (isUnknown(neededGiB)) return neededGiB;
  if (isUnknown(allocatedGiB)) return allocatedGiB;
  if (isUnknown(multiAz)) return multiAz;
  return Math.max(0, Math.min(neededGiB, maxGiB) - allocatedGiB);
}
