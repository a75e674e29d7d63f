import type { Alternative } from "./alternative.ts";
import { joined } from "./joined.ts";
import { type BoughtSide, usdPerRequest } from "./llm-bought-side.ts";
import { shortName } from "./llm-volume.ts";
import type { Moving } from "./moving.ts";
import { shareOfPart } from "./part-share.ts";
import { twoWayRow } from "./two-ways.ts";

/**
 * The classes that may move, bought from a seller of the open weights wherever that costs less than today's offer, the
 * others as today: what a hybrid of the same models has to undercut.
 * @returns undefined where no class moves; where all of them do it is no row of two ways
 */
export function routedRow(moving: Moving, today: BoughtSide): Alternative | undefined {
  const { input, candidate, eligible, asked } = moving;
  const { part } = input;
  const seller = input.seller(candidate, { kind: "same" });
  const [open, now] = [usdPerRequest(seller, part), usdPerRequest(today, part)];
  const shares = part.classes.map((_, i) => {
    const [cost, before] = [open[i], now[i]];
    return eligible[i] === true && cost !== undefined && before !== undefined && cost < before ? 1 : 0;
  });
  const moves = shareOfPart(part, shares);
  const stays = shareOfPart(
    part,
    shares.map((share) => 1 - share),
  );
  const moved = moves && seller.row(moves);
  const rest = stays && today.row(stays);
  if (moved === undefined || rest === undefined) return undefined;
  const id = `buy.${shortName(candidate.model)}.${moved.seller}.split${asked ? ".untested" : ""}`;
  const row = twoWayRow(moving, {
    id,
    kind: "bought",
    moved,
    rest,
    beside: today.called(rest),
    shares,
    loads: [],
    boughtUsd: now,
  });
  return joined(moved, rest, row);
}
