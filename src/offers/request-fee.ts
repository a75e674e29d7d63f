import { type Charge, costOf, type Driver, flatPrice, isUnknown } from "../prices/charge.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import type { RateCard } from "../prices/tokens/tokens-rates.ts";
import { Decimal } from "../units.ts";
import { digits, driverOf, uniqueByName } from "./formula.ts";
import type { TokenLine } from "./token-lines.ts";

/** Some sellers bill each request beside its tokens. */
export function requestFee(lines: readonly TokenLine[]): Charge[] {
  const fees = new Map<RateCard, { requests: Decimal; drivers: Driver[] }>();
  const seen = new Set<string>();
  for (const { card, batch, parts, tokenClass } of lines) {
    if (isUnknown(card) || card.perThousandRequests === undefined || tokenClass === "output") continue;
    for (const { requests, tries, requestClass } of parts) {
      if (seen.has(`${batch}|${requestClass.name}`)) continue;
      seen.add(`${batch}|${requestClass.name}`);
      const before = fees.get(card) ?? { requests: new Decimal(0), drivers: [] };
      fees.set(card, {
        requests: before.requests.plus(requests.times(tries)),
        drivers: [...before.drivers, driverOf(requestClass.requestsPerMonth, "requests/month")],
      });
    }
  }
  return [...fees].map(([card, { requests, drivers }], i) => {
    const quantity = requests.div(1000);
    const price = flatPrice(card.perThousandRequests ?? 0, "1,000 requests", card.provenance, {
      seller: card.provider,
      model: card.model,
    });
    return {
      id: i === 0 ? "tokens.requests" : `tokens.requests.${i}`,
      name: `Requests (${card.requestedModel}, ${providerLabel(card.provider)})`,
      category: "metered",
      origin: "offer",
      quantity,
      unit: "1,000 requests",
      formula: `${digits(requests)} requests ÷ 1,000`,
      drivers: uniqueByName(drivers),
      price,
      cost: costOf(quantity, price),
    };
  });
}
