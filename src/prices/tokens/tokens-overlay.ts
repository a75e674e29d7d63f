import { z } from "zod";
import rows from "../../../data/llm-overlay.json" with { type: "json" };
import type { Provenance } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import { closeness, normalised, undated } from "./tokens-match.ts";
import { TOKEN_CLASSES, type TokenClass, type TokenRates } from "./tokens-rates.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const decimal = z.string().regex(/^\d+(\.\d+)?$/);
const confidence = z.enum(["vendor", "transcribed", "repo", "secondary", "weak", "none"]);

const common = {
  provider: z.string(),
  model: z.string(),
  /** Only `yes` may be charged; `no` waits for the reader's own rate; `info` prints a line. */
  default: z.enum(["yes", "no", "info"]),
  source: z.string(),
  sourceAt: z.string().optional(),
  confidence,
  note: z.string().optional(),
};

const multiplier = z.strictObject({
  kind: z.literal("multiplier"),
  ...common,
  tier: z.string(),
  meter: z.enum(["all_tokens", "uncached_and_output", "cache_read", "all_tokens_high"]),
  value: decimal.optional(),
  unit: z.string(),
  /** The tier is not sold for requests above the card's first tier start. */
  shortContextOnly: z.boolean().optional(),
});

const geography = z.strictObject({
  kind: z.literal("geography"),
  ...common,
  geography: z.string(),
  meter: z.literal("all_tokens"),
  value: decimal,
  unit: z.string(),
});

const METERS = {
  input: "input",
  cache_read: "cacheRead",
  cache_write_5m: "cacheWrite5m",
  cache_write_1h: "cacheWrite1h",
  output: "output",
} as const;

const rate = z.strictObject({
  kind: z.literal("rate"),
  ...common,
  abovePromptTokens: z.int().min(1).optional(),
  meter: z.enum(["input", "cache_read", "cache_write_5m", "cache_write_1h", "output"]),
  value: decimal,
  unit: z.literal("USD/1e6 tokens"),
  validFrom: day.optional(),
  /** Last day, included. */
  validTo: day.optional(),
});

const missing = z.strictObject({
  kind: z.literal("missing"),
  ...common,
  meter: z.string(),
  unit: z.string(),
});

const event = z.strictObject({
  kind: z.literal("event"),
  ...common,
  tier: z.string().optional(),
  meter: z.string(),
  value: decimal.optional(),
  unit: z.string().optional(),
  validFrom: day.optional(),
  reviewAfter: day.optional(),
});

const overlay = z
  .array(z.discriminatedUnion("kind", [multiplier, geography, rate, missing, event]))
  .parse(rows);

type Row = (typeof overlay)[number];
type RateRow = Extract<Row, { kind: "rate" }>;
export type TermRow = Extract<Row, { kind: "multiplier" | "geography" }>;
export type EventRow = Extract<Row, { kind: "event" }>;

function published(row: Row): Provenance {
  const note = [row.confidence, row.note].filter((part) => part !== undefined).join("; ");
  return { kind: "published", source: row.source, at: row.sourceAt ?? "undated", note };
}

/** Rate rows of one model at one seller, whatever their dates; a date at the end of the asked id is ignored. */
function rateRows(provider: string, model: string): readonly RateRow[] {
  const names = [normalised(model), undated(model)];
  return overlay.filter(
    (row): row is RateRow =>
      row.kind === "rate" && row.provider === provider && names.includes(normalised(row.model)),
  );
}

export interface OverlayRates {
  readonly rates: TokenRates;
  readonly tiers: ReadonlyMap<number, TokenRates>;
  readonly provenance: { readonly [C in TokenClass]?: Provenance };
}

/** Rates that hold on that day ("YYYY-MM-DD", UTC); undefined when none does. */
export function overlayRates(provider: string, model: string, day: string): OverlayRates | undefined {
  const valid = rateRows(provider, model).filter(
    (row) => row.default === "yes" && (row.validFrom ?? "") <= day && day <= (row.validTo ?? "9999"),
  );
  if (valid.length === 0) return undefined;
  const rates: { [C in TokenClass]?: Decimal } = {};
  const tiers = new Map<number, { [C in TokenClass]?: Decimal }>();
  const provenance: { [C in TokenClass]?: Provenance } = {};
  for (const row of valid) {
    const tokenClass = METERS[row.meter];
    provenance[tokenClass] = published(row);
    if (row.abovePromptTokens === undefined) rates[tokenClass] = new Decimal(row.value);
    else
      tiers.set(row.abovePromptTokens, {
        ...tiers.get(row.abovePromptTokens),
        [tokenClass]: new Decimal(row.value),
      });
  }
  return { rates, tiers, provenance };
}

/** First days on which an overlay rate starts or has just ended. */
export function overlayBreaks(provider: string, model: string): readonly string[] {
  return rateRows(provider, model).flatMap((row) => [
    ...(row.validFrom === undefined ? [] : [row.validFrom]),
    ...(row.validTo === undefined ? [] : [nextDay(row.validTo)]),
  ]);
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Why there is no price although the model is known by name; undefined for a name the overlay does not hold. */
export function knownGap(provider: string, model: string): string | undefined {
  const weak = rateRows(provider, model).find((row) => row.default !== "yes");
  if (weak !== undefined) return `${weak.source}: ${weak.note ?? weak.confidence}`;
  const dated = rateRows(provider, model)[0];
  if (dated !== undefined) return `its rates are known from ${dated.validFrom ?? "an unknown day"} on`;
  const row = overlay.find(
    (r) => r.kind === "missing" && r.provider === provider && closeness(r.model, [model]) >= 0,
  );
  return row?.note;
}

const COVERED: Readonly<Record<string, readonly TokenClass[]>> = {
  all_tokens: TOKEN_CLASSES,
  all_tokens_high: TOKEN_CLASSES,
  uncached_and_output: ["input", "output"],
  cache_read: ["cacheRead"],
};

/** Rows of one tier or geography for one seller's model, the closest model name first. */
export function termRows(
  kind: "multiplier" | "geography",
  name: string,
  provider: string,
  ids: readonly string[],
): readonly TermRow[] {
  return overlay
    .filter(
      (row): row is TermRow =>
        row.kind === kind &&
        row.provider === provider &&
        (row.kind === "multiplier" ? row.tier : row.geography) === name &&
        closeness(row.model, ids) >= 0,
    )
    .sort((a, b) => closeness(b.model, ids) - closeness(a.model, ids));
}

export function covers(row: TermRow, tokenClass: TokenClass): boolean {
  return COVERED[row.meter]?.includes(tokenClass) ?? false;
}

/** Dated remarks about one model: promotions without an end, changes that were called off, changes in the data. */
export function events(provider: string, model: string): readonly EventRow[] {
  return overlay.filter(
    (row): row is EventRow =>
      row.kind === "event" && row.provider === provider && closeness(row.model, [model]) >= 0,
  );
}
