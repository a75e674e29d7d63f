import { cheapestOption, isOwn, type Option } from "./both-sides.ts";

/** Whether to leave what we built for what can be bought. What it cost until now is not among the figures. */
export interface WrongBuild {
  readonly hosted: string;
  readonly bought: string;
  /** Σ of the months of what runs, and what it still pays once. */
  readonly buildUsd: number;
  /** Σ of the months of what would be bought, its exit included. */
  readonly buyUsd: number;
  /** Once: last mile, switching and whatever else moving takes, as far as given. */
  readonly movingUsd: number;
  /** buildUsd − buyUsd − movingUsd. */
  readonly savingUsd: number;
  /** What each month of waiting costs; negative: it saves. */
  readonly delayUsdPerMonth: number;
  readonly verdict: "migrate" | "stay" | "unknown";
  /** Why the verdict is open. */
  readonly because?: string;
}

/**
 * Migrate ⇔ Σ C_build > Σ C_buy + switching, over the horizon, undiscounted.
 * @returns undefined where today's offer is not our own host, or nothing can be bought
 */
export function wrongBuild(
  today: Option | undefined,
  offers: readonly Option[],
  switchingGiven: boolean,
): WrongBuild | undefined {
  if (today === undefined || !isOwn(today.alternative)) return undefined;
  const bought = cheapestOption(offers.filter(({ alternative }) => !isOwn(alternative)));
  if (bought === undefined) return undefined;
  const buildUsd = today.row.tcoUsd;
  const movingUsd = bought.row.oneOffUsd;
  const buyUsd = bought.row.tcoUsd - movingUsd;
  const savingUsd = buildUsd - buyUsd - movingUsd;
  return {
    hosted: today.alternative.id,
    bought: bought.alternative.id,
    buildUsd,
    buyUsd,
    movingUsd,
    savingUsd,
    delayUsdPerMonth: today.row.monthUsd - bought.row.monthUsd,
    ...verdictOf(savingUsd, today, bought, switchingGiven),
  };
}

/** Unknown costs are at least 0: they can only take away the lead of the side that they are on. */
function verdictOf(
  savingUsd: number,
  today: Option,
  bought: Option,
  switchingGiven: boolean,
): Pick<WrongBuild, "verdict" | "because"> {
  if (savingUsd <= 0) {
    if (!today.row.atLeast) return { verdict: "stay" };
    return { verdict: "unknown", because: "what runs today has a line without a figure" };
  }
  if (bought.row.atLeast)
    return { verdict: "unknown", because: "what would be bought has a line without a figure" };
  if (!switchingGiven)
    return { verdict: "unknown", because: "what leaving takes is not given (offers.switching)" };
  return { verdict: "migrate" };
}
