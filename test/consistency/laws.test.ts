import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.ts";
import { type Raw, scenarios } from "./arbitrary.ts";
import { askedReport } from "./asked.ts";
import { decorated } from "./decorated.ts";
import { apart } from "./exact.ts";
import { type Alternative, type Json, rowOf } from "./report-json.ts";

/** As in report.test.ts: laws that hold between the reports of two scenarios. */
const SEED = Number(process.env.CONSISTENCY_SEED ?? 20261121);
const RUNS = Math.ceil(Number(process.env.CONSISTENCY_RUNS ?? 20) / 10);
const PATIENCE = 60_000 + 10_000 * RUNS;

type Node = Readonly<Record<string, unknown>>;
const node = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {});

const made = new Map<string, Promise<Json>>();

/** Once for all laws. */
function reported(raw: Raw): Promise<Json> {
  const key = JSON.stringify(raw);
  const known = made.get(key) ?? askedReport(raw);
  made.set(key, known);
  return known;
}

/** Undefined: one of the two is refused in words. */
async function pair(one: Raw, other: Raw): Promise<readonly [Json, Json] | undefined> {
  try {
    return [await reported(one), await askedReport(other)];
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function law(check: (raw: Raw) => Promise<void>): () => Promise<void> {
  const either = fc.noBias(fc.oneof(scenarios, decorated));
  return () => fc.assert(fc.asyncProperty(either, check), { numRuns: RUNS, seed: SEED, endOnFailure: true });
}

const figuresOf = ({ part, id, row, months }: Alternative): [string, readonly number[]] => [
  `${part} ${id}`,
  row === undefined
    ? []
    : [row.oneOffUsd, row.monthUsd, row.tcoUsd, row.presentValueUsd, ...months.map(({ usd }) => usd)],
];

/** Candidates the other way round, where none of them is told apart by its place. */
function reversed(raw: Raw): Raw | undefined {
  const llm = node(raw.llm);
  if (llm.classes !== undefined || node(llm.hosting).fixed !== undefined) return undefined;
  const parts = (["llm", "vectors", "tracking"] as const).flatMap((part) => {
    const given = raw[part];
    const { candidates } = node(given);
    return Array.isArray(candidates) ? [[part, { ...node(given), candidates: candidates.toReversed() }]] : [];
  });
  return { ...raw, ...Object.fromEntries(parts) };
}

/** Two more hours of each kind that a part or an offer asks people for. */
function busier(raw: Raw): Raw {
  const more = (value: unknown, key = ""): unknown => {
    if (Array.isArray(value)) return value.map((entry) => more(entry));
    const hours = /(build|upkeep|incident|compliance|security|lastMile|attention|exit).*Hours/i.test(key);
    if (hours && typeof value === "number") return value + 2;
    if (typeof value !== "object" || value === null || "base" in value) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, more(each, name)]));
  };
  return more(raw) as Raw;
}

describe(`laws between two reports, seed ${SEED}`, () => {
  it(
    "the same scenario twice is the same bytes",
    law(async (raw) => {
      const both = await pair(raw, structuredClone(raw));
      if (both !== undefined) expect(JSON.stringify(both[1])).toBe(JSON.stringify(both[0]));
    }),
    PATIENCE,
  );

  it(
    "permuting candidates changes no figure and no verdict",
    law(async (raw) => {
      const other = reversed(raw);
      const both = other && (await pair(raw, other));
      if (both === undefined) return;
      const [one, two] = both.map((report) => new Map(report.alternatives.map(figuresOf)));
      for (const [id, figures] of one ?? []) {
        const same = two?.get(id);
        expect([id, same?.length]).toEqual([id, figures.length]);
        figures.forEach((usd, i) => {
          expect([id, apart(usd, same?.[i] ?? Number.NaN) < 1e-9]).toEqual([id, true]);
        });
      }
      const said = both.map(({ decisions }) => decisions.map(({ verdict, names }) => `${verdict} ${names}`));
      expect(said[1]).toEqual(said[0]);
    }),
    PATIENCE,
  );

  it(
    "more hours never cost less, and PV at 0 % is the plain sum",
    law(async (raw) => {
      const plain = { ...raw, discountRatePerYear: 0 };
      const both = await pair(plain, busier(plain));
      if (both === undefined) return;
      const [few, many] = both;
      for (const before of few.alternatives) {
        const { tcoUsd, presentValueUsd } = rowOf(before);
        expect([before.id, apart(tcoUsd, presentValueUsd) < 1e-9]).toEqual([before.id, true]);
        const after = many.alternatives.find(({ part, id }) => part === before.part && id === before.id);
        if (after === undefined) continue;
        expect([before.id, rowOf(after).tcoUsd >= tcoUsd * (1 - 1e-12)]).toEqual([before.id, true]);
      }
    }),
    PATIENCE,
  );
});
