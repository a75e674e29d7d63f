import type { VectorsDemand } from "../demand/vectors-demand.ts";
import { type Charge, costOf, flatPrice } from "../prices/charge.ts";
import { type Figure, inMonth } from "../scenario/figure.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";
import { Decimal } from "../units.ts";
import { digits, driverOf } from "./formula.ts";

/** What a month of a vector store at the reader's own rates costs by volume: stored, searched, written, each by the million. */
export function ownVectorLines(offer: OwnOffer, demand: VectorsDemand, month: number): readonly Charge[] {
  if (offer.kind !== "vectors") return [];
  const million = (count: number) => new Decimal(count).div(1e6);
  const { usdPerMillionQueries: queries, usdPerMillionWrites: writes } = offer;
  return [
    line("own.storage", "Vectors stored", million(demand.vectors), "million vector-months", {
      figure: offer.usdPerMillionVectorMonths,
      month,
    }),
    ...(queries
      ? [
          line("own.queries", "Searches", million(demand.queriesPerMonth), "million searches", {
            figure: queries,
            month,
          }),
        ]
      : []),
    ...(writes
      ? [
          line("own.writes", "Records written", million(demand.recordsWrittenPerMonth), "million records", {
            figure: writes,
            month,
          }),
        ]
      : []),
  ];
}

/** Seats × the reader's own price of one. */
export function ownSeatLines(offer: OwnOffer, seats: number, month: number): readonly Charge[] {
  if (offer.kind !== "seats") return [];
  return [line("own.seats", "Seats", new Decimal(seats), "seat", { figure: offer.seatUsd, month })];
}

function line(
  id: string,
  name: string,
  quantity: Decimal,
  unit: string,
  { figure, month }: { readonly figure: Figure; readonly month: number },
): Charge {
  const usd = inMonth(figure, month);
  const price = flatPrice(usd, unit, figure.provenance, { key: figure.key });
  return {
    id,
    name: `${name} (your rate)`,
    category: "metered",
    origin: "offer",
    quantity,
    unit,
    formula: `${digits(quantity)} ${unit}`,
    drivers: [driverOf(figure, "USD", usd)],
    price,
    cost: costOf(quantity, price),
  };
}
