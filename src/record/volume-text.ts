import { figure } from "../report/number.ts";
import { volumeUnit } from "../report/part-view.ts";
import type { RecordPart } from "./decision-record.ts";

/** "12.3 M requests a month", "6 M vectors", "35 seats", "1 seat". */
export function volumeText(part: RecordPart, amount: number): string {
  const unit = amount === 1 ? volumeUnit(part).replace(/s$/, "") : volumeUnit(part);
  return `${figure(amount)} ${unit}${part === "llm" ? " a month" : ""}`;
}
