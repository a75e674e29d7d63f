import leven from "leven";
import { z } from "zod";
import records from "../../data/models.json" with { type: "json" };
import { InputError } from "../errors.ts";
import { BYTES_PER_GIB } from "../units.ts";
import { constant } from "./constants.ts";
import { weightBytes } from "./memory.ts";
import { type ModelCard, modelCardSchema } from "./model-card.ts";
import { parametersOfArchitecture } from "./parameters.ts";
import { precisionNamed } from "./precision.ts";

let cards: readonly ModelCard[] | undefined;

/** All open-weight models that sizing knows, in the order of the data file; each card was checked. */
export function modelCards(): readonly ModelCard[] {
  cards ??= z.array(modelCardSchema).parse(records).map(checked);
  return cards;
}

/**
 * The card of a model by its repository id or by a name used in the calibration data; case does not matter.
 * @throws InputError with the nearest id when there is none
 */
export function resolveModel(id: string): ModelCard {
  const wanted = id.toLowerCase();
  const found = modelCards().find((card) => namesOf(card).some((name) => name.toLowerCase() === wanted));
  if (found !== undefined) return found;
  throw new InputError(
    "MODEL_UNKNOWN",
    `No model card for "${id}": sizing knows ${modelCards().length} open models. Nearest: ${nearest(wanted)}.`,
    "Use a repository id such as openai/gpt-oss-120b, or add the model's architecture to data/models.json.",
  );
}

function namesOf(card: ModelCard): readonly string[] {
  return [card.id, ...(card.calibrationNames ?? [])];
}

function nearest(wanted: string): string {
  const bare = (id: string): string => id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  const distance = (card: ModelCard): number =>
    Math.min(leven(wanted, card.id.toLowerCase()), leven(bare(wanted), bare(card.id)));
  return modelCards().reduce((best, card) => (distance(card) < distance(best) ? card : best)).id;
}

/**
 * A card contradicts itself when its architecture does not add up to the published total, or its weight
 * formula to the published loaded size: then a shared expert, a vision encoder or a layer is missing.
 * @throws Error, since the cards are ours
 */
export function checked(card: ModelCard): ModelCard {
  const formula = parametersOfArchitecture(card);
  const parameters = constant("parameterTolerance");
  if (card.totalFrom === "architecture")
    agree(card, "total parameters", formula?.total, card.totalB, 1e9, parameters);
  if (card.activeFrom === "architecture") {
    agree(card, "active parameters", formula?.active, card.activeB, 1e9, parameters);
  }
  const native = precisionNamed(card.nativePrecision);
  if (native !== undefined && card.nativeWeightGiB !== undefined && card.totalB !== undefined) {
    const weights = weightBytes(card, native);
    agree(card, "weights", weights, card.nativeWeightGiB, BYTES_PER_GIB, constant("nativeWeightTolerance"));
  }
  return card;
}

function agree(
  card: ModelCard,
  what: string,
  formula: number | undefined,
  published: number | undefined,
  unit: number,
  tolerance: number,
): void {
  if (formula === undefined || published === undefined) {
    throw new Error(`${card.id}: ${what} cannot be checked, the card lacks a term`);
  }
  if (Math.abs(formula / (published * unit) - 1) > tolerance) {
    throw new InputError(
      "MODEL_CARD",
      `${card.id}: ${what} are ${formula / unit} by its architecture, ${published} as published.`,
      "Mend the card in data/models.json: one of the two counts a part that the other does not.",
    );
  }
}
