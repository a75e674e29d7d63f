import { type Charge, costOf, flatPrice, totalOf } from "../prices/charge.ts";
import type { FixedHost } from "../scenario/llm-terms.ts";
import { Decimal } from "../units.ts";
import { driverOf } from "./formula.ts";

/**
 * Machines that the reader prices himself: instances × hours × USD/h, and an overhead share on top.
 * @param instances as many as the volume asks for, where it does
 */
export function hostLines(host: FixedHost, instances = host.instances.base): readonly Charge[] {
  const instanceHours = new Decimal(instances).times(host.hoursPerMonth.base);
  const hourly = flatPrice(host.hourlyUsd.base, "hour", host.hourlyUsd.provenance, {
    key: host.hourlyUsd.key,
  });
  const compute: Charge = {
    id: "compute.instances",
    name: "Instance usage (your rate)",
    category: "compute",
    origin: "yours",
    quantity: instanceHours,
    unit: "hour",
    formula: `${instances} instances × ${host.hoursPerMonth.base} h`,
    drivers: [
      driverOf(host.instances, "instances"),
      ...(host.usableGB ? [driverOf(host.usableGB, "GB")] : []),
      driverOf(host.hoursPerMonth, "h"),
    ],
    price: hourly,
    cost: costOf(instanceHours, hourly),
  };
  const share = new Decimal(host.overheadShare.base);
  if (share.isZero()) return [compute];
  const price = flatPrice(totalOf([compute]).usd, "of compute", host.overheadShare.provenance, {
    key: host.overheadShare.key,
  });
  const overhead: Charge = {
    id: "overhead",
    name: "Overhead (disks, network, monitoring)",
    category: "adjustment",
    origin: "yours",
    quantity: share,
    unit: "of compute",
    formula: `${host.overheadShare.base} × compute`,
    drivers: [driverOf(host.overheadShare, "share")],
    price,
    cost: costOf(share, price),
  };
  return [compute, overhead];
}
