import * as pulumi from "@pulumi/pulumi";
import debuggable from "@pulumi/pulumi/runtime/debuggable.js";
import {
  type RegisteredResource,
  UNKNOWN,
  type UnknownValue,
  type Value,
} from "../bill/registered-resource.ts";
import { PROGRAM_DOOR, translateInputs } from "./values.ts";

/** What stands for the engine's answer to one registration. */
interface Deployed {
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface CaptureOptions {
  /** `aws:region` of the stack's config; absent: regions that no input names are Unknown. */
  readonly region?: string;
  readonly project?: string;
  readonly stack?: string;
  /**
   * Answers for a program as if it were deployed, so that what depends on an id or a secret is rendered.
   * Absent: as in a preview, all such values are Unknown.
   */
  readonly deployed?: (type: string, name: string, inputs: Readonly<Record<string, unknown>>) => Deployed;
}

/** The input under which the parent of a resource travels to the mock engine, which is told no parents. */
const MARK = "__crossover";

/** A type that only groups its children in the tree; the root of every program. */
const STACK_TYPE = "pulumi:pulumi:Stack";

interface Mark {
  readonly key: string;
  readonly parent?: string;
  readonly read: boolean;
}

let previous: Promise<unknown> = Promise.resolve();

/**
 * The resources that a Pulumi program registers, by key, without engine, account or network.
 *
 * The program runs under the SDK's mocks, in preview mode: ids and outputs of resources are Unknown. Mocks are global
 * to the process, so captures wait for each other. The stack itself is left out.
 *
 * @throws what the program throws, and Error when it calls a provider function: own stacks take facts from config.
 */
export function capture(
  program: () => void | Promise<void>,
  options: CaptureOptions = {},
): Promise<readonly RegisteredResource[]> {
  const next = previous.then(() => withoutDebugging(() => captureNow(program, options)));
  previous = next.catch(() => undefined);
  return next;
}

/**
 * The SDK wraps each promise, thousands in a capture, in three more and a formatted stack trace, to explain leaks at
 * the end of the process: four fifths of the time. Here it does neither. Errors with a message keep their stack.
 */
async function withoutDebugging<T>(work: () => Promise<T>): Promise<T> {
  const sdk: { debuggablePromise?: unknown } = debuggable;
  const { debuggablePromise } = sdk;
  const format = Error.prepareStackTrace;
  sdk.debuggablePromise = (promise: unknown) => promise;
  Error.prepareStackTrace = (error, sites) => {
    if (error.message === "") return "";
    return format?.(error, sites) ?? [String(error), ...sites].join("\n    at ");
  };
  try {
    return await work();
  } finally {
    Error.prepareStackTrace = format;
    sdk.debuggablePromise = debuggablePromise;
  }
}

async function captureNow(
  program: () => void | Promise<void>,
  options: CaptureOptions,
): Promise<readonly RegisteredResource[]> {
  const marks = new Map<string, Mark>();
  const seen: pulumi.runtime.MockResourceArgs[] = [];
  const invoked = new Set<string>();
  const mocks: pulumi.runtime.Mocks = {
    newResource: (args) => {
      const { [MARK]: _, ...inputs } = args.inputs;
      seen.push(args);
      const answer = options.deployed?.(args.type, args.name, inputs);
      // An undefined id makes every dependant Unknown, as the engine's preview does; the SDK's types demand a string.
      return answer === undefined
        ? { id: undefined as unknown as string, state: inputs }
        : { id: answer.id, state: { ...inputs, ...answer.outputs } };
    },
    call: (args) => {
      invoked.add(args.token);
      return {};
    },
  };
  await pulumi.runtime.setMocks(mocks, options.project ?? "crossover", options.stack ?? "capture", true);
  pulumi.runtime.setAllConfig(options.region === undefined ? {} : { "aws:region": options.region });
  let failure: { readonly error: unknown } | undefined;
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(markParents(marks));
    try {
      await program();
    } catch (error) {
      failure = { error };
    }
  });
  // Registrations go on after the program has returned; without this the last ones are missing.
  await pulumi.runtime.disconnect();
  if (failure !== undefined) throw failure.error;
  if (invoked.size > 0) {
    throw new Error(`stacks must not call provider functions: ${[...invoked].sort().join(", ")}`);
  }
  return resources(seen, marks, options.region);
}

/** Gives each resource its key: the types of its parents and its own joined by `$`, then its name. */
function markParents(marks: Map<string, Mark>): pulumi.ResourceTransformation {
  const keys = new WeakMap<pulumi.Resource, { readonly key: string; readonly types: string }>();
  return ({ resource, type, name, props, opts }) => {
    const parent = opts.parent === undefined ? undefined : keys.get(opts.parent);
    const types = parent === undefined ? type : `${parent.types}$${type}`;
    const key = `${types}::${name}`;
    keys.set(resource, { key, types });
    const read =
      type === "pulumi:pulumi:StackReference" || (opts as pulumi.CustomResourceOptions).id !== undefined;
    if (marks.has(key)) throw new Error(`two resources have the key ${key}`);
    marks.set(key, { key, read, ...(parent === undefined ? {} : { parent: parent.key }) });
    return { props: { ...props, [MARK]: key }, opts };
  };
}

function resources(
  seen: readonly pulumi.runtime.MockResourceArgs[],
  marks: ReadonlyMap<string, Mark>,
  configRegion: string | undefined,
): readonly RegisteredResource[] {
  const regionOfProvider = providerRegions(seen);
  const found = seen
    .filter((args) => args.type !== STACK_TYPE)
    .map((args): RegisteredResource => {
      const mark = marks.get(String(args.inputs[MARK]));
      if (mark === undefined) throw new Error(`${args.type} ${args.name} was registered without a key`);
      const { [MARK]: _, ...own } = args.inputs;
      const inputs = translateInputs(args.type, own, PROGRAM_DOOR);
      return {
        key: mark.key,
        type: args.type,
        name: args.name,
        ...(mark.parent === undefined ? {} : { parent: mark.parent }),
        kind: kind(args, mark),
        region: region(inputs.region, regionOfProvider.get(providerName(args.provider)), configRegion),
        inputs,
      };
    });
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function kind(args: pulumi.runtime.MockResourceArgs, mark: Mark): RegisteredResource["kind"] {
  if (mark.read) return "read";
  if (args.type.startsWith("pulumi:providers:")) return "provider";
  return args.custom === true ? "custom" : "component";
}

/** First hit wins: the resource's own argument, the explicit provider's, the stack's config (aws v7 has all three). */
function region(
  own: Value | undefined,
  provider: Value | undefined,
  config: string | undefined,
): string | UnknownValue {
  const hit = own ?? provider ?? config;
  return typeof hit === "string" ? hit : UNKNOWN;
}

/** `urn::id` of an explicit provider as type and name; the mock engine's URNs are not the engine's beyond that. */
function providerName(reference: string | undefined): string {
  if (reference === undefined || reference === "") return "";
  const [type = "", name = ""] = reference.slice(0, reference.lastIndexOf("::")).split("::").slice(2);
  return `${type.split("$").at(-1)}::${name}`;
}

function providerRegions(seen: readonly pulumi.runtime.MockResourceArgs[]): ReadonlyMap<string, Value> {
  const providers = seen.filter((args) => args.type.startsWith("pulumi:providers:"));
  return new Map(
    providers.map((args) => {
      const inputs = translateInputs(args.type, args.inputs, PROGRAM_DOOR);
      return [`${args.type}::${args.name}`, inputs.region ?? UNKNOWN];
    }),
  );
}
