import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.ts";
import { readStackConfig } from "../../src/graph/stack-config.ts";
import { PROD } from "../bill/fleets.ts";
import { textConfigOf } from "../engine/site-config.ts";

const root = mkdtempSync(join(tmpdir(), "crossover-decision-"));
afterAll(() => rmSync(root, { recursive: true }));
// The record in the fixtures was made about this very file.
copyFileSync(resolve("test/record/fixtures/schema-1.json"), join(root, "team.decision.json"));
copyFileSync(resolve("test/record/fixtures/ml-team.yaml"), join(root, "team.yaml"));
const text = readFileSync(join(root, "team.yaml"), "utf8");
const ID = JSON.parse(readFileSync(join(root, "team.decision.json"), "utf8")).id as string;
const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");

function read(decision: object, scenario = text) {
  writeFileSync(join(root, "team.yaml"), scenario);
  return readStackConfig(
    {
      ...textConfigOf(PROD),
      "crossover:scenario": JSON.stringify({ path: "team.yaml", sha256: sha256(scenario) }),
      "crossover:decision": JSON.stringify(decision),
    },
    root,
  );
}

describe("the decision in a stack's config", () => {
  it("is the record's id, verdict, days and hashes", () => {
    expect(read({ path: "team.decision.json", id: ID }).decision).toEqual({
      id: ID,
      verdict: { tracking: "self-host: MLflow, m7g.large + db.m7g.large" },
      decidedAt: "2026-11-21",
      reviewBy: "2027-11-21",
      hashes: {
        scenario: expect.stringMatching(/^[0-9a-f]{64}$/),
        criteria: expect.stringMatching(/^[0-9a-f]{12}$/),
        prices: { "us-east-1": expect.any(String), global: expect.any(String) },
      },
    });
  });
  it.each([
    [
      "another record",
      { path: "team.decision.json", id: "0123456789abcdef" },
      text,
      /the stack's config says 0123/,
    ],
    [
      "another version of the scenario",
      { path: "team.decision.json", id: ID },
      `${text}# more\n`,
      /another version/,
    ],
    ["a record that is gone", { path: "gone.json", id: ID }, text, /gone.json is not there/],
  ])("refuses %s", (_case, reference, scenario, message) => {
    expect(() => read(reference, scenario)).toThrow(InputError);
    expect(() => read(reference, scenario)).toThrow(message);
  });
});
