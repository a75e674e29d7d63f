import type { LeverKind } from "../offers/lever.ts";
import { type Levers, leversOn } from "../offers/levers.ts";
import { lastMile, settingsChange } from "../offers/one-off.ts";
import { switching } from "../offers/switching.ts";
import type { TokenPurchase } from "../offers/token-purchase.ts";
import type { Charge } from "../prices/charge.ts";
import type { Alternative } from "./alternative.ts";
import { purchaseKey, tokenAlternative } from "./bought.ts";
import type { PlanContext } from "./context.ts";

/** Levers follow from the purchase and from the hours that pulling one takes. */
export function leversOf(
  { scenario, levers }: PlanContext,
  purchase: TokenPurchase,
  kinds?: readonly LeverKind[],
): Levers {
  const { settingsHours, lastMileHours } = scenario.offers;
  const key = `${purchaseKey(purchase)} ${settingsHours.base} ${lastMileHours.base} ${kinds?.join() ?? ""}`;
  const known = levers.get(key) ?? leversOn(purchase, scenario.offers, kinds);
  levers.set(key, known);
  return known;
}

/** Today with one lever more in each row. */
export function leverRows(
  context: PlanContext,
  pulled: ReturnType<typeof leversOn>["pulled"],
  weights: string,
): Alternative[] {
  const { scenario } = context;
  let before: readonly Charge[] = [];
  return pulled.map((lever, i) => {
    const charge =
      lever.id === "seller"
        ? lastMile(scenario.offers, scenario.people, false)
        : settingsChange(lever.id, lever.name, scenario.offers, scenario.people);
    before = [...before, charge, ...(lever.id === "seller" ? switching(scenario, "llm") : [])];
    return tokenAlternative(context, {
      id: `now.${lever.id}`,
      kind: "lever",
      doing:
        lever.id === "cache"
          ? "Cache the shared prefix"
          : lever.id === "batch"
            ? "Batch what may wait"
            : `Move to ${lever.name}, same weights`,
      name: pulled
        .slice(0, i + 1)
        .map(({ id, name }) => (id === "seller" ? `at ${name}` : `+ ${name}`))
        .join(" "),
      model: weights,
      quality: { kind: "same" },
      purchase: lever.purchase,
      oneOff: before,
      ...(lever.doubt !== undefined && { doubt: lever.doubt }),
      notes: [lever.because, ...lever.notes],
    });
  });
}
