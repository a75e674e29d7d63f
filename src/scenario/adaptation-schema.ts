import { z } from "zod";
import { figure, hours, tokens, usd } from "./figure-schema.ts";
import { vectors } from "./store-schemas.ts";

/** `llm.candidates[].tuning` */
export const tuning = z.strictObject({
  purpose: z
    .enum(["behaviour", "format", "facts"])
    .describe("what tuning is to teach; facts are what retrieval is for")
    .optional(),
  labellingUsd: usd("labelling, before each tuning", "USD").optional(),
  trainingUsd: usd("one training run", "USD").optional(),
  gpuHours: hours("GPU time of one training run, in place of trainingUsd", "h").optional(),
  gpuHourlyUsd: usd("one GPU hour of training", "USD/h").optional(),
  retunesPerYear: figure({
    unit: "a month",
    describe: "tunings a year after the first; each costs labelling and training again",
    min: 0,
    max: 12,
  }).optional(),
  servedAs: z
    .enum(["vendor", "adapter", "dedicated", "own"])
    .describe(
      "by the vendor at its price of tuned models; as an adapter at the base model's price; on machines rented by the hour; on a fleet of your own",
    ),
  inputUsdPerMtok: usd("prompt of the tuned model", "USD per million tokens").optional(),
  outputUsdPerMtok: usd("output of the tuned model", "USD per million tokens").optional(),
  hourlyUsd: usd("one dedicated machine", "USD/h").optional(),
  instances: figure({ unit: "instances", describe: "dedicated machines", min: 0 }).optional(),
});

/** `llm.candidates[].retrieval` */
export const retrieval = z.strictObject({
  promptTokensAdded: tokens("retrieved text added to each prompt"),
  store: z
    .string()
    .describe(
      "where it is searched: qdrant, pinecone/standard, own/<name> …; none where one is there already",
    ),
  vectors: vectors
    .omit({ today: true, candidates: true })
    .describe("what the store holds, with the keys of the part vectors; searches follow from the requests")
    .optional(),
});

export type RawTuning = z.infer<typeof tuning>;
export type RawRetrieval = z.infer<typeof retrieval>;
