import type { Alternative } from "./alternative.ts";

/** Who sells a row, in the word that a scenario has for it: "anthropic", "pinecone/standard", "own/contract". */
export function sellerName({
  seller,
  sellerModel,
  name,
}: Pick<Alternative, "seller" | "sellerModel" | "name">): string {
  return seller === "own" ? `own/${sellerModel ?? name}` : seller;
}
