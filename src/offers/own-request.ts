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

/** c × n; what is paid upfront stands beside it, once or spread. A retry is a request. */
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
  return [perRequest];
}
