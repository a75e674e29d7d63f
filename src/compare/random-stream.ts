import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Printed beside the seed: with both, anyone draws the same numbers again. */
export const GENERATOR = "xoroshiro128+ (pure-rand 8.4.2)";

/** Uniform doubles in [0, 1), one after the other. */
export type RandomStream = () => number;

/** Outputs thrown away: neighbouring seeds differ in few bits at first. */
const WARM_UP = 32;

/**
 * The numbers of one driver: they follow from the seed and the driver's name alone, so another driver beside it moves none.
 * @param seed whole, 0 to 2³² − 1
 */
export function randomStream(seed: number, name: string): RandomStream {
  const generator = xoroshiro128plus(hashed(`${seed} ${name}`));
  for (let i = 0; i < WARM_UP; i += 1) generator.next();
  return () => uniformFloat64(generator);
}

/** FNV-1a over UTF-16 units, then MurmurHash3's finaliser: 32 bits in which each letter of the name moves half. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
