import { amountText } from "./number.ts";
import type { Report, ReportFact } from "./report.ts";
import { list, type Section, section, tableBlock } from "./section.ts";

/** What it rests on, by who says so; what is not in it; what costs nothing. */
export function assumptionSections(report: Report): Section[] {
  const { yours, published, measured, fitted, assumed } = report.assumptions;
  const free = report.free.map(({ type, count }) => `${count} × ${type}`);
  return [
    ...section("Assumed, with the key that changes it", [assumedTable(assumed)]),
    ...section("Yours", [factTable(yours)]),
    ...section("Measured", [factTable(measured)]),
    ...section("Fitted", [factTable(fitted)]),
    ...section("Published", [factTable(published)]),
    ...section("Not priced", [
      tableBlock(
        ["<What", "<Because", "<To settle it"],
        report.notPriced.map((n) => [n.what, n.because, n.resolve]),
      ),
    ]),
    ...section("In no total", [list(report.excluded)]),
    ...section("Registered and free", [list(free)]),
    ...section("Prices", [list(priceDates(report))]),
  ];
}

function assumedTable(facts: readonly ReportFact[]) {
  const rows = facts.map((fact) => {
    const { provenance } = fact;
    const [because, key] = provenance.kind === "assumed" ? [provenance.because, provenance.key] : ["", ""];
    return [fact.name, amountText(fact.value), fact.unit, because, key];
  });
  return tableBlock(["<Figure", ">Value", "<Unit", "<Because", "<Key"], rows);
}

function factTable(facts: readonly ReportFact[]) {
  const rows = facts.map((fact) => {
    const { provenance } = fact;
    if (provenance.kind === "yours" || provenance.kind === "assumed") {
      return [fact.name, amountText(fact.value), fact.unit, "", provenance.because ?? provenance.key];
    }
    const note = provenance.note === undefined ? "" : ` (${provenance.note})`;
    return [fact.name, amountText(fact.value), fact.unit, provenance.at, `${provenance.source}${note}`];
  });
  return tableBlock(["<Figure", ">Value", "<Unit", "<Date", "<Source or key"], rows);
}

function priceDates({ prices }: Report): string[] {
  const stale = prices.stale === undefined ? [] : [prices.stale];
  return [
    prices.oldestUsedAt === ""
      ? `AWS list prices of ${prices.listAt}; none was used`
      : `AWS list prices of ${prices.listAt}; the oldest one used is of ${prices.oldestUsedAt} (${prices.oldestUsedKey})`,
    `Token prices of ${prices.tokensAt}`,
    ...stale,
  ];
}
