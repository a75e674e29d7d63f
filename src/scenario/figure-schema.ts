import { z } from "zod";
import { LARGEST, type Unit } from "./largest.ts";

/** What one numeric key means and where it may lie; the schema, its errors and the editor's help come from here. */
export interface FieldMeaning {
  /** "tokens", "USD/h", "share": printed after the bound in every error. */
  readonly unit: Unit;
  readonly describe: string;
  readonly min?: number;
  /** Absent: the largest of the unit. */
  readonly max?: number;
  /** The bound itself is not allowed. */
  readonly above?: number;
  readonly whole?: boolean;
}

export type RawFigure =
  | number
  | { low?: number | undefined; base: number; high?: number | undefined; because?: string | undefined }
  | { months: number[]; because?: string | undefined };

const BECAUSE = z.string().describe("why; printed beside the figure");

function bounded(meaning: FieldMeaning) {
  let number = z.number();
  if (meaning.min !== undefined) number = number.min(meaning.min);
  if (meaning.above !== undefined) number = number.gt(meaning.above);
  number = number.max(meaning.max ?? LARGEST[meaning.unit].most);
  if (meaning.whole) number = number.int();
  return number;
}

/** A number, a range with its reason, or a list of months. */
export function figure(meaning: FieldMeaning) {
  const number = bounded(meaning);
  return z
    .union([
      number,
      z.strictObject({
        low: number.describe("lowest it may plausibly be").optional(),
        base: number.describe("what is counted with"),
        high: number.describe("highest it may plausibly be").optional(),
        because: BECAUSE.optional(),
      }),
      z.strictObject({
        months: z.array(number).min(1).describe("one value for each month; the last one stays"),
        because: BECAUSE.optional(),
      }),
    ])
    .meta({ description: `${meaning.describe} (${meaning.unit})`, unit: meaning.unit });
}

export const answer = z.enum(["yes", "no", "unanswered"]).or(z.boolean());

/** Meanings that many keys share. */
export const count = (describe: string, unit: Unit = "a month") => figure({ unit, describe, min: 0 });
export const tokens = (describe: string, above?: number) =>
  figure(above === undefined ? { unit: "tokens", describe, min: 0 } : { unit: "tokens", describe, above });
export const share = (describe: string) => figure({ unit: "share, 0 to 1", describe, min: 0, max: 1 });
export const ratio = (describe: string) => figure({ unit: "ratio, at least 1", describe, min: 1 });
export const hours = (describe: string, unit: Unit = "h/month") => figure({ unit, describe, min: 0 });
export const usd = (describe: string, unit: Unit = "USD/month") => figure({ unit, describe, min: 0 });
export const growth = () =>
  figure({ unit: "share per month, 0.05 is 5 %", describe: "growth of this volume", above: -1, max: 1 });
