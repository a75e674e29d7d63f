import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { type RegionSources, regionOf } from "../../src/graph/region.ts";
import { parseUrn, STACK_TYPE, type Urn } from "../../src/graph/urn.ts";
import { DIGEST_DOOR, translateInputs } from "../../src/graph/values.ts";
import { type Digest, isKeeping, type State } from "./digest-schema.ts";
import { sourceOf } from "./source-position.ts";

/** One resource on one side of a preview. */
interface Standing {
  readonly state: State;
  readonly read: boolean;
  /** Its outputs are real: the state's, not a preview's. */
  readonly deployed: boolean;
}

/** The last `newState` of each resource: with --refresh and physical replacement steps there are several. */
export function plannedGraph({ steps, config }: Digest): readonly RegisteredResource[] {
  const last = new Map<string, Standing>();
  for (const step of steps) {
    if (!isKeeping(step)) continue;
    last.set(step.urn, { state: step.newState, read: isRead(step.op, step.newState), deployed: false });
  }
  return graph([...last.values()], config["aws:region"]);
}

/**
 * The first `oldState` of each resource, under the URN it had. A replacement marks it `delete`, and so is what an
 * earlier update left behind: that only counts where nothing else stands under the URN.
 */
export function priorGraph({ steps, config }: Digest): readonly RegisteredResource[] {
  const first = new Map<string, Standing>();
  for (const { op, oldState } of steps) {
    if (oldState === undefined) continue;
    const known = first.get(oldState.urn);
    if (known !== undefined && (oldState.delete || !known.state.delete)) continue;
    first.set(oldState.urn, { state: oldState, read: isRead(op, oldState), deployed: true });
  }
  return graph([...first.values()], config["aws:region"]);
}

function isRead(op: string, state: State): boolean {
  return state.external || op === "read" || op === "read-replacement";
}

/** Sorted by key; the stack itself and views (pictures of parts of another resource) are no resources of the bill. */
function graph(standing: readonly Standing[], config: string | undefined): readonly RegisteredResource[] {
  const shown = standing.filter(({ state }) => state.type !== STACK_TYPE && state.viewOf === "");
  const providers = shown
    .filter(({ state }) => isProvider(state.type))
    .map(({ state }) => [urnOf(state.urn).key, inputsOf(state)] as const);
  const sources = { providers: new Map(providers), config };
  return shown.map((one) => resource(one, sources)).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function resource(standing: Standing, sources: RegionSources): RegisteredResource {
  const { state, deployed } = standing;
  const { key, type, name } = urnOf(state.urn);
  const inputs = inputsOf(state);
  const parent = state.parent === undefined ? undefined : urnOf(state.parent);
  const source = sourceOf(state.sourcePosition);
  const own = inputs.region ?? (deployed ? arnRegion(state.outputs.arn) : undefined);
  return {
    key,
    type,
    name,
    ...(parent === undefined || parent.type === STACK_TYPE ? {} : { parent: parent.key }),
    kind: kindOf(standing),
    region: regionOf(own, state.provider, sources),
    inputs,
    ...(source === undefined ? {} : { source }),
  };
}

function kindOf({ state, read }: Standing): RegisteredResource["kind"] {
  if (read) return "read";
  if (isProvider(state.type)) return "provider";
  return state.custom ? "custom" : "component";
}

function isProvider(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}

/** Checked inputs only: outputs of a planned resource are there by accident of timing, if at all. */
function inputsOf(state: State): RegisteredResource["inputs"] {
  return translateInputs(state.type, state.inputs, DIGEST_DOOR);
}

function urnOf(text: string): Urn {
  const urn = parseUrn(text);
  if (urn === undefined) throw new Error(`the schema let a broken URN through: ${text}`);
  return urn;
}

/** `arn:partition:service:region:account:resource`; global resources leave the field empty. */
function arnRegion(arn: unknown): string | undefined {
  const region = typeof arn === "string" ? arn.split(":")[3] : undefined;
  return region === "" ? undefined : region;
}
