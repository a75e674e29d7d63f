import { afterEach, expect, test, vi } from "vitest";
import { openSession } from "../../src/aws/price-list-session.ts";
import { InputError } from "../../src/errors.ts";
import { brief, failure, serve } from "./loopback.ts";
import { CREDENTIALS, page, product, query, refuse, skus } from "./query-server.ts";

afterEach(() => vi.unstubAllEnvs());

const bodyOf = ({ body }: { readonly body: string }) => JSON.parse(body);

test("items that the SDK hands out as String objects are parsed (naive: typeof item is string)", async () => {
  const { url } = await serve((response) => page(response, [product("A"), product("B")]));
  expect(skus(await query(url))).toEqual(["A", "B"]);
});

test("every page comes, 100 products each (naive: MaxResults 1, first page only)", async () => {
  const { url, calls } = await serve((response, _, nth) =>
    page(response, [product(`SKU${nth}`)], nth < 3 ? `token${nth}` : undefined),
  );
  const counts: number[] = [];
  const pages = await query(url, { onPage: (count) => counts.push(count) });
  expect(skus(pages)).toEqual(["SKU0", "SKU1", "SKU2", "SKU3"]);
  expect(counts).toEqual([1, 2, 3, 4]);
  expect(calls.map((call) => bodyOf(call).NextToken)).toEqual([undefined, "token0", "token1", "token2"]);
  expect(calls.every((call) => bodyOf(call).MaxResults === 100)).toBe(true);
});

test("an empty page that has a token is not the last (naive: stop where nothing comes)", async () => {
  const pages = [[product("A")], [], [product("B")]];
  const { url } = await serve((response, _, nth) =>
    page(response, pages[nth] ?? [], nth < 2 ? `token${nth}` : ""),
  );
  expect(skus(await query(url))).toEqual(["A", "B"]);
});

test("documents of another region come first: all are handed on, and the region is asked for (naive: first row; region in the cache key only)", async () => {
  const { url, calls } = await serve((response, _, nth) =>
    nth === 0
      ? page(response, [product("OTHER", "us-east-1")], "token")
      : page(response, [product("OURS", "eu-west-1")]),
  );
  expect(skus(await query(url))).toEqual(["OTHER", "OURS"]);
  expect(bodyOf(calls[0] ?? { body: "{}" })).toEqual({
    ServiceCode: "AmazonEC2",
    FormatVersion: "aws_v1",
    MaxResults: 100,
    Filters: [{ Type: "TERM_MATCH", Field: "regionCode", Value: "eu-west-1" }],
  });
});

test("each list that the documents name is told once, also when AWS publishes while we read", async () => {
  const { url } = await serve((response) =>
    page(response, [product("A"), product("B"), product("C", "eu-west-1", "20261119070000")]),
  );
  const [first] = await query(url);
  expect(first?.lists.map(({ service, version }) => `${service} ${version}`)).toEqual([
    "AmazonEC2 20261118213000",
    "AmazonEC2 20261119070000",
  ]);
});

test("the client speaks with us-east-1 whatever the environment says (naive: client in any region)", async () => {
  vi.stubEnv("AWS_REGION", "eu-west-1");
  const { url, calls } = await serve((response) => page(response, []));
  await query(url);
  expect(calls[0]?.headers.authorization).toMatch(/Credential=AKIDEXAMPLE\/\d+\/us-east-1\/pricing\//);
  await query(url, { endpointRegion: "ap-south-1" });
  expect(calls[1]?.headers.authorization).toContain("/ap-south-1/pricing/");
});

test("an endpoint region without an endpoint is refused by name (naive: DNS error)", async () => {
  const error = await failure((async () => openSession({ endpointRegion: "eu-west-1" }))());
  expect(error).toMatchObject({
    message:
      "The price list has no endpoint in eu-west-1; it has them in us-east-1, eu-central-1, ap-south-1.",
    exitCode: 2,
  });
});

test("credentials come from the SDK's own chain", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDFROMENV");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "not a secret");
  vi.stubEnv("AWS_PROFILE", undefined);
  const { url, calls } = await serve((response) => page(response, []));
  await query(url, { session: openSession({ endpoint: url, limits: brief }) });
  expect(calls[0]?.headers.authorization).toContain("Credential=AKIDFROMENV/");
});

test("queries at the same time share one rate, evenly", async () => {
  const { url, calls } = await serve((response, { body }) =>
    page(response, [], body.includes("NextToken") ? undefined : "token"),
  );
  const limits = { ...brief, callsPerSecond: 20 };
  const session = openSession({ endpoint: url, credentials: CREDENTIALS, limits });
  await Promise.all([1, 2, 3].map(() => query(url, { session })));
  expect(calls).toHaveLength(6);
  const span = (calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0);
  expect(span).toBeGreaterThan(0.9 * 5 * 50);
});

test.each(["ExpiredNextTokenException", "InvalidNextTokenException"])(
  "%s voids the pages before it and the query starts again (naive: go on from there)",
  async (type) => {
    const { url } = await serve((response, { body }, nth) => {
      if (nth === 1) return refuse(response, type, "The token is no more");
      page(response, [product(`SKU${nth}`)], body.includes("NextToken") ? undefined : "token");
    });
    const counts: number[] = [];
    const pages = await query(url, { onPage: (count) => counts.push(count) });
    expect(skus(pages)).toEqual(["SKU2", "SKU3"]);
    expect(counts).toEqual([1, 1, 2]);
  },
);

test("a token that expires twice ends the query, and no page of it was handed out", async () => {
  const { url, calls } = await serve((response, { body }) =>
    body.includes("NextToken")
      ? refuse(response, "ExpiredNextTokenException", "The token is no more")
      : page(response, [product("A")], "token"),
  );
  const error = await failure(query(url));
  expect(error).toMatchObject({
    message: "The page token expired twice; nothing was written.",
    exitCode: 6,
  });
  expect(calls).toHaveLength(4);
});

test("pages without an end are noticed", async () => {
  const { url, calls } = await serve((response) => page(response, [product("A")], "always the same"));
  expect(await failure(query(url))).toMatchObject({ code: "AWS_TOKEN_REPEATED", exitCode: 6 });
  expect(calls).toHaveLength(2);
});

test("a product that is no JSON, or of no list, is named by its page and place", async () => {
  const broken = await serve((response) => page(response, [product("A"), '{"product"']));
  const error = await failure(query(broken.url));
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).message).toMatch(/^AmazonEC2, page 1, product 2: not JSON/);

  const undated = await serve((response) => page(response, ['{"product":{"sku":"A"}}']));
  expect(await failure(query(undated.url))).toMatchObject({ code: "LIST_UNREADABLE", exitCode: 6 });
});
