import { InputError } from "../errors.ts";
import { daysBetween } from "../prices/book/price-age.ts";
import type { BookEntry, PriceBook } from "../prices/book/price-book.ts";
import type { Report } from "../report/report.ts";
import { typedNumber } from "../scenario/setting.ts";

/** Days after which `--strict` takes no refreshed price for today's. */
const STRICT_DAYS = 120;

/** How old a list price may be, and whether that holds for the seed too, which no refresh has looked at yet. */
export interface AgeLimit {
  readonly days: number;
  readonly seeds: boolean;
}

/**
 * A limit that the reader names holds for every list price; `--strict` alone for refreshed ones.
 * @returns undefined where age is no reason to fail
 * @throws InputError when `--max-age` is no number of days.
 */
export function ageLimit(flags: { readonly strict?: true; readonly maxAge?: string }): AgeLimit | undefined {
  if (flags.maxAge === undefined) return flags.strict ? { days: STRICT_DAYS, seeds: false } : undefined;
  const days = typedNumber(flags.maxAge, "--max-age");
  if (days >= 0) return { days, seeds: true };
  throw new InputError(
    "MAX_AGE",
    `--max-age must be at least 0 days, got ${flags.maxAge}.`,
    "For example --max-age 90",
  );
}

/** What a report rests on that is older than the limit at its as-of date: a sentence and the next step for each region. */
export function agedPrices(report: Report, book: PriceBook, limit: AgeLimit): string[] {
  return agedByRegion(report, book, limit.days, ({ seed }) => limit.seeds || !seed).map(({ region, aged }) =>
    said(region, aged, limit, book.flag),
  );
}

/**
 * What the limit is not held against: prices that came with the program, which no refresh has looked at yet. `--strict`
 * that said nothing of them would read as if they were young.
 */
export function unjudgedPrices(report: Report, book: PriceBook, limit: AgeLimit): string | undefined {
  if (limit.seeds) return undefined;
  const found = agedByRegion(report, book, limit.days, ({ seed }) => seed);
  const days = found.flatMap(({ aged }) => aged.map((price) => price.days));
  if (days.length === 0) return undefined;
  const where = found.map(({ region, aged }) => `${aged.length} of ${region}`).join(", ");
  return [
    `--strict did not judge the age of list prices that came with the program: ${where}, up to ${Math.max(...days)} days old.`,
    `  To hold every price to the limit: --max-age ${limit.days}; to renew them: crossover prices refresh${book.flag}`,
  ].join("\n");
}

interface Aged extends BookEntry {
  readonly days: number;
}

function agedByRegion(
  report: Report,
  book: PriceBook,
  limit: number,
  judged: (entry: BookEntry) => boolean,
): { readonly region: string; readonly aged: readonly Aged[] }[] {
  const used = usedPrices(report);
  return [...new Set([...used].map((place) => place.split(" ")[0] ?? ""))].flatMap((region) => {
    const aged = book
      .entries(region)
      .filter((entry) => used.has(`${region} ${entry.key}`) && judged(entry))
      .map((entry) => ({ ...entry, days: daysBetween(entry.seenAt, book.asOf) }))
      .filter(({ days }) => days > limit);
    return aged.length === 0 ? [] : [{ region, aged }];
  });
}

/** Days after which a list price should be looked at again. */
const WARN_AFTER_DAYS = 45;

/** The report with a warning where a price that it rests on was last checked long ago; a refresh that found nothing new counts. */
export function withStaleness(report: Report, book: PriceBook): Report {
  const used = usedPrices(report);
  const regions = [...new Set([...used].map((place) => place.split(" ")[0] ?? ""))];
  const oldest = regions
    .flatMap((region) => book.entries(region).filter(({ key }) => used.has(`${region} ${key}`)))
    .sort((a, b) => (a.seenAt < b.seenAt ? -1 : 1))[0];
  if (oldest === undefined) return report;
  const days = daysBetween(oldest.seenAt, book.asOf);
  if (days <= WARN_AFTER_DAYS) return report;
  const stale = `AWS prices of ${oldest.region} are up to ${days} days old: crossover prices refresh${book.flag}`;
  return { ...report, prices: { ...report.prices, stale } };
}

/** "us-east-1 vpc/nat/hour" of every list price behind a line that somebody may choose. */
function usedPrices({ alternatives }: Report): ReadonlySet<string> {
  const possible = alternatives.filter(({ infeasible }) => infeasible === undefined);
  return new Set(
    possible.flatMap(({ monthly, oneOff }) =>
      [...monthly, ...oneOff].flatMap(({ price }) => {
        if (!("facts" in price)) return [];
        const { key, region } = price.facts;
        return key === undefined || region === undefined ? [] : [`${region} ${key}`];
      }),
    ),
  );
}

function said(region: string, aged: readonly Aged[], { days: limit }: AgeLimit, flag: string): string {
  const oldest = aged.reduce((a, b) => (b.days > a.days ? b : a));
  const one = aged.length === 1;
  return [
    `${aged.length} list ${one ? "price" : "prices"} of ${region} ${one ? "was" : "were"} last checked more than ${limit} days ago, ${oldest.key} ${oldest.days} days ago (${oldest.seenAt}).`,
    `  Refresh with: crossover prices refresh${region === "global" ? "" : ` --region ${region}`}${flag}; or allow it: --max-age ${oldest.days}`,
  ].join("\n");
}
