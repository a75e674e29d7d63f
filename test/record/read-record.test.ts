import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/cli/digest.ts";
import { recordFile } from "../../src/cli/record-file.ts";
import { InputError } from "../../src/errors.ts";
import { canonical, isUntouched, recordText } from "../../src/record/canonical.ts";
import { chosenIn } from "../../src/record/chosen.ts";
import { readRecord } from "../../src/record/read-record.ts";
import { recordMarkdown } from "../../src/record/record-markdown.ts";

const fixture = (name: string) => join(import.meta.dirname, "fixtures", name);
const jsonOf = (name: string) => JSON.parse(readFileSync(fixture(name), "utf8"));

function refusal(value: unknown): InputError {
  try {
    readRecord(value, "it.json");
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("a record that was written with schema 1", () => {
  it("is read whole, is untouched, and would be written with the same bytes", () => {
    const record = recordFile(fixture("schema-1.json"));
    expect(recordText(record)).toBe(readFileSync(fixture("schema-1.json"), "utf8"));
    expect(record.decisions).toMatchObject([{ part: "tracking", verdict: "self-host" }]);
    expect(recordMarkdown(record)).toContain(
      "| tracking | ► MLflow, m7g.large + db.m7g.large |       4,200 |       881 |",
    );
  });
  it.each([
    ["schema-0.json", "RECORD_SCHEMA_UNKNOWN", "has schema 0; records have schemas 1 to 2"],
    ["schema-99.json", "RECORD_SCHEMA_NEWER", "is a record of schema 99; this program reads schemas 1 to 2"],
  ])("%s is refused by name", (name, code, words) => {
    const error = refusal(jsonOf(name));
    expect([error.code, error.exitCode]).toEqual([code, 2]);
    expect(error.message).toContain(words);
  });
  it("is refused where any one of its keys is missing: half a decision is another decision", () => {
    const whole = jsonOf("schema-1.json");
    const optional = ["decidedBy", "replaces", "overrides", "random", "combination"];
    for (const key of Object.keys(whole).filter((name) => !optional.includes(name) && name !== "schema")) {
      const { [key]: _, ...rest } = whole;
      expect(refusal(rest).message).toContain(key);
    }
    expect(refusal({ ...whole, more: 1 }).code).toBe("RECORD_INVALID");
  });
  it("shows every change of a figure or word", () => {
    const record = readRecord(jsonOf("schema-1.json"), "it.json");
    expect(isUntouched(record, sha256)).toBe(true);
    const dearer = structuredClone(record);
    (dearer.alternatives[0] ?? fail()).monthsUsd[7] = 1;
    expect(isUntouched(dearer, sha256)).toBe(false);
    expect(isUntouched({ ...record, decidedBy: "somebody else" }, sha256)).toBe(false);
  });
});

describe("a record that was written with schema 2", () => {
  const path = fixture("schema-2.json");
  it("is read whole, is untouched, and would be written with the same bytes", () => {
    const record = recordFile(path);
    expect(recordText(record)).toBe(readFileSync(path, "utf8"));
    expect(refusal({ ...jsonOf("schema-2.json"), schema: 1 }).code).toBe("RECORD_INVALID");
  });

  it("what runs today and is ruled out is chosen in no face; what the rule costs and each flip have their words", () => {
    const record = recordFile(path);
    expect(record.decisions.map((one) => chosenIn(record, one))).toEqual([
      { name: "nothing may be chosen yet" },
    ]);
    const page = recordMarkdown(record);
    expect(page).not.toContain("►");
    expect(page).toContain("**llm: explain, nothing may be chosen yet**, by constraint");
    expect(page).toContain(
      "The constraint (criteria.dataPolicy: own-account) costs 313,982 USD over 36 months",
    );
    expect(page).toContain("gpt-4.1-mini runs today and is ruled out: the data policy is own-account");
    expect(page).toContain("- llm: llm.candidates.0.quality unanswered → a gap of 0.099: run it ourselves\n");
    expect(page).toContain("both paths costed over the horizon: yes, llm: buying it is ruled out");
  });

  it("schema 1 named it as chosen: it is read so that nothing is", () => {
    const old = readRecord(jsonOf("schema-1.json"), "schema-1.json");
    const infeasible = "the data policy is own-account";
    const barred = { ...old, alternatives: old.alternatives.map((row) => ({ ...row, infeasible })) };
    expect(barred.decisions.map((one) => chosenIn(barred, one).names)).toEqual([undefined]);
    expect(old.decisions.map((one) => chosenIn(old, one).names)).toEqual(["tracking.host.m7g.large"]);
  });
});

const fail = (): never => {
  throw new Error("no row");
};

it("law: a canonical text does not depend on the order of keys", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonical(turned)).toBe(canonical(value));
    }),
  );
});
