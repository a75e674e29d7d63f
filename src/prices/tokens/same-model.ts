import { z } from "zod";
import data from "../../../data/same-model.json" with { type: "json" };
import { sameForm } from "./tokens-match.ts";
import { tokenProvider } from "./tokens-provider.ts";

const row = z.strictObject({
  /** Repository id of the open weights. */
  model: z.string(),
  provider: z.string(),
  /** The seller's own id: it does not follow from the repository's name. */
  sellerModel: z.string(),
  checkedAt: z.string(),
  /** False: another version, a converted price, or an offer that must be checked; never taken by itself. */
  default: z.boolean(),
  note: z.string().optional(),
});

const rows = z.array(row).parse(data);

/** One seller of an open model's very weights. */
export type SameModelRow = z.infer<typeof row>;

/** Sellers of the weights in that repository, in the order of the file. */
export function sellersOf(model: string): readonly SameModelRow[] {
  return rows.filter((r) => r.model.toLowerCase() === model.toLowerCase());
}

/** The repository whose weights a seller's id stands for; undefined for closed models and for ids we have not checked. */
export function weightsOf(provider: string, sellerModel: string): string | undefined {
  const seller = tokenProvider(provider) ?? provider;
  return rows.find((r) => r.default && r.provider === seller && sameForm(r.sellerModel, sellerModel))?.model;
}
