import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { matchKey } from "../prices/book/match-key.ts";
import type { PriceBook } from "../prices/book/price-book.ts";
import { requireRegion } from "../prices/book/region.ts";
import { isUnknown } from "../prices/charge.ts";
import { withOverrides } from "../prices/override/overridden-book.ts";
import type { Override } from "../prices/override/override.ts";
import { holds } from "../prices/override/override-check.ts";
import { bearing } from "../prices/override/override-choice.ts";
import type { PriceKey } from "../prices/price-key.ts";
import { rulesFor } from "../prices/rules.ts";
import { Decimal } from "../units.ts";
import { asJson, asText, type Explained } from "./explained-price.ts";
import { type OverridesFlags, readOverrides, withOverridesFlags } from "./overrides-file.ts";
import { loadBook } from "./price-files.ts";
import type { PricesShell } from "./prices-shell.ts";
import { typedDay } from "./typed-day.ts";

interface ExplainOptions extends OverridesFlags {
  readonly region: readonly string[];
  readonly quantity?: string;
  readonly asOf?: string;
  readonly book: string;
  readonly json?: true;
}

export function withExplain(prices: Command, shell: PricesShell): void {
  withOverridesFlags(prices.command("explain"))
    .description("One price: its tiers, source, dates, rules and history.")
    .argument("<key|type>", "price key (vpc/nat/hour) or instance type (g5.2xlarge)")
    .option(
      "--region <code>",
      "AWS region, repeatable (default: us-east-1)",
      (code, all: string[]) => [...all, code],
      [],
    )
    .option("--quantity <number>", "cost of this many units a month; 60k, 1.5M and 2B are understood")
    .option("--as-of <date>", "prices as known on that day, YYYY-MM-DD (default: today)")
    .option("--book <dir>", "price book", shell.bookDir)
    .option("--json", "print JSON")
    .action((text: string, options: ExplainOptions) => shell.out(explain(text, options, shell)));
}

function explain(text: string, options: ExplainOptions, shell: PricesShell): string {
  const asOf = typedDay(options.asOf ?? shell.today, "--as-of");
  const quantity = options.quantity === undefined ? undefined : quantityOf(options.quantity);
  const own = readOverrides(options)?.rules ?? [];
  const list = loadBook(options.book, asOf);
  const book = withOverrides(
    list,
    own.filter((rule) => holds(rule, asOf)),
  );
  const regions = options.region.length === 0 ? ["us-east-1"] : options.region;
  for (const region of regions) requireRegion(book, region);
  const key = keyOf(text, book);
  const explained = regions.map((region) => explainIn(key, region, book, own));
  return options.json === true
    ? `${JSON.stringify({ schema: 1, asOf, prices: explained.map((one) => asJson(one, quantity)) }, null, 2)}\n`
    : explained.map((one) => asText(one, asOf, quantity)).join("\n");
}

function explainIn(key: PriceKey, region: string, book: PriceBook, own: readonly Override[]): Explained {
  const price = book.find(key, region);
  if (isUnknown(price)) {
    const hint = price.resolve.startsWith("crossover ") ? `Fetch it with: ${price.resolve}` : price.resolve;
    throw new InputError("NO_PRICE", price.because, hint, 4);
  }
  return {
    key,
    region,
    price,
    overrides: bearing(own, key, region).map((rule) => ({ rule, holds: holds(rule, book.asOf) })),
    rules: rulesFor(key, book.rules),
    history: book.history(key, region),
  };
}

function keyOf(text: string, book: PriceBook): PriceKey {
  const match = matchKey(text, book);
  switch (match.kind) {
    case "key":
      return match.key;
    case "several":
      throw new InputError(
        "KEY_AMBIGUOUS",
        `"${text}" can mean ${match.keys.length} prices: ${match.keys.join(", ")}.`,
        `Name one: crossover prices explain ${match.keys[0]}${book.flag}`,
      );
    case "family":
      throw new InputError(
        "FAMILY_WITHOUT_SIZE",
        `"${text}" is a family, not an instance type. Did you mean ${match.types.join(", ")}?`,
        `Name one: crossover prices explain ${match.types[0]}${book.flag}`,
      );
    case "none": {
      const guess = match.close === undefined ? "" : ` Did you mean ${match.close}?`;
      throw new InputError(
        "KEY_UNKNOWN",
        `The price book has no "${text}".${guess}`,
        "Name an instance type (g5.2xlarge) or a price key (ebs/gp3/storage).",
      );
    }
  }
}

const SCALE: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, B: 1e9 };

function quantityOf(text: string): Decimal {
  const found = /^(\d+(?:\.\d+)?)([kMB])?$/.exec(text);
  if (found?.[1] === undefined) {
    throw new InputError(
      "QUANTITY_INVALID",
      `--quantity must be a number of at least 0 like 730 or 1.5M, got "${text}".`,
    );
  }
  return new Decimal(found[1]).times(SCALE[found[2] ?? ""] ?? 1);
}
