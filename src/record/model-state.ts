import { isUnknown } from "../prices/charge.ts";
import { tokenCard } from "../prices/tokens/tokens.ts";
import { STANDARD } from "../prices/tokens/tokens-terms.ts";

/** What the price data says today of a model that was bought: gone, announced for retirement, or standing. */
export type ModelState = "priced" | "deprecated" | "gone";

/**
 * @param sellerModel "aws/openai.gpt-oss-120b-1:0"
 * @param day "YYYY-MM-DD"
 */
export function modelStateOn(sellerModel: string, day: string): ModelState {
  const slash = sellerModel.indexOf("/");
  const [seller, model] = [sellerModel.slice(0, slash), sellerModel.slice(slash + 1)];
  const card = tokenCard(seller, model, new Date(`${day}T12:00:00Z`), STANDARD);
  if (isUnknown(card)) return "gone";
  return card.deprecated ? "deprecated" : "priced";
}
