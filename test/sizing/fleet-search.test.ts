import { describe, expect, test } from "vitest";
import { llmDemand } from "../../src/demand/llm-demand.ts";
import { acceleratorNamed } from "../../src/sizing/accelerator.ts";
import { instancesFor, instancesRange, rateOf, replicasFor } from "../../src/sizing/capacity.ts";
import { defaultVersion } from "../../src/sizing/engine-version.ts";
import type { FleetRequest } from "../../src/sizing/fleet-request.ts";
import { searchFleets, sizeCandidate } from "../../src/sizing/fleet-search.ts";
import { engineProcesses } from "../../src/sizing/host.ts";
import { llmFleetOf } from "../../src/sizing/llm-fleet.ts";
import { openLoad, saturationRate } from "../../src/sizing/load-shape.ts";
import { maxConcurrency } from "../../src/sizing/memory.ts";
import { resolveModel } from "../../src/sizing/model-catalogue.ts";
import { parsePrecision } from "../../src/sizing/precision.ts";
import { replicaOf } from "../../src/sizing/replica.ts";
import { servingOf } from "../../src/sizing/serving.ts";
import type { FleetRow, FleetVerdict } from "../../src/sizing/verdict.ts";
import { figure } from "../demand/figures.ts";
import { llmPart, requestClass } from "../demand/parts.ts";
import { CURRENT, EARLIER, MODELS, printed } from "./replicas.ts";

/** S6's demand, spare forced to one replica, no minimum for production. */
const S7: FleetRequest = {
  model: resolveModel(MODELS["8B"]),
  demand: llmDemand(llmPart(), 1, 1),
  environment: "dev",
  spare: "replica",
  maxModelLen: 8192,
  set: EARLIER,
};

function find(
  verdicts: readonly FleetVerdict[],
  type: string,
  precision: string,
  placement: string,
): FleetVerdict {
  const [width, each] = placement.split(" × ").map(Number);
  const found = verdicts.find(
    (row) =>
      row.instanceType === type &&
      row.precision === precision &&
      row.tensorParallel === width &&
      row.replicasPerInstance === each,
  );
  if (found === undefined) throw new Error(`no ${type} ${precision} ${placement}`);
  return found;
}

function fleet(verdict: FleetVerdict): FleetRow {
  if (verdict.kind === "dominated") return verdict.fleet;
  if (verdict.kind !== "fleet") throw new Error(`${verdict.instanceType} is ${verdict.kind}`);
  return verdict;
}

/** type | precision | t × replicas per instance | R | n | instances running | TPOT TTFT at peak, mean load | flags */
const ROWS = `
g5.xlarge | bf16 | 1 × 1 | 0.779 | 9 (6 … 34) | 10 10 | 47.1 994 0.078 | host uncovered
g5.12xlarge | bf16 | 1 × 4 | 0.779 | 9 (6 … 34) | 3 12 | 43.9 967 0.065 | dp uncovered
g5.12xlarge | bf16 | 2 × 2 | 2.404 | 3 (2 … 7) | 2 4 | 33.3 666 0.086 | dp uncovered
g5.12xlarge | bf16 | 4 × 1 | 4.195 | 2 (2 … 3) | 3 3 | 17.5 434 0.073 |
g5.48xlarge | bf16 | 1 × 8 | 0.779 | 9 (6 … 34) | 2 16 | 40.6 937 0.049 | dp uncovered
g6.xlarge | fp8 | 1 × 1 | 1.036 | 7 (3 … SLO) | 8 8 | 47.2 411 0.050 | host sloAtRisk
g6e.xlarge | bf16 | 1 × 1 | 4.569 | 2 (1 … 7) | 3 3 | 31.9 270 0.056 | host uncovered
g6e.xlarge | fp8 | 1 × 1 | 7.921 | 1 (1 … 2) | 2 2 | 19.9 184 0.058 | host
p4d.24xlarge | bf16 | 1 × 8 | 5.902 | 2 (1 … 2) | 1 8 | 15.3 260 0.019 | dp
p5.4xlarge | bf16 | 1 × 1 | 17.495 | 1 (1 … 1) | 2 2 | 8.5 130 0.026 |
`
  .trim()
  .split("\n")
  .map(
    (line) =>
      line.split("|").map((part) => part.trim()) as [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ],
  );

