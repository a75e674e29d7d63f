import { InputError } from "../errors.ts";
import type { ListDocument, PriceList } from "../prices/list/list-document.ts";
import { listOfDocument } from "./list-versions.ts";
import type { PriceListSession } from "./price-list-session.ts";
import { isTokenExpired } from "./query-refusal.ts";

export interface ProductQuery {
  readonly session: PriceListSession;
  /** "AmazonEC2" */
  readonly service: string;
  /** Region whose prices are meant. Errors name it; the filters ask for it. */
  readonly region: string;
  /** All must hold, exactly. They reach attributes of products, never terms. */
  readonly filters: readonly { readonly field: string; readonly value: string }[];
  /** Reads a document; `where` names it in errors: "AmazonEC2, page 2, product 17". */
  readonly read: (json: unknown, where: string) => ListDocument;
  /** Told how many products have come so far; begins again from the first page when a page token has expired. */
  readonly onPage?: (count: number) => void;
  readonly signal?: AbortSignal;
}

export interface ListPage {
  readonly documents: readonly ListDocument[];
  /** The lists that the documents name, each once: more than one when AWS publishes while we read. */
  readonly lists: readonly PriceList[];
}

/**
 * All products that match, page by page. The first page is handed out when the last one is in: a page token that
 * expires on the way makes the earlier pages void.
 *
 * @throws InputError, exit 6: AWS_TOKEN_EXPIRED, AWS_TOKEN_REPEATED, LIST_UNREADABLE, and those of the session.
 * Whatever `read` throws.
 */
export async function* queryProducts(query: ProductQuery): AsyncGenerator<ListPage, void, undefined> {
  const { queryStarts } = query.session.limits;
  for (let start = 1; ; start++) {
    try {
      yield* await allPages(query);
      return;
    } catch (error) {
      if (!isTokenExpired(error)) throw error;
      if (start >= queryStarts) throw tokenExpired(start);
    }
  }
}

/**
 * Which list the Query API answers from just now, by one product of it.
 * @returns undefined where nothing matches the filters
 */
export async function queriedList({
  session,
  service,
  region,
  filters,
  signal,
}: Omit<ProductQuery, "read" | "onPage">): Promise<PriceList | undefined> {
  const one = { ...input({ session, service, region, filters, read: never }, undefined), MaxResults: 1 };
  const answer = await session.getProducts(one, region, signal);
  const [first] = answer.PriceList ?? [];
  return first === undefined
    ? undefined
    : listOfDocument(JSON.parse(String(first)), `${service}, first product`);
}

const never = (): never => {
  throw new Error("no document is read for the name of its list");
};

async function allPages(query: ProductQuery): Promise<readonly ListPage[]> {
  const pages: ListPage[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  let count = 0;
  do {
    const answer = await query.session.getProducts(input(query, token), query.region, query.signal);
    const page = pageOf(answer.PriceList ?? [], query, pages.length + 1);
    pages.push(page);
    count += page.documents.length;
    query.onPage?.(count);
    // A page may be empty and still have a successor: only the token tells.
    token = answer.NextToken === "" ? undefined : answer.NextToken;
    if (token !== undefined && tokens.has(token)) throw tokenRepeated(query.service);
    if (token !== undefined) tokens.add(token);
  } while (token !== undefined);
  return pages;
}

function input({ service, filters, session }: ProductQuery, token: string | undefined) {
  return {
    ServiceCode: service,
    FormatVersion: "aws_v1",
    MaxResults: session.limits.productsPerPage,
    // The one type of filter that every endpoint knows.
    Filters: filters.map(({ field, value }) => ({ Type: "TERM_MATCH" as const, Field: field, Value: value })),
    ...(token === undefined ? {} : { NextToken: token }),
  };
}

function pageOf(items: Iterable<unknown>, { service, read }: ProductQuery, page: number): ListPage {
  const lists = new Map<string, PriceList>();
  const documents = Array.from(items, (item, index) => {
    const where = `${service}, page ${page}, product ${index + 1}`;
    const json = parse(item, where);
    const list = listOfDocument(json, where);
    lists.set(`${list.service} ${list.version}`, list);
    return read(json, where);
  });
  return { documents, lists: [...lists.values()] };
}

/** The SDK's items are String objects: neither a `typeof` of "string" nor what the JSON holds. */
function parse(item: unknown, where: string): unknown {
  try {
    return JSON.parse(String(item));
  } catch (error) {
    throw new InputError(
      "LIST_UNREADABLE",
      `${where}: not JSON (${error instanceof Error ? error.message : error}); nothing was written.`,
      "Try again; if it stays, use --via bulk.",
      6,
    );
  }
}

const TIMES = ["", "once", "twice"];

function tokenExpired(starts: number): InputError {
  return new InputError(
    "AWS_TOKEN_EXPIRED",
    `The page token expired ${TIMES[starts] ?? `${starts} times`}; nothing was written.`,
    "Try again later, with --service or with --via bulk.",
    6,
  );
}

function tokenRepeated(service: string): InputError {
  return new InputError(
    "AWS_TOKEN_REPEATED",
    `AWS sent the same page token of ${service} twice: its pages have no end; nothing was written.`,
    "Try again later or with --via bulk.",
    6,
  );
}
