import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.ts";
import { readStackConfig } from "../../src/graph/stack-config.ts";
import { PROD } from "../bill/fleets.ts";
import { textConfigOf } from "../engine/site-config.ts";

const root = mkdtempSync(join(tmpdir(), "crossover-config-"));
afterAll(() => rmSync(root, { recursive: true }));

const scenario = "region: us-east-1\n";
writeFileSync(join(root, "shop.yaml"), scenario);
const sha256 = createHash("sha256").update(scenario).digest("hex");

const base = textConfigOf(PROD);
const secrets = new Set(["crossover:overrides"]);
const read = (more: Readonly<Record<string, string>> = {}) =>
  readStackConfig({ ...base, ...more }, root, secrets);

function refusal(more: Readonly<Record<string, string>>, without: readonly string[] = []): InputError {
  const config = Object.fromEntries(
    Object.entries({ ...base, ...more }).filter(([key]) => !without.includes(key)),
  );
  try {
    readStackConfig(config, root, secrets);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("a stack's config", () => {
  it("holds the fleet that was chosen, unchanged", () => {
    expect(read().fleet).toEqual(PROD);
    expect(read().scenario).toBeUndefined();
    expect(read().budgetUsdPerMonth).toBeUndefined();
  });
  it("names the scenario by path and digest", () => {
    const reference = JSON.stringify({ path: "shop.yaml", sha256 });
    expect(read({ "crossover:scenario": reference }).scenario).toEqual({
      file: "shop.yaml",
      text: scenario,
      root,
    });
  });
  it("refuses a scenario that has changed since the choice", () => {
    const error = refusal({
      "crossover:scenario": JSON.stringify({ path: "shop.yaml", sha256: "0".repeat(64) }),
    });
    expect(error.message).toContain(sha256.slice(0, 12));
    expect(error.hint).toBe("Choose again with: crossover choose shop.yaml");
  });
  it("refuses a scenario that is gone", () => {
    expect(refusal({ "crossover:scenario": JSON.stringify({ path: "gone.yaml", sha256 }) }).message).toMatch(
      /ENOENT/,
    );
  });
  it("names another price book by its folder", () => {
    mkdirSync(join(root, "prices"));
    expect(refusal({ "crossover:book": "prices" })).toMatchObject({
      code: "STACK_BOOK_MISSING",
      exitCode: 2,
    });
    writeFileSync(join(root, "prices/index.json"), "{}");
    expect(read({ "crossover:book": "prices" }).book).toBe(join(root, "prices"));
    expect(read().book).toBeUndefined();
  });
  it("refuses another region than the fleet's", () => {
    const error = refusal({ "aws:region": "eu-west-1" });
    expect(error.message).toBe("aws:region is eu-west-1, the fleet was chosen for us-east-1.");
    expect(refusal({}, ["aws:region"]).message).toMatch(/^aws:region is not set/);
  });
  it("names the broken field of a fleet", () => {
    const fleet = JSON.stringify({ ...PROD, llm: { ...PROD.llm, instances: 0 } });
    expect(refusal({ "crossover:fleet": fleet }).message).toMatch(/^crossover:fleet\.llm\.instances: /);
    expect(refusal({ "crossover:fleet": "g5.2xlarge" }).message).toMatch(/must be an object/);
    expect(refusal({}, ["crossover:fleet"]).hint).toMatch(/crossover choose/);
  });
  it.each(["0", "-5", "much", "", "Infinity"])("refuses a budget of %j", (budget) => {
    expect(refusal({ "crossover:budgetUsdPerMonth": budget }).message).toMatch(/must be USD a month above 0/);
  });
  it("holds your own prices as a secret, and refuses them in clear without repeating them", () => {
    const config = { ...base, "crossover:overrides": "overrides: [] # EDP 0.9137" };
    expect(readStackConfig(config, root, secrets).overrides).toBe("overrides: [] # EDP 0.9137");
    expect(read().overrides).toBeUndefined();
    const refused = () => readStackConfig(config, root);
    expect(refused).toThrow(
      /^crossover:overrides stands in clear in the stack's config; it must be a secret\.$/,
    );
    try {
      refused();
    } catch (error) {
      expect(String(error) + (error as InputError).hint).not.toContain("0.9137");
    }
  });
  it("reads a budget of 5,000 USD", () => {
    expect(read({ "crossover:budgetUsdPerMonth": "5000" }).budgetUsdPerMonth).toBe(5000);
  });
});
