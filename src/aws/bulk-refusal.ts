import { InputError } from "../errors.ts";
import type { PriceListLimits } from "./limits.ts";
import { PatienceExhausted, type Trouble } from "./patience.ts";

/** What is asked for, as sentences name it; `region` is absent for an index of all regions. */
export interface Wanted {
  readonly service: string;
  readonly region?: string;
}

/** The host sent nothing for as long as we wait. */
export class Silence extends Error {
  constructor() {
    super("nothing came");
    this.name = "Silence";
  }
}

/** The host answered, but not with the file. */
export class RefusedAnswer extends Error {
  readonly status: number;
  readonly url: string;
  readonly wanted: Wanted;

  constructor(status: number, url: string, wanted: Wanted) {
    super(`answered ${status} for ${url}`);
    this.name = "RefusedAnswer";
    this.status = status;
    this.url = url;
    this.wanted = wanted;
  }
}

/** How far a transfer came. */
interface Received {
  readonly service: string;
  readonly host: string;
  readonly limits: PriceListLimits;
  readonly received: number;
  readonly bytes: number | undefined;
}

const SILENT = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_)/;
const UNNAMED = /^(ENOTFOUND|EAI_AGAIN)$/;

/** Undefined: another try would not help. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof Silence) return "silent";
  if (error instanceof RefusedAnswer) {
    if (error.status === 429) return "throttled";
    return error.status >= 500 ? "failing" : undefined;
  }
  const cause = causeOf(error);
  if (!(cause instanceof Error) || !("code" in cause)) return undefined;
  const code = String(cause.code);
  if (UNNAMED.test(code)) return "unnamed";
  return SILENT.test(code) ? "silent" : undefined;
}

/** A file that could not be opened, as the reader can mend it: an InputError with exit 6; our own mistakes as they are. */
export function refusalOf(error: unknown, host: string, limits: PriceListLimits): unknown {
  if (error instanceof RefusedAnswer) return refused(error, host);
  if (error instanceof TypeError && error.cause !== undefined) {
    const message = `No connection to ${host}: ${wordsOf(error)}.`;
    return outside("BULK_UNREACHABLE", message, "Check the network, its proxy and its certificates.");
  }
  if (!(error instanceof PatienceExhausted)) return error;
  if (error.trouble === "unnamed") {
    return outside(
      "BULK_UNNAMED",
      `The name ${host} is not found (${wordsOf(error.cause)}); nothing was written.`,
      "Check the network and its name service. Behind a proxy: HTTPS_PROXY with NODE_USE_ENV_PROXY=1. Without network: bring the files, crossover prices refresh --from <file>.",
    );
  }
  if (error.trouble === "silent") {
    return outside(
      "BULK_SILENT",
      `${host} did not answer within ${limits.answerSeconds} s.`,
      `Nothing was written. Check the network and its proxy: ${wordsOf(error.cause)}`,
    );
  }
  return outside(
    "BULK_FAILING",
    `${host} failed for ${limits.totalSeconds} s after ${error.tries} tries; nothing was written.`,
    `Try again later. It ${wordsOf(error.cause)}.`,
  );
}

function refused({ status, url, wanted: { service, region } }: RefusedAnswer, host: string): InputError {
  // A store of files that nobody may list answers 403 for one that is not there.
  if (status !== 404 && status !== 403) {
    return outside("BULK_REFUSED", `${host} answered ${status} for ${url}.`, "Nothing was written.");
  }
  return outside(
    "LIST_NOT_FOUND",
    `There is no price list of ${service}${region === undefined ? "" : ` for ${region}`} (${status} for ${url}).`,
    "The service may not be sold there, or that version is gone: check the service, the region and the date.",
  );
}

/** The host is silent in the middle of a file. */
export function stalled(got: Received): InputError {
  return outside(
    "BULK_STALLED",
    `${got.host} sent nothing for ${got.limits.answerSeconds} s after ${megabytes(got)} of the ${got.service} file; nothing was written.`,
    "Try again.",
  );
}

/** Fewer or more bytes than announced. */
export function cutShort(got: Received): InputError {
  const message = `The ${got.service} file ended after ${megabytes(got)}; nothing was written.`;
  return outside("BULK_CUT_SHORT", message, "Try again.");
}

/** "212 of 480 MB", with as many digits as it takes to see that something is missing. */
function megabytes({ received, bytes }: Received): string {
  if (bytes === undefined) return `${(received / 1e6).toFixed(1)} MB`;
  const [some, all] = [received / 1e6, bytes / 1e6];
  let digits = 0;
  while (some !== all && some.toFixed(digits) === all.toFixed(digits)) digits++;
  return `${some.toFixed(digits)} of ${all.toFixed(digits)} MB`;
}

/** fetch says "fetch failed" whatever happened; its cause says what. */
const causeOf = (error: unknown): unknown =>
  error instanceof TypeError && error.cause !== undefined ? error.cause : error;

function wordsOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error ? cause.message : String(cause);
}

/** Trouble outside of us: exit 6. */
export function outside(code: string, message: string, hint: string): InputError {
  return new InputError(code, message, hint, 6);
}
