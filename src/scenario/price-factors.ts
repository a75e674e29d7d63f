import { z } from "zod";
import { InputError } from "../errors.ts";
import type { Figure } from "./figure.ts";
import { figure } from "./figure-schema.ts";
import type { Figures } from "./figures.ts";

/** Where factors stand; what follows the dot is a seller and its model, dots and all. */
export const PRICE_FACTORS = "llm.priceFactors";

/** The key of one seller's model: "llm.priceFactors.openai/gpt-4.1-mini". */
export const priceFactorKey = (seller: string, model: string): string =>
  `${PRICE_FACTORS}.${seller}/${model}`;

/** "openai/gpt-4.1-mini" of such a key; undefined for any other. */
export const pricedBy = (key: string): string | undefined =>
  key.startsWith(`${PRICE_FACTORS}.`) ? key.slice(PRICE_FACTORS.length + 1) : undefined;

/** `llm.priceFactors` */
export const priceFactors = z.record(
  z.string(),
  figure({ unit: "ratio", describe: "on all rates of that seller's model", above: 0 }),
);

/** Another price of something bought by list price, from month 1 on. */
export interface PriceFactor {
  /** "seller/model", as rows are bought. */
  readonly of: string;
  /** × list price, above 0. */
  readonly factor: Figure;
}

/** @throws InputError for a name without a seller, and for the reader's own offers, whose rates he gives himself. */
export function priceFactorsOf(
  raw: z.infer<typeof priceFactors> | undefined,
  make: Figures,
  file: string,
): { readonly priceFactors?: readonly PriceFactor[] } {
  if (raw === undefined) return {};
  return {
    priceFactors: Object.entries(raw).map(([of, factor]) => {
      const slash = of.indexOf("/");
      if (slash < 1 || slash === of.length - 1 || of.startsWith("own/")) {
        throw new InputError(
          "PRICE_FACTOR_NAME",
          `${file}: ${PRICE_FACTORS} must name seller/model of something bought by list price, got "${of}".`,
          "For example openai/gpt-4.1-mini: 0.73; rates of your own offers stand under offers.own.",
        );
      }
      return { of, factor: make.given(`${PRICE_FACTORS}.${of}`, factor) };
    }),
  };
}
