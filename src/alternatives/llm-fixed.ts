import { hours } from "../offers/one-off.ts";
import { switching } from "../offers/switching.ts";
import { type Charge, costOf, flatPrice, totalOf } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { FixedHost, LlmPart, Quality, Scenario } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import type { Alternative } from "./alternative.ts";
import { upkeepOf } from "./llm-hosted.ts";
import { requestsIn, shortName } from "./llm-volume.ts";
import { monthOf } from "./months.ts";

/**
 * A host that the reader prices himself: instances × hours × USD/h, an overhead share on top, and people.
 * No graph stands behind it, so nothing says what volume it carries.
 */
export function fixedHost(scenario: Scenario, part: LlmPart, host: FixedHost, quality: Quality): Alternative {
  const instanceHours = new Decimal(host.instances.base).times(host.hoursPerMonth.base);
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
    formula: `${host.instances.base} instances × ${host.hoursPerMonth.base} h`,
    drivers: [driver(host.instances, "instances"), driver(host.hoursPerMonth, "h")],
    price: hourly,
    cost: costOf(instanceHours, hourly),
  };
  const computeUsd = totalOf([compute]).usd;
  const share = new Decimal(host.overheadShare.base);
  const overheadPrice = flatPrice(computeUsd, "of compute", host.overheadShare.provenance, {
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
    drivers: [driver(host.overheadShare, "share")],
    price: overheadPrice,
    cost: costOf(share, overheadPrice),
  };
  const people = upkeepOf(part).map((entry) => hours(entry.id, entry.name, entry.hours, scenario.people));
  const monthly = [compute, ...(share.isZero() ? [] : [overhead]), ...people];
  const usd = totalOf(monthly).usd.toNumber();
  const model = part.candidates[0]?.model ?? part.today?.model ?? "your model";
  return {
    id: "host.fixed",
    part: "llm",
    kind: "hosted",
    name: `${host.instances.base} × your host, ${shortName(model)}`,
    model,
    seller: "self",
    quality,
    feasible: { kind: "yes" },
    oneOff: [
      hours("build", "Build", part.hosting.buildHours, scenario.people),
      ...(part.today ? switching(scenario.offers, "llm") : []),
    ],
    monthly,
    months: Array.from({ length: scenario.horizonMonths }, (_, i) =>
      monthOf({ charges: monthly, volume: requestsIn(part, i + 1), units: host.instances.base }),
    ),
    usdAt: () => usd,
    curve: { fixedUsd: usd, unitUsd: 0, perVolumeUsd: 0 },
    notes: ["priced by your own rate: nothing says what volume it carries"],
  };
}

function driver(figure: Figure, unit: string) {
  return { name: figure.key, value: String(figure.base), unit, provenance: figure.provenance };
}
