import { offerSource } from "./offer-form.ts";

/** Bytes of a list in which its offer code stands, in whatever form. */
const HEAD = 1 << 20;

/** A CSV names it in a line of its own, with quotes or without; in recorded answers the quotes may be escaped. */
const NAMED = /^"?OfferCode"?,"?(\w+)"?\s*$|\\?"(?:offerCode|serviceCode)\\?"\s*:\s*\\?"(\w+)\\?"/m;

/** Offer code of a price list on disk from its first bytes; undefined where they do not say it. */
export async function peekService(path: string, where: string): Promise<string | undefined> {
  const { open } = await offerSource(path, where);
  let head = "";
  for await (const chunk of open()) {
    head += Buffer.from(chunk).toString("latin1");
    const found = NAMED.exec(head);
    if (found !== null) return found[1] ?? found[2];
    if (head.length > HEAD) return undefined;
  }
  return undefined;
}
