import { isHostable } from "../alternatives/adapted.ts";
import { isOwnHosted, ownOfferNamed } from "../alternatives/own-offer.ts";
import { isSelfHosted } from "../offers/services.ts";
import type { PartName } from "../scenario/risk.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Whether a part has an alternative on each side, before anything is priced. */
export interface PartSides {
  readonly bought: boolean;
  readonly hosted: boolean;
}

/** An offer at the reader's own rates that stands in a cloud account or on premises is run by ourselves. */
export function sidesOf(scenario: Scenario, part: PartName): PartSides {
  return part === "llm" ? llmSides(scenario) : storeSides(scenario, part);
}

function llmSides(scenario: Scenario): PartSides {
  const { llm } = scenario;
  if (llm === undefined) return { bought: false, hosted: false };
  const ownHosted = (id: string) => isOwnHosted(ownOfferNamed(scenario, id));
  const today = llm.today && `${llm.today.provider}/${llm.today.model}`;
  const others = llm.candidates.filter(({ model }) => !ownHosted(model));
  const runs = [today ?? "", ...llm.candidates.map(({ model }) => model)].some(ownHosted);
  const sold = others.some(({ weights, tuning }) =>
    tuning === undefined ? weights === "open" : tuning.servedAs !== "own",
  );
  return {
    bought: sold || (today !== undefined && !ownHosted(today)),
    hosted: runs || llm.hosting.fixed !== undefined || llm.candidates.some(isHostable),
  };
}

function storeSides(scenario: Scenario, part: "vectors" | "tracking"): PartSides {
  const own = scenario[part];
  const offers =
    own === undefined ? [] : [...(own.today === undefined ? [] : [own.today]), ...own.candidates];
  const runs = (offer: string) => isSelfHosted(part, offer) || isOwnHosted(ownOfferNamed(scenario, offer));
  return { bought: offers.some((offer) => !runs(offer)), hosted: offers.some(runs) };
}
