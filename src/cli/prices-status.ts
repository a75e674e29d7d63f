import { relative } from "node:path";
import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { bookStatus, type RegionStatus } from "../prices/book/book-status.ts";
import { openBook } from "../prices/book/price-book.ts";
import { ageLimit } from "./price-age.ts";
import { bookFiles } from "./price-files.ts";
import type { PricesShell } from "./prices-shell.ts";
import { bookFlag } from "./shell-word.ts";
import { statusJson, statusText } from "./status/status-text.ts";
import { typedDay } from "./typed-day.ts";

interface StatusFlags {
  readonly region: readonly string[];
  readonly asOf?: string;
  readonly maxAge?: string;
  readonly book: string;
  readonly json?: true;
}

export function withStatus(prices: Command, shell: PricesShell): void {
  prices
    .command("status")
    .description("What the price book holds, how old it is, and what your scenarios need and it lacks.")
    .option(
      "--region <code>",
      "AWS region, repeatable: scenarios are planned there (default: every region of the book, scenarios in their own)",
      (code, all: string[]) => [...all, code],
      [],
    )
    .option("--as-of <date>", "the book as known on that day, YYYY-MM-DD (default: today)")
    .option("--max-age <days>", "exit 4 when a price was last checked longer ago, at the as-of date")
    .option("--book <dir>", "price book", shell.bookDir)
    .option("--json", "print JSON")
    .action((flags: StatusFlags) => status(flags, shell));
}

async function status(flags: StatusFlags, shell: PricesShell): Promise<void> {
  const limit = ageLimit({ ...(flags.maxAge !== undefined && { maxAge: flags.maxAge }) })?.days;
  const asOf = typedDay(flags.asOf ?? shell.today, "--as-of");
  const files = bookFiles(flags.book);
  const regions = bookStatus(files, flags.region, asOf);
  // Planning brings Pulumi with it: it is loaded when the book is known to be whole.
  const { unpricedKeys } = await import("./refresh/wanted-keys.ts");
  const answer = {
    book: shownFolder(flags.book),
    flag: bookFlag(flags.book),
    asOf,
    regions,
    rules: files.rules,
    ...(await unpricedKeys(openBook(files, asOf), flags.region)),
  };
  shell.out(flags.json === true ? statusJson(answer) : statusText(answer));
  if (limit !== undefined) refuseAged(regions, limit, flags.book);
}

/** A limit that the reader names holds for the seed too. @throws InputError PRICES_STALE, exit 4. */
function refuseAged(regions: readonly RegionStatus[], limit: number, book: string): void {
  const aged = regions.flatMap(({ region, oldest }) =>
    oldest !== undefined && oldest.days > limit
      ? [
          `Prices for ${region} were last checked ${oldest.days} days ago (limit ${limit}). Refresh with: crossover prices refresh${region === "global" ? "" : ` --region ${region}`}${bookFlag(book)}`,
        ]
      : [],
  );
  if (aged.length > 0) throw new InputError("PRICES_STALE", aged.join("\n"), undefined, 4);
}

function shownFolder(dir: string): string {
  const near = relative(process.cwd(), dir);
  return near === "" || near.startsWith("..") ? dir : near;
}
