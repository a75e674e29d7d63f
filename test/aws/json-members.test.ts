import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Choice, JsonMembers, parsedJson } from "../../src/aws/json-members.ts";
import { chunksOf } from "./chunks.ts";

/** The values at a depth of two, as [key, key, value], with everything above them entered. */
async function pairsOf(text: string, lengths: readonly number[], deepest: Choice = "take") {
  const found: unknown[] = [];
  const members = new JsonMembers("test.json", {
    choose: ({ length }) => (length < 2 ? "enter" : deepest),
    taken: (path, bytes) => found.push([...path, parsedJson(bytes.toString(), "test.json")]),
  });
  for await (const chunk of chunksOf(text, lengths)) members.write(chunk);
  members.end();
  return found;
}

const text = fc.string({
  unit: fc.constantFrom("a", "é", "𝒳", '"', "\\", "\n", "{", "}", "[", "]", ",", ":"),
});
/**
 * Keys below what is taken are read by JSON.parse, and V8 13.6 now and then takes an escaped key for another one: after
 * {"\\"": 0} the key "\\n" came back as a backslash. Values and the keys that we read ourselves keep every escape.
 */
const plain = fc.string({ unit: fc.constantFrom("a", "é", "𝒳", "{", "}", "[", "]", ",", ":") });
/** JSON has no −0. */
const writesAsIs = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return !Object.is(value, -0);
  return Object.values(value).every(writesAsIs);
};
const inner = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).filter(writesAsIs),
  text,
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(plain, fc.integer(), { maxKeys: 3, noNullPrototype: true }),
);
const outer = fc.dictionary(text, fc.dictionary(text, inner, { maxKeys: 4, noNullPrototype: true }), {
  maxKeys: 4,
  noNullPrototype: true,
});
const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const indent = fc.constantFrom(undefined, 1, "\t");

const pairs = (value: object) =>
  Object.entries(value).flatMap(([first, rest]) =>
    Object.entries(rest).map(([second, deep]) => [first, second, deep]),
  );

describe("members of a streamed JSON", () => {
  test("are those that were written, wherever the chunks are cut", async () => {
    await fc.assert(
      fc.asyncProperty(outer, cuts, indent, async (value, lengths, space) => {
        const json = JSON.stringify(value, undefined, space);
        // The value itself, and no second parser, is what was written.
        const expected = pairs(value);
        expect(await pairsOf(json, lengths)).toEqual(expected);
        expect(await pairsOf(json, lengths, "skip")).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("a text cut anywhere is refused", async () => {
    const json = '{"a": {"b": [1, {"c": "}\\""}], "d": -1.5e3}, "e\\n": {}}';
    expect(await pairsOf(json, [3])).toHaveLength(2);
    for (let end = 0; end < json.length; end++) {
      await expect(pairsOf(json.slice(0, end), [7]), `cut at ${end}`).rejects.toMatchObject({
        code: "OFFER_FILE_TRUNCATED",
      });
    }
  });

  test.each([
    '{"a" 1}',
    '{"a": {1: 2}}',
    '{"a": {}]',
    "[1 2]",
    "{,}",
    '{"a": {"b": 1,}}',
    '{"a": {"b": x}}',
    "]",
  ])("what is not JSON is refused: %s", async (json) => {
    await expect(pairsOf(json, [2])).rejects.toMatchObject({ code: "OFFER_FILE_DAMAGED" });
  });

  test("texts may follow each other; a number at the end is a text too", async () => {
    const found: unknown[] = [];
    const members = new JsonMembers("lines.jsonl", {
      choose: () => "take",
      taken: (_, bytes) => found.push(JSON.parse(bytes.toString())),
    });
    for await (const chunk of chunksOf('{"a": 1}\n"b"\r\n[2] true\n7', [1])) members.write(chunk);
    members.end();
    expect(found).toEqual([{ a: 1 }, "b", [2], true, 7]);
  });
});
