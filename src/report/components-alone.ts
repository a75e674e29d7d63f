import type { Report } from "./report.ts";
import { componentTexts } from "./rule-sections.ts";

/** Where no part is planned the rules on components are the whole answer; empty where a part has a verdict. */
export function componentsAlone(report: Report): string[] {
  return report.decisions.length > 0
    ? []
    : (report.rules?.components ?? []).flatMap((component) => componentTexts(component, report));
}
