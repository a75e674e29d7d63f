import type { Driver } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import { Decimal, type DecimalValue } from "../units.ts";

/** A number as a reader writes it, every digit kept: 1700000 → "1,700,000". */
export function digits(value: DecimalValue): string {
  const [whole = "", fraction] = new Decimal(value).toFixed().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** 0.48 → "48 %". */
export function percent(share: DecimalValue): string {
  return `${digits(new Decimal(share).times(100))} %`;
}

/** A figure of the scenario as the driver of a quantity, with the value that entered. */
export function driverOf(figure: Figure, unit: string, value: DecimalValue = figure.base): Driver {
  return { name: figure.key, value: new Decimal(value).toFixed(), unit, provenance: figure.provenance };
}

/** Each driver once, though several parts of a line rest on it. */
export function uniqueByName(drivers: readonly Driver[]): Driver[] {
  return [...new Map(drivers.map((driver) => [driver.name, driver])).values()];
}
