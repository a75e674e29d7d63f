import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.ts";
import { type Raw, scenarios } from "./arbitrary.ts";
import { askedReport } from "./asked.ts";
import { reportProblems } from "./checks.ts";
import { decorated } from "./decorated.ts";
import { flipProblems } from "./flips.ts";
import { FOUND } from "./found.ts";
import { growthProblems } from "./growth.ts";
import type { Json, Problem } from "./report-json.ts";
import { searchedProblems } from "./searched.ts";
import { winsProblems } from "./wins.ts";

/** Another seed, or many more runs: CONSISTENCY_SEED=7 CONSISTENCY_RUNS=500 npx vitest run --project unit test/consistency */
const SEED = Number(process.env.CONSISTENCY_SEED ?? 20261121);
const RUNS = Number(process.env.CONSISTENCY_RUNS ?? 20);
/** Milliseconds: a scenario takes half a second or so, more where a machine is busy. */
const PATIENCE = 60_000 + 3_000 * RUNS;

const made = new Map<string, Promise<Json | undefined>>();

/** Once for all properties. A scenario that is refused in words is no report; that is tested elsewhere. */
function reported(raw: Raw): Promise<Json | undefined> {
  const key = JSON.stringify(raw);
  const known =
    made.get(key) ??
    askedReport(raw).catch((error: unknown) => {
      if (error instanceof InputError) return undefined;
      throw error;
    });
  made.set(key, known);
  return known;
}

type Check = (report: Json, raw: Raw) => Promise<Problem[]> | Problem[];

function held(check: Check, numRuns: number): Promise<void> {
  let refused = 0;
  const either = fc.noBias(fc.oneof(scenarios, decorated));
  const property = fc.asyncProperty(either, async (raw) => {
    const report = await reported(raw);
    if (report === undefined) refused += 1;
    else expect(await check(report, raw)).toEqual([]);
  });
  return fc
    .assert(property, { numRuns, seed: SEED, endOnFailure: true })
    .then(() => expect(refused).toBeLessThanOrEqual(Math.ceil(numRuns / 4)));
}

describe(`random scenarios, seed ${SEED}`, () => {
  it(
    `${RUNS}: rows, Now, Test, Not and the verdict follow from the JSON, and every face of it fits`,
    () => held(reportProblems, RUNS),
    PATIENCE,
  );

  it("each flip, typed as --set, flips to what it says", () => held(flipProblems, RUNS), PATIENCE);

  it(
    "what turns nothing turns nothing between the values that were tried either",
    () => held((report, raw) => searchedProblems(report, raw, RUNS > 20 ? 3 : 1), RUNS),
    PATIENCE,
  );

  it(
    "at the volumes where something would be cheaper a fresh plan says so, and beside them it does not",
    () => held(winsProblems, RUNS),
    PATIENCE,
  );

  it(
    "a later month costs what month 1 of a plan costs that starts there",
    () => held(growthProblems, RUNS),
    PATIENCE,
  );
});

describe("scenarios that once broke a report", () => {
  for (const [name, raw] of Object.entries(FOUND)) {
    const few: Check = (report, scenario) => flipProblems(report, scenario, 4);
    it(name, { timeout: 120_000 }, async () => {
      const report = await askedReport(raw);
      const checks: Check[] = [reportProblems, few, winsProblems, growthProblems];
      const found = (await Promise.all(checks.map((check) => check(report, raw)))).flat();
      expect(found).toEqual([]);
    });
  }
});
