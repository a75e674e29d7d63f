import { amountText } from "./number.ts";
import type { Report, ReportFact } from "./report.ts";
import { type Section, section, tableBlock } from "./section.ts";

/** Every figure that it rests on, by who says so. */
export function assumptionSections(report: Report): Section[] {
  const { yours, published, measured, fitted, assumed } = report.assumptions;
  return [
    ...section("Assumed, with the key that changes it", [assumedTable(assumed)]),
    ...section("Yours", [factTable(yours)]),
    ...section("Measured", [factTable(measured)]),
    ...section("Fitted", [factTable(fitted)]),
    ...section("Published", [factTable(published)], true),
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
