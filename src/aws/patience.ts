import { setTimeout as elapse } from "node:timers/promises";
import type { PriceListLimits } from "./limits.ts";

/**
 * What a later try may mend. `throttled` and `failing`: the host says so; `cut`: its answer broke off; `silent`: it
 * did not answer at all; `unnamed`: its name is not found.
 */
export type Trouble = "throttled" | "failing" | "cut" | "silent" | "unnamed";

export type Patience = Pick<
  PriceListLimits,
  "tries" | "totalSeconds" | "answerSeconds" | "nameSeconds" | "firstWaitSeconds" | "longestWaitSeconds"
>;

/** All tries are spent; `cause` is the last error. */
export class PatienceExhausted extends Error {
  readonly trouble: Trouble;
  readonly tries: number;

  constructor(trouble: Trouble, tries: number, cause: unknown) {
    super(`${trouble} after ${tries} tries`, { cause });
    this.name = "PatienceExhausted";
    this.trouble = trouble;
    this.tries = tries;
  }
}

/** Timers may fire a little early, by the clock that measures them. */
const TIMER_MS = 10;

/**
 * Calls `attempt` until it succeeds, with full jitter between the tries. The last try comes when the time is over:
 * `totalSeconds` from the start, or `answerSeconds` after the host was last heard while it is silent, `nameSeconds`
 * while its name is not found.
 *
 * @throws PatienceExhausted; the reason of `signal`; whatever `troubleOf` does not call a trouble.
 */
export async function patiently<T>(
  attempt: () => Promise<T>,
  troubleOf: (error: unknown) => Trouble | undefined,
  limits: Patience,
  signal?: AbortSignal,
): Promise<T> {
  const start = performance.now();
  let heard = start;
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      const trouble = troubleOf(error);
      if (trouble === undefined) throw error;
      const now = performance.now();
      const isUnheard = trouble === "silent" || trouble === "unnamed";
      if (!isUnheard) heard = now;
      const patience = trouble === "unnamed" ? limits.nameSeconds : limits.answerSeconds;
      const end = isUnheard ? heard + patience * 1000 : start + limits.totalSeconds * 1000;
      if (tries >= limits.tries || end - now <= TIMER_MS) throw new PatienceExhausted(trouble, tries, error);
      await pause(waitMs(tries, end - now, limits), signal);
    }
  }
}

/** Wait after `tries` failed ones, of the `leftMs` that remain. */
function waitMs(tries: number, leftMs: number, limits: Patience): number {
  if (tries === limits.tries - 1) return leftMs;
  const longest = Math.min(limits.longestWaitSeconds, limits.firstWaitSeconds * 2 ** (tries - 1)) * 1000;
  return Math.min(leftMs, Math.random() * longest);
}

/** @throws the reason of `signal` as soon as it is given. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await elapse(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