const SHORT = {
  hostCpuTight: "host",
  dataParallel: "dp",
  uncovered: "uncovered",
  sloAtRisk: "sloAtRisk",
} as const;

describe("S7: fleets for 3,000,000 requests of 1,000/200 on 8B", () => {
  const verdicts = searchFleets(S7);

  test.each(ROWS)(
    "%s %s %s: R %s, n %s, instances and replicas %s, TPOT TTFT load %s, flags %s",
    (...cells) => {
      const [type, precision, placement, rate, n, counts, point, flags] = cells;
      const row = fleet(find(verdicts, type, precision, placement));
      expect(printed(row.rate, rate)).toMatchObject({ ok: true });
      expect(`${row.replicas} (${row.replicasLow} … ${row.replicasHigh ?? "SLO"})`).toBe(n);
      expect(`${row.instances} ${row.running}`).toBe(counts);
      const actual = [row.tpotMsAtPeak, row.ttftP95MsAtPeak, row.meanLoad];
      expect(point.split(" ").map((text, i) => printed(actual[i] ?? Number.NaN, text).ok)).toEqual([
        true,
        true,
        true,
      ]);
      const named = row.flags.flatMap((flag) => (flag in SHORT ? [SHORT[flag as keyof typeof SHORT]] : []));
      expect(named.join(" ")).toBe(flags);
    },
  );

  test("g5.48xlarge 1 × 8 is dominated by 4 × 2: 2 instances both, 12.59 against 11.68 requests/s with one down, TPOT 15.1", () => {
    const dominated = find(verdicts, "g5.48xlarge", "bf16", "1 × 8");
    const by = fleet(find(verdicts, "g5.48xlarge", "bf16", "4 × 2"));
    expect(dominated).toMatchObject({ kind: "dominated", by: { tensorParallel: 4, replicasPerInstance: 2 } });
    expect([fleet(dominated).instances, by.instances]).toEqual([2, 2]);
    expect(printed(fleet(dominated).capacityOneDown, "11.68")).toMatchObject({ ok: true });
    expect(printed(by.capacityOneDown, "12.59")).toMatchObject({ ok: true });
    expect(printed(by.tpotMsAtPeak, "15.1")).toMatchObject({ ok: true });
  });

  test("none of the three placements on g5.12xlarge beats another", () => {
    const rows = verdicts.filter((row) => row.instanceType === "g5.12xlarge");
    expect(rows.map((row) => row.kind)).toEqual(["fleet", "fleet", "fleet"]);
  });

  test("g6.xlarge bf16 cannot meet TPOT 50 ms: 64.95 at best", () => {
    const row = find(verdicts, "g6.xlarge", "bf16", "1 × 1");
    expect(row).toMatchObject({ kind: "cannotMeetSlo", metric: "tpot", limitMs: 50 });
    expect(row.kind === "cannotMeetSlo" && printed(row.bestMs, "64.95")).toMatchObject({ ok: true });
  });

  test("defaults give p4d 2 instances: the spare is one more machine where replicas share a server", () => {
    const { spare: _forced, ...defaults } = S7;
    const row = fleet(
      find(searchFleets({ ...defaults, environment: "prod" }), "p4d.24xlarge", "bf16", "1 × 8"),
    );
    expect(row).toMatchObject({ spare: "instance", instances: 2, minimumInstances: 2 });
    // With a machine down, all eight of its replicas are.
    expect(row.capacityOneDown).toBeCloseTo(8 * row.rate, 9);
  });

  test("production keeps 2 instances even without a spare; dev does not", () => {
    const one = (environment: "prod" | "dev") =>
      fleet(find(searchFleets({ ...S7, environment, spare: "none" }), "p5.4xlarge", "bf16", "1 × 1"))
        .instances;
    expect([one("prod"), one("dev")]).toEqual([2, 1]);
  });
});

