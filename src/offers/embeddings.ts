import { vectorsDemand } from "../demand/vectors-demand.ts";
import { type Charge, costOf, isUnknown } from "../prices/charge.ts";
import { calendarMonth } from "../prices/tokens/calendar-month.ts";
import { monthCard } from "../prices/tokens/tokens-month.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import { classPrice, ratesAt } from "../prices/tokens/tokens-rates.ts";
import { STANDARD } from "../prices/tokens/tokens-terms.ts";
import { inMonth } from "../scenario/figure.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { digits, driverOf } from "./formula.ts";
import { sellerOf } from "./sellers.ts";

type Embedding = NonNullable<VectorsPart["embedding"]>;

/**
 * Embeddings by the token in month t: new records and queries. Equal beside every store.
 * @returns nothing when the scenario names no embedding: "not priced", said by the caller
 */
export function embeddingCharges(
  part: VectorsPart,
  asOf: string,
  month: number,
  volume = 1,
): readonly Charge[] {
  const { embedding } = part;
  if (embedding === undefined) return [];
  const demand = vectorsDemand(part, month, volume);
  const perRecord = inMonth(embedding.tokensPerRecord, month);
  const perQuery = inMonth(embedding.tokensPerQuery, month);
  return [
    line(
      "records",
      "Embeddings of new records",
      demand.recordsWrittenPerMonth,
      perRecord,
      embedding,
      asOf,
      month,
      [
        driverOf(part.recordsWrittenPerMonth, "records/month", demand.recordsWrittenPerMonth),
        driverOf(embedding.tokensPerRecord, "tokens/record", perRecord),
      ],
    ),
    line("queries", "Embeddings of queries", demand.queriesPerMonth, perQuery, embedding, asOf, month, [
      driverOf(part.queriesPerMonth, "queries/month", demand.queriesPerMonth),
      driverOf(embedding.tokensPerQuery, "tokens/query", perQuery),
    ]),
  ];
}

/** Month 0: embedding every record once, for a store that starts empty. A store that runs today has its vectors. */
export function firstEmbedding(part: VectorsPart, asOf: string): readonly Charge[] {
  const { embedding } = part;
  if (embedding === undefined || part.today !== undefined) return [];
  const records = inMonth(part.vectors, 1);
  const perRecord = inMonth(embedding.tokensPerRecord, 1);
  const drivers = [
    driverOf(part.vectors, "records"),
    driverOf(embedding.tokensPerRecord, "tokens/record", perRecord),
  ];
  return [
    {
      ...line("first", "First embedding of all records", records, perRecord, embedding, asOf, 1, drivers),
      category: "oneOff",
    },
  ];
}

function line(
  id: string,
  name: string,
  count: number,
  tokens: number,
  embedding: Embedding,
  asOf: string,
  month: number,
  drivers: Charge["drivers"],
): Charge {
  const seller = sellerOf(embedding.provider, embedding.model, "vectors.embedding.model");
  const quantity = new Decimal(count).times(tokens).div(1e6);
  const card = monthCard(seller.provider, seller.model, calendarMonth(asOf, month), STANDARD);
  const price = isUnknown(card) ? card : classPrice(card, ratesAt(card, tokens), "input").price;
  return {
    id: `embeddings.${id}`,
    name: `${name} (${embedding.model}, ${providerLabel(seller.provider)})`,
    category: "tokens",
    origin: "offer",
    quantity,
    unit: "Mtok",
    formula: `${digits(count)} × ${digits(tokens)} tokens ÷ 10⁶`,
    drivers,
    price,
    cost: costOf(quantity, price),
  };
}
