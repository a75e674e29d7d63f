import { type Charge, costOf, flatPrice, totalOf } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Candidate } from "../scenario/llm-terms.ts";
import { Decimal } from "../units.ts";
import { digits, driverOf } from "./formula.ts";

/** Labelling and training of a tuned model; nothing for one that is used as it is. */
export function tuning(candidate: Candidate): readonly Charge[] {
  const { tuning: given } = candidate;
  const labelling = given?.labellingUsd ?? candidate.labellingUsd;
  const training = given?.training ?? candidate.trainingUsd;
  return [
    ...(labelling ? [onceAtYourPrice("labelling", "Labelling", labelling)] : []),
    ...(training === undefined
      ? []
      : "gpuHours" in training
        ? [gpuTime(training.gpuHours, training.gpuHourlyUsd)]
        : [onceAtYourPrice("training", "Training", training)]),
  ];
}

/**
 * Months 2 to horizon in which a model is tuned again, n times a year: 12 ÷ n months after the last time, at the start of a
 * month. What is due when the horizon ends is somebody else's decision.
 */
export function retuneMonths(candidate: Candidate, horizonMonths: number): readonly number[] {
  const perYear = candidate.tuning?.retunesPerYear.base ?? 0;
  const due = (month: number) => Math.floor(((month - 1) * perYear) / 12);
  return Array.from({ length: Math.max(0, horizonMonths - 1) }, (_, i) => i + 2).filter(
    (month) => due(month) > due(month - 1),
  );
}

/** USD of one tuning: labelling and training. */
export function tuningUsd(candidate: Candidate): number {
  return totalOf(tuning(candidate)).usd.toNumber();
}

function gpuTime(hours: Figure, hourly: Figure): Charge {
  const quantity = new Decimal(hours.base);
  const price = flatPrice(hourly.base, "GPU hour", hourly.provenance, { key: hourly.key });
  return {
    id: "oneOff.training",
    name: "Training",
    category: "oneOff",
    origin: "yours",
    quantity,
    unit: "GPU hour",
    formula: `${digits(quantity)} GPU hours`,
    drivers: [driverOf(hours, "h")],
    price,
    cost: costOf(quantity, price),
  };
}

/** An amount of USD that the reader gives, once. */
export function onceAtYourPrice(id: string, name: string, figure: Figure): Charge {
  const one = new Decimal(1);
  const price = flatPrice(figure.base, "time", figure.provenance, { key: figure.key });
  return {
    id: `oneOff.${id}`,
    name,
    category: "oneOff",
    origin: "yours",
    quantity: one,
    unit: "time",
    formula: "once",
    drivers: [driverOf(figure, "USD")],
    price,
    cost: costOf(one, price),
  };
}
