import { pointRate } from "../../calibration/benchmark-fit.ts";
import type { Calibration, PlanTerms } from "../../calibration/calibration.ts";
import { round } from "../../report/number.ts";
import { errorRange } from "../../sizing/error-class.ts";
import { measurable } from "../../sizing/reach.ts";
import { replicaOf } from "../../sizing/replica.ts";
import { plainTable } from "../plain-table.ts";
import { percent, signedTenths } from "../size/figure-text.ts";

/** One block for each replica: what was measured, what the model said before and says now, and the range. */
export function calibrationText(found: readonly Calibration[], plan: PlanTerms): string {
  return found.map((one) => blockOf(one, plan)).join("\n");
}

function blockOf({ points, fit, measurement }: Calibration, { set }: PlanTerms): string {
  const head = ["in flight", "prompt", "generated", "measured tokens/s", "model before", "after", "left"];
  const rows = points
    .toSorted((a, b) => a.concurrency - b.concurrency)
    .map((point) => {
      const after = pointRate(point, fit.set) * fit.speed;
      return [
        round(point.concurrency, 1).toString(),
        round(point.promptTokens, 0).toString(),
        round(point.outputTokens, 0).toString(),
        round(point.outputRate, 1).toFixed(1),
        round(pointRate(point, set), 1).toFixed(1),
        round(after, 1).toFixed(1),
        signedTenths(after / point.outputRate - 1),
      ];
    });
  return [
    `${measurement.modelId} · ${measurement.tensorParallel} ${measurement.gpu}, ${measurement.precision}${measurement.kv8 ? "+kv8" : ""} · measured: ${measurement.name}`,
    "",
    ...plainTable(
      [head, ...rows],
      head.map(() => ({ right: true as const })),
    ),
    "",
    factorsText({ points, fit, measurement }),
    rangeText({ points, fit, measurement }, set),
    `Holds for half to twice ${spanText(measurement.promptTokens)} prompt and ${spanText(measurement.outputTokens)} generated tokens, beyond them the range of the class returns. No plan counts with more than ${round(2 * measurement.concurrency, 0)} requests in flight on a replica, twice what was measured: measure crowded servers too.`,
    ...(measurement.ttftP95Factor === undefined
      ? []
      : [`95th percentile of TTFT ÷ its mean: ${round(measurement.ttftP95Factor, 2)}, measured`]),
    ...(measurement.unusable === undefined ? [] : [`Not planned with: ${measurement.unusable}`]),
    ...measurement.warnings.map((warning) => `Warning: ${warning}`),
    "",
  ].join("\n");
}

function factorsText({ fit, points }: Calibration): string {
  const factor = (value: number) => `× ${round(value, 3).toFixed(3)}`;
  if (fit.kind === "three constants")
    return `Constants: bandwidth reached ${factor(fit.bandwidth)}, arithmetic reached ${factor(fit.arithmetic)}, fixed times ${factor(fit.fixed)}`;
  return `One factor on every rate: ${factor(fit.speed)} of ${points.length} ${points.length === 1 ? "load" : "loads"}; four, one of at most 4 and one of 32 or more in flight, tell three constants apart`;
}

function rangeText({ points, fit }: Calibration, set: PlanTerms["set"]): string {
  const [point] = points;
  const before = point && errorRange(replicaOf({ ...point.on, ...point.on.wish }), point, set);
  const unknown = point !== undefined && measurable(point.on.model);
  const was =
    before === undefined || unknown ? "no range" : `−${percent(before.low)} to +${percent(before.high)}`;
  return `Range: ±${percent(fit.range)}, measured (${was} without it)`;
}

const spanText = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  round(least, 0).equals(round(most, 0)) ? `${round(least, 0)}` : `${round(least, 0)} to ${round(most, 0)}`;
