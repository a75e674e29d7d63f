/** A resource as the Pulumi engine would register it, however we came by it: captured, previewed or deployed. */
export interface RegisteredResource {
  /** "crossover:index:VllmService$aws:ec2/instance:Instance::chat-0": the tail of the engine's URN. */
  readonly key: string;
  /** "aws:ec2/instance:Instance" */
  readonly type: string;
  /** "chat-0"; type and name alone may repeat below different parents. */
  readonly name: string;
  /** Key of the component; absent for children of the stack. */
  readonly parent?: string;
  /** read = only referenced, never billed here. */
  readonly kind: "custom" | "component" | "provider" | "read";
  readonly region: string | UnknownValue;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly source?: string;
}

/** Known only after deployment. */
export interface UnknownValue {
  readonly marker: "unknown";
}

/** Present, but its content was dropped at the door. */
export interface SecretValue {
  readonly marker: "secret";
}

/** An asset, archive or reference: kept as present, never priced. */
export interface OpaqueValue {
  readonly marker: "opaque";
}

export type Value =
  | null
  | boolean
  | number
  | string
  | UnknownValue
  | SecretValue
  | OpaqueValue
  | readonly Value[]
  | { readonly [key: string]: Value };

export const UNKNOWN: UnknownValue = { marker: "unknown" };
export const SECRET: SecretValue = { marker: "secret" };
export const OPAQUE: OpaqueValue = { marker: "opaque" };
