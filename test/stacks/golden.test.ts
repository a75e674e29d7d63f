import { expect, test } from "vitest";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import { planningSite } from "../../stacks/site.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const PARTS = {
  llm: { llm: LLM },
  vectors: { vectors: VECTORS },
  tracking: { tracking: TRACKING },
} as const;

for (const [part, parts] of Object.entries(PARTS)) {
  test(`${part} in prod registers what its golden holds`, async () => {
    const graph = await captureFleet(fleet("prod", parts), planningSite("us-east-1"));
    await expect(`${JSON.stringify(graph, null, 2)}\n`).toMatchFileSnapshot(`golden/${part}.json`);
  });
}
