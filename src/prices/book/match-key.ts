import { ec2Instance, type PriceKey, parsePriceKey } from "../price-key.ts";
import type { PriceBook } from "./price-book.ts";
import { nearest } from "./region.ts";

/** What a reader's word for a price can mean. */
export type KeyMatch =
  | { readonly kind: "key"; readonly key: PriceKey }
  | { readonly kind: "several"; readonly keys: readonly PriceKey[] }
  /** An instance family without a size, and the sizes that the book knows. */
  | { readonly kind: "family"; readonly types: readonly string[] }
  | { readonly kind: "none"; readonly close: string | undefined };

const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/;

/**
 * A key as it stands, or the keys of the book that hold the text as a segment or begin with it:
 * "g5.2xlarge", "gp3", "vpc/nat". An instance type that no region has is a key too: its price is a miss.
 */
export function matchKey(text: string, book: PriceBook): KeyMatch {
  const exact = parsePriceKey(text);
  if (exact !== undefined) return { kind: "key", key: exact };
  const keys = knownKeys(book);
  const hits = keys.filter((key) => key.startsWith(`${text}/`) || key.split("/").includes(text));
  const only = hits[0];
  if (only !== undefined)
    return hits.length === 1 ? { kind: "key", key: only } : { kind: "several", keys: hits };
  if (INSTANCE_TYPE.test(text)) return { kind: "key", key: ec2Instance(text) };
  const segments = [...new Set(keys.flatMap((key) => key.split("/")))];
  const types = segments.filter((segment) => segment.startsWith(`${text}.`));
  if (types.length > 0) return { kind: "family", types: types.sort((a, b) => sizeOf(a) - sizeOf(b)) };
  return { kind: "none", close: nearest(text, [...segments, ...keys]) };
}

function knownKeys(book: PriceBook): readonly PriceKey[] {
  const places = [...book.regions(), "global"];
  return [...new Set(places.flatMap((region) => book.entries(region).map(({ key }) => key)))].sort();
}

/** nano < … < large < xlarge < 2xlarge …: for printing in the order of size. */
function sizeOf(type: string): number {
  const size = type.slice(type.lastIndexOf(".") + 1);
  const multiple = /^(\d*)xlarge$/.exec(size);
  if (multiple !== null) return 10 + Number(multiple[1] || 1);
  return ["nano", "micro", "small", "medium", "large"].indexOf(size);
}
