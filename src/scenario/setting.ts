import { InputError } from "../errors.ts";
import { allKeys, nearest } from "./issue.ts";
import { PRICE_FACTORS, pricedBy } from "./price-factors.ts";

let known: readonly string[] | undefined;

const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, M: 1e6, B: 1e9 };

/**
 * A number as people type it on a command line: "1.7M", "250k", "0.6".
 * @throws InputError for anything else.
 */
export function typedNumber(text: string, flag: string): number {
  const match = /^([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([kKMB]?)$/.exec(
    text.replaceAll(/[_,](?=\d{3})/g, ""),
  );
  if (match === null) {
    throw new InputError(
      "NUMBER_INVALID",
      `${flag} must be a number, got "${text}".`,
      "Numbers take k, M and B: 250k, 1.7M. Units stand in the name of the key.",
    );
  }
  return exact(Number(match[1]) * (SUFFIXES[match[2] ?? ""] ?? 1));
}

/** 1.7 × 10⁶ is 1,700,000, not 1,699,999.9999999998. */
function exact(value: number): number {
  return Number(value.toPrecision(15));
}

function typedValue(text: string): unknown {
  if (/^(true|false)$/.test(text)) return text === "true";
  if (/^[[{]/.test(text)) return JSON.parse(text);
  if (/^[+-]?[\d.]/.test(text) && /^[+-]?\d[\d_,.]*(?:[eE][+-]?\d+)?[kKMB]?$/.test(text))
    return typedNumber(text, "--set");
  return text;
}

/**
 * The raw scenario with `key=value` applied; the same schema checks the result as checks a file.
 * @throws InputError when the text is not key=value, or the key is not one of the schema.
 */
export function applySetting(raw: Record<string, unknown>, setting: string): Record<string, unknown> {
  const equals = setting.indexOf("=");
  if (equals < 1) {
    throw new InputError(
      "SET_INVALID",
      `--set takes key=value, got "${setting}".`,
      "For example --set llm.peakToMean=3",
    );
  }
  const path = pathOf(setting.slice(0, equals).trim());
  const plain = path.filter((segment) => !/^\d+$/.test(segment)).join(".");
  known ??= allKeys();
  if (!known.includes(plain) && !inList(path) && pricedBy(path.join(".")) === undefined) {
    const guess = nearest(plain, known);
    throw new InputError(
      "SET_UNKNOWN_KEY",
      `--set ${path.join(".")}: no such key in a scenario.${guess === undefined ? "" : ` Did you mean ${guess}?`}`,
      "Every key and its unit: schema/scenario.schema.json",
    );
  }
  let value: unknown;
  try {
    value = typedValue(setting.slice(equals + 1).trim());
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      "SET_INVALID",
      `--set ${setting}: the value is not valid JSON.`,
      'For example --set llm.promptTokens={"low":1000,"base":2400,"high":4000}',
    );
  }
  return placed(raw, path, value) as Record<string, unknown>;
}

/** A seller's model is one name, whatever dots it has: `llm.priceFactors.openai/gpt-4.1-mini`. */
function pathOf(key: string): string[] {
  const seller = pricedBy(key);
  return seller === undefined ? key.split(".") : [...PRICE_FACTORS.split("."), seller];
}

/** Keys inside lists (candidates, classes, own offers) are checked by the schema alone. */
function inList(path: readonly string[]): boolean {
  return path.some((segment) => /^\d+$/.test(segment));
}

function placed(node: unknown, path: readonly string[], value: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (Array.isArray(node) || (/^\d+$/.test(head) && node === undefined)) {
    const list = Array.isArray(node) ? [...node] : [];
    const index = Number(head);
    const old = rest.length > 0 && typeof list[index] === "string" ? { model: list[index] } : list[index];
    list[index] = placed(old, rest, value);
    return list;
  }
  const object = typeof node === "object" && node !== null ? (node as Record<string, unknown>) : {};
  return { ...object, [head]: placed(object[head], rest, value) };
}
