import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ListDocument } from "../../src/prices/list/list-document.ts";
import { serve } from "../aws/loopback.ts";
import { page, refuse } from "../aws/query-server.ts";
import { bytesOf, entriesOf, folder } from "./book-folder.ts";
import { crossover } from "./in-process.ts";
import { documentsIn, pagesOf } from "./list-files.ts";
import { planningOnce } from "./planned-keys.ts";

vi.mock(import("../../src/cli/refresh/wanted-keys.ts"), async (real) => planningOnce(await real()));
vi.mock(import("../../src/aws/limits.ts"), async (real) => {
  const limits = await real();
  return {
    ...limits,
    priceListLimits: { ...limits.priceListLimits, callsPerSecond: 1000, firstWaitSeconds: 0.01 },
  };
});

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "not a secret");
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime("2026-11-21T09:12:04Z");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

const homeless = ({ attributes }: ListDocument) =>
  attributes.regionCode === undefined && attributes.fromRegionCode === undefined;
const HOME = documentsIn({ region: "us-east-1", mixed: true }).filter(
  ({ attributes }) => attributes.regionCode !== "eu-west-1" && attributes.fromRegionCode !== "eu-west-1",
);
const abroad = (times: string) =>
  documentsIn({ region: "eu-west-1", times }).filter((document) => !homeless(document));

/** A service that narrows nothing but the service: other regions' documents first, two pages, one throttle, one old token. */
async function listing(documents: readonly ListDocument[]) {
  const trouble = ["ThrottlingException", "ExpiredNextTokenException"];
  return serve((response, { body }) => {
    const { ServiceCode: service, Filters, NextToken } = JSON.parse(body);
    const asked = Filters.find(({ Field }: { Field: string }) => /egionCode$/.test(Field))?.Value;
    const isAsked = ({ attributes }: ListDocument) => Object.values(attributes).includes(asked);
    const sorted = documents.toSorted((a, b) => Number(isAsked(a)) - Number(isAsked(b)));
    const products = pagesOf({ service }, sorted).map((document) => JSON.stringify(document));
    const half = Math.ceil(products.length / 2);
    if (NextToken === undefined && trouble[0] === "ThrottlingException")
      return refuse(response, trouble.shift() ?? "", "Rate exceeded");
    if (NextToken !== undefined && trouble[0] === "ExpiredNextTokenException")
      return refuse(response, trouble.shift() ?? "", "The token is no more");
    if (NextToken === undefined) page(response, products.slice(0, half), "half");
    else page(response, products.slice(half));
  });
}

const refresh = (book: string, ...args: string[]) =>
  crossover("prices", "refresh", "--via", "query", "--book", book, ...args);
const BOTH = [
  "--region",
  "us-east-1",
  "--region",
  "eu-west-1",
  "--add",
  "ec2/instance/g5.2xlarge/linux/shared",
  "--add",
  "transfer/egress/internet",
  "--add",
  "elb/alb/hour",
];
const priceIn = (book: string, region: string, key: string) =>
  entriesOf(book, `${region}/2026-11-21.json`)[key]?.tiers[0]?.usd;

test("two regions from a server that narrows nothing, throttles, forgets a token and gives other regions first", async () => {
  const { url, calls } = await listing([...HOME, ...abroad("1.1")]);
  vi.stubEnv("CROSSOVER_PRICE_LIST_ENDPOINT", url);
  const book = folder();
  const { err, out, exitCode } = await refresh(book, ...BOTH);
  expect([exitCode, out]).toEqual([0, expect.stringContaining("aws/eu-west-1/2026-11-21.json")]);
  expect(err.indexOf("paged queries of the Query API")).toBeLessThan(err.indexOf("products, "));
  for (const [key, home, away] of [
    ["ec2/instance/g5.2xlarge/linux/shared", "1.212", "1.3332"],
    ["vpc/nat/hour", "0.045", "0.0495"],
    ["elb/alb/hour", "0.0225", "0.02475"],
    ["transfer/egress/internet", "0.09", "0.099"],
  ] as const) {
    expect([key, priceIn(book, "us-east-1", key)]).toEqual([key, home]);
    expect([key, priceIn(book, "eu-west-1", key)]).toEqual([key, away]);
  }
  expect(priceIn(book, "global", "route53/zone")).toBe("0.5");
  // A handful of questions for a service, not one for each type.
  expect(calls.length).toBeLessThan(150);
  const before = bytesOf(book);
  expect((await refresh(book, ...BOTH)).out).toContain("Up to date");
  expect(bytesOf(book)).toEqual(before);
  vi.setSystemTime("2026-11-22T09:00:00Z");
  await refresh(book, ...BOTH);
  const after = bytesOf(book);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  expect(after["index.json"]).toContain("2026-11-22T09:00:00.000Z");
  // A list whose version was read already is asked for its version alone.
  const asked = calls.length;
  const again = await refresh(book, "--region", "us-east-1", "--service", "AWSELB");
  expect(again.err).toContain("us-east-1 AWSELB: unchanged since 20261118213000");
  expect(calls.length - asked).toBe(1);
  const forced = await refresh(book, "--region", "us-east-1", "--service", "AWSELB", "--force");
  expect(forced.err).toMatch(/us-east-1 AWSELB: \d+ products/);
});

test("regions that cost the same are written to a new book; where they differed before, it is noticed", async () => {
  const equal = await listing([...HOME, ...abroad("1")]);
  vi.stubEnv("CROSSOVER_PRICE_LIST_ENDPOINT", equal.url);
  expect(await refresh(folder(), ...BOTH)).toMatchObject({ exitCode: 0 });

  const differing = await listing([...HOME, ...abroad("1.1")]);
  vi.stubEnv("CROSSOVER_PRICE_LIST_ENDPOINT", differing.url);
  const book = folder();
  await refresh(book, ...BOTH);
  const before = bytesOf(book);
  vi.stubEnv("CROSSOVER_PRICE_LIST_ENDPOINT", equal.url);
  const { err, exitCode } = await refresh(book, ...BOTH, "--force");
  expect([exitCode, err]).toEqual([
    3,
    expect.stringMatching(
      /every price of \w+ is the same in (us-east-1 and eu-west-1|eu-west-1 and us-east-1)/,
    ),
  ]);
  expect(bytesOf(book)).toEqual(before);
});

test("refused by AWS: exit 6, nothing is written", async () => {
  const { url } = await serve((response) => refuse(response, "AccessDeniedException", "no"));
  vi.stubEnv("CROSSOVER_PRICE_LIST_ENDPOINT", url);
  const book = folder();
  expect(await refresh(book, "--region", "us-east-1")).toMatchObject({ exitCode: 6 });
  expect(bytesOf(book)).toEqual({});
});
