/** How a benchmark sent its requests, by the tag at the start of a row's source. */
export type Tag = "single" | "closed" | "batch" | "burst";

/** Longest answer ÷ mean answer; "text": lengths of real text. */
export type Spread = number | "text";

export type Drive =
  /** So many clients, each with one request in flight. */
  | { readonly kind: "closed" }
  /** All requests at once; lengths are spread evenly up to `spread` times the mean, 1: all equal. */
  | { readonly kind: "burst"; readonly spread: Spread };

/** How the requests of a row were sent. */
interface Load {
  readonly tag: Tag;
  readonly drive: Drive;
  readonly loadAssumed: boolean;
}

export type LoadReading =
  | { readonly kind: "load"; readonly load: Load }
  | { readonly kind: "unread"; readonly because: string };

/**
 * Reads "[burst omax=512] somebody/results.json". A row without a tag is taken for a closed loop, the way most serving
 * benchmarks count, and is marked so; a tag of another load is a reason, never a closed loop.
 */
export function driveOf(source: string, outputTokens: number, concurrency: number): LoadReading {
  const [, word, detail = ""] = /^\[([a-z]+)\b([^\]]*)\]/.exec(source) ?? [];
  const load = (tag: Tag, drive: Drive): LoadReading => ({
    kind: "load",
    load: { tag, drive, loadAssumed: word === undefined },
  });
  switch (word) {
    case undefined:
    case "single":
    case "closed":
      return load(word === "single" || concurrency === 1 ? "single" : "closed", { kind: "closed" });
    case "batch":
      return load("batch", { kind: "burst", spread: 1 });
    case "burst": {
      const longest = /omax=(\d+)/.exec(detail)?.[1];
      const spread =
        longest !== undefined ? Number(longest) / outputTokens : detail.includes("sharegpt") ? "text" : 1;
      if (typeof spread === "number" && !(spread >= 1))
        return { kind: "unread", because: "omax, the longest answer, is shorter than the mean one" };
      return load("burst", { kind: "burst", spread });
    }
    default:
      return { kind: "unread", because: `a load of the kind "${word}"; known: single, closed, batch, burst` };
  }
}