describe("S7: 70B, 1,000,000 requests of 2,000/300, TTFT p95 3 s, context 16,384", () => {
  const part = llmPart([
    requestClass({
      requestsPerMonth: figure(1_000_000),
      promptTokens: figure(2000),
      outputTokens: figure(300),
      ttftP95Ms: figure(3000),
    }),
  ]);
  const request: FleetRequest = {
    ...S7,
    model: resolveModel(MODELS["70B"]),
    demand: llmDemand(part, 1, 1),
    maxModelLen: 16_384,
  };
  const verdicts = searchFleets(request);

  test("λ_peak 2.283105", () => {
    expect(request.demand.peakRate).toBeCloseTo(2.283105, 6);
  });

  test.each([
    ["g6e.12xlarge", "fp8", "4 × 1", "0.458", "5 (3 … SLO)", 6, "sloAtRisk"],
    ["g6e.48xlarge", "fp8", "8 × 1", "0.807", "3 (2 … 29)", 4, "uncovered"],
    ["p4d.24xlarge", "bf16", "8 × 1", "2.086", "2 (1 … 2)", 3, ""],
    ["p5.48xlarge", "fp8", "8 × 1", "7.642", "1 (1 … 1)", 2, ""],
    ["p5.48xlarge", "fp8", "2 × 4", "2.854", "1 (1 … 2)", 1, "dp"],
  ])("%s %s %s: R %s, n %s, %i instances, %s", (type, precision, placement, rate, n, instances, flags) => {
    const row = fleet(find(verdicts, type, precision, placement));
    expect(printed(row.rate, rate)).toMatchObject({ ok: true });
    expect(`${row.replicas} (${row.replicasLow} … ${row.replicasHigh ?? "SLO"})`).toBe(n);
    expect(row.instances).toBe(instances);
    const named = row.flags.flatMap((flag) => (flag in SHORT ? [SHORT[flag as keyof typeof SHORT]] : []));
    expect(named.join(" ")).toBe(flags);
  });

  test.each([
    ["g5.48xlarge", "bf16", "8 × 1", "ttft", "3102"],
    ["g6e.12xlarge", "bf16", "4 × 1", "tpot", "55.46"],
  ])("%s %s %s cannot meet %s: %s ms at best", (type, precision, placement, metric, best) => {
    const row = find(verdicts, type, precision, placement);
    expect(row).toMatchObject({ kind: "cannotMeetSlo", metric });
    expect(row.kind === "cannotMeetSlo" && printed(row.bestMs, best)).toMatchObject({ ok: true });
  });

  test("p5.4xlarge fp8 does not fit: 77.41 of 71.28 GiB", () => {
    const row = find(verdicts, "p5.4xlarge", "fp8", "1 × 1");
    if (row.kind !== "doesNotFit") throw new Error(row.kind);
    expect([row.neededGiB.toFixed(2), row.availableGiB.toFixed(2)]).toEqual(["77.41", "71.28"]);
  });

  test("weights-only FP8 is proposed where native fits on no width of the type (g5.12xlarge), not where it does (p4d)", () => {
    const precisions = (type: string) => [
      ...new Set(verdicts.filter((row) => row.instanceType === type).map((row) => row.precision)),
    ];
    expect(precisions("g5.12xlarge")).toEqual(["bf16", "fp8"]);
    expect(precisions("p4d.24xlarge")).toEqual(["bf16"]);
  });
});

