import { expect, it } from "vitest";
import { renderJson } from "../../src/report/json.ts";
import { type Report, reportSchema } from "../../src/report/report.ts";
import { REPORTS, supportAssistant } from "./fixtures.ts";

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

it("what is printed parses to the same report, for every outcome", () => {
  for (const make of Object.values(REPORTS)) {
    const text = renderJson(make());
    expect(reportSchema.parse(JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(make())));
    expect(text.endsWith("}\n")).toBe(true);
  }
});

it("the order of keys is the schema's, not the order they were made in", () => {
  const report = supportAssistant();
  const facts = (r: Report) =>
    r.alternatives.map((a) => ({
      ...a,
      monthly: a.monthly.map((c) => ({
        ...c,
        price: "tiers" in c.price ? { ...c.price, facts: {} } : c.price,
      })),
    }));
  const plain = { ...report, alternatives: facts(report) };
  expect(renderJson(reversed(plain) as Report)).toBe(renderJson(plain));
  expect(
    renderJson(report).startsWith('{\n  "schema": 1,\n  "tool": "crossover 0.1.0",\n  "scenario": {'),
  ).toBe(true);
});

it("money keeps every digit that it was computed with", () => {
  expect(renderJson(supportAssistant())).toContain('"usd": "9820.252"');
});

it("what is no report is not printed", () => {
  const broken = { ...supportAssistant(), schema: 2 } as unknown as Report;
  expect(() => renderJson(broken)).toThrow();
});
