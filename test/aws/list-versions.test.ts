import { expect, test } from "vitest";
import {
  allLists,
  currentList,
  currentSavingsPlanList,
  listOfDocument,
  listPublishedBefore,
} from "../../src/aws/list-versions.ts";
import { brief, failure, serve } from "./loopback.ts";
import { product } from "./query-server.ts";

/** A mirror that holds these files. */
async function mirror(files: Readonly<Record<string, unknown>>) {
  const { url, calls } = await serve((response, { path }) => {
    if (files[path] === undefined) response.writeHead(404).end();
    else response.end(JSON.stringify(files[path]));
  });
  return { source: { root: url, limits: brief }, calls };
}

const file = (version: string, region: string) =>
  `/offers/v1.0/aws/AmazonEC2/${version}/${region}/index.json`;
const REGION_INDEX = {
  "/offers/v1.0/aws/AmazonEC2/current/region_index.json": {
    publicationDate: "2026-11-20T00:00:00Z",
    regions: {
      "us-east-1": { regionCode: "us-east-1", currentVersionUrl: file("20261118213000", "us-east-1") },
      "eu-west-1": { regionCode: "eu-west-1", currentVersionUrl: file("20261019080910", "eu-west-1") },
    },
  },
};

test("a document says which list it is of", () => {
  expect(listOfDocument(JSON.parse(product("A")), "AmazonEC2, page 1, product 1")).toEqual({
    service: "AmazonEC2",
    version: "20261118213000",
    publishedAt: "2026-11-18T21:30:00Z",
  });
  expect(() => listOfDocument({ serviceCode: "AmazonEC2" }, "AmazonEC2, page 1, product 1")).toThrow(
    "AmazonEC2, page 1, product 1 does not say which list it is of (version:",
  );
});

test("the version of a region is its own (naive: the date of the index)", async () => {
  const { source } = await mirror(REGION_INDEX);
  expect(await currentList({ service: "AmazonEC2", region: "eu-west-1" }, source)).toEqual({
    service: "AmazonEC2",
    version: "20261019080910",
    publishedAt: "2026-10-19T08:09:10Z",
  });
});

test("a region without a list, a service without an index", async () => {
  const { source } = await mirror(REGION_INDEX);
  expect(await failure(currentList({ service: "AmazonEC2", region: "ap-south-2" }, source))).toMatchObject({
    message: "AWS publishes no list of AmazonEC2 for ap-south-2; it does for 2 others.",
    exitCode: 6,
  });
  expect(await failure(currentList({ service: "AmazonEC3", region: "us-east-1" }, source))).toMatchObject({
    message: expect.stringMatching(/^There is no price list of AmazonEC3 \(404 for /),
    exitCode: 6,
  });
});

test("an index that is built otherwise is refused with the place", async () => {
  const path = "/offers/v1.0/aws/AmazonEC2/current/region_index.json";
  const { source } = await mirror({ [path]: { regions: [] } });
  expect(await failure(currentList({ service: "AmazonEC2", region: "us-east-1" }, source))).toMatchObject({
    message: expect.stringMatching(/is not the index that AWS documents \(regions: /),
    exitCode: 6,
  });
  const moved = "/offers/v2/index.json";
  const other = await mirror({
    [path]: { regions: { "us-east-1": { regionCode: "us-east-1", currentVersionUrl: moved } } },
  });
  const error = await failure(currentList({ service: "AmazonEC2", region: "us-east-1" }, other.source));
  expect(error).toMatchObject({ message: expect.stringContaining("that is no point in time"), exitCode: 6 });
});

test("savings plans list their regions in an array", async () => {
  const { source } = await mirror({
    "/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/current/region_index.json": {
      regions: [
        {
          regionCode: "ap-south-2",
          versionUrl: "/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/20250911184447/ap-south-2/index.json",
        },
      ],
    },
  });
  const plan = "AWSComputeSavingsPlan";
  expect(await currentSavingsPlanList({ plan, region: "ap-south-2" }, source)).toEqual({
    service: plan,
    version: "20250911184447",
    publishedAt: "2025-09-11T18:44:47Z",
  });
  expect(await failure(currentSavingsPlanList({ plan, region: "us-east-1" }, source))).toMatchObject({
    message: "AWS publishes no list of AWSComputeSavingsPlan for us-east-1; it does for 1 others.",
  });
});

/** As AWS has them: effect begins on the first of a month, and a list that is replaced ends before it begins. */
const VERSIONS = {
  "/offers/v1.0/aws/AmazonEC2/index.json": {
    currentVersion: "20170224022054",
    versions: Object.fromEntries(
      [
        ["20161213014831", "2016-12-01T00:00:00Z", "2017-01-31T23:59:59Z"],
        ["20170224022054", "2017-02-01T00:00:00Z", "2017-03-01T00:00:00Z"],
        ["20170210223144", "2017-02-01T00:00:01Z", "2017-02-01T00:00:00Z"],
      ].map(([version, versionEffectiveBeginDate, versionEffectiveEndDate]) => [
        version,
        {
          versionEffectiveBeginDate,
          versionEffectiveEndDate,
          offerVersionUrl: `/offers/v1.0/aws/AmazonEC2/${version}/index.json`,
        },
      ]),
    ),
  },
};

test.each([
  ["2017-02-10", "20170210223144"],
  ["2017-02-09", "20161213014831"],
  ["2017-02-23", "20170210223144"],
  ["2030-01-01", "20170224022054"],
])(
  "published on or before %s: %s (naive: by the date of effect, which is weeks earlier)",
  async (day, version) => {
    const { source } = await mirror(VERSIONS);
    expect(await listPublishedBefore("AmazonEC2", day, source)).toMatchObject({ version });
  },
);

test("nothing is that old: the oldest is named, exit 2", async () => {
  const { source } = await mirror(VERSIONS);
  expect(await failure(listPublishedBefore("AmazonEC2", "2016-12-12", source))).toMatchObject({
    message:
      "AWS has no list of AmazonEC2 from on or before 2016-12-12; its oldest was published on 2016-12-13.",
    hint: "Ask for that one: --published-before 2016-12-13",
    exitCode: 2,
  });
  expect((await allLists("AmazonEC2", source)).map(({ version }) => version)).toEqual([
    "20170224022054",
    "20170210223144",
    "20161213014831",
  ]);
});
