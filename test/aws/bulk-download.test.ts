import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fetchIndex, openPriceList, openSavingsPlans } from "../../src/aws/bulk-download.ts";
import type { BulkSource } from "../../src/aws/bulk-transfer.ts";
import { type Answer, brief, deadPort, failure, impatient, serve } from "./loopback.ts";

const EC2 = { service: "AmazonEC2", region: "us-east-1" };
const source = (url: string, more: Partial<BulkSource> = {}): BulkSource => ({
  root: url,
  limits: brief,
  ...more,
});
const FILE = Buffer.alloc(3_000_000, "a,b,c\n");

/** Announces the whole of FILE and sends the first `sent` bytes; then `last`. */
const send =
  (sent: number, last: "end" | "close" | "break" | "stall"): Answer =>
  (response) => {
    response.writeHead(200, { "content-length": FILE.length });
    response.write(FILE.subarray(0, sent), () => {
      if (last === "end") response.end();
      if (last === "close") response.socket?.end();
      if (last === "break") response.destroy();
    });
  };

async function download(url: string, more?: Partial<BulkSource>): Promise<Buffer> {
  const { chunks } = await openPriceList(EC2, source(url, more));
  return buffer(chunks);
}

test("a whole file, with its length beforehand", async () => {
  const { url, calls } = await serve(send(FILE.length, "end"));
  const file = await openPriceList(EC2, source(url));
  expect(file.bytes).toBe(FILE.length);
  expect((await buffer(file.chunks)).equals(FILE)).toBe(true);
  expect(calls[0]?.path).toBe("/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.csv");
  expect(calls[0]?.headers["accept-encoding"]).toBe("identity");
  expect(calls[0]?.headers.authorization).toBeUndefined();
});

test("a version, another format and savings plans have addresses of their own", async () => {
  const { url, calls } = await serve((response) => response.end("x"));
  const version = "20250401123456";
  await openPriceList({ ...EC2, version, format: "json" }, source(`${url}/mirror/`));
  await openSavingsPlans({ service: "AWSComputeSavingsPlan", region: "eu-west-1", version }, source(url));
  expect(calls.map(({ path }) => path)).toEqual([
    "/mirror/offers/v1.0/aws/AmazonEC2/20250401123456/us-east-1/index.json",
    "/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/20250401123456/eu-west-1/index.csv",
  ]);
});

test("a file of unknown length is read to its end", async () => {
  const { url } = await serve((response) => {
    response.write("some");
    response.end("thing");
  });
  const { bytes, chunks } = await openPriceList(EC2, source(url));
  expect(bytes).toBeUndefined();
  expect((await buffer(chunks)).toString()).toBe("something");
});

test("a host that packs the file all the same does not tell how long it is", async () => {
  const packed = gzipSync(FILE);
  const { url } = await serve((response) => {
    response.writeHead(200, { "content-length": packed.length, "content-encoding": "gzip" });
    response.end(packed);
  });
  const { bytes, chunks } = await openPriceList(EC2, source(url));
  expect(bytes).toBeUndefined();
  expect((await buffer(chunks)).equals(FILE)).toBe(true);
});

test("a reader that stops early ends the download", async () => {
  const closed = Promise.withResolvers<void>();
  const { url } = await serve((response, call, nth) => {
    response.on("close", closed.resolve);
    send(1_000_000, "stall")(response, call, nth);
  });
  const { chunks } = await openPriceList(EC2, source(url));
  for await (const _ of chunks) break;
  await closed.promise;
});

test("a reader that takes its time is no silence of the host", async () => {
  const { url } = await serve(send(FILE.length, "end"));
  const { chunks } = await openPriceList(EC2, source(url, { limits: { ...brief, answerSeconds: 0.2 } }));
  let received = 0;
  for await (const chunk of chunks) {
    if (received === 0) await new Promise((later) => setTimeout(later, 400));
    received += chunk.length;
  }
  expect(received).toBe(FILE.length);
});

test("a program that is busy while a part arrives takes it for no silence of the host", async () => {
  const { url } = await serve((response) => {
    response.writeHead(200, { "content-length": 8 });
    response.write("part");
    setTimeout(() => response.end("part"), 50);
  });
  const { chunks } = await openPriceList(EC2, source(url, { limits: impatient }));
  const parts = chunks[Symbol.asyncIterator]();
  await parts.next();
  const second = parts.next();
  const end = performance.now() + 1000 * impatient.answerSeconds + 100;
  while (performance.now() < end);
  expect(await second).toMatchObject({ done: false });
});

