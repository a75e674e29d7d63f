import type { ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { type ListPage, type ProductQuery, queryProducts } from "../../src/aws/price-list-query.ts";
import { openSession, type SessionOptions } from "../../src/aws/price-list-session.ts";
import type { ListDocument } from "../../src/prices/list/list-document.ts";
import { brief } from "./loopback.ts";

export const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "not a secret" };

/** One product as the Query API sends it: JSON in a string. */
export function product(sku: string, regionCode = "eu-west-1", version = "20261118213000"): string {
  return JSON.stringify({
    product: { sku, productFamily: "Compute Instance", attributes: { regionCode } },
    serviceCode: "AmazonEC2",
    version,
    publicationDate: "2026-11-18T21:30:00Z",
    terms: {},
  });
}

/** A page, with the token of the next one unless it is the last. */
export function page(response: ServerResponse, products: readonly string[], next?: string): void {
  response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify({ FormatVersion: "aws_v1", PriceList: products, NextToken: next }));
}

/** An exception as the JSON 1.1 protocol sends it. */
export function refuse(response: ServerResponse, type: string, Message: string, status = 400): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify({ __type: type, Message }));
}

/** Stands for the real reader: what a test looks at. */
const read = (json: unknown): ListDocument => {
  const { product } = json as { product: { sku: string; attributes: Record<string, string> } };
  return { service: "AmazonEC2", productFamily: "", terms: [], ...product };
};

/** All pages of EC2 in eu-west-1 from a server on loopback. */
export function query(
  endpoint: string,
  options: Partial<SessionOptions & ProductQuery> = {},
): Promise<ListPage[]> {
  const { session = openSession({ endpoint, credentials: CREDENTIALS, limits: brief, ...options }) } =
    options;
  onTestFinished(() => session.close());
  const filters = [{ field: "regionCode", value: "eu-west-1" }];
  return arrayOf(
    queryProducts({ service: "AmazonEC2", region: "eu-west-1", filters, read, ...options, session }),
  );
}

export const skus = (pages: readonly ListPage[]): string[] =>
  pages.flatMap(({ documents }) => documents.map(({ sku }) => sku));

async function arrayOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
