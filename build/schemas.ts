import { readFile, writeFile } from "node:fs/promises";
import { overridesSchema } from "../src/prices/override/override.ts";
import { reportSchema } from "../src/report/report.ts";
import { scenarioSchema } from "../src/scenario/schema.ts";

/** What editors and other programs read: the schemas as JSON Schema, written from the ones that parse. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const report = {
    title: "Crossover report",
    description:
      "What `crossover compare --json` prints; money is USD, unrounded, decimal text where it is a line.",
    ...reportSchema.toJSONSchema({ reused: "ref" }),
  };
  return {
    "schema/overrides.schema.json": text(overridesSchema.toJSONSchema({ io: "input" })),
    "schema/report.schema.json": text(report),
    "schema/scenario.schema.json": text(scenarioSchema.toJSONSchema({ io: "input" })),
  };
}

const text = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`;

export const fileOf = (path: string) => new URL(`../${path}`, import.meta.url);

/** Written only where the content differs, so that a build leaves the dates alone. */
async function write(): Promise<void> {
  for (const [path, content] of Object.entries(schemaFiles())) {
    const before = await readFile(fileOf(path), "utf8").catch(() => "");
    if (before !== content) await writeFile(fileOf(path), content);
  }
}

if (import.meta.main) await write();
