import { vectorsDemand } from "../demand/vectors-demand.ts";
import { embeddingCharges, firstEmbedding } from "../offers/embeddings.ts";
import { ownVectorLines } from "../offers/own-service.ts";
import { ownBill } from "../offers/service-bill.ts";
import { isSelfHosted, vectorCharges } from "../offers/services.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import { vectorRamBytes } from "../sizing/vector-memory.ts";
import type { Alternative } from "./alternative.ts";
import { serviceAlternative } from "./bought-service.ts";
import type { PlanContext } from "./context.ts";
import { ownOfferNamed } from "./own-offer.ts";
import type { PartPlan } from "./part-plan.ts";
import { hostedStores, type Stores } from "./vectors-hosted.ts";
import { holding } from "./vectors-volume.ts";

/** Every way to hold and search the vectors. */
export function planVectors(context: PlanContext, part: VectorsPart): PartPlan {
  const offers = [
    ...(part.today === undefined ? [] : [part.today]),
    ...part.candidates.filter((name) => name !== part.today),
  ];
  const bought = offers
    .filter((name) => !isSelfHosted("vectors", name))
    .map((name) => boughtStore(context, part, name));
  const hosts = offers.some((name) => isSelfHosted("vectors", name));
  const hosted: Stores = hosts ? hostedStores(context, part, bought) : { rows: [], ruledOut: [] };
  const fleet = hosted.rows[0]?.fleet;
  return {
    part: "vectors",
    alternatives: [...bought, ...hosted.rows],
    leversRefused: [],
    ruledOut: hosted.ruledOut,
    ...(fleet && { fleet }),
    ...(hosted.free && { free: hosted.free }),
  };
}

function boughtStore({ scenario }: PlanContext, part: VectorsPart, offer: string): Alternative {
  const own = ownOfferNamed(scenario, offer);
  return serviceAlternative(scenario, {
    part: "vectors",
    offer,
    running: offer === part.today,
    leaves: part.today !== undefined,
    ...(own && { label: own.name }),
    billIn: (month, volume) =>
      own === undefined
        ? vectorCharges(offer, holding(part, volume), { region: scenario.region }, month)
        : ownBill(ownVectorLines(own, vectorsDemand(holding(part, volume), month), month)),
    volumeIn: (month) => vectorsDemand(part, month).vectors,
    bytesOfOne: vectorRamBytes(1, vectorsDemand(part, 1)),
    steady:
      part.growthPerMonth.base === 0 &&
      Object.values(part).every((value) => typeof value !== "object" || !("months" in value)),
    ...(part.embedding && { extra: (month: number) => embeddingCharges(part, scenario.asOf, month) }),
    oneOff: firstEmbedding(part, scenario.asOf),
  });
}
