import { expect, test } from "vitest";
import { parseRules, ruleProvenance, rulesFor } from "../../src/prices/rules.ts";
import { HOURS_PER_MONTH } from "../../src/units.ts";
import { committedRules } from "./books.ts";

const rules = committedRules();
const file = { schema: 1, rules: rules.records };
const changed = (id: string, change: object) => ({
  ...file,
  rules: rules.records.map((record) => (record.id === id ? { ...record, ...change } : record)),
});

test("the month of the rules file is the month of the code: 730 h", () => {
  expect(rules.values["hours-per-month"]).toBe(730);
  expect(HOURS_PER_MONTH.amount.toFixed()).toBe("730");
});

test("a database of 399 GiB has 3,000 IOPS that cannot grow, of 400 GiB 12,000 that can", () => {
  const included = rules.values["rds-gp3-included"];
  expect(included.splitGiB).toBe(400);
  expect(included.below).toEqual({ iops: 3000, throughputMiBps: 125, extendable: false });
  expect(included.from).toEqual({ iops: 12_000, throughputMiBps: 500, extendable: true });
});

test.each([
  ["ebs/gp3/iops", ["gp3-included", "gp3-limits"]],
  ["transfer/inter-az", ["inter-az", "free-paths"]],
  ["rds/storage/gp2/multi-az", ["rds-multi-az"]],
  ["ec2/instance/p5e.48xlarge/linux/shared", ["hours-per-month", "ec2-billing", "not-on-demand"]],
  ["secretsmanager/secret", []],
])("on %s bear %j", (key, expected) => {
  expect(rulesFor(key, rules).map(({ id }) => id)).toEqual(expected);
});

test("every rule names a source and a day or month", () => {
  for (const { id, source, because, retrievedAt } of rules.records) {
    expect(
      [source, because].every((text) => text.length > 10),
      id,
    ).toBe(true);
    expect(retrievedAt, id).toMatch(/^20\d\d-\d\d/);
  }
  expect(ruleProvenance(rules, "detailed-monitoring")).toMatchObject({ kind: "published", at: "2024-07" });
});

test.each([
  ["a month of 720 h", changed("hours-per-month", { value: 720 }), "hours-per-month"],
  [
    "a misspelt field",
    changed("gp3-included", { value: { iop: 3000, throughputMiBps: 125 } }),
    "gp3-included",
  ],
  ["an allowance of 0", changed("egress-allowance", { value: { giBPerMonth: 0 } }), "egress-allowance"],
  ["an unknown rule", changed("nat", { id: "nats" }), "id"],
  ["no source", changed("nat", { source: undefined }), "source"],
  ["a rule twice", { ...file, rules: [...rules.records, ...rules.records.slice(0, 1)] }, "twice"],
  ["a rule missing", { ...file, rules: rules.records.slice(1) }, "hours-per-month"],
])("refused: %s", (_, value, part) => {
  expect(() => parseRules(value, "rules.json")).toThrow(part);
});

test("refused: schema 2", () => {
  expect(() => parseRules({ ...file, schema: 2 }, "rules.json")).toThrow(
    "rules.json has schema 2; this Crossover reads up to 1.",
  );
});
