import { type Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { nearest } from "../prices/book/region.ts";
import { isGlob, recipesOf } from "../prices/list/key-glob.ts";
import { keyRecipe } from "../prices/list/recipe.ts";
import { RECIPES } from "../prices/list/recipes/all.ts";
import type { PricesShell } from "./prices-shell.ts";
import { refuseRegion } from "./refresh/refused-region.ts";

/** Flags of `crossover prices refresh`, as commander hands them over. */
export interface RefreshFlags {
  readonly region: readonly string[];
  readonly service: readonly string[];
  readonly via: "query" | "bulk";
  readonly from?: readonly string[];
  readonly add: readonly string[];
  readonly accept?: string;
  readonly drop: readonly string[];
  readonly terms?: true;
  readonly dryRun?: true;
  readonly rows?: string;
  readonly force?: true;
  readonly publishedBefore?: string;
  readonly endpointRegion?: string;
  readonly book: string;
  readonly json?: true;
}

const list = (word: string, all: readonly string[]): string[] => [...all, word];

/** Adds the command; its work is loaded when it runs, it brings the AWS client with it. */
export function withRefresh(prices: Command, shell: PricesShell): void {
  prices
    .command("refresh")
    .description(
      "Fetch AWS list prices and write a dated snapshot: the only command that opens a connection.",
    )
    .option("--region <code>", "AWS region, repeatable (default: every region of the book)", list, [])
    .option("--service <code>", "only this service (AmazonEC2), repeatable", list, [])
    .addOption(
      new Option("--via <way>", "Query API (needs AWS credentials), or bulk files (no account, large)")
        .choices(["query", "bulk"])
        .default("query"),
    )
    .option(
      "--from <files...>",
      "read these files instead: offer files or recorded GetProducts pages, also .gz",
    )
    .option("--add <key>", "also this price key or glob (ec2/instance/*/linux/shared), repeatable", list, [])
    .option("--accept <reason>", "write although a guard asks, for this reason")
    .option("--drop <key>", "take this key out of the book, repeatable", list, [])
    .option("--terms", "keep reserved terms too")
    .option("--dry-run", "say what would be written, write nothing")
    .option("--rows <key>", "print every row that was read for this key and what became of it")
    .option("--force", "read lists again that did not change")
    .option("--published-before <date>", "history: the newest list of that day or before, YYYY-MM-DD (bulk)")
    .option("--endpoint-region <code>", "where the Query API is asked: us-east-1, eu-central-1, ap-south-1")
    .option("--book <dir>", "price book", shell.bookDir)
    .option("--json", "print JSON")
    .action(async (flags: RefreshFlags) => {
      checkFlags(flags);
      const { refresh } = await import("./refresh/run.ts");
      await refresh(flags, shell);
    });
}

function checkFlags(flags: RefreshFlags): void {
  const { add, drop, rows, from, publishedBefore, via, region, service } = flags;
  for (const code of service) refuseUnknownService(code);
  for (const key of [...add, ...drop, ...(rows === undefined ? [] : [rows])]) refuseUnknownKey(key);
  for (const code of region) refuseRegion(code);
  if (from !== undefined && publishedBefore !== undefined)
    throw new InputError(
      "USAGE",
      "--published-before fetches a list; --from reads one that you have.",
      "Keep one of them.",
    );
  if (publishedBefore !== undefined && via !== "bulk")
    throw new InputError(
      "USAGE",
      "The Query API has today's list only; history is in the bulk files.",
      "Add: --via bulk",
    );
  if (publishedBefore !== undefined && !isDay(publishedBefore))
    throw new InputError(
      "DATE_INVALID",
      `--published-before must be a day like 2026-11-21, got "${publishedBefore}".`,
    );
}

function refuseUnknownKey(key: string): void {
  if (isGlob(key) ? recipesOf(key).length > 0 : keyRecipe(key) !== undefined) return;
  const family = /^[a-z]\w*$/.test(key)
    ? ` "${key}" may be a family: name a type, ec2/instance/${key}.xlarge/linux/shared.`
    : "";
  throw new InputError(
    "KEY_UNKNOWN",
    isGlob(key)
      ? `No kind of price matches ${key}: a * stands for a thing of the list, such as an instance type.`
      : `"${key}" is no price key.${family}`,
    "Keys look like ec2/instance/g5.xlarge/linux/shared, rds/instance/postgres/*/*, ebs/gp3/storage.",
  );
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true
  );
}

function refuseUnknownService(code: string): void {
  const services = [...new Set(RECIPES.map((recipe) => recipe.service))].sort();
  if (services.includes(code)) return;
  const guess = nearest(code, services);
  throw new InputError(
    "SERVICE_UNKNOWN",
    `No price of the book is of a service "${code}".${guess === undefined ? "" : ` Did you mean ${guess}?`}`,
    `Services: ${services.join(", ")}`,
  );
}
