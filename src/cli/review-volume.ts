import { InputError } from "../errors.ts";
import type { RecordPart } from "../record/decision-record.ts";
import { VOLUME_KEY } from "../record/recorded-decision.ts";
import { figure, volume } from "../report/number.ts";
import { withTokensFromBill } from "./bill-tokens.ts";

type Raw = Record<string, unknown>;

/** A scenario that asks about another volume of a part, and in one sentence what was changed for it. */
export interface VolumeChange {
  readonly raw: Raw;
  readonly said: string;
}

/**
 * @param value a month, in the part's own unit
 * @throws InputError VOLUME_OF_NOTHING, and VOLUME_OF_CLASSES where classes have no volume that could be scaled; exit 2
 */
export function withVolume(raw: Raw, part: RecordPart, value: number): VolumeChange {
  if (raw[part] === undefined) {
    throw new InputError(
      "VOLUME_OF_NOTHING",
      `--volume ${part}=${figure(value)}: the scenario as it is now asks nothing about ${part}.`,
      `Leave --volume ${part} out, or the scenario.`,
    );
  }
  if (part !== "llm") return withOneKey(raw, part, value);
  const llm = raw.llm as Raw;
  if (Array.isArray(llm.classes)) return withClasses(raw, llm, value);
  // A bill was of the volume then: what a request is follows from it, and then it says nothing of the new volume.
  const whole = withTokensFromBill(raw).raw;
  const { billedUsdPerMonth: _, ...rest } = whole.llm as Raw;
  return withOneKey({ ...whole, llm: rest }, part, value);
}

/** What else a part's cost hangs on: nobody said that it moved, and how it follows is not for us to say. */
const HELD: Readonly<Record<RecordPart, Readonly<Record<string, string>>>> = {
  llm: { promptTokens: "tokens of a request", peakToMean: "its peaks" },
  vectors: { queriesPerMonth: "searches", recordsWrittenPerMonth: "records written" },
  tracking: {
    trackedHoursPerMonth: "tracked hours",
    storedGB: "stored GB",
    ingestedTraceGBPerMonth: "traces",
    runsPerMonth: "runs",
  },
};

function withOneKey(raw: Raw, part: RecordPart, value: number): VolumeChange {
  const key = VOLUME_KEY[part];
  const name = key.slice(part.length + 1);
  const asked = raw[part] as Raw;
  const before = asked[name];
  const held = Object.entries(HELD[part]).flatMap(([one, what]) => (one in asked ? [what] : []));
  const stay = held.length === 0 ? "" : `; ${held.join(", ")} as asked then`;
  return {
    raw: { ...raw, [part]: { ...asked, [name]: scaled(before, value, firstOf(before)) } },
    said: `${part}: ${key} ${figure(firstOf(before) ?? 0)} → ${figure(value)}${stay}`,
  };
}

/** Nobody says which class grew: all of them by the same factor, so that what a mean request is stays. */
function withClasses(raw: Raw, llm: Raw, value: number): VolumeChange {
  const classes = llm.classes as Raw[];
  const volumeOf = (one: Raw) => one.requestsPerMonth ?? llm.requestsPerMonth;
  const total = classes.reduce((sum, one) => sum + (firstOf(volumeOf(one)) ?? 0), 0);
  if (total === 0) {
    throw new InputError(
      "VOLUME_OF_CLASSES",
      `--volume llm=${figure(value)}: the ${classes.length} classes of requests have no volume that could be scaled to it.`,
      "Say each class's in the scenario as it is now: crossover review <record.json> <scenario.yaml>",
    );
  }
  const fresh = classes.map((one) => {
    const before = volumeOf(one);
    const amount = exact(((firstOf(before) ?? 0) * value) / total);
    return { ...one, requestsPerMonth: scaled(before, amount, firstOf(before)) };
  });
  const each = classes.map(
    (one, i) =>
      `${one.name} ${volume(firstOf(volumeOf(one)) ?? 0)} → ${volume(firstOf(fresh[i]?.requestsPerMonth) ?? 0)}`,
  );
  return {
    raw: { ...raw, llm: { ...llm, classes: fresh } },
    said: `llm: every class × ${figure(value / total)}, requests a month: ${each.join(", ")}; another mix: give the scenario as it is now`,
  };
}

/** A range keeps its ends in proportion, a list of months its shape. */
function scaled(before: unknown, value: number, first: number | undefined): unknown {
  if (typeof before !== "object" || before === null || first === undefined || first === 0) return value;
  const factor = value / first;
  const { low, high, months } = before as { low?: number; high?: number; months?: number[] };
  if (months !== undefined) return { ...before, months: months.map((one) => exact(one * factor)) };
  return {
    ...before,
    base: value,
    ...(low !== undefined && { low: exact(low * factor) }),
    ...(high !== undefined && { high: exact(high * factor) }),
  };
}

/** The volume of month 1, in each form that a file may give it. */
function firstOf(given: unknown): number | undefined {
  if (typeof given === "number") return given;
  if (typeof given !== "object" || given === null) return undefined;
  const { base, months } = given as { base?: number; months?: number[] };
  return months?.[0] ?? base;
}

/** 12.3 M × 3 ÷ 12.3 is 3 M, not a little beside it. */
const exact = (amount: number) => Number(amount.toPrecision(15));
