import { InputError } from "../errors.ts";

/** Errors elsewhere name the refresh that would mend them; until it is built, this is how it is done by hand. */
export function refuseRefresh(): never {
  throw new InputError(
    "REFRESH_NOT_BUILT",
    "crossover prices refresh is not built yet: nothing was fetched and nothing changed.",
    [
      "Until then, by hand, in a clone of the repository: add the price to data/seed/aws-list-prices.csv as the others",
      "are, with its source and the day you saw it; then npm run seed.",
    ].join("\n  "),
  );
}
