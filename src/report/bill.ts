import { getBorderCharacters, table } from "table";
import { type Charge, type ChargeCategory, isUnknown, listTotalOf, totalOf } from "../prices/charge.ts";
import { round, usd } from "./number.ts";

/** A graph's bill as it is printed in a preview. */
export interface PrintedBill {
  readonly charges: readonly Charge[];
  readonly name: string;
  readonly region: string;
  readonly listAt: string;
  readonly usagePriced: boolean;
}

/** Lines above this many USD a month are listed; smaller ones are in their category's sum. */
const SHOWN_FROM_USD = 1;

/** First line: the total. Then category by category, largest lines first, and what has no price. */
export function renderBill({ charges, name, region, listAt, usagePriced }: PrintedBill): string {
  const total = totalOf(charges);
  const least = total.unknowns.length > 0 ? "at least " : "";
  const usage = usagePriced
    ? "usage of the scenario's month 1 included"
    : "usage not priced: the stack names no scenario";
  const head = `${name} · ${region} · ${least}${usd(total.usd, 2)} USD/month${overridden(charges)}, people not included · AWS list ${listAt} · ${usage}`;
  const categories = [...new Set(charges.map(({ category }) => category))];
  const rows = categories.flatMap((category) =>
    sectionOf(
      category,
      charges.filter((charge) => charge.category === category),
    ),
  );
  const body = table(rows, {
    border: getBorderCharacters("void"),
    drawHorizontalLine: () => false,
    columns: [{}, { alignment: "right" }, {}, { alignment: "right" }],
    columnDefault: { paddingLeft: 0, paddingRight: 2 },
  });
  const open = charges.flatMap(({ id, cost }) =>
    cost.kind === "unknown" ? [`not priced: ${id}: ${cost.because} (${cost.resolve})`] : [],
  );
  return [
    head,
    "",
    ...body
      .split("\n")
      .map((line) => line.trimEnd())
      .filter((line) => line !== ""),
    ...open,
    "",
  ].join("\n");
}

/** " on demand", or the overrides at work and what the list would have been. */
function overridden(charges: readonly Charge[]): string {
  const list = listTotalOf(charges);
  if (list === undefined) return " on demand";
  const ids = charges.flatMap(({ price }) => (isUnknown(price) ? [] : (price.overridden?.by ?? [])));
  const least = list.unknowns.length > 0 ? "at least " : "";
  return ` with overrides ${[...new Set(ids)].join(", ")} (${least}${usd(list.usd, 2)} at list prices)`;
}

function sectionOf(category: ChargeCategory, charges: readonly Charge[]): string[][] {
  const cost = (charge: Charge) =>
    charge.cost.kind === "known" ? charge.cost.usd.toNumber() : Number.POSITIVE_INFINITY;
  const shown = charges
    .filter((charge) => cost(charge) >= SHOWN_FROM_USD)
    .toSorted((a, b) => cost(b) - cost(a));
  const small = charges.length - shown.length;
  return [
    [
      category,
      "",
      small === 0 ? "" : `${small} below ${SHOWN_FROM_USD} USD inside`,
      usd(totalOf(charges).usd, 2),
    ],
    ...shown.map(({ id, name, quantity, unit, cost: own }) => [
      `  ${name}`,
      isUnknown(quantity) ? "unknown" : round(quantity, 2).toString(),
      `${unit} · ${id}`,
      own.kind === "known" ? usd(own.usd, 2) : "not priced",
    ]),
  ];
}
