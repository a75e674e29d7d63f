/** What stopping idle machines takes; absent figures are unanswered. */
export interface ScaleToZeroCase {
  /** USD/h of all machines that would stop. */
  readonly machinesUsdPerHour: number;
  /** Hours that a month bills them now. */
  readonly billedHours: number;
  readonly hourlyUsd: number;
  readonly hoursPerMonth?: number;
  readonly upkeepHoursPerMonth?: number;
  readonly coldStartMinutes?: number;
  readonly wakesPerMonth?: number;
}

export type ScaleToZero =
  | {
      readonly kind: "at";
      /** USD/month, the added upkeep taken off; negative: it costs more than it saves. */
      readonly savingUsd: number;
      readonly hoursOn: number;
      /** Hours a month that the machines spend starting and are paid for; in `hoursOn`. */
      readonly coldHours: number;
    }
  | { readonly kind: "unanswered"; readonly keys: readonly string[] };

/**
 * saving = (hours billed now − hours on − cold starts) × USD/h − added upkeep × rate. Hours, upkeep and cold start must
 * all be known: a saving without the two that eat it would be none.
 */
export function scaleToZero(of: ScaleToZeroCase): ScaleToZero {
  const { hoursPerMonth, upkeepHoursPerMonth, coldStartMinutes, wakesPerMonth = 0 } = of;
  if (hoursPerMonth === undefined || upkeepHoursPerMonth === undefined || coldStartMinutes === undefined) {
    const asked = { hoursPerMonth, upkeepHoursPerMonth, coldStartMinutes };
    return {
      kind: "unanswered",
      keys: Object.keys(asked).filter((key) => asked[key as keyof typeof asked] === undefined),
    };
  }
  const coldHours = (coldStartMinutes * wakesPerMonth) / 60;
  const hoursOn = Math.min(of.billedHours, hoursPerMonth + coldHours);
  const savingUsd = (of.billedHours - hoursOn) * of.machinesUsdPerHour - upkeepHoursPerMonth * of.hourlyUsd;
  return { kind: "at", savingUsd, hoursOn, coldHours };
}
