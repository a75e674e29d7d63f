import type { PricingClient } from "@aws-sdk/client-pricing";
import { InputError } from "../errors.ts";
import type { PriceListLimits } from "./limits.ts";
import { PatienceExhausted, type Trouble } from "./patience.ts";

/** What the SDK throws: an exception of the service, or of the network before it was reached. */
interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean };
}

/** Who was asked for what, for the sentences. */
interface Asked {
  readonly client: PricingClient;
  readonly host: string;
  readonly limits: PriceListLimits;
  /** Region whose prices were asked for. */
  readonly pricesOf: string;
}

const DENIED = /^(AccessDenied|UnauthorizedOperation)/;
const CREDENTIALS_REFUSED =
  /^(UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|ExpiredToken|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|AuthFailure|OptInRequired)/;
const NO_CREDENTIALS = /ProviderError$/;
const NO_LINK = "Could not load credentials from any providers";
const TOKEN_EXPIRED = ["ExpiredNextTokenException", "InvalidNextTokenException"];
/** Nobody answered. */
const SILENT = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"];
/** A name that is not found: looked up again for a moment, since a network that is coming up looks the same. */
const UNNAMED = ["ENOTFOUND", "EAI_AGAIN"];

/** True when the pages so far are void and the query starts again. */
export function isTokenExpired(error: unknown): boolean {
  return error instanceof Error && TOKEN_EXPIRED.includes(error.name);
}

/** Undefined: another try would not help. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, code = "", $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  if (status === 429 || /Thrott/.test(name)) return "throttled";
  if (status !== undefined && status >= 500) return "failing";
  // The SDK has read the time of the answer and signs the next try with it.
  if ($metadata?.clockSkewCorrected === true) return "failing";
  if (status === undefined && UNNAMED.includes(code)) return "unnamed";
  const broken = name === "TimeoutError" || SILENT.includes(code);
  if (status === 200) return broken || error instanceof SyntaxError ? "cut" : undefined;
  return status === undefined && broken ? "silent" : undefined;
}

/** The error as the reader can mend it: an InputError with exit 6; expired tokens and our own mistakes as they are. */
export async function refusalOf(error: unknown, asked: Asked): Promise<unknown> {
  if (error instanceof PatienceExhausted) return exhausted(error, asked);
  if (!(error instanceof Error) || isTokenExpired(error)) return error;
  const { name, message, code, $metadata } = error as SdkError;
  if (NO_CREDENTIALS.test(name)) return noCredentials(message, asked);
  if (DENIED.test(name)) {
    return outside(
      "AWS_DENIED",
      `AWS refused pricing:GetProducts for ${await identityOf(message, asked.client)}.`,
      'Allow pricing:* on "*" or use --via bulk.',
    );
  }
  if (CREDENTIALS_REFUSED.test(name)) {
    return outside(
      "AWS_CREDENTIALS_REFUSED",
      `AWS did not accept ${await identityOf(message, asked.client)} (${name}: ${firstLine(message)}).`,
      `Sign in again or check the keys. ${withoutAccount(asked)}`,
    );
  }
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) {
    return outside(
      "AWS_REFUSED",
      `${asked.host} refused pricing:GetProducts (${status} ${name}: ${firstLine(message)}).`,
      `Check the service, or whether a proxy answers in place of AWS. ${withoutAccount(asked)}`,
    );
  }
  if (code === undefined) return error;
  return outside(
    "AWS_UNREACHABLE",
    `No connection to ${asked.host}: ${firstLine(message)} (${code}).`,
    "Check the network, its proxy and its certificates.",
  );
}

function exhausted({ trouble, tries, cause }: PatienceExhausted, { host, limits }: Asked): InputError {
  const spent = `for ${limits.totalSeconds} s after ${tries} tries; nothing was written.`;
  const said = cause instanceof Error ? firstLine(cause.message) : String(cause);
  switch (trouble) {
    case "throttled":
      return outside("AWS_THROTTLED", `AWS throttled us ${spent}`, "Try again later or with --service.");
    case "failing":
      return outside("AWS_FAILING", `${host} failed ${spent}`, `Try again later. It said: ${said}`);
    case "cut":
      return outside("AWS_CUT", `${host} broke off its answer ${spent}`, `Try again later. The end: ${said}`);
    case "unnamed":
      return outside(
        "AWS_UNNAMED",
        `The name ${host} is not found (${said}); nothing was written.`,
        "Check the network and its name service. Without network: bring files, crossover prices refresh --from <file>.",
      );
    case "silent":
      return outside(
        "AWS_SILENT",
        `${host} did not answer within ${limits.answerSeconds} s.`,
        `Nothing was written. Check the network and its proxy: ${said}`,
      );
  }
}

function noCredentials(message: string, asked: Asked): InputError {
  const profile = process.env.AWS_PROFILE ?? "default";
  const more = message.includes(NO_LINK) ? [] : [`The last of them said: ${firstLine(message)}`];
  return outside(
    "AWS_NO_CREDENTIALS",
    `No AWS credentials found (looked at environment, profile "${profile}", SSO, instance role).`,
    [withoutAccount(asked), ...more].join("\n"),
  );
}

const withoutAccount = ({ pricesOf, limits }: Asked): string =>
  `Prices need no account with: crossover prices refresh --region ${pricesOf} --via bulk (about ${limits.largestFileMB} MB for EC2 in us-east-1, streamed)`;

/** Who AWS says was refused, else the end of the access key: the whole of it belongs in no log. */
async function identityOf(message: string, client: PricingClient): Promise<string> {
  const arn = /\barn:[^\s,]+/.exec(message)?.[0];
  if (arn !== undefined) return arn;
  const { accessKeyId } = await client.config.credentials();
  return `the access key that ends in ${accessKeyId.slice(-4)}`;
}

/** Without the SDK's advice on hidden fields, which follows on lines of its own. */
const firstLine = (message: string): string => message.split("\n", 1)[0] ?? "";

const outside = (code: string, message: string, hint: string): InputError =>
  new InputError(code, message, hint, 6);
