import { figure, volume } from "../number.ts";

const KEY = /\{([\w.]+)\}/g;

/** From here on a number is told as a volume: "1 M". */
const MANY = 10_000;

/** "API over {horizonMonths} months" with what the inputs say now, so that a row's name follows `--set`. */
export function withInputs(text: string, inputs: unknown): string {
  return text.replace(KEY, (_, key: string) => told(valueAt(inputs, key)));
}

function valueAt(inputs: unknown, key: string): unknown {
  const found = key
    .split(".")
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], inputs);
  return typeof found === "object" && found !== null && "base" in found ? found.base : found;
}

function told(value: unknown): string {
  if (typeof value === "number") return value >= MANY ? volume(value) : figure(value);
  return typeof value === "string" ? value : "?";
}
