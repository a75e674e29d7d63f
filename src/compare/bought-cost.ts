/** From volume `from` on, until the next piece: usdAtZero + usdPerVolume × v, USD a month. */
export interface BoughtPiece {
  readonly from: number;
  readonly usdAtZero: number;
  readonly usdPerVolume: number;
}

/** A monthly price as straight pieces, ascending, the first from 0. */
export type BoughtCost = readonly [BoughtPiece, ...BoughtPiece[]];

/** A share of a volume that no figure is known to: what holds above a volume holds from so little more on. */
const JUST_ABOVE = 1e-9;

/**
 * B(v) = max(minimum + least price × v, base + price × v), or above a volume another line for all of it. The least
 * price is below the price, 0 unless given.
 */
export function boughtCost(plan: {
  readonly baseUsd: number;
  readonly usdPerVolume: number;
  readonly minimumUsd?: number;
  readonly minimumPerVolumeUsd?: number;
  readonly above?: { readonly volume: number; readonly baseUsd: number; readonly usdPerVolume: number };
}): BoughtCost {
  const { above } = plan;
  if (above === undefined) return floored(plan);
  const { volume, baseUsd: usdAtZero, usdPerVolume } = above;
  const [first, ...rest] = floored(plan);
  return [
    first,
    ...rest.filter(({ from }) => from <= volume),
    { from: volume * (1 + JUST_ABOVE), usdAtZero, usdPerVolume },
  ];
}

function floored(plan: {
  readonly baseUsd: number;
  readonly usdPerVolume: number;
  readonly minimumUsd?: number;
  readonly minimumPerVolumeUsd?: number;
}): BoughtCost {
  const { baseUsd, usdPerVolume, minimumUsd, minimumPerVolumeUsd = 0 } = plan;
  const line = { usdAtZero: baseUsd, usdPerVolume };
  if (minimumUsd === undefined || minimumUsd <= baseUsd) return [{ from: 0, ...line }];
  const flat = { from: 0, usdAtZero: minimumUsd, usdPerVolume: minimumPerVolumeUsd };
  const steeper = usdPerVolume - minimumPerVolumeUsd;
  if (steeper <= 0) return [flat];
  return [flat, { from: (minimumUsd - baseUsd) / steeper, ...line }];
}

export function boughtAt(cost: BoughtCost, volume: number): number {
  const piece = cost.findLast((p) => p.from <= volume) ?? cost[0];
  return piece.usdAtZero + piece.usdPerVolume * volume;
}
