import { Command } from "commander";
import { InputError } from "../errors.ts";
import { costOf, isUnknown, type Tier, tieredCost, type UnitPrice } from "../prices/charge.ts";
import { matchKey } from "../prices/match-key.ts";
import type { PriceBook } from "../prices/price-book.ts";
import type { PriceKey } from "../prices/price-key.ts";
import { requireRegion } from "../prices/region.ts";
import { type BillingRule, rulesFor } from "../prices/rules.ts";
import { Decimal } from "../units.ts";
import { loadBook } from "./price-files.ts";
import { refuseRefresh } from "./prices-refresh.ts";

/** What the command needs from the world. */
export interface PricesShell {
  readonly out: (text: string) => void;
  /** Folder of index.json and rules.json. */
  readonly bookDir: string;
  /** "YYYY-MM-DD", the as-of date when none is given. */
  readonly today: string;
}

interface ExplainOptions {
  readonly region: readonly string[];
  readonly quantity?: string;
  readonly asOf?: string;
  readonly json?: true;
}

/** `crossover prices …`. Throws InputError; the caller prints it and exits. */
export function pricesCommand(shell: PricesShell): Command {
  const prices = new Command("prices").description(
    "What the price book holds, and where each price comes from.",
  );
  prices
    .command("explain")
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
    .option("--json", "print JSON")
    .action((text: string, options: ExplainOptions) => shell.out(explain(text, options, shell)));
  prices
    .command("refresh")
    .description("Not built yet: prices are added to data/seed/aws-list-prices.csv by hand.")
    .allowUnknownOption()
    .allowExcessArguments()
    .action(refuseRefresh);
  return prices;
}

/** One price in one region with everything that bears on it. */
interface Explained {
  readonly key: PriceKey;
  readonly region: string;
  readonly price: UnitPrice;
  readonly rules: readonly BillingRule[];
  readonly history: ReturnType<PriceBook["history"]>;
}

function explain(text: string, options: ExplainOptions, shell: PricesShell): string {
  const asOf = dayOf(options.asOf ?? shell.today);
  const quantity = options.quantity === undefined ? undefined : quantityOf(options.quantity);
  const book = loadBook(shell.bookDir, asOf);
  const regions = options.region.length === 0 ? ["us-east-1"] : options.region;
  for (const region of regions) requireRegion(book, region);
  const key = keyOf(text, book);
  const explained = regions.map((region) => explainIn(key, region, book));
  return options.json === true
    ? `${JSON.stringify({ schema: 1, asOf, prices: explained.map((one) => asJson(one, quantity)) }, null, 2)}\n`
    : explained.map((one) => asText(one, asOf, quantity)).join("\n");
}

function explainIn(key: PriceKey, region: string, book: PriceBook): Explained {
  const price = book.find(key, region);
  if (isUnknown(price)) {
    const hint = price.resolve.startsWith("crossover ") ? `Fetch it with: ${price.resolve}` : price.resolve;
    throw new InputError("NO_PRICE", price.because, hint, 4);
  }
  return { key, region, price, rules: rulesFor(key, book.rules), history: book.history(key, region) };
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
        `Name one: crossover prices explain ${match.keys[0]}`,
      );
    case "family":
      throw new InputError(
        "FAMILY_WITHOUT_SIZE",
        `"${text}" is a family, not an instance type. Did you mean ${match.types.join(", ")}?`,
        `Name one: crossover prices explain ${match.types[0]}`,
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

function dayOf(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.valueOf()) &&
    date.toISOString().startsWith(text)
  )
    return text;
  throw new InputError("DATE_INVALID", `--as-of must be a day like 2026-11-21, got "${text}".`);
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

const tierJson = ({ begin, end, usd }: Tier) => ({
  begin: begin.toFixed(),
  end: end?.toFixed() ?? null,
  usd: usd.toFixed(),
});

