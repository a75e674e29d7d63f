import { type Charge, flatPrice, isUnknown, type UnitPrice } from "../prices/charge.ts";
import { type Unknown, unknown } from "../provenance.ts";
import type { Figure } from "../scenario/figure.ts";
import type { TrackingPart } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { digits } from "./formula.ts";
import { beyond, charged, included, listed, type OfferRate, type Plan, priceOf } from "./offer-rates.ts";
import { FEASIBLE, type ServiceBill, serviceLine } from "./service-bill.ts";
import { shown, storedVolume, type Volume, volumeOf } from "./tracking-volume.ts";

export const WANDB_READS = [
  "tracking.seats",
  "tracking.trackedHoursPerMonth",
  "tracking.storedGB",
  "tracking.runsPerMonth",
  "tracking.artifactGBPerRun",
  "tracking.retentionMonths",
  "tracking.ingestedTraceGBPerMonth",
  "tracking.rates.seatUsd",
  "tracking.rates.trackedHourUsd",
  "tracking.rates.storedGBUsd",
  "tracking.sso",
] as const;

export const WANDB_FREE_READS = WANDB_READS.filter(
  (key) => !key.startsWith("tracking.rates.") && key !== "tracking.trackedHoursPerMonth",
);

/**
 * Weights & Biases in month t (1..H). Seat, hour and storage rates of the paid plans are not published in a checkable
 * form: they are the reader's, or unknown.
 */
export function wandbCharges(
  plan: "free" | "pro" | "enterprise",
  part: TrackingPart,
  month: number,
  growth?: Figure,
): ServiceBill {
  if (plan === "free") return free(part, month, growth);
  const metered = ratedLines(plan, part, month, growth);
  const withoutSso = plan === "pro" && part.sso === "yes";
  const feasible = withoutSso
    ? { kind: "no" as const, because: "single sign-on is sold with W&B Enterprise only" }
    : FEASIBLE;
  if (plan === "pro") {
    const notes = ["W&B publishes no seat or storage allowance in a checkable form: none is deducted"];
    return {
      charges: [
        baseLine("pro", listed(["wandb", "wandb", "pro"], "base")),
        ...metered,
        traceLine(part, month, growth),
      ],
      notes,
      feasible,
    };
  }
  const quoted = part.rates.seatUsd === undefined ? [quoteLine()] : [];
  return { charges: [...quoted, ...metered], notes: [], feasible };
}

function baseLine(plan: string, base: OfferRate): Charge {
  return serviceLine({
    id: "wandb.base",
    name: `Base (W&B ${plan})`,
    category: "plan",
    quantity: new Decimal(1),
    unit: "month",
    formula: "1 month",
    drivers: [],
    price: priceOf(base, "month"),
  });
}

function quoteLine(): Charge {
  const price = charged(["wandb", "wandb", "enterprise"], "quote", "tracking.rates.seatUsd");
  return serviceLine({
    id: "wandb.quote",
    name: "Quote (W&B enterprise)",
    category: "plan",
    quantity: new Decimal(1),
    unit: "contract",
    formula: "1 contract",
    drivers: [],
    price: isUnknown(price) ? price : priceOf(price, "contract"),
  });
}

/** Seats, tracked hours and storage by the reader's own rates. */
function ratedLines(plan: string, part: TrackingPart, month: number, growth?: Figure): Charge[] {
  const hours = volumeOf(part.trackedHoursPerMonth, "trackedHoursPerMonth", "h/month", month, growth);
  return [
    rated(
      "seats",
      `Seats (W&B ${plan})`,
      "seat",
      volumeOf(part.seats, "seats", "seats", month, growth),
      part.rates.seatUsd,
      "seatUsd",
    ),
    rated("hours", `Tracked hours (W&B ${plan})`, "hour", hours, part.rates.trackedHourUsd, "trackedHourUsd"),
    rated(
      "storage",
      `Storage (W&B ${plan})`,
      "GB-month",
      storedVolume(part, month, growth),
      part.rates.storedGBUsd,
      "storedGBUsd",
    ),
  ];
}

function rated(
  id: string,
  name: string,
  unit: string,
  volume: Volume,
  rate: Figure | undefined,
  key: string,
): Charge {
  const price: UnitPrice | Unknown =
    rate === undefined
      ? unknown(`W&B publishes no price per ${unit}`, `tracking.rates.${key}`)
      : flatPrice(rate.base, unit, rate.provenance, { key: rate.key });
  return serviceLine({
    id: `wandb.${id}`,
    name,
    ...(unit === "seat" && { category: "plan" as const }),
    quantity: volume.quantity,
    unit,
    formula: shown(volume.quantity, unit === "seat" ? "seats" : unit),
    drivers: volume.drivers,
    price,
  });
}

/** Traces are billed by the MB (10⁶ bytes) beyond the allowance: 100 USD per GB. */
function traceLine(part: TrackingPart, month: number, growth?: Figure): Charge {
  const list: Plan = ["wandb", "wandb", "pro"];
  const traces = volumeOf(part.ingestedTraceGBPerMonth, "ingestedTraceGBPerMonth", "GB/month", month, growth);
  const quantity = isUnknown(traces.quantity) ? traces.quantity : traces.quantity.times(1000);
  const allowance = listed(list, "weave_ingestion_included").value.times(1000);
  return serviceLine({
    id: "wandb.traces",
    name: "Traces ingested (W&B pro)",
    quantity,
    unit: "MB",
    formula: `${shown(quantity, "MB")}, ${digits(allowance)} MB included`,
    drivers: traces.drivers,
    price: beyond(allowance, listed(list, "weave_ingestion_overage"), "MB"),
  });
}

/** The free plan is capped: above a cap it is not possible, and what nobody stated is not known to fit. */
function free(part: TrackingPart, month: number, growth?: Figure): ServiceBill {
  const list: Plan = ["wandb", "wandb", "free"];
  const caps = [
    {
      id: "seats",
      name: "Seats",
      unit: "seats",
      cap: listed(list, "seats_included"),
      volume: volumeOf(part.seats, "seats", "seats", month, growth),
    },
    {
      id: "storage",
      name: "Storage",
      unit: "GB",
      cap: listed(list, "storage_included"),
      volume: storedVolume(part, month, growth),
    },
    {
      id: "traces",
      name: "Traces ingested",
      unit: "GB",
      cap: listed(list, "weave_ingestion_included"),
      volume: volumeOf(part.ingestedTraceGBPerMonth, "ingestedTraceGBPerMonth", "GB/month", month, growth),
    },
  ];
  const over = caps.find(
    ({ cap, volume }) => !isUnknown(volume.quantity) && volume.quantity.greaterThan(cap.value),
  );
  const because =
    part.sso === "yes"
      ? "single sign-on is sold with W&B Enterprise only"
      : over &&
        `needs ${shown(over.volume.quantity, over.unit)}, W&B free stops at ${digits(over.cap.value)}`;
  return {
    charges: [
      baseLine("free", listed(list, "base")),
      ...caps.map(({ id, name, unit, cap, volume }) =>
        serviceLine({
          id: `wandb.${id}`,
          name: `${name} (W&B free)`,
          category: "plan",
          quantity: volume.quantity,
          unit,
          formula: `${shown(volume.quantity, unit)}, ${digits(cap.value)} included`,
          drivers: volume.drivers,
          price: included(cap, unit),
        }),
      ),
    ],
    notes: [],
    feasible: because === undefined ? FEASIBLE : { kind: "no", because },
  };
}
