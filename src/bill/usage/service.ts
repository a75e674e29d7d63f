import { capacityUnits } from "../../prices/allowance.ts";
import { isUnknown } from "../../prices/charge.ts";
import { albLcu, interAz, logsIngest, logsStorage, natGiB, secretRequests } from "../../prices/price-key.ts";
import { type BillingRules, ruleProvenance } from "../../prices/rules.ts";
import type { UsageDrivers } from "../../scenario/scenario.ts";
import { BYTES_PER_GIB, Decimal, HOURS_PER_MONTH, SECONDS_PER_MONTH } from "../../units.ts";
import type { LineItem } from "../line-item.ts";
import type { DeployedService } from "./deployed.ts";
import { DEPLOYED, type Factor, factFactor, factor, figureFactor, said } from "./factor.ts";
import { computedLine, usageLine } from "./usage-line.ts";

/** What all three services share: where they run and which drivers hold this month. */
export interface Setting {
  readonly region: string;
  readonly zones: number;
  readonly drivers: UsageDrivers;
  readonly rules: BillingRules;
  readonly month: number;
  readonly natGateways: number;
}

/** Requests that reach one service behind its load balancer. */
export interface Traffic {
  /** "llm", "vectors" or "tracking": second part of the line ids. */
  readonly part: string;
  readonly requests: Factor;
  /** Both directions, per request. */
  readonly bytesPerRequest: Factor;
  /** Seconds a request stays open. */
  readonly openSeconds: Factor;
}

/**
 * LCU = max(new connections/s ÷ 25, open connections ÷ 3,000, GiB/h ÷ 1, rule evaluations/s ÷ 1,000), × 730 h.
 *
 * New connections = requests/s × connections per request; open ones = requests/s × seconds (Little's law). All four
 * grow with the requests alone, so the largest of the means is the mean of the hourly largest that AWS bills.
 */
export function capacityLine(
  setting: Setting,
  traffic: Traffic,
  { listenerRules }: DeployedService,
): LineItem {
  const { rules, drivers, month, region } = setting;
  const rule = rules.values.lcu;
  const connections = figureFactor(
    "connections per request",
    drivers.connectionsPerRequest,
    "connections",
    month,
  );
  const evaluated = factor("listener rules", listenerRules, "rules", DEPLOYED);
  const factors = [traffic.requests, traffic.bytesPerRequest, connections, traffic.openSeconds, evaluated];
  const implied = {
    id: `${traffic.part}.lcu`,
    name: "Load balancer capacity units",
    category: "network",
    priceKey: albLcu(),
    unit: "LCU-hour",
    factors,
  } as const;
  const missing = factors.map(({ value }) => value).find(isUnknown);
  if (missing !== undefined) return computedLine(region, implied, missing, "capacity units × 730 h");
  const perSecond = new Decimal(Number(traffic.requests.value)).dividedBy(SECONDS_PER_MONTH);
  const load = {
    newConnectionsPerSecond: perSecond.times(Number(connections.value)),
    activeConnections: perSecond.times(Number(traffic.openSeconds.value)),
    giBPerHour: perSecond.times(3600).times(Number(traffic.bytesPerRequest.value)).dividedBy(BYTES_PER_GIB),
    ruleEvaluationsPerSecond: perSecond.times(Math.max(0, listenerRules - rule.freeRules)),
  };
  const units = capacityUnits(load, rule);
  const of = (value: Decimal): string => said(value.toNumber());
  const formula =
    `max(${of(load.newConnectionsPerSecond)} new/s ÷ ${rule.newConnectionsPerSecond}, ` +
    `${of(load.activeConnections)} open ÷ ${rule.activeConnections}, ${of(load.giBPerHour)} GiB/h ÷ ${rule.giBPerHour}, ` +
    `${of(load.ruleEvaluationsPerSecond)} rules/s ÷ ${rule.ruleEvaluationsPerSecond}) × ${HOURS_PER_MONTH.amount} h`;
  return computedLine(region, implied, units.times(HOURS_PER_MONTH.amount), formula);
}

