import { Decimal, type DecimalValue } from "../units.ts";
import type { RuleValues } from "./rules.ts";

/** max(0, q − included): what of a quantity is charged beyond its free part, in the quantity's unit. */
export function aboveIncluded(quantity: Decimal, included: DecimalValue): Decimal {
  return Decimal.max(0, quantity.minus(included));
}

/** Parts of provisioned io2 IOPS that tier 1, 2 and 3 bill; they add up to the whole. */
export function io2Portions(
  iops: Decimal,
  bounds: RuleValues["io2-bounds"],
): readonly [Decimal, Decimal, Decimal] {
  const [first, second] = bounds.tierEndsIops;
  return [
    Decimal.min(iops, first),
    Decimal.min(aboveIncluded(iops, first), second - first),
    aboveIncluded(iops, second),
  ];
}

/** Load on a load balancer in one hour. */
export interface BalancerLoad {
  readonly newConnectionsPerSecond: Decimal;
  readonly activeConnections: Decimal;
  readonly giBPerHour: Decimal;
  /** After the free rules; absent where the load balancer evaluates none. */
  readonly ruleEvaluationsPerSecond?: Decimal;
}

/**
 * max(new/s ÷ 25, active ÷ 3,000, GiB/h ÷ 1, evaluations/s ÷ 1,000) with the bounds of the rule: capacity units
 * of that hour. For a network load balancer, one protocol's; its protocols add up.
 */
export function capacityUnits(
  load: BalancerLoad,
  rule: RuleValues["lcu"] | RuleValues["nlcu"]["tcp"],
): Decimal {
  const evaluations =
    "ruleEvaluationsPerSecond" in rule && load.ruleEvaluationsPerSecond !== undefined
      ? load.ruleEvaluationsPerSecond.dividedBy(rule.ruleEvaluationsPerSecond)
      : new Decimal(0);
  return Decimal.max(
    load.newConnectionsPerSecond.dividedBy(rule.newConnectionsPerSecond),
    load.activeConnections.dividedBy(rule.activeConnections),
    load.giBPerHour.dividedBy(rule.giBPerHour),
    evaluations,
  );
}
