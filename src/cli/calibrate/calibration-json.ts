import type { Calibration } from "../../calibration/calibration.ts";

/** Factors and shares from 0 to 1, rates in output tokens per second. */
export function calibrationJson(found: readonly Calibration[]): string {
  const said = {
    schema: 1,
    calibrations: found.map(({ points, fit, measurement }) => {
      const { set: _s, speed: _p, range: _r, ...on } = measurement;
      const { set: _t, residuals, ...factors } = fit;
      return {
        provenance: "measured",
        ...on,
        ...factors,
        residuals,
        points: points.map(({ on: _on, ...point }) => point),
      };
    }),
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}
