import type { Alternative } from "../alternatives/alternative.ts";
import { type Charge, isUnknown } from "../prices/charge.ts";

/** Engineers' hours of a row, wherever its money is paid. */
export interface Work {
  /** h until it runs. */
  readonly onceHours: number;
  /** h/month that it takes once it runs. */
  readonly hoursPerMonth: number;
  /** Of `onceHours`, those that are paid month by month; absent: none. */
  readonly spreadHours?: number;
}

/** A build that is spread is paid in months and worked once: of what runs already it is done. */
export function workOf({ kind, oneOff, monthly }: Pick<Alternative, "kind" | "oneOff" | "monthly">): Work {
  const running = kind === "today" || kind === "lever";
  const built = monthly.filter(isBuild);
  const spreadHours = running ? 0 : built.reduce((sum, charge) => sum + wholeHours(charge), 0);
  return {
    onceHours: hoursIn(oneOff) + spreadHours,
    hoursPerMonth: hoursIn(monthly.filter((charge) => !isBuild(charge))),
    ...(spreadHours > 0 && { spreadHours }),
  };
}

const isBuild = ({ origin, category }: Charge): boolean => origin === "people" && category === "oneOff";

/** A spread line's quantity is a month's share; its first driver is all of them. */
const wholeHours = ({ drivers }: Charge): number => Number(drivers[0]?.value ?? 0);

/** Hours of the lines of people. */
function hoursIn(charges: readonly Charge[]): number {
  return charges.reduce(
    (sum, { origin, quantity }) =>
      origin !== "people" || isUnknown(quantity) ? sum : sum + quantity.toNumber(),
    0,
  );
}
