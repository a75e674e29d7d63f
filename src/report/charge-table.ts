import { chargesNote, sumOf, sumText } from "./charge-sum.ts";
import { datedLines } from "./later-once.ts";
import { quantityBeside, unitUsd, usd } from "./number.ts";
import { provenanceCell } from "./provenance-text.ts";
import type { ReportAlternative, ReportCharge } from "./report.ts";
import { type Block, tableBlock, text } from "./section.ts";

/** Every line of one alternative: one-off, the machines and services of month 1, people apart, with their sums. */
export function chargeBlocks(alternative: ReportAlternative): Block[] {
  const people = alternative.monthly.filter((charge) => charge.origin === "people");
  const machines = alternative.monthly.filter((charge) => charge.origin !== "people");
  const rows = [
    ...group(alternative.oneOff, "one-off, month 0"),
    ...group(datedLines(alternative), "once, in later months"),
    ...group(alternative.exit ?? [], "once, in the last month"),
    ...group(machines, "a month, without people"),
    ...(people.length === 0 ? [] : group(people, "people a month")),
    ...(people.length === 0 ? [] : [sumRow("a month in all", alternative.monthly)]),
  ];
  const notes = [chargesNote(alternative.oneOff), chargesNote(alternative.monthly)].filter(
    (note) => note !== undefined,
  );
  const unique = [...new Set(notes)].map((note) => text(note));
  const spoken = alternative.notes.map((note) => text(note));
  return [
    tableBlock(["<Line", ">Quantity", "<Unit", ">Unit price", ">USD", "<From"], rows),
    ...unique,
    ...spoken,
  ];
}

function group(charges: readonly ReportCharge[], name: string): string[][] {
  return charges.length === 0 ? [] : [...charges.map(chargeRow), sumRow(name, charges)];
}

const sumRow = (name: string, charges: readonly ReportCharge[]) => [
  `= ${name}`,
  "",
  "",
  "",
  sumText(sumOf(charges)),
  "",
];

function chargeRow(charge: ReportCharge): string[] {
  const { name, quantity, unit, price, cost } = charge;
  const first = "tiers" in price ? (price.tiers[0]?.usd ?? "0") : "0";
  const amount = typeof quantity === "string" ? quantityBeside(quantity, first) : "not known";
  const from = "tiers" in price ? provenanceCell(price.provenance) : "";
  const why = cost.kind === "unknown" ? `not known: ${cost.because}` : from;
  return [name, amount, unit, unitPrice(charge), cost.kind === "known" ? usd(cost.usd, 2) : "not known", why];
}

/** "3.3631"; of a volume price the first tier and how many there are, `explain` has them all. */
function unitPrice({ price }: ReportCharge): string {
  if (!("tiers" in price)) return "not known";
  const first = unitUsd(price.tiers[0]?.usd ?? "0");
  return price.tiers.length > 1 ? `${first}, ${price.tiers.length} tiers` : first;
}
