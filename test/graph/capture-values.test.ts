import { describe, expect, test } from "vitest";
import { OPAQUE, SECRET, UNKNOWN } from "../../src/bill/registered-resource.ts";
import { DIGEST_DOOR, PROGRAM_DOOR, translateInputs, translateValue } from "../../src/graph/values.ts";

const KEY = "4dabf18193072939515e22adb298388d";
const SECRET_OBJECT = { [KEY]: "1b47061264138c4ac30d75fd1eb44270", value: "hunter2" };
const SENTINELS = [
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

describe("one value at two doors", () => {
  const same: readonly (readonly [string, unknown, unknown])[] = [
    ["null", null, null],
    ["a number", 200, 200],
    ["text that is a number", "200", "200"],
    ["an unknown of the SDK", { __pulumiUnknown: true }, UNKNOWN],
    ["a secret", SECRET_OBJECT, SECRET],
    ["a secret as ciphertext", { [KEY]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" }, SECRET],
    ["an asset", { [KEY]: "c44067f5952c0a294b673a41bacd8c17", text: "x" }, OPAQUE],
    ["a resource reference", { [KEY]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "u" }, OPAQUE],
    [
      "NaN of an exported state",
      { [KEY]: "8ad145fe-0d11-4827-bfd7-1abcbf086f5c", value: "7ff8000000000001" },
      UNKNOWN,
    ],
    ["NaN", Number.NaN, UNKNOWN],
    ["infinity", Number.POSITIVE_INFINITY, UNKNOWN],
    ["a list with all of them", [1, { __pulumiUnknown: true }, [SECRET_OBJECT]], [1, UNKNOWN, [SECRET]]],
    [
      "an object, its bookkeeping dropped",
      { a: 1, __defaults: ["b"], __internal: {}, gone: undefined },
      { a: 1 },
    ],
  ];
  for (const [what, seen, value] of same) {
    test(what, () => {
      expect(translateValue(seen, PROGRAM_DOOR)).toEqual(value);
      expect(translateValue(seen, DIGEST_DOOR)).toEqual(value);
    });
  }

  test("five sentinels and [secret] are markers in a digest and text in a program", () => {
    for (const text of [...SENTINELS, "[secret]"]) expect(translateValue(text, PROGRAM_DOOR)).toBe(text);
    for (const text of SENTINELS)
      expect(translateValue({ deep: [text] }, DIGEST_DOOR)).toEqual({ deep: [UNKNOWN] });
    expect(translateValue("[secret]", DIGEST_DOOR)).toEqual(SECRET);
    expect(translateValue("x[secret]", DIGEST_DOOR)).toBe("x[secret]");
  });

  test("what no door can deliver is our mistake", () => {
    expect(() => translateValue(() => 1, PROGRAM_DOOR)).toThrow("cannot be a function");
  });
});

test("`version` is dropped from a provider and kept in a database", () => {
  const inputs = { region: "us-east-1", version: "7.48.0" };
  expect(translateInputs("pulumi:providers:aws", inputs, PROGRAM_DOOR)).toEqual({ region: "us-east-1" });
  expect(translateInputs("aws:rds/instance:Instance", inputs, PROGRAM_DOOR)).toEqual(inputs);
});
