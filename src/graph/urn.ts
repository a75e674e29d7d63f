/**
 * `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`; names may hold `::` themselves.
 * The key of a resource is the URN without stack and project, so that captured and deployed graphs compare.
 */
const PREFIX = "urn:pulumi:";

/** The root of every program: it has no key and is nobody's parent in a graph. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

export interface Urn {
  readonly key: string;
  /** Types of all parents and its own, joined by `$`; the stack left out. */
  readonly types: string;
  readonly type: string;
  readonly name: string;
}

/** Undefined when `text` is not a URN. */
export function parseUrn(text: string): Urn | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const [stack, project, types, ...rest] = text.slice(PREFIX.length).split("::");
  const name = rest.join("::");
  if (!stack || !project || !types || name === "") return undefined;
  return { key: `${types}::${name}`, types, type: types.slice(types.lastIndexOf("$") + 1), name };
}

/** `urn::id` of a provider, as resources refer to it: cut at the last `::`. */
export function providerUrn(reference: string): Urn | undefined {
  return parseUrn(reference.slice(0, reference.lastIndexOf("::")));
}
