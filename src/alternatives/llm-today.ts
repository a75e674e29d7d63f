import { lastMile } from "../offers/one-off.ts";
import { sellerOf } from "../offers/sellers.ts";
import type { TokenPurchase } from "../offers/token-purchase.ts";
import { tokenTotal } from "../offers/tokens.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative } from "./alternative.ts";
import { tokenAlternative } from "./bought.ts";
import type { PlanContext } from "./context.ts";
import { type BoughtSide, cheapestOver } from "./llm-bought-side.ts";
import { leverRows, type leversOf } from "./llm-levers.ts";
import { shortName } from "./llm-volume.ts";

export function purchaseToday(scenario: Scenario, part: LlmPart): TokenPurchase {
  const { today } = part;
  if (today === undefined) throw new Error("nothing is bought today");
  return {
    part,
    seller: sellerOf(today.provider, today.model, "llm.today"),
    reasoningMultiplier: today.reasoningMultiplier,
    running: true,
    own: scenario.offers.own,
    asOf: scenario.asOf,
  };
}

export function todayRow(context: PlanContext, purchase: TokenPurchase, weights: string): Alternative {
  const { scenario } = context;
  const { seller } = purchase;
  const own = seller.provider === "own";
  const open = weights.includes("/") && weights !== `${seller.provider}/${seller.model}`;
  return tokenAlternative(context, {
    id: "today",
    kind: "today",
    name: own
      ? seller.model
      : open
        ? `${shortName(weights)}, ${providerLabel(seller.provider)}`
        : shortName(seller.model),
    model: weights,
    quality: { kind: "same" },
    purchase,
    oneOff: [lastMile(scenario.offers, scenario.people, true)],
  });
}

type Pulled = ReturnType<typeof leversOf>["pulled"];

/** Some of the requests bought as all of them are today, with as many of the levers as pay for these. */
export function asToday(
  context: PlanContext,
  today: TokenPurchase,
  pulled: Pulled,
  weights: string,
): BoughtSide {
  const stages = (part: LlmPart) => [
    { ...today, part },
    ...pulled.map(({ purchase }) => ({ ...purchase, part })),
  ];
  const levers = (part: LlmPart): Pulled =>
    pulled.map((lever) => ({ ...lever, purchase: { ...lever.purchase, part } }));
  const { name } = todayRow(context, today, weights);
  return {
    suffix: "",
    called: (row) =>
      row.kind === "today"
        ? row.name
        : row.name.startsWith("at ")
          ? `${name.split(", ")[0]} ${row.name}`
          : `${name} ${row.name}`,
    row: (part) =>
      cheapestOver([
        todayRow(context, { ...today, part }, weights),
        ...leverRows(context, levers(part), weights),
      ]),
    monthUsd: (part) => {
      const known = stages(part)
        .map((purchase) => tokenTotal(purchase, 1))
        .filter(({ atLeast }) => !atLeast);
      return known.length === 0 ? undefined : Math.min(...known.map(({ usd }) => usd.toNumber()));
    },
  };
}
