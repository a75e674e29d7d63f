import { InputError } from "../errors.ts";
import type { Provenance } from "../provenance.ts";
import { DEFAULTS, type DefaultKey } from "./defaults.ts";
import type { Answer, Figure } from "./figure.ts";
import type { RawFigure } from "./figure-schema.ts";

/** Makes figures out of what the file says; remembers which keys were worked out for the reader, and how. */
export interface Figures {
  given(key: string, raw: RawFigure): Figure;
  optional(key: string, raw: RawFigure | undefined): Figure | undefined;
  /** The given figure, or the default of `defaultKey` (the key's own when left out). */
  orDefault(key: string, raw: RawFigure | undefined, defaultKey?: DefaultKey): Figure;
  /** A figure that follows from others. */
  assumed(key: string, range: { low: number; base: number; high: number }, because: string): Figure;
}

/** @param derived reasons by key for figures that a command worked out (a bill turned into tokens). */
export function figures(file: string, derived: ReadonlyMap<string, string>): Figures {
  const provenanceOf = (key: string, because: string | undefined): Provenance => {
    const reason = derived.get(key);
    if (reason !== undefined) return { kind: "assumed", key, because: reason };
    return because === undefined ? { kind: "yours", key } : { kind: "yours", key, because };
  };
  const given = (key: string, raw: RawFigure): Figure => {
    if (typeof raw === "number") return point(key, raw, provenanceOf(key, undefined));
    if ("months" in raw) {
      const first = raw.months[0] ?? 0;
      return { ...point(key, first, provenanceOf(key, raw.because)), months: raw.months };
    }
    const low = raw.low ?? raw.base;
    const high = raw.high ?? raw.base;
    if (low > raw.base || high < raw.base) {
      throw new InputError(
        "RANGE_ORDER",
        `${file}: ${key} must have low ≤ base ≤ high, got ${low}, ${raw.base}, ${high}.`,
        "Swap them, or leave out the end you do not know.",
      );
    }
    return {
      key,
      low,
      base: raw.base,
      high,
      ranged: low !== high,
      provenance: provenanceOf(key, raw.because),
    };
  };
  return {
    given,
    optional: (key, raw) => (raw === undefined ? undefined : given(key, raw)),
    orDefault: (key, raw, defaultKey) =>
      raw === undefined ? fromDefault(key, defaultKey ?? (key as DefaultKey)) : given(key, raw),
    assumed: (key, range, because) => ({
      key,
      ...range,
      ranged: range.low !== range.high,
      provenance: { kind: "assumed", key, because },
    }),
  };
}

function point(key: string, value: number, provenance: Provenance): Figure {
  return { key, low: value, base: value, high: value, ranged: false, provenance };
}

function fromDefault(key: string, defaultKey: DefaultKey): Figure {
  const found: { base: number; low?: number; high?: number; because: string } | undefined =
    DEFAULTS[defaultKey];
  if (found === undefined) throw new Error(`no default for ${defaultKey}`);
  const low = found.low ?? found.base;
  const high = found.high ?? found.base;
  return {
    key,
    low,
    base: found.base,
    high,
    ranged: low !== high,
    provenance: { kind: "assumed", key, because: found.because },
  };
}

export function answerOf(raw: boolean | Answer | undefined): Answer {
  if (raw === undefined) return "unanswered";
  if (typeof raw === "boolean") return raw ? "yes" : "no";
  return raw;
}
