import { queriedList, queryProducts } from "../../aws/price-list-query.ts";
import type { PriceListSession } from "../../aws/price-list-session.ts";
import { listDocument } from "../../prices/list/api-document.ts";
import type { ListDocument, PriceList } from "../../prices/list/list-document.ts";
import { ListSieve } from "../../prices/list/list-sieve.ts";
import type { Progress } from "../progress.ts";
import { coarseQueries } from "./coarse-query.ts";
import type { Asked, ListRead } from "./list-read.ts";

export interface QueryTerms {
  readonly now: string;
  readonly progress: Progress;
  /** True when this version of a service's list was read before and holds nothing new to ask for; absent: read all. */
  readonly skip?: (list: PriceList) => boolean;
}

/** What was read, and the lists that are as they were. */
export interface QueryReads {
  readonly reads: readonly ListRead[];
  readonly unchanged: readonly PriceList[];
}

/** Asks the Query API for everything that the keys of one region need, service by service. */
export async function readFromQuery(
  session: PriceListSession,
  region: string,
  asked: Asked,
  { now, progress, skip }: QueryTerms,
): Promise<QueryReads> {
  const reads: ListRead[] = [];
  const unchanged: PriceList[] = [];
  const services = Map.groupBy(coarseQueries(region, asked), ({ service }) => service);
  for (const [service, queries] of services) {
    const asIs =
      skip === undefined
        ? undefined
        : await queriedList({ session, service, region, filters: queries[0]?.filters ?? [] });
    if (asIs !== undefined && skip?.(asIs)) {
      progress.start(`${region} ${service}`, undefined, "products").done(`unchanged since ${asIs.version}`);
      unchanged.push(asIs);
      continue;
    }
    const sieve = new ListSieve({ service, ...asked });
    const documents = new Map<string, ListDocument>();
    const lists: PriceList[] = [];
    for (const { filters } of queries) {
      const bar = progress.start(`${region} ${service}`, undefined, "products");
      const family = filters.find(({ field }) => field === "productFamily")?.value ?? "all families";
      let count = 0;
      const pages = queryProducts({
        session,
        service,
        region,
        filters,
        read: (json, where) => listDocument(json, where),
        onPage: bar.at,
      });
      for await (const page of pages) {
        count += page.documents.length;
        lists.push(...page.lists);
        for (const document of page.documents) {
          if (!sieve.keep(document)) continue;
          const terms = document.terms.filter(({ kind }) => asked.terms || kind === "OnDemand");
          documents.set(document.sku, { ...document, terms });
        }
      }
      bar.done(`${count} products, ${family}`);
    }
    const list = newest(lists);
    if (list === undefined) continue;
    reads.push({
      region,
      list,
      via: "query",
      form: "pages",
      partial: false,
      retrievedAt: now,
      rows: sieve.rows,
      documents: [...documents.values()],
      sieve,
    });
  }
  return { reads, unchanged };
}

/** AWS may publish while we read: what we have is at most as new as the newest. */
function newest(lists: readonly PriceList[]): PriceList | undefined {
  return lists.toSorted((a, b) => (a.version < b.version ? 1 : -1))[0];
}
