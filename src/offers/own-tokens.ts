import { type RateCard, TOKEN_CLASSES } from "../prices/tokens/tokens-rates.ts";
import type { Unknown } from "../provenance.ts";
import { unknown } from "../provenance.ts";
import { inMonth } from "../scenario/figure.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";
import { Decimal } from "../units.ts";

type OwnTokens = Extract<OwnOffer, { kind: "tokens" }>;

/** The reader's own rates as a card; without a cache rate, cached tokens cost the prompt rate. */
export function ownCard(offers: readonly OwnOffer[], name: string, month: number): RateCard | Unknown {
  const offer = offers.find((o): o is OwnTokens => o.kind === "tokens" && o.name === name);
  if (offer === undefined) return unknown(`no own offer named ${name} with kind tokens`, "offers.own");
  const figures = {
    input: offer.inputUsdPerMtok,
    output: offer.outputUsdPerMtok,
    ...(offer.cacheReadUsdPerMtok && { cacheRead: offer.cacheReadUsdPerMtok }),
  };
  const given = TOKEN_CLASSES.flatMap((tokenClass) => {
    const figure = tokenClass in figures ? figures[tokenClass as keyof typeof figures] : undefined;
    return figure === undefined ? [] : [{ tokenClass, figure }];
  });
  return {
    provider: "own",
    requestedModel: name,
    model: name,
    match: "exact",
    unpinned: false,
    rates: Object.fromEntries(
      given.map(({ tokenClass, figure }) => [tokenClass, new Decimal(inMonth(figure, month))]),
    ),
    tiers: [],
    deprecated: false,
    notes: [],
    provenance: offer.inputUsdPerMtok.provenance,
    overlaid: Object.fromEntries(given.map(({ tokenClass, figure }) => [tokenClass, figure.provenance])),
    facts: {},
  };
}
