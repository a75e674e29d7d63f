import type { ListDocument, Sieve } from "../../src/prices/list/list-document.ts";

/** Keeps everything, reserved terms too. */
export const EVERYTHING: Sieve = { needles: undefined, terms: true, keep: () => true };

/**
 * The bytes of a text in chunks of the given lengths, over and over. Each chunk is overwritten before the next is given:
 * a reader that keeps one is found out.
 */
export async function* chunksOf(text: string | Buffer, lengths: readonly number[] = [65_536]) {
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const chunk = Buffer.from(bytes.subarray(at, at + (lengths[turn % lengths.length] ?? 1)));
    at += chunk.length;
    yield chunk;
    chunk.fill("?");
  }
}

/** Documents by SKU, dates without their time of day: what CSV and JSON must agree on. */
export function comparable(documents: readonly ListDocument[]): readonly ListDocument[] {
  return documents
    .map((document) => ({
      ...document,
      terms: document.terms.map((term) => ({ ...term, effectiveDate: term.effectiveDate.slice(0, 10) })),
    }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
}
