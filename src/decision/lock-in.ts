import { z } from "zod";
import records from "../../data/lock-in.json" with { type: "json" };
import type { Part } from "../alternatives/alternative.ts";
import type { Side } from "../scenario/risk.ts";
import type { Option } from "./both-sides.ts";

const words = { exposed: z.array(z.string()).min(1), note: z.string() };
const exposure = z.strictObject({
  side: z.enum(["buy", "self-host"]),
  ...words,
  /** Of a part that is no model. */
  store: z.strictObject(words),
});

const EXPOSURES = z.array(exposure).parse(records);

/** One side of the lock-in table. */
export interface LockIn {
  readonly side: Side;
  readonly exposed: readonly string[];
  readonly note: string;
  /** What leaving it takes, USD; a bought offer's own exit in the last month included. */
  readonly exit:
    | { readonly kind: "known"; readonly usd: number }
    | { readonly kind: "unknown"; readonly because: string; readonly atLeastUsd: number };
}

interface ExitTerms {
  /** Cost of switching away, the same whichever side is left; absent: not given. */
  readonly switchingUsd: number | undefined;
  /** Hours at the end of the horizon × rate, bought offers only. */
  readonly exitUsd: number;
  readonly part: Part;
}

export function lockInTable({ switchingUsd, exitUsd, part }: ExitTerms): LockIn[] {
  return EXPOSURES.map(({ side, store, ...model }) => {
    const { exposed, note } = part === "llm" ? model : store;
    const own = side === "buy" ? exitUsd : 0;
    const exit: LockIn["exit"] =
      switchingUsd === undefined
        ? { kind: "unknown", because: "what leaving takes is not given (offers.switching)", atLeastUsd: own }
        : { kind: "known", usd: switchingUsd + own };
    return { side, exposed, note, exit };
  });
}

/** Inside the tie band the lower exit is a reason: its side, where the two differ. Unknown switching is the same on both. */
export function tieBreaker(
  bought: Option | undefined,
  hosted: Option | undefined,
  tieBand: number,
  exitUsd: number,
): Side | undefined {
  if (bought === undefined || hosted === undefined || bought.row.tcoUsd === 0) return undefined;
  if (bought.row.atLeast || hosted.row.atLeast || exitUsd === 0) return undefined;
  const apart = Math.abs(bought.row.tcoUsd - hosted.row.tcoUsd) / bought.row.tcoUsd;
  return apart <= tieBand ? "self-host" : undefined;
}
