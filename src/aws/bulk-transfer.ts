import {
  cutShort,
  RefusedAnswer,
  refusalOf,
  Silence,
  stalled,
  troubleOf,
  type Wanted,
} from "./bulk-refusal.ts";
import { bulkRoot, type PriceListLimits, priceListLimits } from "./limits.ts";
import { patiently } from "./patience.ts";

/** Where bulk files come from, and how long we wait for them. */
export interface BulkSource {
  /** Address in place of AWS's own: a mirror, or a test. */
  readonly root?: string;
  readonly limits?: PriceListLimits;
  readonly signal?: AbortSignal;
}

export interface Download {
  readonly url: string;
  /** Length of the whole file, for progress; undefined where the host does not tell. */
  readonly bytes: number | undefined;
  /** To be read once; a reader that stops early ends the download. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A file of which the first part is here. */
interface Opened {
  readonly response: Response;
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly first: Part;
  readonly watch: Watch;
}
type Part = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>["read"]>>;

/** Opens a file below the root, trying again while the host fails or is silent. @throws as openPriceList. */
export async function transfer(path: string, wanted: Wanted, source: BulkSource): Promise<Download> {
  const { root = bulkRoot, limits = priceListLimits, signal } = source;
  const url = `${root.replace(/\/$/, "")}${path}`;
  const { host } = new URL(url);
  let opened: Opened;
  try {
    opened = await patiently(() => firstPart(url, wanted, limits, signal), troubleOf, limits, signal);
  } catch (error) {
    throw refusalOf(error, host, limits);
  }
  const bytes = lengthOf(opened.response);
  const chunks = chunksOf(opened, (error, received) => {
    signal?.throwIfAborted();
    const got = { service: wanted.service, host, limits, received, bytes };
    if (error instanceof Silence) throw stalled(got);
    // Node's fetch refuses a shorter body itself; that is no promise of fetch.
    if (error !== undefined || (bytes !== undefined && bytes !== received)) throw cutShort(got);
  });
  return { url, bytes, chunks };
}

function firstPart(
  url: string,
  wanted: Wanted,
  { answerSeconds }: PriceListLimits,
  signal: AbortSignal | undefined,
): Promise<Opened> {
  const watch = watchOver(answerSeconds, signal);
  return watch.within(async () => {
    // Compressed on the way, the length that is announced would not be the one that arrives.
    const response = await fetch(url, { signal: watch.signal, headers: { "accept-encoding": "identity" } });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new RefusedAnswer(response.status, url, wanted);
    }
    const reader = response.body.getReader();
    return { response, reader, first: await reader.read(), watch };
  });
}

/** `ended` is told why the parts ended (undefined: the host said so) and how many bytes had come. */
async function* chunksOf(
  { reader, first, watch }: Opened,
  ended: (error: unknown, received: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let received = 0;
  let part: Part = first;
  try {
    while (!part.done) {
      received += part.value.byteLength;
      yield part.value;
      try {
        part = await watch.within(() => reader.read());
      } catch (error) {
        ended(error, received);
        throw error;
      }
    }
    ended(undefined, received);
  } finally {
    watch.stop();
  }
}

/** Ends a transfer that is silent while somebody waits for it. A reader that takes its time is no silence. */
interface Watch {
  readonly signal: AbortSignal;
  within<T>(work: () => Promise<T>): Promise<T>;
  stop(): void;
}

function watchOver(seconds: number, signal: AbortSignal | undefined): Watch {
  const end = new AbortController();
  return {
    signal: signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]),
    async within(work) {
      let isWaiting = true;
      const silence = () => isWaiting && end.abort(new Silence());
      // While others keep the processor busy, what has arrived lies unread until after the timers: look there first.
      const timer = setTimeout(() => setImmediate(silence), seconds * 1000);
      try {
        return await work();
      } finally {
        isWaiting = false;
        clearTimeout(timer);
      }
    },
    stop: () => end.abort(new Error("the reader stopped")),
  };
}

function lengthOf({ headers }: Response): number | undefined {
  const length = headers.get("content-length");
  const coding = headers.get("content-encoding") ?? "identity";
  return length === null || coding !== "identity" ? undefined : Number(length);
}
