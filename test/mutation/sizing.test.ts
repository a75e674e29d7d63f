import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

interface Planted {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The acceptance tests of a subject, run apart with an error planted in the sources. */
function run(tests: readonly string[], planted?: Planted) {
  const { PLANTED_ERROR: _none, VITEST: _v, NODE_OPTIONS: _n, ...env } = process.env;
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, "run", "--config", "test/mutation/vitest.config.ts", ...tests],
    {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...env, ...(planted && { PLANTED_ERROR: JSON.stringify(planted) }) },
    },
  );
  return { status, said: `${stdout}${stderr}` };
}

/** What tools of this kind get wrong; the acceptance figures must not survive any of it. */
const CLASSICS: readonly (readonly [string, Planted, string])[] = [
  [
    "attention heads in the place of KV heads",
    {
      file: "src/sizing/memory.ts",
      from: "4 * (kvHeads ?? card.heads) * card.headDim",
      to: "4 * card.heads * card.headDim",
    },
    "test/sizing/memory.test.ts",
  ],
  [
    "sparse FLOPS, twice the dense ones",
    {
      file: "src/sizing/arithmetic.ts",
      from: "sixteen * (fp8Tflops / bf16Tflops)",
      to: "sixteen * ((2 * fp8Tflops) / bf16Tflops)",
    },
    "test/sizing/step.test.ts",
  ],
  [
    "input tokens counted as output",
    {
      file: "src/sizing/step.ts",
      from: "concurrency / tpotSeconds(serving, concurrency)",
      to: "(concurrency / tpotSeconds(serving, concurrency)) * (1 + serving.shape.promptTokens / serving.shape.outputTokens)",
    },
    "test/sizing/step.test.ts",
  ],
  [
    "the spare dropped",
    {
      file: "src/sizing/capacity.ts",
      from: '(spare === "replica" ? 1 : 0)) / each',
      to: "0) / each",
    },
    "test/sizing/fleet-search.test.ts",
  ],
  [
    "cost multiplied by utilisation",
    {
      file: "src/alternatives/llm-row.ts",
      from: "if (sameMix || month === 1) return instancesFor(row, demand.sizeRate);",
      to: "if (sameMix || month === 1) return Math.max(1, Math.round(instancesFor(row, demand.sizeRate) * row.meanLoad));",
    },
    "test/cli/idle-hours.test.ts",
  ],
];

describe("classic errors of sizing", () => {
  test("nothing planted: the acceptance tests pass in the same way of running them", () => {
    const { status, said } = run([...new Set(CLASSICS.map(([, , tests]) => tests))]);
    expect(`${status} ${said.includes("failed") ? said.slice(-2000) : ""}`).toBe("0 ");
  }, 120_000);

  test.each(CLASSICS)(
    "%s: caught",
    (_, planted, tests) => {
      const { status, said } = run([tests], planted);
      expect(status).toBe(1);
      // By an expectation, and not because the file could not be changed or read.
      expect(said).toMatch(/AssertionError|Snapshot/);
      expect(said).not.toContain(`has no ${planted.from}`);
    },
    120_000,
  );
});
