import type { VectorsDemand } from "../demand/vectors-demand.ts";
import { type Charge, costOf, flatPrice } from "../prices/charge.ts";
import { type Answer, type Figure, inMonth } from "../scenario/figure.ts";
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

/** Seats of a team and whether its people sign in through its own identity provider. */
interface Team {
  readonly seats: number;
  readonly sso: Answer;
}

/** Seats × the reader's own price of one. */
export function ownSeatLines(offer: OwnOffer, team: Team, month: number): readonly Charge[] {
  if (offer.kind !== "seats") return [];
  const figure = seatRate(offer, team, month);
  return [line("own.seats", "Seats", new Decimal(team.seats), "seat", { figure, month })];
}

type SeatOffer = OwnOffer & { readonly kind: "seats" };

/** One rate for all seats in a month: single sign-on's where it is asked for, else that of the team's size. */
export function seatRate(
  { seatUsd, ssoSeatUsd, seatUsdAbove }: SeatOffer,
  team: Team,
  month: number,
): Figure {
  if (team.sso === "yes" && ssoSeatUsd !== undefined) return ssoSeatUsd;
  return seatUsdAbove !== undefined && team.seats > inMonth(seatUsdAbove.seats, month)
    ? seatUsdAbove.usd
    : seatUsd;
}

/** The most seats at the first of two rates; undefined where there is one. */
export function lastSeatAtFirstRate(offer: OwnOffer | undefined, sso: Answer): number | undefined {
  if (offer?.kind !== "seats" || (sso === "yes" && offer.ssoSeatUsd !== undefined)) return undefined;
  return offer.seatUsdAbove?.seats.base;
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
