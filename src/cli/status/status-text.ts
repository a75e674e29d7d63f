import type { RegionStatus, ServiceStatus } from "../../prices/book/book-status.ts";
import type { BillingRules } from "../../prices/rules.ts";
import { plainTable } from "../plain-table.ts";
import type { UnplannedScenario, UnpricedKey } from "../refresh/wanted-keys.ts";

/** What `crossover prices status` found out. */
export interface StatusAnswer {
  /** As the reader would type it. */
  readonly book: string;
  /** " --book prices" where the book is not the one that ships. */
  readonly flag: string;
  readonly asOf: string;
  readonly regions: readonly RegionStatus[];
  readonly rules: BillingRules;
  readonly unpriced: readonly UnpricedKey[];
  readonly unplanned: readonly UnplannedScenario[];
}

const HEAD = ["region", "snapshot", "prices", "seed", "oldest", "days", "which is", "last checked"];

export function statusText(answer: StatusAnswer): string {
  const { book, asOf, regions } = answer;
  const figure = { right: true as const };
  return [
    `${book} · as of ${asOf}`,
    "",
    ...plainTable([HEAD, ...regions.map(cellsOf)], [{}, {}, figure, figure, {}, figure, {}, {}]),
    "",
    "List dates",
    ...plainTable(
      regions.map(({ region, services }) => [region, services.map(serviceText).join(" · ")]),
      [{}, { width: LIST_COLUMNS }],
    ),
    "",
    rulesText(answer),
    "",
    ...unpricedLines(answer),
    "",
  ].join("\n");
}

/** Beside the longest name of a region, in a hundred columns. */
const LIST_COLUMNS = 82;

function cellsOf({ region, snapshotAt, entries, seeds, oldest, checkedAt }: RegionStatus): string[] {
  return [
    region,
    snapshotAt,
    `${entries}`,
    `${seeds}`,
    oldest?.seenAt ?? "none",
    oldest === undefined ? "" : `${oldest.days}`,
    oldest?.key ?? "",
    checkedAt ?? "never",
  ];
}

/** "AmazonEC2 2026-11-18, checked 2026-11-20", "AmazonS3 3 seed, seen 2026-03-01 to 2026-07-20". */
function serviceText({ service, entries, seeds, publishedAt, checkedAt, seedsSeen }: ServiceStatus): string {
  const list =
    publishedAt === undefined || entries === seeds
      ? []
      : [`${publishedAt}${checkedAt === undefined ? "" : `, checked ${checkedAt}`}`];
  const seen =
    seedsSeen === undefined
      ? []
      : [
          `${seeds === entries ? "" : `${seeds} `}seed, seen ${seedsSeen.from}${seedsSeen.to === seedsSeen.from ? "" : ` to ${seedsSeen.to}`}`,
        ];
  return `${service} ${[...list, ...seen].join("; ")}`;
}

/** How many there are, and those that were looked up longest ago. */
function rulesText({ rules }: StatusAnswer): string {
  const { retrievedAt, ids } = oldestRules(rules);
  return `Billing rules: ${rules.records.length}; looked up longest ago, ${retrievedAt}: ${ids.join(", ")}`;
}

function oldestRules({ records }: BillingRules): { readonly retrievedAt: string; readonly ids: string[] } {
  const retrievedAt = records.map((rule) => rule.retrievedAt).sort()[0] ?? "";
  return { retrievedAt, ids: records.filter((rule) => rule.retrievedAt === retrievedAt).map(({ id }) => id) };
}

/** A refresh asks for what the scenarios need without being told the keys. */
function unpricedLines({ unpriced, unplanned, flag }: StatusAnswer): string[] {
  return [
    unpriced.length === 0
      ? "The scenarios of this project lack no price."
      : `The scenarios of this project lack ${unpriced.length} ${unpriced.length === 1 ? "price" : "prices"}:`,
    ...[...Map.groupBy(unpriced, ({ region }) => region)].flatMap(([region, own]) => [
      ...own.map(({ key, scenarios }) => `  ${region}  ${key}  (${scenarios.join(", ")})`),
      `  Fetch with: crossover prices refresh --region ${region}${flag}`,
    ]),
    ...unplanned.map(({ scenario, because }) => `  ${scenario} is not planned: ${because}`),
  ];
}

/** Members of the JSON answer; null where there is nothing to say. */
export function statusJson({ asOf, regions, rules, unpriced, unplanned }: StatusAnswer): string {
  const said = {
    schema: 1,
    asOf,
    regions: regions.map(({ oldest, checkedAt, services, ...region }) => ({
      ...region,
      oldest: oldest === undefined ? null : { key: oldest.key, seenAt: oldest.seenAt, days: oldest.days },
      checkedAt: checkedAt ?? null,
      services: services.map((one) => ({
        service: one.service,
        entries: one.entries,
        seeds: one.seeds,
        publishedAt: one.publishedAt ?? null,
        version: one.version ?? null,
        checkedAt: one.checkedAt ?? null,
        seedsSeen: one.seedsSeen ?? null,
      })),
    })),
    rules: { count: rules.records.length, oldest: oldestRules(rules) },
    unpriced,
    unplanned,
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}
