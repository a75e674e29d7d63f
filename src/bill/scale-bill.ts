import { isUnknown } from "../prices/charge.ts";
import type { Unknown } from "../provenance.ts";
import { Decimal } from "../units.ts";
import type { BillOfMaterials, LineItem } from "./line-item.ts";

/**
 * The bill of k instances from two captured ones, of n and n + 1:
 *
 *   quantity(k) = base + (k − n) × (next − base), line by line by id
 *
 * A line that only the second bill has starts at 0. Where k < n makes such a line negative, what it would take away
 * comes off other lines of the same price, the last ones first: which of several equal nodes leaves costs the same.
 *
 * @param k whole, 0 or more
 * @throws Error when the two bills do not price the same thing under one id, or fewer instances would cost less than
 * nothing: then the bill is not linear in its instances.
 */
export function scaleBill(
  base: BillOfMaterials,
  next: BillOfMaterials,
  n: number,
  k: number,
): readonly LineItem[] {
  if (!Number.isInteger(k) || k < 0) throw new Error(`a fleet has a whole number of instances, got ${k}`);
  if (k === n) return base.lines;
  const steps = k - n;
  const nextById = new Map(next.lines.map((line) => [line.id, line]));
  const baseIds = new Set(base.lines.map(({ id }) => id));
  const grown = base.lines.map((line) => step(line, line, nextById.get(line.id), steps));
  const added = next.lines
    .filter(({ id }) => !baseIds.has(id))
    .map((line) => step(line, undefined, line, steps));
  return foldNegative([...grown, ...added]);
}

const ZERO = new Decimal(0);

function step(
  line: LineItem,
  base: LineItem | undefined,
  next: LineItem | undefined,
  steps: number,
): LineItem {
  if (base !== undefined && next !== undefined && base.priceKey !== next.priceKey) {
    throw new Error(`${line.id} is priced as ${base.priceKey} and, with one more, as ${next.priceKey}`);
  }
  const from = base === undefined ? ZERO : base.quantity;
  const to = next === undefined ? ZERO : next.quantity;
  if (isUnknown(from)) return line;
  if (isUnknown(to)) return withQuantity(line, to, line.formula);
  const unit = to.minus(from);
  if (unit.isZero()) return line;
  const sign = steps < 0 ? "−" : "+";
  return withQuantity(line, from.plus(unit.times(steps)), `${from} ${sign} ${Math.abs(steps)} × ${unit}`);
}

function withQuantity(line: LineItem, quantity: Decimal | Unknown, formula: string): LineItem {
  return { ...line, quantity, formula };
}

function foldNegative(lines: readonly LineItem[]): readonly LineItem[] {
  if (!lines.some(({ quantity }) => !isUnknown(quantity) && quantity.isNegative())) return lines;
  const kept = [...lines];
  for (const [index, line] of lines.entries()) {
    if (isUnknown(line.quantity) || !line.quantity.isNegative()) continue;
    takeFrom(kept, index, line, line.quantity.negated());
  }
  return kept.filter(({ quantity }) => isUnknown(quantity) || !quantity.isZero());
}

function takeFrom(kept: LineItem[], from: number, line: LineItem, amount: Decimal): void {
  let left = amount;
  for (let index = kept.length - 1; index >= 0 && left.greaterThan(0); index -= 1) {
    const other = kept[index];
    if (other === undefined || index === from || other.priceKey !== line.priceKey) continue;
    if (isUnknown(other.quantity) || !other.quantity.greaterThan(0) || other.region !== line.region) continue;
    const taken = Decimal.min(left, other.quantity);
    left = left.minus(taken);
    kept[index] = withQuantity(other, other.quantity.minus(taken), `${other.formula} − ${taken}`);
  }
  if (left.greaterThan(0))
    throw new Error(`${line.id} would go below nothing: ${left} ${line.unit} left to take`);
  kept[from] = withQuantity(line, ZERO, line.formula);
}
