import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closedLoad } from "../../src/calibration/driven-load.ts";
import type { Accelerator } from "../../src/sizing/accelerator.ts";
import { instancesFor, instancesRange } from "../../src/sizing/capacity.ts";
import { concurrencyAt } from "../../src/sizing/load-shape.ts";
import { budgetBytes, kvBytes, maxConcurrency, startBytes } from "../../src/sizing/memory.ts";
import { modelCards } from "../../src/sizing/model-catalogue.ts";
import { parsePrecision } from "../../src/sizing/precision.ts";
import { type Replica, replicaOf, splits } from "../../src/sizing/replica.ts";
import { type Objective, servableRate } from "../../src/sizing/servable-rate.ts";
import { type EngineTerms, type RequestShape, servingOf } from "../../src/sizing/serving.ts";
import { decodeSeconds, kvSeconds, outputRate, weightSeconds } from "../../src/sizing/step.ts";
import { constantOf } from "../../src/sizing/throughput-set.ts";
import { accelerators, CURRENT, EARLIER } from "./replicas.ts";

const models = modelCards().filter((card) => card.throughput === "modelled" || card.throughput === "wide");

const replicas = fc
  .record({
    model: fc.constantFrom(...models),
    accelerator: fc.constantFrom(...accelerators()),
    wish: fc.constantFrom("bf16", "fp8", "w4a16", "bf16+kv8"),
    tensorParallel: fc.constantFrom(1, 2, 4, 8),
  })
  .map(({ wish, ...parts }) => ({
    ...parts,
    ...parsePrecision(parts.model.nativePrecision === "mxfp4" ? "mxfp4" : wish),
  }))
  .filter((parts) => splits(parts.model, parts.tensorParallel))
  .map(replicaOf)
  .filter((replica) => startBytes(replica, 8192) <= budgetBytes(replica));

const shapes: fc.Arbitrary<RequestShape> = fc.record({
  promptTokens: fc.integer({ min: 20, max: 6000 }),
  outputTokens: fc.integer({ min: 5, max: 2000 }),
  prefixShare: fc.double({ min: 0, max: 0.95, noNaN: true }),
});

const objectives: fc.Arbitrary<Objective> = fc.record({
  tpotMs: fc.double({ min: 10, max: 200, noNaN: true }),
  ttftP95Ms: fc.double({ min: 200, max: 10_000, noNaN: true }),
});

/** R, or 0 when the objective is missed at any load. */
const rateBy =
  (engine: EngineTerms) =>
  (replica: Replica, shape: RequestShape, objective: Objective, speed = 1): number => {
    const sequences = maxConcurrency(replica, shape.promptTokens, shape.outputTokens);
    const found = servableRate(servingOf(replica, shape, engine, speed), sequences, objective);
    return found.kind === "rate" ? found.rate : 0;
  };
const ENGINES = [EARLIER, CURRENT].flatMap((set) =>
  ["0.8.5", "0.32.0"].map((version) => ({ name: `${set.name}, vLLM ${version}`, engine: { version, set } })),
);

const atLeast = (a: number, b: number): void => expect(a).toBeGreaterThanOrEqual(b * (1 - 1e-9));

function better(replica: Replica, change: (accelerator: Accelerator) => Partial<Accelerator>): Replica {
  return { ...replica, accelerator: { ...replica.accelerator, ...change(replica.accelerator) } };
}

