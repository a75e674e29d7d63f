import { type Driver, isUnknown } from "../../prices/charge.ts";
import type { Provenance, Unknown } from "../../provenance.ts";
import { type Figure, inMonth } from "../../scenario/figure.ts";
import { type UsageFactId, usageFact } from "../usage-facts.ts";

/** One figure that a quantity is multiplied from, with who says so. */
export interface Factor {
  readonly name: string;
  readonly value: number | Unknown;
  readonly unit: string;
  readonly provenance: Provenance;
  /** What the value was computed from; printed in its place. */
  readonly from?: readonly Factor[];
}

/** A number of the demand beside the figure it comes from. */
export interface Sourced {
  readonly value: number;
  readonly provenance: Provenance;
}

/** Counts of the fleet that an alternative stands for; they follow from its sizing. */
export const FLEET: Provenance = { kind: "fitted", source: "fleet of this alternative", at: "this run" };

/** Settings read from the registered resources. */
export const DEPLOYED: Provenance = { kind: "fitted", source: "registered resources", at: "this run" };

export function factor(name: string, value: number | Unknown, unit: string, provenance: Provenance): Factor {
  return { name, value, unit, provenance };
}

export function sourced(name: string, { value, provenance }: Sourced, unit: string): Factor {
  return { name, value, unit, provenance };
}

export function figureFactor(name: string, figure: Figure, unit: string, month: number): Factor {
  return { name, value: inMonth(figure, month), unit, provenance: figure.provenance };
}

export function factFactor(name: string, id: UsageFactId): Factor {
  const { value, unit, provenance } = usageFact(id);
  return { name, value, unit, provenance };
}

/** Σ of products: bytes of a request = prompt tokens × bytes each + output tokens × bytes each. */
export function sumOfProducts(
  name: string,
  unit: string,
  ...products: readonly (readonly Factor[])[]
): Factor {
  const from = products.flat();
  const missing = from.map(({ value }) => value).find(isUnknown);
  const value =
    missing ??
    products.reduce(
      (sum, factors) => sum + factors.reduce((product, { value: one }) => product * Number(one), 1),
      0,
    );
  return { name, value, unit, provenance: weakest(from), from };
}

/** Who vouches for a computed figure: an assumption among its inputs makes it one. */
export function weakest(factors: readonly { readonly provenance: Provenance }[]): Provenance {
  const found = factors.find(({ provenance }) => provenance.kind === "assumed") ?? factors[0];
  if (found === undefined) throw new Error("a computed figure needs at least one input");
  return found.provenance;
}

/** Leaves of the factors, each name once, in order of appearance: the drivers that a line prints. */
export function driversOf(factors: readonly Factor[]): readonly Driver[] {
  const drivers = new Map<string, Driver>();
  const visit = ({ name, value, unit, provenance, from }: Factor): void => {
    if (from !== undefined) for (const part of from) visit(part);
    else if (!drivers.has(name)) {
      drivers.set(name, { name, value: isUnknown(value) ? "unknown" : String(value), unit, provenance });
    }
  };
  for (const one of factors) visit(one);
  return [...drivers.values()];
}

/** "1,700,000", "0.0031", "14.4": at most six significant digits, for reading; quantities keep all of theirs. */
export function said(value: number | Unknown): string {
  if (isUnknown(value)) return "unknown";
  if (!Number.isFinite(value)) throw new Error(`a factor is ${value}`);
  const short = String(Number(value.toPrecision(6)));
  const [whole = "", fraction] = short.split(".");
  if (short.includes("e")) return short;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
