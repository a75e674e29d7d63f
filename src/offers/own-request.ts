import { volumeInMonth } from "../demand/growth.ts";
import { type Charge, costOf, flatPrice } from "../prices/charge.ts";
import { inMonth } from "../scenario/figure.ts";
import type { RequestClass } from "../scenario/llm-terms.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";
import { Decimal } from "../units.ts";
import { digits, driverOf } from "./formula.ts";

export type OwnRequest = Extract<OwnOffer, { kind: "request" }>;

export function ownRequestOffer(offers: readonly OwnOffer[], name: string): OwnRequest | undefined {
  return offers.find((o): o is OwnRequest => o.kind === "request" && o.name === name);
}

/**
 * M(n) = U ÷ spread + c × n in each month of the spread, c × n after it. A retry is a request.
 * A spread that is not whole leaves its last part to the month in which it ends.
 */
export function ownRequestCharges(
  offer: OwnRequest,
  classes: readonly RequestClass[],
  month: number,
  volume = 1,
): readonly Charge[] {
  const counts = classes.map((c) => {
    const requests = new Decimal(volumeInMonth(c.requestsPerMonth, c.growthPerMonth, month)).times(volume);
    return requests.times(new Decimal(1).plus(inMonth(c.retryRate, month)));
  });
  const requests = counts.reduce((sum, n) => sum.plus(n), new Decimal(0));
  const usd = inMonth(offer.usdPerRequest, month);
  const price = flatPrice(usd, "request", offer.usdPerRequest.provenance, { offer: offer.name });
  const perRequest: Charge = {
    id: "own.requests",
    name: `Requests (${offer.name}, your rates)`,
    category: "metered",
    origin: "offer",
    quantity: requests,
    unit: "request",
    formula: `${counts.map(digits).join(" + ")} requests`,
    drivers: classes.map((c) =>
      driverOf(c.requestsPerMonth, "requests/month", inMonth(c.requestsPerMonth, month)),
    ),
    price,
    cost: costOf(requests, price),
  };
  const upfront = upfrontCharge(offer, month);
  return upfront === undefined ? [perRequest] : [upfront, perRequest];
}

function upfrontCharge(offer: OwnRequest, month: number): Charge | undefined {
  if (offer.spreadMonths === undefined) return undefined;
  const spread = offer.spreadMonths.base;
  const share = Math.min(1, spread - (month - 1));
  if (offer.upfrontUsd.base === 0 || share <= 0) return undefined;
  const quantity = new Decimal(share).div(spread);
  const price = flatPrice(offer.upfrontUsd.base, "upfront", offer.upfrontUsd.provenance, {
    offer: offer.name,
  });
  return {
    id: "own.upfront",
    name: `Upfront, spread (${offer.name}, your rates)`,
    category: "plan",
    origin: "offer",
    quantity,
    unit: "upfront",
    formula: `${digits(share)} of ${digits(spread)} months`,
    drivers: [driverOf(offer.spreadMonths, "months")],
    price,
    cost: { kind: "known", usd: new Decimal(offer.upfrontUsd.base).times(share).div(spread) },
  };
}
