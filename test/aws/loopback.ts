import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { type PriceListLimits, priceListLimits } from "../../src/aws/limits.ts";

interface Call {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Milliseconds on the clock of performance.now(). */
  readonly at: number;
}

export interface Loopback {
  readonly url: string;
  readonly host: string;
  readonly calls: readonly Call[];
}

/** Answers the nth call, from 0. One that does nothing leaves the caller waiting. */
export type Answer = (response: ServerResponse, call: Call, nth: number) => void;

/** A server on the loopback interface until the test ends. */
export async function serve(answer: Answer): Promise<Loopback> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const at = performance.now();
    const body = await text(request);
    const call = { path: request.url ?? "", headers: request.headers, body, at };
    calls.push(call);
    answer(response, call, calls.length - 1);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, host, calls };
}

/** A port on which nobody listens. */
export async function deadPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `127.0.0.1:${port}`;
}

/** The real limits, in less than a second for what fails; a busy machine has time enough to answer. */
export const brief: PriceListLimits = {
  ...priceListLimits,
  callsPerSecond: 1000,
  totalSeconds: 0.4,
  answerSeconds: 10,
  firstWaitSeconds: 0.005,
  longestWaitSeconds: 0.02,
};

/** For tests of silence. */
export const impatient: PriceListLimits = { ...brief, answerSeconds: 0.3 };

/** What `work` fails with. */
export async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("did not fail");
}
