import type { Scenario } from "../scenario/scenario.ts";

/**
 * Keys with the names of list entries in the place of their numbers: `llm.candidates.openai/gpt-oss-120b.…` for
 * `llm.candidates.0.…`. Another order of the list, or one entry more, then changes no draw of the others.
 */
export function streamNames(scenario: Scenario): (key: string) => string {
  const lists = listsOf(scenario);
  return (key) => {
    const found = lists.find(({ path }) => key.startsWith(`${path}.`));
    if (found === undefined) return key;
    const [place = "", ...rest] = key.slice(found.path.length + 1).split(".");
    const name = found.names[Number(place)];
    return name === undefined ? key : [found.path, name, ...rest].join(".");
  };
}

interface Named {
  readonly path: string;
  readonly names: readonly string[];
}

function listsOf({ llm, offers, commitments, risks, components, spent }: Scenario): Named[] {
  const lists: readonly (readonly [string, readonly object[] | undefined])[] = [
    ["llm.candidates", llm?.candidates],
    ["llm.classes", llm?.classes],
    ["offers.own", offers.own],
    ["commitments", commitments],
    ["risks", risks],
    ["components", components],
    ["spent", spent],
  ];
  return lists.flatMap(([path, entries]) =>
    entries === undefined ? [] : [{ path, names: distinct(entries.map(nameOf)) }],
  );
}

/** A candidate twice is tuned once, or given text to read, or served at another precision. */
function nameOf(entry: object): string {
  const part = (key: string): unknown => (entry as Record<string, unknown>)[key];
  const how = ["tuning", "retrieval"].filter((key) => part(key) !== undefined);
  const words = [part("model") ?? part("name") ?? part("id") ?? part("kind"), part("precision"), ...how];
  return words.filter((word) => typeof word === "string").join(" ");
}

/** Entries that nothing tells apart are counted; their order among themselves is all that is left of it. */
function distinct(names: readonly string[]): string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name} ${before + 1}`;
  });
}
