import { PricingClient } from "@aws-sdk/client-pricing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { priceListLimits } from "../../src/aws/limits.ts";
import { PatienceExhausted } from "../../src/aws/patience.ts";
import { openSession } from "../../src/aws/price-list-session.ts";
import { refusalOf } from "../../src/aws/query-refusal.ts";
import { type Answer, brief, deadPort, failure, impatient, serve } from "./loopback.ts";
import { CREDENTIALS, page, product, query, refuse, skus } from "./query-server.ts";

afterEach(() => vi.unstubAllEnvs());

const throttle: Answer = (response) => refuse(response, "ThrottlingException", "Rate exceeded");
const busy: Answer = (response) => response.writeHead(503).end("<html>Service Unavailable</html>");
const cut: Answer = (response) => {
  response.writeHead(200, { "content-length": 5000 });
  response.write('{"PriceList":[');
  setTimeout(() => response.destroy(), 5);
};
/** Whole by its length: nothing but the JSON tells that half of it is missing. */
const halfJson: Answer = (response) => response.writeHead(200).end('{"PriceList":["{\\"prod');
const stall: Answer = (response) => {
  response.writeHead(200, { "content-length": 5000 });
  response.write('{"PriceList":[');
};
const hangUp: Answer = (response) => response.destroy();
const silent: Answer = () => {};

describe("trouble that passes", () => {
  test.each([
    ["a throttle of the JSON protocol", throttle],
    ["a throttle by status", (response) => response.writeHead(429).end("{}")],
    ["an internal error", (response) => refuse(response, "InternalErrorException", "", 500)],
    ["a load balancer's page", busy],
    ["an answer cut short", cut],
    ["half a JSON", halfJson],
    ["an answer that stalls", stall],
    ["a connection that is hung up", hangUp],
  ] satisfies [string, Answer][])("%s is tried again (naive: give up)", async (_, trouble) => {
    const { url, calls } = await serve((response, call, nth) =>
      nth < 2 ? trouble(response, call, nth) : page(response, [product("A")]),
    );
    expect(skus(await query(url, { limits: { ...brief, totalSeconds: 3, answerSeconds: 0.4 } }))).toEqual([
      "A",
    ]);
    expect(calls).toHaveLength(3);
  });

  test("the first error of the day keeps the pages before it", async () => {
    const { url } = await serve((response, call, nth) => {
      if (nth === 1) return throttle(response, call, nth);
      page(response, [product(`SKU${nth}`)], nth === 0 ? "token" : undefined);
    });
    expect(skus(await query(url))).toEqual(["SKU0", "SKU2"]);
  });
});

describe("trouble that stays", () => {
  test("throttles: 8 tries, the last when the time is over", async () => {
    vi.stubEnv("AWS_MAX_ATTEMPTS", "5");
    const { url, calls } = await serve(throttle);
    const start = performance.now();
    const error = await failure(query(url));
    expect(error).toMatchObject({
      message: "AWS throttled us for 0.4 s after 8 tries; nothing was written.",
      hint: "Try again later or with --service.",
      exitCode: 6,
    });
    expect(calls).toHaveLength(8);
    expect(performance.now() - start).toBeGreaterThan(380);
  });

  test("the longest wait doubles up to a bound; waits are drawn from nothing up to it (full jitter)", async () => {
    const { url, calls } = await serve(throttle);
    const limits = { ...brief, totalSeconds: 0.6, firstWaitSeconds: 0.02, longestWaitSeconds: 0.06 };
    const draw = vi.spyOn(Math, "random").mockReturnValue(0.999);
    await failure(query(url, { limits }));
    const gaps = calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? 0));
    for (const [index, ms] of [19, 38, 58, 58, 58, 58].entries()) expect(gaps[index]).toBeGreaterThan(ms);
    draw.mockReturnValue(0);
    const start = calls.length;
    await failure(query(url, { limits }));
    draw.mockRestore();
    expect((calls[start + 6]?.at ?? 0) - (calls[start]?.at ?? 0)).toBeLessThan(290);
  });

  test.each([
    ["5xx", busy, /^127.0.0.1:\d+ failed for 0.4 s after 8 tries; nothing was written\.$/],
    ["cuts", cut, /^127.0.0.1:\d+ broke off its answer for 0.4 s after \d tries; nothing was written\.$/],
  ] satisfies [string, Answer, RegExp][])("%s", async (_, trouble, message) => {
    const { url } = await serve(trouble);
    expect(await failure(query(url))).toMatchObject({
      message: expect.stringMatching(message),
      exitCode: 6,
    });
  });

  test("a server that never answers", async () => {
    const { url, host, calls } = await serve(silent);
    expect(await failure(query(url, { limits: impatient }))).toMatchObject({
      message: `${host} did not answer within 0.3 s.`,
      exitCode: 6,
    });
    expect(calls).toHaveLength(1);
  });

  test("a port where nobody listens: tried for as long as the sentence says", async () => {
    const host = await deadPort();
    const start = performance.now();
    expect(await failure(query(`http://${host}`, { limits: impatient }))).toMatchObject({
      message: `${host} did not answer within 0.3 s.`,
      hint: expect.stringContaining("ECONNREFUSED"),
      exitCode: 6,
    });
    expect(performance.now() - start).toBeGreaterThan(280);
  });

  test("with the limits of the data file the sentences are these", async () => {
    const asked = {
      client: new PricingClient({ region: "us-east-1", credentials: CREDENTIALS }),
      host: "api.pricing.us-east-1.amazonaws.com",
      limits: priceListLimits,
      pricesOf: "eu-west-1",
    };
    expect(await refusalOf(new PatienceExhausted("throttled", 8, undefined), asked)).toMatchObject({
      message: "AWS throttled us for 60 s after 8 tries; nothing was written.",
    });
    expect(await refusalOf(new PatienceExhausted("silent", 1, undefined), asked)).toMatchObject({
      message: "api.pricing.us-east-1.amazonaws.com did not answer within 30 s.",
    });
    expect(priceListLimits.callsPerSecond).toBe(4);
  });
});

