import type { Part } from "../alternatives/alternative.ts";
import type { FlipDriver } from "../decision/flips.ts";
import { seatRate } from "../offers/own-service.ts";
import type { Scenario, TrackingPart, VectorsPart } from "../scenario/scenario.ts";
import { llmDrivers } from "./llm-drivers.ts";
import { coarse, number, price, volume } from "./number-driver.ts";

/**
 * Inputs of one part whose change may turn its verdict. A range of the scenario bounds its own key; the others are
 * looked at as far as they could be.
 */
export function flipDrivers(scenario: Scenario, part: Part): readonly FlipDriver[] {
  return [...ownDrivers(scenario, part), ...sharedDrivers(scenario)].filter((driver) => driver !== undefined);
}

function ownDrivers(scenario: Scenario, part: Part): readonly (FlipDriver | undefined)[] {
  const { vectors, tracking } = scenario;
  if (part === "llm") return llmDrivers(scenario);
  const store = part === "vectors" ? vectors : tracking;
  if (store === undefined) return [];
  const drivers =
    part === "vectors" ? vectors && vectorsDrivers(vectors) : tracking && trackingDrivers(tracking);
  // Of what our engines and the listed services read, offers at the reader's own rates read the volume alone.
  const names = [...(store.today === undefined ? [] : [store.today]), ...store.candidates];
  const priced = names.every((name) => name.startsWith("own/"));
  const read = (drivers ?? []).filter((driver) => !priced || !NOT_OWN.test(driver?.key ?? ""));
  return [...read, ...ownStorePrices(scenario, [store.today ?? "", ...store.candidates])];
}

function sharedDrivers({ people, growthPerMonth, llm }: Scenario): (FlipDriver | undefined)[] {
  const { annualUsd, hourlyUsd } = people;
  const growth = coarse(number(growthPerMonth, -0.1, 0.3, "linear"));
  return [
    annualUsd === undefined ? number(hourlyUsd, 20, 500, "log") : number(annualUsd, 40_000, 1_000_000, "log"),
    // Every month of every class moves with it: with several, a twentieth is as near as time allows.
    growth?.kind === "number" && (llm?.classes.length ?? 1) > 1 ? { ...growth, resolution: 0.05 } : growth,
  ];
}

const NOT_OWN = /\.(namespaces|upkeepHoursPerMonth|buildHours|rates\..*)$/;

/** Prices of offers.own that a store's part names. */
function ownStorePrices(
  { offers, tracking }: Scenario,
  names: readonly string[],
): (FlipDriver | undefined)[] {
  return offers.own.flatMap((offer) => {
    if (!names.includes(`own/${offer.name}`)) return [];
    const rate =
      offer.kind === "vectors"
        ? [price(offer.usdPerMillionVectorMonths)]
        : offer.kind === "seats"
          ? [price(seatRate(offer, { seats: tracking?.seats?.base ?? 0, sso: tracking?.sso ?? "no" }, 1))]
          : [];
    return [...rate, ...(offer.host ? [price(offer.host.hourlyUsd)] : [])];
  });
}

function vectorsDrivers(v: VectorsPart): (FlipDriver | undefined)[] {
  return [
    volume(v.vectors),
    volume(v.queriesPerMonth),
    number(v.namespaces, 1, 10_000, "log", true),
    number(v.upkeepHoursPerMonth, 1, 80, "log"),
  ];
}

function trackingDrivers(t: TrackingPart): (FlipDriver | undefined)[] {
  const rates = [t.rates.seatUsd, t.rates.trackedHourUsd, t.rates.storedGBUsd];
  return [
    ...(t.seats ? [number(t.seats, 1, Math.max(100, t.seats.base), "log", true)] : []),
    ...rates.flatMap((rate) => (rate === undefined ? [] : [price(rate)])),
    number(t.upkeepHoursPerMonth, 1, 80, "log"),
    number(t.buildHours, 1, 1000, "log"),
  ];
}
