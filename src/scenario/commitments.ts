import { InputError } from "../errors.ts";
import type { RawCommitment } from "./commitments-schema.ts";
import type { Figure } from "./figure.ts";
import type { Figures } from "./figures.ts";

/** Instances of one machine that are paid for a term, used or not; above them, and outside the term, on demand. */
export interface Commitment {
  readonly part: RawCommitment["part"];
  /** "commitments.0": where it stands in the file. */
  readonly key: string;
  /** Absent: that of the part's cheapest fleet. */
  readonly instanceType?: string;
  readonly rate: CommitmentRate;
  readonly units: Figure;
  readonly termMonths: Figure;
  /** From 1 on, within the horizon. */
  readonly startMonth: Figure;
}

type CommitmentRate =
  | { readonly kind: "yours"; readonly hourlyUsd: Figure }
  | { readonly kind: "book"; readonly option: NonNullable<RawCommitment["option"]> };

/** @throws InputError for a rate that is missing, given twice or of no machine, and for a term that begins too late */
export function commitmentsOf(
  raw: readonly RawCommitment[],
  { make, file, horizon }: { readonly make: Figures; readonly file: string; readonly horizon: number },
): readonly Commitment[] {
  return raw.map((entry, i) => {
    const key = `commitments.${i}`;
    const given = (name: "units" | "termMonths" | "hourlyUsd", base: number) =>
      make.given(
        `${key}.${name}`,
        entry.because === undefined ? base : { low: base, base, high: base, because: entry.because },
      );
    const startMonth = make.orDefault(`${key}.startMonth`, entry.startMonth, "commitments.startMonth");
    if (startMonth.base > horizon) throw startsTooLate(file, key, startMonth.base, horizon);
    return {
      part: entry.part,
      key,
      ...(entry.instanceType !== undefined && { instanceType: entry.instanceType }),
      rate: rateOf(entry, key, file, (usd) => given("hourlyUsd", usd)),
      units: given("units", entry.units),
      termMonths: given("termMonths", entry.termMonths),
      startMonth,
    };
  });
}

function rateOf(
  { hourlyUsd, option, instanceType }: RawCommitment,
  key: string,
  file: string,
  figureOf: (usd: number) => Figure,
): CommitmentRate {
  if (hourlyUsd !== undefined && option !== undefined)
    throw new InputError(
      "COMMITMENT_RATE",
      `${file}: ${key}.hourlyUsd and ${key}.option are both given.`,
      "Keep hourlyUsd for a rate of your own, option for one of the price book.",
    );
  if (hourlyUsd !== undefined && instanceType === undefined)
    throw new InputError(
      "COMMITMENT_RATE",
      `${file}: ${key}.hourlyUsd is the rate of one machine, and ${key}.instanceType does not say which.`,
      `Name it, for example ${key}.instanceType: g6e.xlarge.`,
    );
  if (hourlyUsd !== undefined) return { kind: "yours", hourlyUsd: figureOf(hourlyUsd) };
  if (option !== undefined) return { kind: "book", option };
  throw new InputError(
    "COMMITMENT_RATE",
    `${file}: ${key} has neither hourlyUsd nor option, so nothing says what an hour costs.`,
    "The terms that the price book has, with their rates: crossover compare --full",
  );
}

function startsTooLate(file: string, key: string, month: number, horizon: number): InputError {
  return new InputError(
    "COMMITMENT_START",
    `${file}: ${key}.startMonth is ${month}, after horizonMonths, which is ${horizon}.`,
    "A term that begins after the horizon changes nothing in it; begin sooner or lengthen the horizon.",
  );
}
