import * as pulumi from "@pulumi/pulumi";
import type { RegisteredResource } from "../bill/registered-resource.ts";
import { regionOf } from "./region.ts";
import { parseUrn, STACK_TYPE } from "./urn.ts";
import { DIGEST_DOOR, type Door, translateInputs } from "./values.ts";

/** Serialised by the SDK: unknowns are the engine's sentinels, secrets marked objects; no text stands for a secret. */
const WIRE_DOOR: Door = { ...DIGEST_DOOR, secretText: new Set() };

/** One resource as a transform sees it: before the provider's check, so without an injected region. */
export interface Registration {
  readonly resource: Omit<RegisteredResource, "region">;
  /** `urn::id` of its provider, when the program named one. */
  readonly provider: string | undefined;
}

/** The engine hands parent and provider as resources rebuilt from references: only their URN is known. */
export async function registrationOf(args: pulumi.ResourceTransformArgs): Promise<Registration> {
  const { type, name, custom } = args;
  const { parent, provider } = args.opts as pulumi.CustomResourceOptions;
  const above = parent === undefined ? undefined : parseUrn(await known(parent.urn));
  const inner = above === undefined || above.type === STACK_TYPE ? undefined : above;
  // Whether an Output is known is the SDK's secret; its own serialiser tells, and resolves those that are.
  const inputs = await pulumi.runtime.serializeProperties(name, args.props);
  const kind = type.startsWith("pulumi:providers:") ? "provider" : custom ? "custom" : "component";
  return {
    resource: {
      key: `${inner === undefined ? "" : `${inner.types}$`}${type}::${name}`,
      type,
      name,
      ...(inner === undefined ? {} : { parent: inner.key }),
      kind,
      inputs: translateInputs(type, inputs, WIRE_DOOR),
    },
    provider: provider === undefined ? undefined : `${await known(provider.urn)}::`,
  };
}

function known(output: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** The graph of all registrations, sorted by key; `config` is the stack's `aws:region`. */
export function registered(
  seen: readonly Registration[],
  config: string | undefined,
): readonly RegisteredResource[] {
  const providers = new Map(
    seen
      .filter(({ resource }) => resource.kind === "provider")
      .map(({ resource }) => [resource.key, resource.inputs]),
  );
  return seen
    .map(({ resource, provider }) => ({
      ...resource,
      region: regionOf(resource.inputs.region, provider, { providers, config }),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