function asJson({ key, region, price, rules, history }: Explained, quantity: Decimal | undefined): object {
  const cost = quantity && costOf(quantity, price);
  return {
    key,
    region,
    unit: price.unit,
    ...(price.tiers.length === 1 && { usd: price.tiers[0]?.usd.toFixed() }),
    tiers: price.tiers.map(tierJson),
    provenance: price.provenance,
    facts: price.facts,
    rules: rules.map(({ id, value, unit, because, source, retrievedAt }) => ({
      id,
      value,
      unit,
      because,
      source,
      retrievedAt,
    })),
    history: history.map(({ snapshotAt, price: then }) => ({ snapshotAt, tiers: then.tiers.map(tierJson) })),
    ...(cost && {
      cost: {
        quantity: quantity?.toFixed(),
        unit: price.unit,
        ...(isUnknown(cost) ? { unknown: cost.because } : { usd: cost.usd.toFixed() }),
      },
    }),
  };
}

function asText(
  { key, region, price, rules, history }: Explained,
  asOf: string,
  quantity: Decimal | undefined,
): string {
  const { key: _, region: home, unit: __, ...facts } = price.facts;
  const rows: [string, string][] = [
    ...tierRows(price),
    ...Object.entries(facts).map(([name, value]): [string, string] => [words(name), value]),
    ...sourceRows(price),
    ["as of", asOf],
    ...history.map(({ snapshotAt, price: then }): [string, string] => [
      "history",
      `${snapshotAt}  ${then.tiers.map(({ usd }) => usd.toFixed()).join(", ")}`,
    ]),
    ...rules.map((rule): [string, string] => ["rule", ruleText(rule)]),
    ...(quantity === undefined ? [] : costRows(price, quantity)),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const place = home === region ? region : `${region} (priced ${home})`;
  return `${key} · ${place}\n${rows.map(([name, value]) => `  ${name.padEnd(width)}${value}\n`).join("")}`;
}

function tierRows({ tiers, unit }: UnitPrice): [string, string][] {
  const [only] = tiers;
  if (tiers.length === 1 && only?.end === null) return [["price", `${only.usd.toFixed()} USD per ${unit}`]];
  return tiers.map(({ begin, end, usd }) => [
    "price",
    `${usd.toFixed()} USD per ${unit}, ${begin.toFixed()} to ${end?.toFixed() ?? "any"}`,
  ]);
}

function sourceRows({ provenance }: UnitPrice): [string, string][] {
  if (provenance.kind !== "published") throw new Error(`a list price is published, not ${provenance.kind}`);
  return [
    ["cite", provenance.source],
    ["seen at", provenance.at],
    ...(provenance.note === undefined ? [] : [["note", provenance.note] as [string, string]]),
  ];
}

/** The parts that the tiers bill, then their sum. */
function costRows(price: UnitPrice, quantity: Decimal): [string, string][] {
  const cost = costOf(quantity, price);
  const of = `${quantity.toFixed()} ${price.unit}`;
  if (isUnknown(cost)) return [["cost", `unknown for ${of}: ${cost.because}`]];
  const parts = price.tiers.flatMap((tier): [string, string][] => {
    const part = tieredCost(quantity, [{ ...tier, usd: new Decimal(1) }]);
    return part.isZero()
      ? []
      : [["", `${part.toFixed()} × ${tier.usd.toFixed()} = ${part.times(tier.usd).toFixed()}`]];
  });
  return [["cost", `${cost.usd.toFixed()} USD for ${of}`], ...parts];
}

const words = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function ruleText({ id, value, unit, because, retrievedAt }: BillingRule): string {
  const said = typeof value === "object" ? scalars(value) : `${value} ${unit}`;
  return `${id} (${said}): ${because} [${retrievedAt}]`;
}

/** "iops 3000, throughputMiBps 125" */
function scalars(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(scalars).join(", ");
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${scalars(inner)}`)
    .join(", ");
}
