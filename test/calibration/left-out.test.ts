import { mean, median } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { FOLDS, fitted, leftOutErrors } from "../../build/throughput-fit.ts";
import { fitRows } from "../../build/throughput-report.ts";
import { constantOf } from "../../src/sizing/throughput-set.ts";
import { CURRENT } from "../sizing/replicas.ts";

const ROWS = fitRows();

/** What `npm run fit:throughput` printed when the constants were chosen; half of the last digit is rounding. */
describe("errors on rows that the fit has not seen are no worse than they were", () => {
  test.each([
    ["source", 0.086, 0.06, 0.96],
    ["GPU", 0.084, 0.058, 0.97],
    ["model", 0.087, 0.061, 0.97],
  ] as const)("one %s left out: mean %d, median %d, in range %d", (fold, meanLimit, medianLimit, inside) => {
    const rows = leftOutErrors(ROWS, CURRENT, FOLDS[fold]);
    const errors = rows.map(({ error }) => Math.abs(error));
    expect(errors).toHaveLength(511);
    expect(mean(errors)).toBeLessThan(meanLimit + 0.0005);
    expect(median(errors)).toBeLessThan(medianLimit + 0.0005);
    expect(rows.filter((row) => row.inside).length / rows.length).toBeGreaterThan(inside);
  });
});

test("the constants in use are what the rows ask for, rounded", () => {
  const free = fitted(ROWS, CURRENT);
  for (const name of ["moeFactor", "layerUs", "expertLayerUs", "allReduceUs"] as const)
    expect([name, constantOf(free, name) / constantOf(CURRENT, name)]).toEqual([name, expect.closeTo(1, 1)]);
  free.generations.forEach(({ launchFactor, stepFixMs, stepPerSequenceUs }, i) => {
    const used = CURRENT.generations[i];
    expect(launchFactor / (used?.launchFactor ?? 0)).toBeCloseTo(1, 1);
    expect(stepFixMs / (used?.stepFixMs ?? 0)).toBeCloseTo(1, 1);
    expect(stepPerSequenceUs / (used?.stepPerSequenceUs ?? 0)).toBeCloseTo(1, 1);
  });
});
