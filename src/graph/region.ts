import {
  type RegisteredResource,
  UNKNOWN,
  type UnknownValue,
  type Value,
} from "../bill/registered-resource.ts";
import { providerUrn } from "./urn.ts";

/** The engine's own names for a provider that the program did not construct. */
const DEFAULT_PROVIDER = /^default(_|$)/;

/** What a resource's region may come from besides its own inputs. */
export interface RegionSources {
  /** Inputs of the explicit providers, by key. */
  readonly providers: ReadonlyMap<string, RegisteredResource["inputs"]>;
  /** `aws:region` of the stack's config. */
  readonly config: string | undefined;
}

/**
 * Where a resource lives: its own argument (the AWS provider has written it into checked inputs since version 7),
 * then its explicit provider's, then the stack's config for default providers. An explicit provider that names no
 * region may take it from the environment: Unknown, as is one that the graph does not show.
 */
export function regionOf(
  own: Value | undefined,
  provider: string | undefined,
  sources: RegionSources,
): string | UnknownValue {
  const hit = own ?? providerRegion(provider, sources);
  return typeof hit === "string" && hit !== "" ? hit : UNKNOWN;
}

function providerRegion(
  reference: string | undefined,
  { providers, config }: RegionSources,
): Value | undefined {
  if (reference === undefined || reference === "") return config;
  const urn = providerUrn(reference);
  const inputs = urn === undefined ? undefined : providers.get(urn.key);
  if (inputs !== undefined) return inputs.region;
  return urn !== undefined && DEFAULT_PROVIDER.test(urn.name) ? config : UNKNOWN;
}
