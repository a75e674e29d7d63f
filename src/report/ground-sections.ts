import { assumptionSections } from "./assumption-sections.ts";
import { notPricedSections } from "./not-priced-section.ts";
import { priceSection } from "./price-section.ts";
import { provenanceSection } from "./provenance-share.ts";
import type { Report } from "./report.ts";
import type { Section } from "./section.ts";

/** What it rests on by who says so, what is in no total, how old the prices are. */
export function groundSections(report: Report): Section[] {
  return [
    ...provenanceSection(report),
    ...assumptionSections(report),
    ...notPricedSections(report),
    ...priceSection(report),
  ];
}
