import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.ts";
import type { Raw } from "./arbitrary.ts";
import { askedReport } from "./asked.ts";
import { reportProblems } from "./checks.ts";
import { flipProblems } from "./flips.ts";
import type { Json } from "./report-json.ts";

/** As in report.test.ts, of scenarios whose classes of requests have gates of their own. */
const SEED = Number(process.env.CONSISTENCY_SEED ?? 20261121);
const RUNS = Math.ceil(Number(process.env.CONSISTENCY_RUNS ?? 20) / 2);
const PATIENCE = 60_000 + 6_000 * RUNS;

const quality = fc.constantFrom<unknown>(undefined, "unanswered", "same", { delta: 0.02 }, { delta: 0.3 });

const requests = fc.record(
  {
    requestsPerMonth: fc.constantFrom(0, 20_000, 300_000, 2_000_000, 9_000_000, 30_000_000),
    promptTokens: fc.constantFrom(200, 900, 2500, 7000),
    outputTokens: fc.constantFrom(10, 150, 700),
    batchShare: fc.constantFrom(0, 0, 0.8),
    growthPerMonth: fc.constantFrom(0, 0, 0.04, -0.02),
    quality,
  },
  { requiredKeys: ["requestsPerMonth", "promptTokens", "outputTokens"] },
);

/** Classes whose volume is worth a fleet more often than not. */
const scenarios: fc.Arbitrary<Raw> = fc.noBias(
  fc
    .record({
      today: fc.constantFrom(
        undefined,
        "anthropic/claude-haiku-4-5",
        "openai/gpt-4.1",
        "openai/gpt-4.1-mini",
      ),
      classes: fc.array(requests, { minLength: 1, maxLength: 3 }),
      candidates: fc.uniqueArray(
        fc.record({
          model: fc.constantFrom("openai/gpt-oss-20b", "meta-llama/Llama-3.1-8B-Instruct", "Qwen/Qwen3-32B"),
          quality,
          weights: fc.constantFrom("open", "own"),
        }),
        { minLength: 1, maxLength: 2, selector: ({ model }) => model },
      ),
      hybrid: fc.constantFrom<unknown>(
        {},
        { routingUsdPerMonth: 400, routerHours: 0 },
        { classes: ["class-1"], routerHours: 300 },
      ),
      gpuExpertise: fc.constantFrom("yes", "yes", "unanswered", "no"),
      dataPolicy: fc.constantFrom("none", "none", "none", "no-third-party"),
      horizonMonths: fc.constantFrom(12, 36),
    })
    .map(({ classes, gpuExpertise, dataPolicy, horizonMonths, ...llm }) => {
      const named = classes.map((entry, i) => ({ name: `class-${i + 1}`, ...entry }));
      const raw = {
        asOf: "2026-11-21",
        horizonMonths,
        llm: { ...llm, classes: named },
        people: { gpuExpertise },
        criteria: { dataPolicy },
      };
      return JSON.parse(JSON.stringify(raw)) as Raw;
    }),
);

const made = new Map<string, Promise<Json | undefined>>();

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

describe(`random classes of requests, seed ${SEED}`, () => {
  it(
    `${RUNS}: rows, lists and the verdict follow from the JSON, and some go two ways`,
    async () => {
      let split = 0;
      const property = fc.asyncProperty(scenarios, async (raw) => {
        const report = await reported(raw);
        if (report === undefined) return;
        split += Number(report.alternatives.some(({ kind }) => kind === "hybrid"));
        expect(reportProblems(report, raw)).toEqual([]);
      });
      await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
      expect(split).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it(
    "each flip, typed as --set, flips to what it says",
    () =>
      fc.assert(
        fc.asyncProperty(scenarios, async (raw) => {
          const report = await reported(raw);
          if (report !== undefined) expect(await flipProblems(report, raw, 4)).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      ),
    PATIENCE,
  );
});
