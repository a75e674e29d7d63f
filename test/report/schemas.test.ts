import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { fileOf, schemaFiles } from "../../build/schemas.ts";

it.each(Object.entries(schemaFiles()))(
  "%s is current (else: node build/schemas.ts)",
  async (path, content) => {
    expect(await readFile(fileOf(path), "utf8")).toBe(content);
  },
);

it("the scenario's schema explains each key and refuses unknown ones", () => {
  const schema = JSON.parse(schemaFiles()["schema/scenario.schema.json"] ?? "");
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties.llm.properties.promptTokens.description).toContain("tokens");
});
