import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

function silentKeys(node: Node, path: string): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    ...(child.description === undefined ? [`${path}${key}`] : []),
    ...silentKeys(child, `${path}${key}.`),
  ]);
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.items ? [node.items] : [])];
  return [...own, ...inner.flatMap((child) => silentKeys(child, path))];
}

it("explains every key of a scenario to the editor that completes it", () => {
  const schema = JSON.parse(readFileSync("schema/scenario.schema.json", "utf8")) as Node;
  expect(Object.keys(schema.properties ?? {})).toContain("llm");
  expect(silentKeys(schema, "")).toEqual([]);
});