describe("what another try would not mend", () => {
  test("a refusal names who was refused", async () => {
    const arn = "arn:aws:sts::123456789012:assumed-role/planner/ana";
    const { url, calls } = await serve((response) =>
      refuse(
        response,
        "AccessDeniedException",
        `User: ${arn} is not authorized to perform: pricing:GetProducts`,
      ),
    );
    expect(await failure(query(url))).toMatchObject({
      message: `AWS refused pricing:GetProducts for ${arn}.`,
      hint: 'Allow pricing:* on "*" or use --via bulk.',
      exitCode: 6,
    });
    expect(calls).toHaveLength(1);
  });

  test("a refusal that does not say whom: the end of the key, not the key", async () => {
    const { url } = await serve((response) => refuse(response, "AccessDeniedException", "No", 401));
    expect(await failure(query(url))).toMatchObject({
      message: "AWS refused pricing:GetProducts for the access key that ends in MPLE.",
    });
  });

  test("credentials that AWS does not accept are no matter of permissions", async () => {
    const { url, calls } = await serve((response) =>
      refuse(response, "ExpiredTokenException", "The security token included in the request is expired"),
    );
    expect(await failure(query(url))).toMatchObject({
      code: "AWS_CREDENTIALS_REFUSED",
      message: expect.stringContaining("ExpiredTokenException: The security token included"),
      exitCode: 6,
    });
    expect(calls).toHaveLength(1);
  });

  test("no credentials anywhere", async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
    vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent/config");
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    const { url, calls } = await serve((response) => page(response, []));
    const session = openSession({ endpoint: url, limits: brief });
    expect(await failure(query(url, { session }))).toMatchObject({
      message: 'No AWS credentials found (looked at environment, profile "default", SSO, instance role).',
      hint: "Prices need no account with: crossover prices refresh --region eu-west-1 --via bulk (about 480 MB for EC2 in us-east-1, streamed)",
      exitCode: 6,
    });
    expect(calls).toHaveLength(0);
  });

  test("a service that AWS does not know", async () => {
    const { url, calls } = await serve((response) =>
      refuse(response, "InvalidParameterException", "Invalid ServiceCode"),
    );
    expect(await failure(query(url))).toMatchObject({
      message: expect.stringContaining("(400 InvalidParameterException: Invalid ServiceCode)"),
      exitCode: 6,
    });
    expect(calls).toHaveLength(1);
  });
});

describe("the signal ends a query at once, with its reason", () => {
  const reason = new Error("Ctrl-C");
  const slow = { ...brief, totalSeconds: 20, answerSeconds: 20, firstWaitSeconds: 20 };
  test.each([
    ["in the middle of an answer", silent, slow],
    ["between two tries", throttle, slow],
    ["while it waits for its turn", throttle, { ...slow, callsPerSecond: 0.05, firstWaitSeconds: 0.001 }],
  ] satisfies [string, Answer, object][])("%s", async (_, answer, limits) => {
    const { url } = await serve(answer);
    const stop = new AbortController();
    const start = performance.now();
    setTimeout(() => stop.abort(reason), 100);
    expect(await failure(query(url, { limits, signal: stop.signal }))).toBe(reason);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("without a reason of its own", async () => {
    const { url } = await serve(silent);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect(await failure(query(url, { limits: slow, signal: stop.signal }))).toBe(stop.signal.reason);
  });

  test("before it begins", async () => {
    const { url, calls } = await serve(throttle);
    expect(await failure(query(url, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(calls).toHaveLength(0);
  });
});
