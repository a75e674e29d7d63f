import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffText } from "../../src/cli/price-diff-text.ts";
import { diffOf, isEmpty } from "../../src/prices/book/book-diff.ts";
import { datedDiff, saysNothing } from "../../src/prices/book/dated-diff.ts";
import type { Snapshot } from "../../src/prices/book/snapshot.ts";
import { instances } from "./book-folder.ts";
import { committedRules } from "./books.ts";

const type = fc.stringMatching(/^[a-z][0-9][a-z]?\.(xlarge|[248]xlarge|48xlarge)$/);
const usd = fc.integer({ min: 1, max: 99_999_999 }).map((n) => String(n / 1e6).replace(/e.*/, ""));
const hourly = fc.dictionary(
  type,
  usd.filter((text) => /^(0|[1-9]\d*)(\.\d*[1-9])?$/.test(text)),
  { maxKeys: 12 },
);
const snapshot = fc
  .tuple(hourly, fc.constantFrom("2025-04-28", "2025-07-01", "2026-01-02"))
  .map(([prices, day]) => instances("us-east-1", day, prices));

describe("laws over invented snapshots", () => {
  test("diff(a, a) is empty", () => {
    fc.assert(
      fc.property(snapshot, (a) => {
        expect(isEmpty(diffOf(a, structuredClone(a)))).toBe(true);
      }),
    );
  });

  test("every key is in one place: the same, moved, added or removed; and back is the opposite", () => {
    fc.assert(
      fc.property(snapshot, snapshot, (a, b) => {
        const [there, back] = [diffOf(a, b), diffOf(b, a)];
        const same = Object.keys(b.entries).filter(
          (key) => a.entries[key] !== undefined && !there.moved.some((move) => move.key === key),
        );
        for (const key of same) expect(b.entries[key]?.tiers).toEqual(a.entries[key]?.tiers);
        expect(same.length + there.moved.length + there.added.length).toBe(Object.keys(b.entries).length);
        expect(same.length + there.moved.length + there.removed.length).toBe(Object.keys(a.entries).length);
        expect(back.added).toEqual(there.removed);
        expect(back.moved.map(({ key }) => key).sort()).toEqual(there.moved.map(({ key }) => key).sort());
      }),
    );
  });

  test("a book on one day, and on two days with nothing in between, says the same", () => {
    fc.assert(
      fc.property(hourly, (prices) => {
        const files = memory([instances("us-east-1", "2025-04-28", prices)]);
        expect(saysNothing(datedDiff(files, [], "2025-05-01", "2025-05-01"))).toBe(true);
        expect(saysNothing(datedDiff(files, [], "2025-04-28", "2026-01-01"))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe("committed terms", () => {
  const term = (purchaseOption: string, upfrontUsd: string, hourlyUsd: string) => ({
    offerTermCode: "T",
    termMonths: 12,
    offeringClass: "standard",
    purchaseOption,
    upfrontUsd,
    hourlyUsd,
  });
  const termed = (commitments?: ReturnType<typeof term>[]): Snapshot => {
    const plain = instances("us-east-1", "2025-04-28", { "t3.medium": "0.0416" });
    const [[key, entry] = []] = Object.entries(plain.entries);
    if (key === undefined || entry === undefined) throw new Error("no entry");
    return { ...plain, entries: { [key]: { ...entry, ...(commitments && { commitments }) } } };
  };
  const partial = term("Partial Upfront", "109", "0.0124");
  const all = term("All Upfront", "214", "0");

  test("moved, come and gone, by their effective hour; the price itself is the same", () => {
    const none = term("No Upfront", "0", "0.0261");
    const diff = diffOf(termed([partial, all]), termed([{ ...partial, upfrontUsd: "218" }, none]));
    expect(diff.moved).toEqual([]);
    expect(isEmpty(diff)).toBe(false);
    expect(
      diff.commitments.map(({ term: name, old, now }) => [name, old?.toFixed(6), now?.toFixed(6)]),
    ).toEqual([
      ["12 months, standard, All Upfront", "0.024429", undefined],
      ["12 months, standard, No Upfront", undefined, "0.026100"],
      ["12 months, standard, Partial Upfront", "0.024843", "0.037286"],
    ]);
    expect(diff.commitments.map(({ share }) => share?.toFixed(4))).toEqual([undefined, undefined, "0.5009"]);
    expect(diffText(diff)).toContain(
      "12 months, standard, Partial Upfront: 0.0248429 → 0.0372858 USD an hour with upfront spread, +50.1 %",
    );
    expect(diffText(diff)).toContain("12 months, standard, All Upfront: 0.0244292 → not offered USD an hour");
  });

  test("terms that one list was not read for are no change", () => {
    expect(diffOf(termed(), termed([partial])).commitments).toEqual([]);
    expect(isEmpty(diffOf(termed([partial]), termed()))).toBe(true);
    expect(isEmpty(diffOf(termed([partial]), termed([partial])))).toBe(true);
  });
});

/** Files of a book that lies in memory. */
function memory(snapshots: readonly Snapshot[]): Parameters<typeof datedDiff>[0] {
  const byPath = new Map(snapshots.map((one) => [`aws/${one.region}/${one.snapshotAt}.json`, one]));
  return {
    index: {
      schema: 1,
      snapshots: [...byPath].map(([path, { region, snapshotAt, entries }]) => ({
        path,
        region,
        snapshotAt,
        sha256: "0".repeat(64),
        entries: Object.keys(entries).length,
      })),
      checkedAt: {},
    },
    rules: committedRules(),
    snapshots: ({ path }) => {
      const found = byPath.get(path);
      if (found === undefined) throw new Error(`no ${path}`);
      return found;
    },
  };
}

describe("what is set beside what", () => {
  const files = memory([
    instances("us-east-1", "2025-04-28", { "g5.xlarge": "1" }),
    instances("us-east-1", "2025-07-01", { "g5.xlarge": "2" }),
    instances("eu-west-1", "2025-06-01", { "g5.xlarge": "3" }),
  ]);

  test("the newest snapshots known on both days; to the newest of the book when no day is given", () => {
    expect(datedDiff(files, ["us-east-1"], "2025-06-30")).toMatchObject({
      to: "2025-07-01",
      regions: [{ from: "2025-04-28", to: "2025-07-01", moved: [{ share: 1 }] }],
    });
    expect(datedDiff(files, [], "2026-01-01")).toMatchObject({ to: "2026-01-01", begun: [] });
  });

  test("a region that came later is told, not compared", () => {
    const diff = datedDiff(files, [], "2025-05-01");
    expect(diff.regions.map(({ region }) => region)).toEqual(["us-east-1"]);
    expect(diff.begun).toEqual([{ region: "eu-west-1", snapshotAt: "2025-06-01", entries: 1 }]);
    expect(saysNothing(diff)).toBe(false);
  });

  test.each([
    ["a day before the first snapshot", [], "2025-04-27", "2025-07-01", "NO_SNAPSHOT"],
    ["the same for a named region", ["eu-west-1"], "2025-05-01", "2025-07-01", "NO_SNAPSHOT"],
    ["days the wrong way round", [], "2025-07-01", "2025-05-01", "DATES_REVERSED"],
    ["a region that does not exist", ["us-east1"], "2025-05-01", "2025-07-01", "REGION_UNKNOWN"],
  ])("refused: %s", (_name, regions, from, to, code) => {
    expect(() => datedDiff(files, regions, from, to)).toThrow(expect.objectContaining({ code, exitCode: 2 }));
  });
});
