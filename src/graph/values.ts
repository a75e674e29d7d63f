import { OPAQUE, SECRET, UNKNOWN, type Value } from "../bill/registered-resource.ts";

/** Key that makes a Pulumi object special, and its signatures (SDK `runtime/rpc.js`, Go `resource/sig`). */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
/** A float that JSON cannot write: NaN or an infinity. */
const FLOAT_SIGNATURE = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";

/** Sentinels of a value known only after deployment: one per type of value in the engine's protocol. */
const UNKNOWN_SENTINELS: readonly string[] = [
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** Bookkeeping that the engine adds to checked inputs. */
const BOOKKEEPING: ReadonlySet<string> = new Set(["__defaults", "__internal"]);

/** Which strings stand for something else depends on the way in. */
export interface Door {
  readonly unknownText: ReadonlySet<string>;
  readonly secretText: ReadonlySet<string>;
}

/** Capture and transforms: the SDK hands marked objects, a string is only a string. */
export const PROGRAM_DOOR: Door = { unknownText: new Set(), secretText: new Set() };

/** Preview JSON, exported state and policy packs: sentinels and `[secret]` are text. */
export const DIGEST_DOOR: Door = {
  unknownText: new Set(UNKNOWN_SENTINELS),
  secretText: new Set(["[secret]"]),
};

/**
 * One input of a Pulumi resource as a `Value`. Unknown and secret become markers and the content of a secret is
 * dropped; assets, archives and references stay present but opaque.
 *
 * @throws Error on what no door can deliver: a function, a symbol, a bigint.
 */
export function translateValue(seen: unknown, door: Door): Value {
  if (seen === undefined || seen === null) return null;
  if (typeof seen === "boolean") return seen;
  if (typeof seen === "number") return Number.isFinite(seen) ? seen : UNKNOWN;
  if (typeof seen === "string") {
    if (door.unknownText.has(seen)) return UNKNOWN;
    return door.secretText.has(seen) ? SECRET : seen;
  }
  if (Array.isArray(seen)) return seen.map((element) => translateValue(element, door));
  if (typeof seen === "object") return translateObject(seen as Readonly<Record<string, unknown>>, door);
  throw new Error(`a resource input cannot be a ${typeof seen}`);
}

/** All inputs of a resource; `version` of a provider is the plugin's, not an argument. */
export function translateInputs(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  door: Door,
): Readonly<Record<string, Value>> {
  const provider = type.startsWith("pulumi:providers:");
  const kept = Object.entries(inputs).filter(([key]) => !(provider && key === "version"));
  return translateEntries(kept, door);
}

function translateObject(seen: Readonly<Record<string, unknown>>, door: Door): Value {
  if (seen.__pulumiUnknown === true) return UNKNOWN;
  // The SDK's own asset classes never pass through the wire format in a program.
  if (seen.__pulumiAsset === true || seen.__pulumiArchive === true) return OPAQUE;
  const signature = seen[SIGNATURE_KEY];
  if (signature === SECRET_SIGNATURE) return SECRET;
  if (signature === FLOAT_SIGNATURE) return UNKNOWN;
  if (signature !== undefined) return OPAQUE;
  return translateEntries(Object.entries(seen), door);
}

function translateEntries(
  entries: readonly (readonly [string, unknown])[],
  door: Door,
): Record<string, Value> {
  const kept = entries.filter(([key, value]) => value !== undefined && !BOOKKEEPING.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, translateValue(value, door)]));
}
