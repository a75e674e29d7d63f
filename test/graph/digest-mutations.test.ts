import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { InputError } from "../../src/errors.ts";
import { type PreviewGraphs, readDigest } from "./digest.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const digests = ["first", "changed", "changed-with-replacement-steps"].map(
  (name) => JSON.parse(readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`), "utf8")) as Json,
);

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

const paths = digests.map((digest) => pathsOf(digest).filter((path) => path.length > 0));

type Mutation =
  | { readonly kind: "delete" }
  | { readonly kind: "replace"; readonly by: Json }
  | { readonly kind: "add"; readonly key: string; readonly by: Json }
  | { readonly kind: "repeat" };

const junk = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    "same",
    "create",
    "delete",
    "[secret]",
    "",
    0,
    null,
    {},
    [],
    "aws:ec2/instance:Instance",
    {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    },
  ),
);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.constant({ kind: "delete" } as const),
  fc.constant({ kind: "repeat" } as const),
  fc.record({ kind: fc.constant("replace" as const), by: junk }),
  fc.record({ kind: fc.constant("add" as const), key: fc.string(), by: junk }),
);
const mutant = fc
  .nat(digests.length - 1)
  .chain((which) =>
    fc.record({ which: fc.constant(which), at: fc.constantFrom(...(paths[which] ?? [])), mutation }),
  );

function mutated(digest: Json, path: Path, change: Mutation): Json {
  const copy = structuredClone(digest);
  const parent = path
    .slice(0, -1)
    .reduce<Json>((value, key) => (value as Record<string, Json>)[key] ?? null, copy);
  const key = String(path.at(-1));
  if (change.kind === "add") return { ...(copy as Record<string, Json>), [change.key]: change.by };
  if (Array.isArray(parent)) {
    const index = Number(key);
    if (change.kind === "delete") parent.splice(index, 1);
    else if (change.kind === "repeat") parent.splice(index, 0, structuredClone(parent[index] ?? null));
    else parent[index] = change.by;
  } else if (typeof parent === "object" && parent !== null) {
    if (change.kind === "delete") delete parent[key];
    else if (change.kind === "replace") parent[key] = change.by;
  }
  return copy;
}

/** The graphs of an untouched preview, and what a mutation may change in them. */
const originals = digests.map((digest) => readDigest(JSON.stringify(digest), "original"));

/** What is only read is not counted by the engine and not billed: losing one harms no total. */
const billed = (graph: readonly RegisteredResource[]) => graph.filter(({ kind }) => kind !== "read");
const billedKeys = (graph: readonly RegisteredResource[]) => billed(graph).map(({ key }) => key);

/** `toEqual` at a tenth of its cost while all is well. */
function expectSame(found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) expect(found).toEqual(wanted);
}

/** Fields whose change is a different, valid preview: a reader cannot know that they were meant otherwise. */
const MEANINGFUL = /^(inputs|outputs|custom|external|viewOf|provider|sourcePosition|parent|delete)$/;

function isMeaningful(path: Path): boolean {
  return path[0] === "config" || (path[0] === "steps" && MEANINGFUL.test(String(path[3] ?? "")));
}

const RUNS = 10_000;

describe("damaged previews", () => {
  it(`${RUNS.toLocaleString("en-US")} mutants: a typed error or the right graph`, () => {
    const outcomes = { refused: 0, unharmed: 0, changed: 0 };
    fc.assert(
      fc.property(mutant, ({ which, at, mutation: change }) => {
        const original = originals[which] as PreviewGraphs;
        let found: PreviewGraphs;
        try {
          found = readDigest(JSON.stringify(mutated(digests[which] ?? null, at, change)), "mutant");
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          outcomes.refused += 1;
          return;
        }
        // The planned graph is whole or refused: no single change may make resources vanish unnoticed.
        if (change.kind !== "add" && isMeaningful(at)) {
          outcomes.changed += 1;
          // Marking something as another's (read, a view) is a valid preview too.
          if (!at.some((key) => key === "viewOf" || key === "external")) {
            expectSame(billedKeys(found.planned), billedKeys(original.planned));
          }
          return;
        }
        expectSame(billed(found.planned), billed(original.planned));
        expectSame(billed(found.prior), billed(original.prior));
        outcomes.unharmed += 1;
      }),
      { numRuns: RUNS },
    );
    // The property means something only when all outcomes occur.
    expect(outcomes.refused).toBeGreaterThan(RUNS / 100);
    expect(outcomes.unharmed).toBeGreaterThan(RUNS / 100);
    expect(outcomes.changed).toBeGreaterThan(RUNS / 100);
  });

  it("1,000 truncated or garbled texts: a typed error, never a graph", () => {
    const text = JSON.stringify(digests[0]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
        expect(() => readDigest(text.slice(0, length), "cut")).toThrow(InputError);
      }),
      { numRuns: 1000 },
    );
  });
});
