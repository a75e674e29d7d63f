import { DEFAULTS } from "../scenario/defaults.ts";
import type { Framework } from "./framework.ts";

/** Whether a key was answered: by the reader, by a default that the report lists as assumed, or by nobody. */
type KeyState = "fed" | "default" | "unanswered";

export interface Feed {
  readonly framework: Framework;
  readonly state: KeyState | "no key needed";
  readonly keys: readonly { readonly key: string; readonly state: KeyState }[];
}

/** Defaults that are no figure, so that no table of figures holds them. */
const WORDS = new Set([
  "asOf",
  "announcedPriceChanges",
  "criteria",
  "criteria.dataPolicy",
  "llm.candidates[].weights",
  "tracking.sso",
  "tracking.selfHostMandate",
]);

/** Figures that follow from others where nobody gives them: four times the mean output, the horizon. */
const FOLLOWS = new Set(["llm.outputTokensMax", "spreadMonths"]);

/**
 * What a raw scenario says to one idea: fed when it answers any of its keys, else what the first of them is, the one that
 * it hangs on most. A key of a part that the scenario does not have is unanswered, whatever its default: nothing reads it.
 */
export function feedOf(framework: Framework, raw: Readonly<Record<string, unknown>>): Feed {
  const keys = framework.keys.map((key) => ({ key, state: stateOf(key, raw) }));
  const first = keys[0]?.state ?? "no key needed";
  const state = keys.some((entry) => entry.state === "fed") ? "fed" : first;
  return { framework, state, keys };
}

function stateOf(key: string, raw: Readonly<Record<string, unknown>>): KeyState {
  const path = key.split(".");
  if (answered(raw, path)) return "fed";
  // Requests of a class stand in the list, and the same key above it serves them all.
  if (path[0] === "llm" && path.length > 1 && answered(raw, ["llm", "classes[]", ...path.slice(1)]))
    return "fed";
  // What was measured class by class is what the gate reads.
  if (key === "llm.candidates[].quality" && answered(raw, ["llm", "classes[]", "quality"])) return "fed";
  return hasDefault(key, raw) ? "default" : "unanswered";
}

function hasDefault(key: string, raw: Readonly<Record<string, unknown>>): boolean {
  const part = key.split(".")[0] ?? "";
  if (["llm", "vectors", "tracking"].includes(part) && raw[part] === undefined) return false;
  return key in DEFAULTS || WORDS.has(key) || FOLLOWS.has(key);
}

/** True where the path leads to something said; "unanswered" is an honest word for nothing. */
function answered(node: unknown, path: readonly string[]): boolean {
  const [head, ...rest] = path;
  if (head === undefined) return said(node);
  if (typeof node !== "object" || node === null) return false;
  const inside = (node as Record<string, unknown>)[head.replace("[]", "")];
  if (!head.endsWith("[]")) return answered(inside, rest);
  return Array.isArray(inside) && inside.some((entry) => answered(entry, rest));
}

function said(node: unknown): boolean {
  if (node === undefined || node === null || node === "unanswered") return false;
  if (Array.isArray(node)) return node.length > 0;
  if (typeof node === "object") return Object.values(node).some(said);
  return true;
}
