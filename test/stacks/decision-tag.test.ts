import { expect, test } from "vitest";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { planningSite } from "../../stacks/site.ts";
import { DECISION_TAG } from "../../stacks/tags.ts";
import { captureDeployed } from "./deployed.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const ID = "0123456789abcdef";
const FLEET = fleet("prod", { llm: LLM, vectors: VECTORS, tracking: TRACKING });
const SITE = planningSite("us-east-1");

/** Inputs without the decision, wherever it stands. */
function withoutDecision(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => item?.key !== DECISION_TAG).map(withoutDecision);
  }
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== DECISION_TAG);
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutDecision(child)]));
}

const tagged = ({ inputs }: RegisteredResource) => JSON.stringify(inputs.tags ?? null).includes(DECISION_TAG);

test("the decision is a tag of everything that has tags, and changes nothing else of the graph", async () => {
  const [plain, decided] = [await captureDeployed(FLEET, SITE), await captureDeployed(FLEET, SITE, ID)];
  expect(plain.filter(tagged)).toEqual([]);
  const withTags = decided.filter(({ inputs }) => inputs.tags !== undefined);
  expect(withTags.length).toBeGreaterThan(20);
  expect(withTags.filter((resource) => !tagged(resource)).map(({ name }) => name)).toEqual([]);
  const inputsOf = (graph: readonly RegisteredResource[]) =>
    graph.map(({ type, name, inputs }) => [type, name, withoutDecision(inputs)]);
  expect(inputsOf(decided)).toEqual(inputsOf(plain));
});

test("another decision is no other launch template: no instance is replaced for a tag", async () => {
  const templates = (await captureDeployed(FLEET, SITE, ID)).filter(
    ({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate",
  );
  expect(templates.length).toBe(2);
  for (const { inputs } of templates) {
    expect(JSON.stringify(inputs.tagSpecifications)).toContain("Fleet");
    expect(JSON.stringify(inputs.tagSpecifications)).not.toContain(DECISION_TAG);
  }
});
