import { pause } from "./patience.ts";

/**
 * A gate that lets callers through one by one, evenly `perSecond`. Evenly, because a burst at the start of each second
 * meets whatever else in the account has just emptied the bucket.
 */
export function pace(perSecond: number): (signal?: AbortSignal) => Promise<void> {
  let free = 0;
  return async (signal) => {
    const now = performance.now();
    const turn = Math.max(now, free);
    free = turn + 1000 / perSecond;
    if (turn > now) await pause(turn - now, signal);
  };
}
