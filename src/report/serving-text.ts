import { figure, percent } from "./number.ts";
import type { ReportAlternative } from "./report.ts";

type Serving = NonNullable<NonNullable<ReportAlternative["capacity"]>["serving"]>;

const BINDS: Readonly<Record<string, string>> = {
  load: "the load that leaves room for bursts",
  tpot: "the time per output token",
  ttft: "the time to the first token",
};

/** What one replica carries at the objective, how sure that is, and what the fleet shows at its peak. */
export function servingText(serving: Serving): string {
  const low = serving.rateLow === null ? "none" : figure(serving.rateLow);
  return [
    `a replica carries ${figure(serving.rate)} requests/s at the objective (${low} to ${figure(serving.rateHigh)}; −${percent(serving.rangeShare.low)}, +${percent(serving.rangeShare.high)}: ${serving.rangeBecause})`,
    `bound by ${BINDS[serving.binds] ?? serving.binds}`,
    `${serving.replicas} replicas at the peak: ${figure(serving.tpotMsAtPeak)} ms per token, first token in ${figure(serving.ttftP95MsAtPeak)} ms (p95)`,
    serving.engine,
  ].join("; ");
}
