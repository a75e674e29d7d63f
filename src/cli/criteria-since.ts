import { dirname } from "node:path";
import { InputError } from "../errors.ts";
import { changedCriteria, changedCriterionText, criteriaValues } from "../record/criteria-values.ts";
import type { Report } from "../report/report.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { newestOf, recordsIn, stemOf } from "./record-file.ts";

/**
 * Criteria that were moved since the last decision about this file: a limit set after the numbers were seen is no limit.
 * A record that cannot be read is told, since nothing can then be said of the criteria.
 */
export function criteriaSince(file: string | undefined, scenario: Scenario): Report["findings"] {
  if (file === undefined) return [];
  try {
    const last = newestOf(recordsIn(dirname(file), stemOf(file)));
    const changed = last === undefined ? [] : changedCriteria(last.record, criteriaValues(scenario));
    return changed.map((of) => ({ id: "criteria-changed", text: changedCriterionText(of), key: of.key }));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [{ id: "record-unreadable", text: error.message, key: "crossover record" }];
  }
}
