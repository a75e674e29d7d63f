/** How a benchmark sent its requests, by the tag at the start of a row's source. */
export type Tag = "single" | "closed" | "batch" | "burst";

/** Longest answer ÷ mean answer; "text": lengths of real text. */
export type Spread = number | "text";

export type Drive =
  /** So many clients, each with one request in flight. */
  | { readonly kind: "closed" }
  /** All requests at once; lengths are spread evenly up to `spread` times the mean, 1: all equal. */
  | { readonly kind: "burst"; readonly spread: Spread };

/**
 * Reads "[burst omax=512] somebody/results.json". Without a tag a row is a closed loop, "single" with one client:
 * the way most serving benchmarks count.
 * @returns undefined where the longest answer is shorter than the mean
 */
export function driveOf(
  source: string,
  outputTokens: number,
  concurrency: number,
): { readonly tag: Tag; readonly drive: Drive } | undefined {
  const [, word, detail = ""] = /^\[(single|closed|batch|burst)\b([^\]]*)\]/.exec(source) ?? [];
  if (word === "batch") return { tag: "batch", drive: { kind: "burst", spread: 1 } };
  if (word === "burst") {
    const longest = /omax=(\d+)/.exec(detail)?.[1];
    const spread =
      longest !== undefined ? Number(longest) / outputTokens : detail.includes("sharegpt") ? "text" : 1;
    if (typeof spread === "number" && !(spread >= 1)) return undefined;
    return { tag: "burst", drive: { kind: "burst", spread } };
  }
  return { tag: word === "single" || concurrency === 1 ? "single" : "closed", drive: { kind: "closed" } };
}
