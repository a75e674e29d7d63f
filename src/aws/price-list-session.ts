import {
  GetProductsCommand,
  type GetProductsCommandInput,
  type GetProductsCommandOutput,
  PricingClient,
  type PricingClientConfig,
} from "@aws-sdk/client-pricing";
import { InputError } from "../errors.ts";
import { type PriceListLimits, priceListLimits, queryRegions } from "./limits.ts";
import { pace } from "./pace.ts";
import { patiently } from "./patience.ts";
import { refusalOf, troubleOf } from "./query-refusal.ts";

export interface SessionOptions {
  /** Region of the endpoint, one of three: us-east-1 unless given. It says nothing about whose prices are asked for. */
  readonly endpointRegion?: string;
  /** Address in place of AWS's own: a proxy of the organisation, or a test. */
  readonly endpoint?: string;
  /** Left out: the default chain of the SDK (environment, profile, SSO, instance role …). */
  readonly credentials?: NonNullable<PricingClientConfig["credentials"]>;
  readonly limits?: PriceListLimits;
}

/** One client of the Query API. All calls of a session share its rate, so a run opens one. */
export interface PriceListSession {
  readonly limits: PriceListLimits;
  /**
   * One page, tried again while AWS throttles or fails. `pricesOf` is the region whose prices are asked for, which
   * the advice names.
   *
   * @throws InputError, exit 6, see query-refusal.ts; an expired page token as the SDK's own error.
   */
  getProducts(
    input: GetProductsCommandInput,
    pricesOf: string,
    signal?: AbortSignal,
  ): Promise<GetProductsCommandOutput>;
  close(): void;
}

/** @throws InputError ENDPOINT_REGION, exit 2: the Query API has no endpoint there. */
export function openSession(options: SessionOptions = {}): PriceListSession {
  const { endpointRegion = "us-east-1", limits = priceListLimits, endpoint } = options;
  if (!queryRegions.includes(endpointRegion)) {
    throw new InputError(
      "ENDPOINT_REGION",
      `The price list has no endpoint in ${endpointRegion}; it has them in ${queryRegions.join(", ")}.`,
      "Leave --endpoint-region out: each of them has the prices of all regions.",
    );
  }
  const client = openClient(endpointRegion, limits, options);
  const turn = pace(limits.callsPerSecond);
  const host =
    endpoint === undefined ? `api.pricing.${endpointRegion}.amazonaws.com` : new URL(endpoint).host;

  return {
    limits,
    async getProducts(input, pricesOf, signal) {
      const attempt = async () => {
        await turn(signal);
        return client.send(
          new GetProductsCommand(input),
          signal === undefined ? {} : { abortSignal: signal },
        );
      };
      try {
        return await patiently(attempt, troubleOf, limits, signal);
      } catch (error) {
        signal?.throwIfAborted();
        throw await refusalOf(error, { client, host, limits, pricesOf });
      }
    },
    close: () => client.destroy(),
  };
}

function openClient(region: string, limits: PriceListLimits, options: SessionOptions): PricingClient {
  const ms = limits.answerSeconds * 1000;
  return new PricingClient({
    region,
    // We try again ourselves: the SDK knows no time in all, and each of its tries would pass by our rate.
    maxAttempts: 1,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: ms,
      requestTimeout: ms,
      throwOnRequestTimeout: true,
      socketTimeout: ms,
    },
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
  });
}
