import { InputError } from "../errors.ts";
import type { Figure } from "./figure.ts";
import type { Figures } from "./figures.ts";
import type { RawOwnOffer } from "./own-offer-schema.ts";
import type { ParseContext } from "./parse.ts";

/** What the LLM part reads beside its own keys. */
export interface Surroundings {
  readonly make: Figures;
  /** The scenario's growth, used where a volume has none of its own. */
  readonly growth: Figure;
  readonly context: ParseContext;
  readonly own: readonly RawOwnOffer[];
  /** Region that the data policy binds to; absent: it binds to none. */
  readonly bound?: string;
}

export function requireOwn(name: string, key: string, around: Surroundings): void {
  const names = around.own.map((offer) => offer.name);
  if (names.includes(name)) return;
  throw new InputError(
    "OWN_OFFER_UNKNOWN",
    `${around.context.file}: ${key} names own/${name}, but offers.own holds ${names.length === 0 ? "nothing" : names.join(", ")}.`,
    "Add it under offers.own with its rates.",
  );
}