/** Directions in which traffic between zones is charged. */
export function directions(rules: BillingRules): Factor {
  return factor(
    "charged directions",
    rules.values["inter-az"].chargedDirections,
    "directions",
    ruleProvenance(rules, "inter-az"),
  );
}

/** Share of traffic that changes the zone when both ends are spread evenly over all of them. */
export function crossZoneShare({ drivers, zones, month }: Setting): Factor {
  if (drivers.crossZoneShare !== undefined) {
    return figureFactor("share that changes the zone", drivers.crossZoneShare, "across zones", month);
  }
  const because = `1 − 1 ÷ ${zones} zones: traffic is spread evenly`;
  return factor("share that changes the zone", 1 - 1 / zones, "across zones", {
    kind: "assumed",
    key: "usage.crossZoneShare",
    because,
  });
}

/** Clients inside the VPC reach the load balancer in any zone; an Application Load Balancer's own hop is not charged. */
export function clientZoneLine(setting: Setting, { part, requests, bytesPerRequest }: Traffic): LineItem {
  return usageLine(setting.region, {
    id: `${part}.inter-az`,
    name: "Traffic between zones (clients)",
    category: "network",
    priceKey: interAz(),
    unit: "GiB",
    factors: [requests, bytesPerRequest, crossZoneShare(setting), directions(setting.rules)],
    bytes: true,
  });
}

/** Ingestion, storage at this month's rate over the whole retention, and the way out through NAT. */
export function logLines(
  setting: Setting,
  part: string,
  requests: Factor,
  service: DeployedService,
): readonly LineItem[] {
  const { region, drivers, month } = setting;
  const written = [requests, figureFactor("log bytes per request", drivers.logBytesPerRequest, "B", month)];
  const days = service.logRetentionDays;
  const daysPerMonth = HOURS_PER_MONTH.amount.dividedBy(24).toNumber();
  const kept = factor("log retention", isUnknown(days) ? days : days / daysPerMonth, "months kept", DEPLOYED);
  const common = { category: "observability", bytes: true } as const;
  return [
    usageLine(region, {
      ...common,
      id: `${part}.logs.ingest`,
      name: "Log ingestion",
      priceKey: logsIngest(),
      unit: "GiB",
      factors: written,
    }),
    usageLine(region, {
      ...common,
      id: `${part}.logs.storage`,
      name: "Log storage (no compression credited)",
      priceKey: logsStorage(),
      unit: "GiB-month",
      factors: [...written, kept],
    }),
    ...natLine(setting, `${part}.nat.logs`, "NAT traffic (logs)", written, true),
  ];
}

/** Scraped metrics travel as log records: machines × 730 h × 60 × bytes each. */
export function metricRecordLine(region: string, part: string, machines: Factor): LineItem {
  const records = factor(
    "records a month",
    HOURS_PER_MONTH.amount.times(60).toNumber(),
    "records (every minute)",
    DEPLOYED,
  );
  return usageLine(region, {
    id: `${part}.logs.metrics`,
    name: "Log ingestion (metric records)",
    category: "observability",
    priceKey: logsIngest(),
    unit: "GiB",
    factors: [machines, records, factFactor("bytes per metric record", "metric-record")],
    bytes: true,
  });
}

/** Through NAT only where there is one; without, private subnets reach AWS by endpoints or not at all. */
export function natLine(
  { natGateways, region }: Setting,
  id: string,
  name: string,
  factors: readonly Factor[],
  bytes?: true,
): readonly LineItem[] {
  if (natGateways === 0) return [];
  return [
    usageLine(region, {
      id,
      name,
      category: "network",
      priceKey: natGiB(),
      unit: "GiB",
      factors,
      ...(bytes && { bytes }),
    }),
  ];
}

/** Calls that read a secret, at boot and where a timer refreshes it. */
export function secretCalls(
  region: string,
  part: string,
  name: string,
  factors: readonly Factor[],
  id = "secrets",
): LineItem {
  return usageLine(region, {
    id: `${part}.${id}`,
    name,
    category: "security",
    priceKey: secretRequests(),
    unit: "request",
    factors,
  });
}

export function boots({ drivers, month }: Setting): Factor {
  return figureFactor("boots per instance and month", drivers.bootsPerInstanceMonth, "boots", month);
}
