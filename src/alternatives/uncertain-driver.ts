import { isUnpinned } from "../prices/tokens/tokens-match.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import type { Provenance } from "../provenance.ts";
import type { Figure } from "../scenario/figure.ts";
import { unitOf } from "../scenario/issue.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, Part } from "./alternative.ts";
import { ALIAS_MOVES, PRICE_JUMPS, provenanceOf, publishedFor, publishedRange } from "./published-ranges.ts";
import { streamNames } from "./stream-name.ts";

/** One input of a part that is not known exactly, with who says how far it may be off. */
export interface UncertainDriver {
  /** A key of the scenario, or a name of ours with a blank in it: "price of openai/gpt-4.1-mini". */
  readonly key: string;
  /** The key with names in the place of places in lists, where it has any: what the draws follow from. */
  readonly stream?: string;
  readonly low: number;
  readonly base: number;
  readonly high: number;
  readonly unit: string;
  readonly provenance: Provenance;
  /** The price moves month by month; low and high are then the smallest and the largest recorded factor. */
  readonly jumps?: {
    readonly ratePerYear: number;
    readonly record: readonly { readonly share: number; readonly factor: number }[];
  };
}

/** What one part's costs hang on: inputs with a sourced range, and those that nobody gave one. */
export interface Uncertainties {
  readonly drivers: readonly UncertainDriver[];
  readonly without: readonly { readonly key: string; readonly because: string }[];
}

export const GPU_PRICE = "list price of GPU machines";
export const BUYING_OVERHEAD = "overhead of buying";
export const priceKey = (seller: string, model: string): string => `price of ${seller}/${model}`;
/** By what is run on what: a row's id also says whether it has rivals. */
export const throughputKey = ({ model, fleet }: Pick<Alternative, "model" | "fleet">): string =>
  `throughput of ${model} on ${fleet?.llm?.instanceType ?? "machines"}`;

export function uncertaintiesOf(
  scenario: Scenario,
  part: Part,
  alternatives: readonly Alternative[],
): Uncertainties {
  const rows = parted(alternatives);
  const figures = figuresOf(scenario, part);
  const streamOf = streamNames(scenario);
  const keys = figures.flatMap((figure) => {
    const driver = driverOf(figure);
    const stream = streamOf(figure.key);
    return driver === undefined ? [] : stream === figure.key ? driver : { ...driver, stream };
  });
  const drivers = [
    ...keys,
    ...(part === "llm" ? [...jumpsOf(rows), ...machinesOf(rows), ...overheadOf(rows)] : []),
  ];
  const known = new Set(drivers.map(({ key }) => key));
  return {
    // Also the order decides nothing that a list's order could change.
    drivers: drivers.toSorted((a, b) => ((a.stream ?? a.key) < (b.stream ?? b.key) ? -1 : 1)),
    without: [
      ...figures
        .filter(({ key, provenance }) => !known.has(key) && provenance.kind === "yours" && STEERING.test(key))
        .map(({ key, months }) => ({
          key,
          because:
            months === undefined
              ? "no range was given: { low, base, high }"
              : "given month by month: no range",
        })),
      ...pricesWithout(part, rows),
    ],
  };
}

/** Rows that are made of others hang on what those hang on: both sides of a hybrid, the fleet of a commitment. */
function parted(rows: readonly Alternative[]): readonly Alternative[] {
  const whole = rows.flatMap((row) => row.sides?.map((side) => side.row) ?? [row.commits?.host ?? row]);
  return [...new Map(whole.map((row) => [`${row.id} ${row.seller}`, row])).values()];
}

/** Keys that steer a part's cost: those of them that have no range are told. */
const STEERING =
  /(requestsPerMonth|promptTokens|outputTokens|growthPerMonth|hourlyUsd|annualUsd|\.vectors|queriesPerMonth|seats|Usd)$/;

/** Inputs of rules, of present values or of other parts, which move no cost of this one. */
const NO_COST =
  /^(criteria\.|discountRatePerYear|people\.(mlEngineers|teamHours)|llm\.billedUsd|uncertainty\.)/;