describe("a file that is not whole is refused", () => {
  test.each([
    ["the connection breaks (naive: what came is the file)", "break"],
    ["the host closes it early", "close"],
  ] as const)("%s", async (_, last) => {
    const { url } = await serve(send(1_000_000, last));
    expect(await failure(download(url))).toMatchObject({
      message: "The AmazonEC2 file ended after 1 of 3 MB; nothing was written.",
      exitCode: 6,
    });
  });

  test("a difference of one byte shows", async () => {
    const { url } = await serve(send(FILE.length - 1, "break"));
    expect(await failure(download(url))).toMatchObject({
      message: "The AmazonEC2 file ended after 2.999999 of 3.000000 MB; nothing was written.",
    });
  });

  test("chunks without an end", async () => {
    const { url } = await serve((response) => {
      response.write(FILE.subarray(0, 1_200_000), () => response.destroy());
    });
    expect(await failure(download(url))).toMatchObject({
      message: "The AmazonEC2 file ended after 1.2 MB; nothing was written.",
    });
  });

  test("a host that falls silent in the middle", async () => {
    const { url, host } = await serve(send(1_000_000, "stall"));
    expect(await failure(download(url, { limits: impatient }))).toMatchObject({
      message: `${host} sent nothing for 0.3 s after 1 of 3 MB of the AmazonEC2 file; nothing was written.`,
      exitCode: 6,
    });
  });
});

describe("a file that does not begin", () => {
  test.each([404, 403])("%i names service and region", async (status) => {
    const { url, calls } = await serve((response) => response.writeHead(status).end("<Error/>"));
    expect(await failure(download(url))).toMatchObject({
      code: "LIST_NOT_FOUND",
      message: `There is no price list of AmazonEC2 for us-east-1 (${status} for ${url}/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.csv).`,
      exitCode: 6,
    });
    expect(calls).toHaveLength(1);
  });

  test("a host that is busy for a moment is asked again", async () => {
    const { url } = await serve((response, call, nth) =>
      nth < 2 ? response.writeHead(503).end() : send(FILE.length, "end")(response, call, nth),
    );
    expect(await download(url)).toHaveLength(FILE.length);
  });

  test("a host that stays busy", async () => {
    const { url, host } = await serve((response) => response.writeHead(503).end());
    expect(await failure(download(url))).toMatchObject({
      message: `${host} failed for 0.4 s after 8 tries; nothing was written.`,
      exitCode: 6,
    });
  });

  test.each([
    ["no answer", () => {}],
    ["a head without a body", send(0, "stall")],
  ] satisfies [string, Answer][])("%s", async (_, answer) => {
    const { url, host } = await serve(answer);
    expect(await failure(download(url, { limits: impatient }))).toMatchObject({
      message: `${host} did not answer within 0.3 s.`,
      exitCode: 6,
    });
  });

  test("a port where nobody listens", async () => {
    const host = await deadPort();
    expect(await failure(download(`http://${host}`, { limits: impatient }))).toMatchObject({
      message: `${host} did not answer within 0.3 s.`,
      hint: expect.stringContaining("ECONNREFUSED"),
    });
  });
});

describe("the signal ends it at once, with its reason", () => {
  const reason = new Error("Ctrl-C");
  test.each([
    ["before the first byte", () => {}],
    ["in the middle", send(1_000_000, "stall")],
  ] satisfies [string, Answer][])("%s", async (_, answer) => {
    const { url } = await serve(answer);
    const stop = new AbortController();
    setTimeout(() => stop.abort(reason), 100);
    const limits = { ...brief, answerSeconds: 20 };
    expect(await failure(download(url, { limits, signal: stop.signal }))).toBe(reason);
  });
});

test("an index that is no JSON names its path", async () => {
  const { url } = await serve((response) => response.end("<html>Sign in to the guest network"));
  expect(await failure(fetchIndex("/offers/v1.0/aws/index.json", "AmazonEC2", source(url)))).toMatchObject({
    message: expect.stringMatching(/^\/offers\/v1.0\/aws\/index.json is not JSON/),
    exitCode: 6,
  });
});
