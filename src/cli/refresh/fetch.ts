import { openSession } from "../../aws/price-list-session.ts";
import { recipesOf } from "../../prices/list/key-glob.ts";
import type { PriceList } from "../../prices/list/list-document.ts";
import type { RefreshFlags } from "../prices-refresh.ts";
import { progressOn } from "../progress.ts";
import { coarseQueries } from "./coarse-query.ts";
import { readFromBulk, servicesOf } from "./from-bulk.ts";
import { readFromQuery } from "./from-query.ts";
import type { Asked, ListRead } from "./list-read.ts";
import type { OpenedBook } from "./refresh.ts";

interface Around {
  /** By region whose snapshot holds the keys. */
  readonly asked: ReadonlyMap<string, Asked>;
  readonly opened: OpenedBook;
  readonly now: string;
  readonly err: (text: string) => void;
}

/** Addresses in place of AWS's own: a mirror of an organisation, or a test. */
const MIRROR = { query: "CROSSOVER_PRICE_LIST_ENDPOINT", bulk: "CROSSOVER_PRICE_LIST_BULK_ROOT" } as const;

/** What a refresh got from AWS. */
export interface Fetched {
  readonly reads: readonly ListRead[];
  /** Lists, by region, of which nothing was read because they are as they were. */
  readonly unchanged: ReadonlyMap<string, readonly PriceList[]>;
}

/** Fetches what is asked, after saying what that is. */
export async function fetchReads(flags: RefreshFlags, { asked, opened, now, err }: Around): Promise<Fetched> {
  const wanted = new Map([...asked].map(([region, own]) => [region, ofServices(own, flags.service)]));
  for (const [region, own] of wanted) if (servicesOf(own).length === 0) wanted.delete(region);
  for (const [region, own] of wanted) err(announced(region, own, flags.via, opened));
  // The same version, and a price for every key that it could answer: nothing new to ask.
  const skipped =
    (region: string, own: Asked) =>
    ({ service, version }: PriceList): boolean =>
      mayBeSkipped(flags) &&
      opened.index.checkedAt[region]?.[service]?.version === version &&
      own.keys.every((key) => opened.newest.get(region)?.entries[key] !== undefined || !isOf(key, service));
  const progress = progressOn(err);
  const reads: ListRead[] = [];
  const unchanged = new Map<string, readonly PriceList[]>();
  try {
    if (flags.via === "bulk") {
      const root = process.env[MIRROR.bulk];
      for (const [region, own] of wanted) {
        const got = await readFromBulk(region, own, {
          now,
          progress,
          source: root === undefined ? {} : { root },
          ...(flags.publishedBefore !== undefined && { publishedBefore: flags.publishedBefore }),
          skip: skipped(region, own),
        });
        reads.push(...got.reads);
        unchanged.set(region, got.unchanged);
      }
      return { reads, unchanged };
    }
    const endpoint = process.env[MIRROR.query];
    const session = openSession({
      ...(flags.endpointRegion !== undefined && { endpointRegion: flags.endpointRegion }),
      ...(endpoint !== undefined && { endpoint }),
    });
    try {
      for (const [region, own] of wanted) {
        const skip = mayBeSkipped(flags) ? { skip: skipped(region, own) } : {};
        const got = await readFromQuery(session, region, own, { now, progress, ...skip });
        reads.push(...got.reads);
        unchanged.set(region, got.unchanged);
      }
    } finally {
      session.close();
    }
    return { reads, unchanged };
  } finally {
    progress.stop();
  }
}

/** Nothing was asked that the last reading did not ask. */
function mayBeSkipped({ force, add, drop, rows, terms, publishedBefore }: RefreshFlags): boolean {
  const asks = [force, rows, terms, publishedBefore].some((flag) => flag !== undefined);
  return !asks && add.length + drop.length === 0;
}

function isOf(key: string, service: string): boolean {
  return servicesOf({ keys: [key], globs: [], terms: false }).includes(service);
}

function ofServices(asked: Asked, services: readonly string[]): Asked {
  if (services.length === 0) return asked;
  return {
    ...asked,
    keys: asked.keys.filter((key) => services.some((service) => isOf(key, service))),
    globs: asked.globs.filter((glob) => recipesOf(glob).some(({ service }) => services.includes(service))),
  };
}

const MOST_NAMED = 3;

const pagedQueries = (count: number): string =>
  `${count} paged ${count === 1 ? "query" : "queries"} of the Query API`;

function announced(region: string, asked: Asked, via: "query" | "bulk", { newest }: OpenedBook): string {
  const services = servicesOf(asked);
  const how =
    via === "bulk"
      ? `${services.length} bulk ${services.length === 1 ? "file" : "files"}`
      : pagedQueries(coarseQueries(region, asked).length);
  // `prices status` counts what the book holds; a scenario or --add may ask for more.
  const held = newest.get(region)?.entries ?? {};
  const missing = asked.keys.filter((key) => held[key] === undefined);
  const rest = missing.length > MOST_NAMED ? `, and ${missing.length - MOST_NAMED} more` : "";
  const named = missing.slice(0, MOST_NAMED).join(", ");
  const fresh = missing.length === 0 ? "" : ` (not in the book yet: ${named}${rest})`;
  const globs = asked.globs.length === 0 ? "" : ` and every ${asked.globs.join(", ")}`;
  return `${region}: ${asked.keys.length} ${asked.keys.length === 1 ? "price" : "prices"}${globs}${fresh} of ${services.join(", ")}, by ${how}`;
}