describe.each(ENGINES)("laws of the throughput model, constants $name", ({ engine }) => {
  const rate = rateBy(engine);

  test("more bandwidth, FLOPS or memory, or a looser objective, never serves less", () => {
    const factor = fc.double({ min: 1, max: 4, noNaN: true });
    fc.assert(
      fc.property(replicas, shapes, objectives, factor, (replica, shape, objective, k) => {
        const base = rate(replica, shape, objective);
        const flops = (gpu: Accelerator) => ({
          bf16Tflops: gpu.bf16Tflops * k,
          matmulTflops: gpu.matmulTflops * k,
          ...(gpu.fp8Tflops !== undefined && { fp8Tflops: gpu.fp8Tflops * k }),
        });
        atLeast(
          rate(
            better(replica, (gpu) => ({ bandwidthGBps: gpu.bandwidthGBps * k })),
            shape,
            objective,
          ),
          base,
        );
        atLeast(rate(better(replica, flops), shape, objective), base);
        atLeast(
          rate(
            better(replica, (gpu) => ({ engineGiB: gpu.engineGiB * k })),
            shape,
            objective,
          ),
          base,
        );
        atLeast(rate(replica, shape, { ...objective, tpotMs: objective.tpotMs * k }), base);
        atLeast(rate(replica, shape, { ...objective, ttftP95Ms: objective.ttftP95Ms * k }), base);
        atLeast(rate(replica, shape, objective, k), base);
      }),
      { numRuns: 150 },
    );
  });

  test("R(H200) ≥ R(H100)", () => {
    const [h100, h200] = ["H100", "H200"].map((gpu) => accelerators().find((entry) => entry.gpu === gpu));
    if (h100 === undefined || h200 === undefined) throw new Error("missing");
    fc.assert(
      fc.property(replicas, shapes, objectives, (replica, shape, objective) => {
        const on = (accelerator: Accelerator) => ({ ...replica, accelerator });
        fc.pre(startBytes(on(h100), 8192) <= budgetBytes(on(h100)));
        atLeast(rate(on(h200), shape, objective), rate(on(h100), shape, objective));
      }),
      { numRuns: 100 },
    );
  });

  test("a share of prompts that is already there never lowers R", () => {
    fc.assert(
      fc.property(replicas, shapes, objectives, (replica, shape, objective) => {
        atLeast(rate(replica, shape, objective), rate(replica, { ...shape, prefixShare: 0 }, objective));
      }),
      { numRuns: 100 },
    );
  });

  test("X rises with C, is proportional to s at a fixed C, and C = λ·latency", () => {
    const pair = fc.tuple(
      fc.double({ min: 0.1, max: 500, noNaN: true }),
      fc.double({ min: 1.01, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(replicas, shapes, pair, (replica, shape, [c, k]) => {
        const [plan, fast] = [1, k].map((speed) => servingOf(replica, shape, engine, speed));
        if (plan === undefined || fast === undefined) throw new Error("missing");
        expect(outputRate(plan, c * k)).toBeGreaterThan(outputRate(plan, c));
        expect(outputRate(fast, c) / outputRate(plan, c)).toBeCloseTo(k, 9);
        const load = closedLoad(plan, c, 1000);
        expect(load.outputRate * load.tpotSeconds).toBeCloseTo(load.concurrency, 9);
        expect(concurrencyAt(plan, outputRate(plan, c), 1000) / c).toBeCloseTo(1, 6);
      }),
      { numRuns: 200 },
    );
  });

  test("no step moves more bytes than the peak bandwidth, nor computes more than the peak", () => {
    fc.assert(
      fc.property(replicas, shapes, fc.double({ min: 0.3, max: 1024, noNaN: true }), (replica, shape, c) => {
        const s = servingOf(replica, shape, engine);
        const step = decodeSeconds(s, c);
        // Times at MBU of the bandwidth: the share of the peak is MBU × what they fill of the step.
        expect((constantOf(engine.set, "mbu") * (weightSeconds(s, c) + kvSeconds(s, c))) / step).toBeLessThan(
          1,
        );
        expect((constantOf(engine.set, "mfu") * s.computePerSequence * c) / step).toBeLessThan(1);
      }),
      { numRuns: 200 },
    );
  });

  test("κ is linear in c without windows; with them it bends down, and the fixed state is there at c = 0", () => {
    const tokens = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.constantFrom(...models), tokens, fc.boolean(), (card, c, kv8) => {
        const state = card.stateBytesPerSequence ?? 0;
        const grown = (n: number) => kvBytes(card, n, kv8) - state;
        expect(kvBytes(card, 0, kv8)).toBe(state);
        if (card.window === undefined) expect(grown(2 * c)).toBe(2 * grown(c));
        else expect(grown(2 * c)).toBeLessThanOrEqual(2 * grown(c));
      }),
    );
  });
});

describe("laws of counting", () => {
  const rate = rateBy({ version: "0.32.0", set: CURRENT });
  const capacities = fc.record({
    replicasPerInstance: fc.constantFrom(1, 2, 4, 8),
    rate: fc.double({ min: 0.01, max: 20, noNaN: true }),
    spare: fc.constantFrom("replica", "instance", "none"),
    minimumInstances: fc.constantFrom(1, 2),
  });
  const rates = fc.double({ min: 0, max: 500, noNaN: true });

  test("more requests never need fewer instances, and what runs carries them with one down", () => {
    fc.assert(
      fc.property(capacities, rates, rates, (shape, a, b) => {
        const row = { ...shape, rateLow: shape.rate, rateHigh: shape.rate } as const;
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(instancesFor(row, more)).toBeGreaterThanOrEqual(instancesFor(row, less));
        const instances = instancesFor(row, more);
        const down = { replica: 1, instance: row.replicasPerInstance, none: 0 }[row.spare];
        const left = (instances * row.replicasPerInstance - down) * row.rate;
        expect(left * (1 + 1e-8)).toBeGreaterThanOrEqual(more);
      }),
    );
  });

  test("a larger range of the model never shrinks the range of the fleet", () => {
    const ranges = fc.tuple(
      fc.double({ min: 0.05, max: 0.5, noNaN: true }),
      fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    );
    fc.assert(
      fc.property(
        replicas,
        shapes,
        objectives,
        ranges,
        rates,
        (replica, shape, objective, [a, b], wanted) => {
          const base = rate(replica, shape, objective);
          fc.pre(base > 1e-3);
          const ends = (range: number) => {
            const low = rate(replica, shape, objective, 1 - range);
            const row = {
              replicasPerInstance: 1,
              rate: base,
              rateLow: low === 0 ? null : low,
              rateHigh: rate(replica, shape, objective, 1 + range),
              spare: "replica",
              minimumInstances: 1,
            } as const;
            const { low: few, high: many } = instancesRange(row, wanted);
            return { few, many: many ?? Number.POSITIVE_INFINITY, planned: instancesFor(row, wanted) };
          };
          const [narrow, wide] = [ends(Math.min(a, b)), ends(Math.max(a, b))];
          expect(wide.few).toBeLessThanOrEqual(narrow.few);
          expect(wide.many).toBeGreaterThanOrEqual(narrow.many);
          expect(narrow.few).toBeLessThanOrEqual(narrow.planned);
          expect(narrow.many).toBeGreaterThanOrEqual(narrow.planned);
        },
      ),
      { numRuns: 100 },
    );
  });
});