describe("S6: instances for growing volume, R = 4.569 (8B bf16, L40S)", () => {
  const row = fleet(find(searchFleets({ ...S7, spare: "none" }), "g6e.xlarge", "bf16", "1 × 1"));
  const inMonth = (month: number) =>
    instancesFor(
      row,
      llmDemand(llmPart([requestClass({ growthPerMonth: figure(0.05) })]), 1, month).sizeRate,
    );

  test("5 % a month: n = 2, 3 from month 7, 4 from 16, 5 from 22", () => {
    const n = Array.from({ length: 22 }, (_, i) => inMonth(i + 1));
    expect([1, 6, 7, 15, 16, 21, 22].map((month) => n[month - 1])).toEqual([2, 2, 3, 3, 4, 4, 5]);
  });

  test("half batch: n = 1", () => {
    expect(instancesFor(row, 3.424658)).toBe(1);
  });

  test("rateOf is the largest rate that k instances carry, at both ends too; below the smallest fleet it is 0", () => {
    for (const spare of ["none", "replica", "instance"] as const) {
      for (const replicasPerInstance of [1, 4]) {
        const shape = { ...row, spare, replicasPerInstance, minimumInstances: 2 };
        expect(rateOf(shape, 1)).toBe(0);
        for (const k of [2, 3, 7]) {
          const rate = rateOf(shape, k);
          expect(instancesFor(shape, rate)).toBe(k);
          expect(instancesFor(shape, rate * (1 + 1e-6))).toBe(k + 1);
          const [low, high] = [shape.rateLow ?? 0, shape.rateHigh].map((end) =>
            rateOf({ ...shape, rate: end }, k),
          );
          expect(instancesRange(shape, high ?? 0).low).toBe(k);
          expect(instancesRange(shape, low ?? 0).high).toBe(k);
        }
      }
    }
  });

  test("a load that fills replicas exactly needs no further one, though 2.1 ÷ 0.7 is above 3 in floating point", () => {
    expect(2.1 / 0.7).toBeGreaterThan(3);
    expect(replicasFor(0.7, 2.1)).toBe(3);
    expect(replicasFor(0.7, 2.1001)).toBe(4);
    expect(replicasFor(0.7, 0)).toBe(1);
  });

  test("an end that misses the objective has no count: null, not a number", () => {
    const atRisk = { ...row, rateLow: null };
    expect(instancesRange(atRisk, 1).high).toBeNull();
  });
});

