import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile, sorted } from "../src/compare/distribution.ts";
import { type DrawnDriver, drawsOf } from "../src/compare/drawn-driver.ts";
import { totalsOf } from "../src/compare/monte-carlo.ts";
import type { Responding } from "../src/compare/response.ts";

/**
 * 100,000 draws of 36 months beside the same arithmetic in NumPy, one core each, in one run.
 *
 * Both use the same numbers: ours are drawn, timed, and exported; NumPy reads them and is timed on the arithmetic alone,
 * with and without drawing as many numbers with a generator of its own. So percentiles agree to the last digits.
 *
 * NumPy's Python: the environment variable PYTHON, python3 without it.
 */
const DRAWS = 100_000;
const MONTHS = 36;
const SEED = 1;

const DRIVERS: readonly DrawnDriver[] = [
  { key: "requests", low: 900_000, base: 1_700_000, high: 3_200_000 },
  { key: "growth", low: -0.01, base: 0.02, high: 0.05 },
  { key: "peak", low: 2.5, base: 5, high: 10 },
  { key: "throughput", low: 0.69, base: 1, high: 1.27 },
  { key: "machine price", low: 0.55, base: 1, high: 1.15 },
  { key: "wage", low: 80, base: 115, high: 160 },
  { key: "token price", low: 0.5, base: 1, high: 1.3 },
];

/** Numbers of a fleet and of an offer, of the size of the example scenarios. */
const PLAN = { perRequestUsd: 0.0105, carries: 900_000, unitUsd: 1_450, fixedUsd: 310, perVolumeUsd: 2.1e-5 };
const HOURS = { build: 400, upkeep: 20, lastMile: 120 };

const volumes = (values: Float64Array, use: (t: number, volume: number) => void) => {
  let volume = values[0] as number;
  for (let t = 1; t <= MONTHS; t += 1) {
    use(t, volume);
    volume *= 1 + (values[1] as number);
  }
};

const bought: Responding = {
  alternative: "bought",
  respond: (values, _paths, usd) => {
    usd[0] = HOURS.lastMile * (values[5] as number);
    const price = PLAN.perRequestUsd * (values[6] as number);
    volumes(values, (t, volume) => {
      usd[t] = volume * price;
    });
    return true;
  },
};

const hosted: Responding = {
  alternative: "hosted",
  respond: (values, _paths, usd) => {
    const [peak, speed, machine, wage] = [values[2], values[3], values[4], values[5]] as [
      number,
      number,
      number,
      number,
    ];
    usd[0] = HOURS.build * wage;
    const load = peak / 5 / (PLAN.carries * speed);
    volumes(values, (t, volume) => {
      const units = Math.max(2, Math.ceil(volume * load - 1e-9) + 1);
      usd[t] =
        PLAN.fixedUsd + units * PLAN.unitUsd * machine + PLAN.perVolumeUsd * volume + HOURS.upkeep * wage;
    });
    return true;
  },
};

interface NumPyAnswer {
  readonly version: string;
  readonly arithmeticMs: number;
  readonly withDrawingMs: number;
  readonly percentiles: Readonly<Record<"bought" | "hosted", readonly [number, number]>>;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

function main(): void {
  const terms = {
    drivers: DRIVERS,
    alternatives: [bought, hosted],
    months: MONTHS,
    draws: DRAWS,
    seed: SEED,
  };
  totalsOf({ ...terms, draws: 2000 });
  const start = performance.now();
  const totals = totalsOf(terms);
  const found = new Map([...totals].map(([name, usd]) => [name, sorted(usd)]));
  const ours = performance.now() - start;
  const folder = mkdtempSync(join(tmpdir(), "crossover-monte-carlo-"));
  try {
    const answer = numpy(folder);
    print(ours, answer, (name, q) => percentile(found.get(name) ?? new Float64Array(), q));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Drawn again outside the clock, written as one row of doubles a driver. */
function numpy(folder: string): NumPyAnswer {
  const columns = DRIVERS.map(() => new Float64Array(DRAWS));
  const { values, next } = drawsOf(DRIVERS, MONTHS, SEED);
  for (let n = 0; n < DRAWS; n += 1) {
    next();
    for (const [i, column] of columns.entries()) column[n] = values[i] as number;
  }
  const file = join(folder, "draws.f64");
  writeFileSync(file, Buffer.concat(columns.map(({ buffer }) => Buffer.from(buffer))));
  const terms = JSON.stringify({ draws: DRAWS, months: MONTHS, drivers: DRIVERS, plan: PLAN, hours: HOURS });
  const one = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
  const script = new URL("monte_carlo.py", import.meta.url).pathname;
  const out = execFileSync(process.env.PYTHON ?? "python3", [script, file, terms], {
    encoding: "utf8",
    env: { ...process.env, ...one },
  });
  return JSON.parse(out) as NumPyAnswer;
}

/** Sums of 37 doubles in another order differ in the last digits only. */
const TOLERANCE = 1e-9;

function print(ours: number, answer: NumPyAnswer, ownPercentile: (name: string, q: number) => number): void {
  say(`${DRAWS.toLocaleString("en")} draws × ${MONTHS} months × 2 alternatives, one core`);
  say(`  Crossover, Node ${process.version}        ${ours.toFixed(0)} ms, drawing and sorting included`);
  say(
    `  NumPy ${answer.version}, same numbers     ${answer.arithmeticMs.toFixed(0)} ms, sorting included, without drawing`,
  );
  say(
    `  NumPy ${answer.version}, own numbers      ${answer.withDrawingMs.toFixed(0)} ms, drawing and sorting included`,
  );
  for (const name of ["bought", "hosted"] as const)
    for (const [i, q] of [0.5, 0.8].entries()) {
      const [own, theirs] = [ownPercentile(name, q), answer.percentiles[name][i] ?? Number.NaN];
      const off = Math.abs(own / theirs - 1);
      say(
        `  ${name} P${q * 100}: ${own.toFixed(4)} and ${theirs.toFixed(4)} USD, ${off.toExponential(1)} apart`,
      );
      if (!(off <= TOLERANCE)) {
        say(`more than ${TOLERANCE} apart`);
        process.exitCode = 1;
      }
    }
}

main();
