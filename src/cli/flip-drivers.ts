import type { Part } from "../alternatives/alternative.ts";
import type { FlipDriver } from "../decision/flips.ts";
import type { Figure } from "../scenario/figure.ts";
import type { LlmPart, Scenario } from "../scenario/scenario.ts";

/** How far from the base a volume is looked at, both ways. */
const VOLUME_REACH = 100;

/**
 * Inputs of one part whose change may turn its verdict. A range of the scenario bounds its own key; the others are
 * looked at as far as they could be.
 */
export function flipDrivers(scenario: Scenario, part: Part): readonly FlipDriver[] {
  return driversOf(scenario, part).filter((driver) => driver !== undefined);
}

function driversOf(scenario: Scenario, part: Part): readonly (FlipDriver | undefined)[] {
  const { people, growthPerMonth } = scenario;
  const { annualUsd, hourlyUsd } = people;
  const shared = [
    annualUsd === undefined
      ? number(hourlyUsd, hourlyUsd.key, 20, 500, "log")
      : number(annualUsd, annualUsd.key, 40_000, 1_000_000, "log"),
    number(growthPerMonth, "growthPerMonth", -0.1, 0.3, "linear"),
  ];
  if (part === "llm") return [...llmDrivers(scenario), ...shared];
  if (part === "vectors" && scenario.vectors) {
    const v = scenario.vectors;
    return [
      volume(v.vectors),
      volume(v.queriesPerMonth),
      number(v.namespaces, v.namespaces.key, 1, 10_000, "log", true),
      number(v.upkeepHoursPerMonth, v.upkeepHoursPerMonth.key, 1, 80, "log"),
      ...shared,
    ];
  }
  const t = scenario.tracking;
  if (t === undefined) return shared;
  return [
    ...(t.seats ? [number(t.seats, t.seats.key, 1, Math.max(100, t.seats.base), "log", true)] : []),
    ...(t.rates.seatUsd
      ? [number(t.rates.seatUsd, t.rates.seatUsd.key, 0, 10 * t.rates.seatUsd.base, "log")]
      : []),
    number(t.upkeepHoursPerMonth, t.upkeepHoursPerMonth.key, 1, 80, "log"),
    number(t.buildHours, t.buildHours.key, 1, 1000, "log"),
    ...shared,
  ];
}

function llmDrivers({ llm, people, criteria }: Scenario): (FlipDriver | undefined)[] {
  if (llm === undefined) return [];
  const [only] = llm.classes;
  const hosted = llm.candidates.some(({ open }) => open) && llm.hosting.fixed === undefined;
  const h = llm.hosting;
  return [
    ...(llm.classes.length === 1 && only ? [volume(only.requestsPerMonth)] : []),
    ...(hosted && llm.classes.length === 1 && only
      ? [number(only.peakToMean, only.peakToMean.key, 1, 20, "log")]
      : []),
    ...(hosted
      ? [
          number(h.upkeepHoursPerMonth, h.upkeepHoursPerMonth.key, 1, 400, "log"),
          number(h.buildHours, h.buildHours.key, 1, 4000, "log"),
        ]
      : []),
    ...reasoning(llm),
    ...llm.candidates.flatMap(({ quality }, i): FlipDriver[] =>
      quality.kind === "same"
        ? []
        : [
            {
              kind: "answer",
              key: `llm.candidates.${i}.quality`,
              base: qualityWord(quality),
              values: besideLimit(criteria.qualityDelta.base),
            },
          ],
    ),
    { kind: "answer", key: "people.gpuExpertise", base: people.gpuExpertise, values: ["yes", "no"] },
  ];
}

function qualityWord(quality: LlmPart["candidates"][number]["quality"]): string {
  return quality.kind === "measured" ? JSON.stringify({ delta: quality.delta }) : quality.kind;
}

/** Multipliers inside their stated range only: outside, nobody claims that the model bills so. */
function reasoning(llm: LlmPart): (FlipDriver | undefined)[] {
  return llm.candidates.flatMap(({ reasoningMultiplier: m }) =>
    m.ranged ? [number(m, m.key, m.low, m.high, "log")] : [],
  );
}

/** The largest gap that still passes, and the smallest that fails: to a thousandth. */
function besideLimit(limit: number): string[] {
  return [limit - 0.001, limit].map((delta) => JSON.stringify({ delta: Number(delta.toPrecision(6)) }));
}

function volume(figure: Figure): FlipDriver | undefined {
  const { base } = figure;
  return number(figure, figure.key, base / VOLUME_REACH, base * VOLUME_REACH, "log", true);
}

function number(
  figure: Figure,
  key: string,
  min: number,
  max: number,
  scale: "log" | "linear",
  whole?: boolean,
): FlipDriver | undefined {
  // One number in the place of a list of months would be another question.
  if (figure.months !== undefined) return undefined;
  const { base } = figure;
  return {
    kind: "number",
    key,
    base,
    min: Math.min(min, base),
    max: Math.max(max, base),
    scale,
    ...(whole && { whole: true }),
  };
}
