import { InputError } from "../errors.ts";
import type { Figure } from "./figure.ts";
import type { Figures } from "./figures.ts";
import type { RawNotes, RawRisk, RawSpent } from "./risk-schema.ts";

/** The part of a scenario that something belongs to. */
export type PartName = "llm" | "vectors" | "tracking";

/** Who carries it: what is bought, or what we run. */
export type Side = "buy" | "self-host";

interface Named {
  readonly name: string;
  readonly side: Side;
  readonly part: PartName;
}

/** Something that may happen. Numbers make an expected cost, a word stands in the register only. */
export type Risk = Named &
  (
    | { readonly kind: "repeating"; readonly perYear: Figure; readonly impactUsd: Figure }
    | {
        readonly kind: "once";
        readonly probability: Figure;
        readonly impactUsd: Figure;
        /** 0 (the decision) to the horizon. */
        readonly month: number;
      }
    | {
        readonly kind: "outage";
        /** Share of the time it is up; absent: nobody said, so it has no amount. */
        readonly sla?: Figure;
        readonly usdPerHourDown: Figure;
        readonly creditsUsdPerMonth: Figure;
      }
    | {
        readonly kind: "delay";
        readonly probability: Figure;
        readonly weeks: Figure;
        readonly extraHours: Figure;
      }
    | { readonly kind: "word"; readonly word: string }
  );

/** Money that was spent before the decision: it decides nothing. */
export interface Spent {
  readonly what: string;
  readonly usd: number;
  /** "YYYY-MM-DD", before asOf. */
  readonly at: string;
}

/** What somebody says; printed with name and date, never a number of the model. */
export interface Note {
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

interface Surroundings {
  readonly make: Figures;
  readonly file: string;
  /** Parts that the scenario has, in their order; at least one. */
  readonly parts: readonly PartName[];
  readonly horizonMonths: number;
}

/**
 * The risks with their part filled in.
 * @throws InputError for a part that the scenario has not, or a month after the horizon.
 */
export function risksOf(raw: readonly RawRisk[], around: Surroundings): Risk[] {
  return raw.map((entry, i) => riskOf(entry, `risks.${i}`, around));
}

function riskOf(raw: RawRisk, at: string, around: Surroundings): Risk {
  const { make } = around;
  const named = { name: raw.name, part: partOf(raw.part, `${at}.part`, around) };
  switch (raw.kind) {
    case "repeating":
      return {
        ...named,
        side: raw.side,
        kind: "repeating",
        perYear: make.given(`${at}.perYear`, raw.perYear),
        impactUsd: make.given(`${at}.impactUsd`, raw.impactUsd),
      };
    case "once":
      return {
        ...named,
        side: raw.side,
        kind: "once",
        probability: make.given(`${at}.probability`, raw.probability),
        impactUsd: make.given(`${at}.impactUsd`, raw.impactUsd),
        month: withinHorizon(raw.month, `${at}.month`, around),
      };
    case "outage": {
      const sla = make.optional(`${at}.sla`, raw.sla);
      return {
        ...named,
        side: raw.side,
        kind: "outage",
        ...(sla && { sla }),
        usdPerHourDown: make.given(`${at}.usdPerHourDown`, raw.usdPerHourDown),
        creditsUsdPerMonth: make.orDefault(
          `${at}.creditsUsdPerMonth`,
          raw.creditsUsdPerMonth,
          "risks.creditsUsdPerMonth",
        ),
      };
    }
    case "delay":
      return {
        ...named,
        side: "self-host",
        kind: "delay",
        probability: make.given(`${at}.probability`, raw.probability),
        weeks: make.given(`${at}.weeks`, raw.weeks),
        extraHours: make.orDefault(`${at}.extraHours`, raw.extraHours, "risks.extraHours"),
      };
    case "word":
      return { ...named, side: raw.side, kind: "word", word: raw.word };
  }
}

/** @throws InputError for a part that the scenario has not. */
export function partOf(
  given: PartName | undefined,
  key: string,
  { file, parts }: Pick<Surroundings, "file" | "parts">,
): PartName {
  const [first] = parts;
  if (first === undefined) throw new Error("a scenario without a part");
  if (given === undefined || parts.includes(given)) return given ?? first;
  throw new InputError(
    "RISK_PART",
    `${file}: ${key} is ${given}, but the scenario has ${parts.join(", ")}.`,
    `Add ${given}, or name one of those.`,
  );
}

function withinHorizon(month: number, key: string, { file, horizonMonths }: Surroundings): number {
  if (month <= horizonMonths) return month;
  throw new InputError(
    "RISK_AFTER_HORIZON",
    `${file}: ${key} is ${month}, but horizonMonths is ${horizonMonths}.`,
    "What comes after the horizon is in no total; lengthen the horizon or leave it out.",
  );
}

/** @throws InputError for a date on or after asOf: what is still to be spent belongs to the comparison. */
export function spentOf(raw: RawSpent, asOf: string, file: string): Spent[] {
  const late = raw.findIndex(({ at }) => at >= asOf);
  const entry = raw[late];
  if (entry === undefined) return raw;
  throw new InputError(
    "SPENT_NOT_YET",
    `${file}: spent.${late}.at is ${entry.at}, but the decision is made on ${asOf} (asOf).`,
    "Only money from before that day is spent; what comes after it is a cost of one of the alternatives.",
  );
}

/** @throws InputError for a date after asOf: nobody has said it yet. */
export function notesOf(raw: RawNotes, asOf: string, file: string): Note[] {
  const late = raw.findIndex(({ at }) => at > asOf);
  const entry = raw[late];
  if (entry === undefined) return raw;
  throw new InputError(
    "NOTE_NOT_YET",
    `${file}: notes.${late}.at is ${entry.at}, after ${asOf} (asOf).`,
    "A note carries the day on which it was said.",
  );
}
