import { type Charge, costOf, flatPrice, isUnknown } from "../prices/charge.ts";
import { ec2Instance } from "../prices/price-key.ts";
import { Decimal, HOURS_PER_MONTH } from "../units.ts";
import type { TermRate } from "./committed-rate.ts";

type Rate = Extract<TermRate, { kind: "rate" }>;

/** Instances of one machine under a term, as the lines of a bill see them. */
export interface Committed {
  readonly instanceType: string;
  readonly units: number;
  readonly termMonths: number;
  readonly rate: Rate;
}

/** The lines of a month in which the term runs: machines above the committed ones on demand, then the commitment. */
export function committedMonthly(monthly: readonly Charge[], inUse: number, of: Committed): Charge[] {
  const lines = monthly.map((charge) =>
    isMachine(charge, of.instanceType) ? onDemand(charge, inUse, of) : charge,
  );
  return [...lines, hoursLine(of)];
}

/** Hours by which an update overlaps are nobody's commitment: they are usage, not a resource. */
function isMachine({ origin, price }: Charge, instanceType: string): boolean {
  return origin === "resource" && !isUnknown(price) && price.facts.key === ec2Instance(instanceType);
}

/** The line for the machines above the committed ones. */
function onDemand(charge: Charge, inUse: number, { units }: Committed): Charge {
  if (isUnknown(charge.quantity) || inUse === 0) return charge;
  const quantity = charge.quantity.times(Math.max(0, inUse - units)).dividedBy(inUse);
  const { listCost, price } = charge;
  const list = isUnknown(price) ? undefined : price.overridden?.list;
  return {
    ...charge,
    quantity,
    formula: `${charge.formula}, less ${units} committed`,
    cost: costOf(quantity, price),
    ...(listCost && { listCost: list === undefined ? listCost : costOf(quantity, list) }),
  };
}

function hoursLine({ instanceType, units, termMonths, rate }: Committed): Charge {
  const quantity = HOURS_PER_MONTH.amount.times(units);
  const price = flatPrice(rate.hourlyUsd, "hour", rate.provenance, { rate: rate.name });
  return {
    id: "commitment.hours",
    name: `Committed hours (${instanceType}, ${rate.name}, ${termMonths} months)`,
    category: "compute",
    origin: "yours",
    quantity,
    unit: "hour",
    formula: `${units} committed × ${HOURS_PER_MONTH.amount} h, used or not`,
    drivers: [],
    price,
    cost: costOf(quantity, price),
  };
}

/** What is paid when the term begins. */
export function upfrontLine({ instanceType, units, termMonths, rate }: Committed): Charge {
  const quantity = new Decimal(units);
  const price = flatPrice(rate.upfrontUsd, "payment", rate.provenance, { rate: rate.name });
  return {
    id: "commitment.upfront",
    name: `Upfront payment (${instanceType}, ${rate.name}, ${termMonths} months)`,
    category: "oneOff",
    origin: "yours",
    quantity,
    unit: "payment",
    formula: `${units} committed`,
    drivers: [],
    price,
    cost: costOf(quantity, price),
  };
}
