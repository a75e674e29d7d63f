import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRecord } from "../../src/record/read-record.ts";
import { recordMarkdown } from "../../src/record/record-markdown.ts";
import type { Facts } from "../../src/record/review-facts.ts";
import { reviewReasons } from "../../src/record/review-reasons.ts";
import { volumeText } from "../../src/record/volume-text.ts";
import { supportAssistant } from "../report/fixtures.ts";

const record = readRecord(
  JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/schema-2.json"), "utf8")),
  "schema-2.json",
);
const reasonOf = (id: string, facts: Partial<Facts>) =>
  reviewReasons({
    record,
    asOf: "2026-12-21",
    repriced: { ...supportAssistant(), scheduledChanges: [] },
    decisions: [],
    volumes: {},
    actual: {},
    ends: [],
    retired: [],
    ...facts,
  }).find((reason) => reason.id.startsWith(id));

describe("what a reader is told is no id, no JSON and no number without its unit", () => {
  it.each([
    ["llm", 45e6, "45 M requests a month"],
    ["vectors", 6e6, "6 M vectors"],
    ["tracking", 35, "35 seats"],
    ["tracking", 1, "1 seat"],
  ] as const)("%s %d: %s", (part, amount, text) => expect(volumeText(part, amount)).toBe(text));

  it.each([
    [45e6, "llm: 45 M requests a month, as recorded"],
    [90e6, "llm: 90 M requests a month, 2 times the recorded 45 M"],
  ])("volume %d", (llm, text) => expect(reasonOf("volume", { volumes: { llm } })?.text).toBe(text));

  it.each([
    ["below the limit: the answer that turns it", 0.05, "holds"],
    ["at the limit", 0.1, "not"],
    ["far above it", 0.3, "not"],
  ])("a quality that nobody had measured, now %s", (_case, delta, state) => {
    const candidates = [{ model: "openai/gpt-oss-20b", quality: { delta, n: 200 } }];
    const found = reasonOf("flip", { rawNow: { llm: { candidates } } });
    expect(found?.state).toBe(state);
    expect(found?.text).not.toMatch(/[{}]/);
    if (state === "holds")
      expect(found?.text).toContain(
        `by llm.candidates.0.quality, now a gap of ${delta}, turned by a gap of 0.099`,
      );
  });

  it("the page of a record: outside of the scenario as it was asked", () => {
    const [page = ""] = recordMarkdown(record).split("<details><summary>The scenario as it was asked");
    expect(page).not.toMatch(/[{}]/);
    expect(page).not.toMatch(/\d[eE][+-]?\d/);
    expect(page).not.toMatch(/(: |, )(buy|host|hybrid|tracking|vectors)\.[a-z0-9]/);
    expect(page).not.toMatch(/self-host, host|: buy, today/);
    expect(page).toContain("criteria.paybackMonths.good 12 (months)");
    const findings = /## Findings\n\n([\s\S]*?)\n\n##/.exec(page)?.[1] ?? "";
    for (const line of findings.split("\n")) expect(line).toMatch(/^- (llm: )?[A-Z]/);
  });
});
