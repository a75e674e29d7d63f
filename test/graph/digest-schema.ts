import { z } from "zod";
import { parseUrn } from "../../src/graph/urn.ts";

/** Steps after which the resource stands: its `newState` is planned. */
const KEEPING = [
  "create",
  "same",
  "update",
  "replace",
  "create-replacement",
  "import",
  "import-replacement",
  "read",
  "read-replacement",
  "refresh",
] as const;

/** Steps that only take away. */
const REMOVING = [
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
] as const;

const urn = z.string().refine((text) => parseUrn(text) !== undefined, "must be a Pulumi URN");
const properties = z.record(z.string(), z.unknown());

/** One side of a step; fields that are not read are tolerated, new engines add some. */
const stateSchema = z
  .looseObject({
    urn,
    type: z.string(),
    custom: z.boolean(),
    inputs: properties.default({}),
    outputs: properties.default({}),
    parent: urn.optional(),
    provider: z.string().optional(),
    external: z.boolean().default(false),
    delete: z.boolean().default(false),
    viewOf: z.string().default(""),
    sourcePosition: z.string().optional(),
  })
  .refine(({ urn: own, type }) => parseUrn(own)?.type === type, "type must be the last type of urn");

const keepingStep = z
  .looseObject({ op: z.enum(KEEPING), urn, newState: stateSchema, oldState: stateSchema.optional() })
  .refine((seen) => seen.newState.urn === seen.urn, "urn must be that of newState")
  .refine(hasItsPast, "oldState is missing");
const removingStep = z
  .looseObject({ op: z.enum(REMOVING), urn, oldState: stateSchema.optional() })
  .refine(hasItsPast, "oldState is missing");

/** These steps start from something that stands. The engine leaves a state out when it cannot write it. */
function hasItsPast({ op, oldState }: { readonly op: string; readonly oldState?: unknown }): boolean {
  return oldState !== undefined || !["same", "update", "replace", "delete"].includes(op);
}

/** What `pulumi preview --json` prints, as far as it is read. */
export const digestSchema = z.looseObject({
  config: z.record(z.string(), z.string()).default({}),
  steps: z
    // A step that this reader does not know could hide a resource: refused, unlike unknown fields.
    .array(z.discriminatedUnion("op", [keepingStep, removingStep]))
    .default([]),
  diagnostics: z
    .array(z.looseObject({ message: z.string().default(""), severity: z.string().default("") }))
    .default([]),
  changeSummary: z.record(z.string(), z.int().min(0)).default({}),
});

export type Digest = z.infer<typeof digestSchema>;
type Step = Digest["steps"][number];
export type State = z.infer<typeof stateSchema>;

export function isKeeping(step: Step): step is z.infer<typeof keepingStep> {
  return KEEPING.some((op) => op === step.op);
}
