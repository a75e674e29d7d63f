import { isUnknown } from "../prices/charge.ts";
import { unknown } from "../provenance.ts";
import type { Figure } from "../scenario/figure.ts";
import type { TrackingPart } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { digits } from "./formula.ts";
import { beyond, listed, type Plan, priceOf } from "./offer-rates.ts";
import { FEASIBLE, type ServiceBill, serviceLine } from "./service-bill.ts";
import { storedVolume, volumeOf } from "./tracking-volume.ts";

export const COMET_READS = [
  "tracking.seats",
  "tracking.trackedHoursPerMonth",
  "tracking.storedGB",
  "tracking.runsPerMonth",
  "tracking.artifactGBPerRun",
  "tracking.retentionMonths",
] as const;

const LIST: Plan = ["comet", "comet-mlops", "pro"];
const BLOCK_GB = 100;

/** Comet MLOps Pro in month t: users up to the plan's maximum, hours and started blocks of 100 GB beyond allowances. */
export function cometCharges(part: TrackingPart, month: number, growth?: Figure): ServiceBill {
  const seats = volumeOf(part.seats, "seats", "users", month, growth);
  const hours = volumeOf(part.trackedHoursPerMonth, "trackedHoursPerMonth", "h/month", month, growth);
  const stored = storedVolume(part, month, growth);
  const most = listed(LIST, "seats_max").value;
  const tooMany = !isUnknown(seats.quantity) && seats.quantity.greaterThan(most);
  const allowance = listed(LIST, "storage_included").value;
  const blocks = isUnknown(stored.quantity)
    ? stored.quantity
    : Decimal.max(0, stored.quantity.minus(allowance)).div(BLOCK_GB).ceil();
  const freeHours = listed(LIST, "training_hours_included").value;
  return {
    charges: [
      serviceLine({
        id: "comet.seats",
        name: "Users (Comet pro)",
        category: "plan",
        quantity: seats.quantity,
        unit: "user",
        formula: isUnknown(seats.quantity) ? seats.quantity.because : `${digits(seats.quantity)} users`,
        drivers: seats.drivers,
        price: tooMany
          ? unknown(`Comet Pro ends at ${most} users: enterprise quote`, "ask the seller for a quote")
          : priceOf(listed(LIST, "seat"), "user"),
      }),
      serviceLine({
        id: "comet.hours",
        name: "Training hours (Comet pro)",
        quantity: hours.quantity,
        unit: "hour",
        formula: isUnknown(hours.quantity)
          ? hours.quantity.because
          : `${digits(hours.quantity)} h, ${digits(freeHours)} h included`,
        drivers: hours.drivers,
        price: beyond(freeHours, listed(LIST, "training_hours_overage"), "hour"),
      }),
      serviceLine({
        id: "comet.storage",
        name: "Storage (Comet pro)",
        quantity: blocks,
        unit: "100 GB-month",
        formula: isUnknown(stored.quantity)
          ? stored.quantity.because
          : `⌈(${digits(stored.quantity)} − ${digits(allowance)}) GB ÷ 100⌉`,
        drivers: stored.drivers,
        price: priceOf(listed(LIST, "storage_overage_per_100gb"), "100 GB-month"),
      }),
    ],
    notes: ["allowances are taken per organisation, storage blocks are rounded up"],
    feasible: FEASIBLE,
  };
}
