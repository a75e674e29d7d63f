import { flipSentence } from "../report/flip-sentence.ts";
import { figure } from "../report/number.ts";
import type { PartView } from "../report/part-view.ts";
import type { ReportFlip } from "../report/report.ts";

/** "tracking.seats 35 → 2 (−94.3 %; outside its range of 20 to 60): open, meanwhile W&B pro". */
export function flipText(view: PartView, flip: ReportFlip): string {
  const sentence = flipSentence(view, flip);
  const { value, range } = flip;
  // Of a list price the sentence says it already.
  if (range === undefined || typeof value !== "number" || / its sourced range\)/.test(sentence))
    return sentence;
  const where = value >= range.low && value <= range.high ? "inside" : "outside";
  const said = `${where} its range of ${figure(range.low)} to ${figure(range.high)}`;
  return sentence.replace(/ %\)/, ` %; ${said})`);
}
