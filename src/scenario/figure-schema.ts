import { z } from "zod";

/** What one numeric key means and where it may lie; the schema, its errors and the editor's help come from here. */
export interface FieldMeaning {
  /** "tokens", "USD/h", "share": printed after the bound in every error. */
  readonly unit: string;
  readonly describe: string;
  readonly min?: number;
  readonly max?: number;
  /** The bound itself is not allowed. */
  readonly above?: number;
  readonly whole?: boolean;
}

export type RawFigure =
  | number
  | { low?: number | undefined; base: number; high?: number | undefined; because?: string | undefined }
  | { months: number[]; because?: string | undefined };

function bounded(meaning: FieldMeaning) {
  let number = z.number();
  if (meaning.min !== undefined) number = number.min(meaning.min);
  if (meaning.above !== undefined) number = number.gt(meaning.above);
  if (meaning.max !== undefined) number = number.max(meaning.max);
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
        low: number.optional(),
        base: number,
        high: number.optional(),
        because: z.string().optional(),
      }),
      z.strictObject({ months: z.array(number).min(1), because: z.string().optional() }),
    ])
    .meta({ description: `${meaning.describe} (${meaning.unit})`, unit: meaning.unit });
}

export const answer = z.enum(["yes", "no", "unanswered"]).or(z.boolean());
