import type { Part } from "../../alternatives/alternative.ts";
import type { Plan } from "../../alternatives/plan.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { Decimal, type DecimalValue } from "../../units.ts";
import type { PresetValue } from "../report-preset.ts";

/** A plan to read figures from. */
export interface Around {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly verdictOf: (part: Part) => string;
}

export const number = (value: DecimalValue): PresetValue => ({
  kind: "number",
  value: new Decimal(value).toFixed(),
});
export const word = (text: string): PresetValue => ({ kind: "word", word: text });