describe("other verdicts", () => {
  test("DeepSeek R1: not modelled, but its memory is checked: 8 H200 hold it, 8 A100-40 do not", () => {
    const rows = searchFleets({ ...S7, model: resolveModel("deepseek-ai/DeepSeek-R1-0528") });
    const [h200, a100] = ["p5en.48xlarge", "p4d.24xlarge"].map((type) => find(rows, type, "fp8", "8 × 1"));
    if (h200?.kind !== "notModelled" || a100?.kind !== "notModelled") throw new Error("modelled");
    expect(h200.neededGiB).toBeLessThan(h200.availableGiB ?? 0);
    expect(a100.neededGiB).toBeGreaterThan(a100.availableGiB ?? 0);
  });

  test("DeepSeek V4 is refused without any figure", () => {
    const row = searchFleets({ ...S7, model: resolveModel("deepseek-ai/DeepSeek-V4-Flash-0731") })[0];
    expect(row).toMatchObject({ kind: "notModelled" });
    expect(row).not.toHaveProperty("neededGiB");
  });

  test("Phi-4 has 10 KV heads: 1 and 2 GPUs only", () => {
    const rows = searchFleets({
      ...S7,
      model: resolveModel("microsoft/phi-4"),
      instanceTypes: ["g6e.48xlarge"],
      precisions: ["bf16"],
    });
    expect(rows.map((row) => [row.tensorParallel, row.kind])).toEqual([
      [1, "fleet"],
      [2, "fleet"],
      [4, "notSupported"],
      [8, "notSupported"],
    ]);
  });

  test("nvfp4 needs FP4 units; gpt-oss comes in mxfp4 only; T4 has no card", () => {
    const one = (instanceType: string, precision: string, model: string) =>
      searchFleets({
        ...S7,
        model: resolveModel(model),
        instanceTypes: [instanceType],
        precisions: [precision],
      })[0];
    expect(one("p5.4xlarge", "nvfp4", MODELS["8B"])).toMatchObject({
      kind: "notSupported",
      because: "H100 has no units for nvfp4",
    });
    expect(one("p5.4xlarge", "bf16", MODELS["gpt-oss-20b"])).toMatchObject({ kind: "notSupported" });
    expect(one("g4dn.xlarge", "bf16", MODELS["8B"])).toMatchObject({ kind: "notModelled" });
  });

  test("an 8-bit KV cache doubles the sequences in flight and is handed over", () => {
    const [plain, half] = ["bf16", "bf16+kv8"].map((wish) =>
      fleet(
        find(
          searchFleets({ ...S7, instanceTypes: ["g6e.xlarge"], precisions: [wish] }),
          "g6e.xlarge",
          "bf16",
          "1 × 1",
        ),
      ),
    );
    if (plain === undefined || half === undefined) throw new Error("missing");
    expect(half.maxConcurrency).toBeCloseTo(Math.min(256, 2 * plain.maxConcurrency), 9);
    expect(llmFleetOf(half).kvCacheDtype).toBe("fp8");
  });

  test("a search in a row of one type again gives the same row; another mix gives another R", () => {
    const row = fleet(find(searchFleets(S7), "g6e.xlarge", "bf16", "1 × 1"));
    expect(sizeCandidate(S7, row)).toEqual(row);
    const longer = { ...S7, demand: { ...S7.demand, promptTokens: 2000 } };
    expect(fleet(sizeCandidate(longer, row)).rate).toBeLessThan(row.rate);
  });

  test.each([
    [{ instanceTypes: ["g6f.*"] }, /"g6f\.\*" matches no GPU instance type/],
    [{ instanceTypes: ["r6g.*"] }, /"r6g\.\*" matches no GPU instance type/],
    [{ precisions: ["fp12"] }, /"fp12" is not a precision/],
    [{ maxModelLen: 200_000 }, /200000, but .* has a context of 131072/],
    [{ vllmVersion: "latest" }, /"latest" is not a vLLM version/],
  ])("bad input %j: one sentence with both sides", (wrong, message) => {
    expect(() => searchFleets({ ...S7, ...wrong })).toThrow(message);
  });

  test("globs choose families and sizes", () => {
    const types = [
      ...new Set(
        searchFleets({ ...S7, instanceTypes: ["g5.*xlarge", "p5.4?large"] }).map((row) => row.instanceType),
      ),
    ];
    expect(types).toEqual([
      "g5.xlarge",
      "g5.2xlarge",
      "g5.4xlarge",
      "g5.8xlarge",
      "g5.12xlarge",
      "g5.16xlarge",
      "g5.24xlarge",
      "g5.48xlarge",
      "p5.4xlarge",
    ]);
  });
});

test.each([
  [1, 1, 3],
  [1, 4, 6],
  [4, 1, 13],
  [2, 2, 9],
  [8, 1, 25],
])("%i replicas of %i GPUs on one instance run %i processes", (replicas, width, processes) => {
  expect(engineProcesses(replicas, width)).toBe(processes);
});

describe("hand-over to the stack", () => {
  test("everything that was assumed becomes a setting; vLLM from 0.21 gets memory share 0.92, below 0.90", () => {
    const row = fleet(find(searchFleets(S7), "g5.12xlarge", "bf16", "2 × 2"));
    const handed = llmFleetOf(row, { vllmVersion: "0.32.0" });
    expect(handed).toMatchObject({
      instanceType: "g5.12xlarge",
      instances: 2,
      maxInstances: 2,
      modelId: MODELS["8B"],
      precision: "bf16",
      tensorParallelSize: 2,
      dataParallelSize: 2,
      maxModelLen: 8192,
      maxNumSeqs: 256,
      kvCacheDtype: "auto",
      gpuMemoryUtilization: 0.92,
      exposure: "internal",
    });
    expect(printed(handed.weightsGiB, "14.96")).toMatchObject({ ok: true });
    expect(llmFleetOf(row, { vllmVersion: "0.20.0" }).gpuMemoryUtilization).toBe(0.9);
    expect(llmFleetOf(row, { instances: 5, exposure: "public" })).toMatchObject({
      instances: 5,
      maxInstances: 5,
      exposure: "public",
    });
  });
});

