import { grouped, round } from "../../report/number.ts";
import type { FleetVerdict } from "../../sizing/verdict.ts";

/** A count, length or time without decimals. */
export const figure = (value: number): string => grouped(value, 0);

/** "35 %"; a small share keeps a digit that shows it. */
export const percent = (share: number): string =>
  `${round(100 * share, share !== 0 && Math.abs(share) < 0.095 ? 1 : 0)} %`;

/** "8.6 %", "−12.0 %": errors are compared with each other, so each keeps one decimal. */
export const tenths = (share: number): string =>
  `${round(100 * share, 1)
    .toFixed(1)
    .replace("-", "−")} %`;

/** The same with its sign: "+1.2 %". */
export const signedTenths = (share: number): string => `${share > 0 ? "+" : ""}${tenths(share)}`;

/** The number that ruled a placement out. */
export function because(verdict: FleetVerdict): string {
  switch (verdict.kind) {
    case "fleet":
      return "works";
    case "dominated":
      return `works, but TP ${verdict.by.tensorParallel} × ${verdict.by.replicasPerInstance} of the same type is no worse in anything`;
    case "doesNotFit":
      return `does not fit: needs ${round(verdict.neededGiB, 2)} GiB, has ${round(verdict.availableGiB, 2)}`;
    case "cannotMeetSlo":
      return `${verdict.metric === "tpot" ? "TPOT" : "TTFT p95"} ${round(verdict.bestMs, 1)} ms alone on the replica, limit ${round(verdict.limitMs, 1)} ms${verdict.measured === undefined || verdict.measured.outside !== undefined ? "" : `, by your benchmark ${verdict.measured.name}`}`;
    case "notSupported":
      return verdict.because;
    case "notModelled":
      return verdict.neededGiB === undefined
        ? `not modelled: ${verdict.because}`
        : `not modelled: ${verdict.because}; needs ${round(verdict.neededGiB, 1)} GiB, has ${round(verdict.availableGiB ?? 0, 1)}`;
  }
}
