import { InputError } from "../errors.ts";

/**
 * A day as somebody typed it.
 * @param flag names it in the error
 * @throws InputError DATE_INVALID, exit 2.
 */
export function typedDay(text: string, flag: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && exists) return text;
  throw new InputError("DATE_INVALID", `${flag} must be a day like 2026-11-21, got "${text}".`);
}