test("a whole search takes under 50 ms in process: every GPU type, TP and precision", () => {
  const whole: FleetRequest = {
    ...S7,
    precisions: ["bf16", "fp8", "int8", "w8a16", "w4a16", "nvfp4", "bf16+kv8", "fp8+kv8", "w4a16+kv8"],
    set: CURRENT,
  };
  expect(searchFleets(whole).length).toBeGreaterThan(500);
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    searchFleets(whole);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(50);
});

/** The same question, answered by trying: one step of the rate at a time, one instance at a time. */
function tried(request: FleetRequest, row: FleetRow): { readonly rate: number; readonly instances: number } {
  const { model, demand } = request;
  const accelerator = acceleratorNamed(row.gpu);
  if (accelerator === undefined) throw new Error(row.gpu);
  const wish = parsePrecision(row.kvCacheDtype === "fp8" ? `${row.precision}+kv8` : row.precision);
  const of = replicaOf({ model, accelerator, ...wish, tensorParallel: row.tensorParallel });
  const serving = servingOf(of, demand, {
    version: defaultVersion("vllm").version,
    set: request.set ?? CURRENT,
  });
  const most = maxConcurrency(of, demand.promptTokens, demand.outputTokens);
  const full = saturationRate(serving, most);
  let rate = 0;
  for (let step = 1; step <= 4000; step++) {
    const at = openLoad(serving, (0.8 * full * step) / 4000, most);
    if (
      at === undefined ||
      at.tpotSeconds * 1e3 > demand.tpotMs ||
      at.ttftP95Seconds * 1e3 > demand.ttftP95Ms
    )
      break;
    rate = (0.8 * full * step) / 4000;
  }
  for (let instances = row.minimumInstances; ; instances++) {
    const replicas = instances * row.replicasPerInstance - (row.spare === "replica" ? 1 : 0);
    if (replicas * row.rate >= demand.sizeRate * (1 - 1e-9) && replicas > 0) return { rate, instances };
  }
}

test.each([EARLIER, CURRENT])(
  "on a few types it says what trying everything says, constants $name",
  (set) => {
    const request: FleetRequest = { ...S7, set, instanceTypes: ["g6e.12xlarge", "g5.12xlarge", "p4d.*"] };
    const rows = searchFleets(request).flatMap((row) =>
      row.kind === "fleet" ? [row] : row.kind === "dominated" ? [row.fleet] : [],
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const row of rows) {
      const { rate, instances } = tried(request, row);
      expect([row.instanceType, row.precision, row.tensorParallel, row.rate / rate]).toEqual([
        row.instanceType,
        row.precision,
        row.tensorParallel,
        expect.closeTo(1, 2),
      ]);
      expect(row.instances).toBe(instances);
    }
  },
);

test("smaller TP first: a wider row stands only where every narrower one does not work or is worse in something", () => {
  const rows = searchFleets({ ...S7, set: CURRENT });
  const wide = rows.flatMap((row) => (row.kind === "fleet" && row.tensorParallel > 1 ? [row] : []));
  expect(wide.length).toBeGreaterThan(10);
  for (const row of wide) {
    const narrower = rows.filter(
      (other) =>
        other.instanceType === row.instanceType &&
        other.precision === row.precision &&
        other.tensorParallel < row.tensorParallel,
    );
    for (const other of narrower) {
      const fleetOf = other.kind === "dominated" ? other.fleet : other;
      if (fleetOf.kind !== "fleet") continue;
      const worse =
        fleetOf.tpotMsAtPeak > row.tpotMsAtPeak ||
        fleetOf.capacityOneDown < row.capacityOneDown ||
        fleetOf.instances > row.instances;
      expect([row.instanceType, row.tensorParallel, other.tensorParallel, worse]).toEqual([
        row.instanceType,
        row.tensorParallel,
        other.tensorParallel,
        true,
      ]);
    }
  }
});