function figuresOf(scenario: Scenario, part: Part): Figure[] {
  const found = new Map<string, Figure>();
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("provenance" in node && "base" in node && "key" in node) {
      const figure = node as Figure;
      found.set(figure.key, figure);
    } else Object.values(node).forEach(walk);
  };
  const { llm, vectors, tracking, ...shared } = scenario;
  walk({ llm, vectors, tracking }[part]);
  walk(shared);
  const { annualUsd } = scenario.people;
  if (annualUsd !== undefined) found.set(annualUsd.key, annualUsd);
  return [...found.values()].filter(({ key }) => !NO_COST.test(key));
}

/** The range of the file or of a default; a published one where the reader left the key out. */
function driverOf(figure: Figure): UncertainDriver | undefined {
  if (figure.months !== undefined) return undefined;
  // Hours at the engineers' rate: their wage is drawn, and once is enough.
  if (figure.key === "offers.switching.weeklyUsd" && figure.provenance.kind === "assumed") return undefined;
  const { key, low, base, high, ranged, provenance } = figure;
  const unit = unitOf(key) ?? "";
  if (ranged) return { key, low, base, high, unit, provenance };
  const published = provenance.kind === "assumed" ? publishedFor(key) : undefined;
  if (published === undefined || base < published.low || base > published.high) return undefined;
  return { key, low: published.low, base, high: published.high, unit, provenance: provenanceOf(published) };
}

/** One driver for each model and seller that is bought by list price; own rates are a contract. */
function jumpsOf(alternatives: readonly Alternative[]): UncertainDriver[] {
  const { record, changesPerYear } = PRICE_JUMPS;
  const keys = new Set(
    alternatives.flatMap(({ seller, sellerModel }) =>
      sellerModel === undefined || seller === "own" ? [] : [priceKey(seller, sellerModel)],
    ),
  );
  return [...keys].map((key) => ({
    key,
    low: record[0]?.factor ?? 1,
    base: 1,
    high: record.at(-1)?.factor ?? 1,
    unit: "× today's price",
    provenance: provenanceOf(PRICE_JUMPS),
    jumps: { ratePerYear: changesPerYear.base, record },
  }));
}

function machinesOf(alternatives: readonly Alternative[]): UncertainDriver[] {
  const fleets = alternatives.filter(({ fleet }) => fleet?.llm !== undefined);
  if (fleets.length === 0) return [];
  const speeds = fleets.flatMap((row): UncertainDriver[] => {
    const serving = row.capacity?.serving;
    if (serving === undefined) return [];
    return [
      {
        key: throughputKey(row),
        low: 1 - serving.rangeShare.low,
        base: 1,
        high: 1 + serving.rangeShare.high,
        unit: "× the planned throughput",
        provenance: { kind: "fitted", source: `throughput model: ${serving.rangeBecause}`, at: "this run" },
      },
    ];
  });
  return [published("gpuListPrice", GPU_PRICE), ...speeds];
}

function overheadOf(alternatives: readonly Alternative[]): UncertainDriver[] {
  return alternatives.some(({ sellerModel }) => sellerModel !== undefined)
    ? [published("buyingOverhead", BUYING_OVERHEAD)]
    : [];
}

function published(id: string, key: string): UncertainDriver {
  const { low, base, high, unit, ...said } = publishedRange(id);
  return { key, low, base, high, unit, provenance: provenanceOf(said) };
}

function pricesWithout(part: Part, alternatives: readonly Alternative[]): Uncertainties["without"] {
  if (part !== "llm") {
    const sellers = new Set(
      alternatives.filter(({ seller }) => seller !== "self").map(({ seller }) => seller),
    );
    const machines = alternatives.some(({ fleet }) => fleet !== undefined);
    return [
      ...[...sellers].map((seller) => ({
        key: `price of ${seller}`,
        because: "no record of its price changes is published",
      })),
      ...(machines
        ? [{ key: "list price of machines", because: "no sourced range for machines without GPU" }]
        : []),
    ];
  }
  const unpinned = alternatives.flatMap(({ seller, sellerModel }) =>
    sellerModel !== undefined && isUnpinned(sellerModel, "exact") ? [{ seller, sellerModel }] : [],
  );
  return [...new Map(unpinned.map((entry) => [entry.sellerModel, entry])).values()].map(
    ({ seller, sellerModel }) => ({
      key: `what ${providerLabel(seller)}'s ${sellerModel} stands for`,
      because: `an id that moves: ${ALIAS_MOVES.moves} moves recorded, up to × ${ALIAS_MOVES.mostFactor}, no rate known; its price is drawn like a pinned one`,
    }),
  );
}
