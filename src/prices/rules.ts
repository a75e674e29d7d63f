import { z } from "zod";
import { InputError } from "../errors.ts";
import type { Provenance } from "../provenance.ts";
import { HOURS_PER_MONTH } from "../units.ts";
import { refuseNewerSchema } from "./book/snapshot.ts";
import { matchesGlob } from "./override/glob.ts";

const positive = z.number().positive();
const included = z.strictObject({ iops: positive, throughputMiBps: positive });
const rdsIncluded = z.strictObject({ iops: positive, throughputMiBps: positive, extendable: z.boolean() });
const nlcuDimensions = z.strictObject({
  newConnectionsPerSecond: positive,
  activeConnections: positive,
  giBPerHour: positive,
});

/** Shape of each rule's value, by its id. What a rule means stands in its `because`. */
const VALUES = {
  "hours-per-month": z
    .number()
    .refine((hours) => HOURS_PER_MONTH.amount.equals(hours), "is not the 730 h of the code"),
  "ec2-billing": z.strictObject({ minimumSecondsPerStart: positive }),
  "gp3-included": included,
  "gp3-limits": z.strictObject({
    volumeGiB: positive,
    iops: positive,
    throughputMiBps: positive,
    throughputMiBpsPerIops: positive,
    iopsPerGiB: positive,
  }),
  "io2-bounds": z.strictObject({ tierEndsIops: z.tuple([positive, positive]) }),
  "ebs-snapshot": z.strictObject({ fullCopies: positive }),
  "egress-allowance": z.strictObject({ giBPerMonth: positive }),
  "egress-tiers-scope": z.strictObject({ scope: z.literal("account") }),
  "inter-az": z.strictObject({ chargedDirections: positive }),
  "free-paths": z.array(z.string()),
  nat: z.strictObject({ publicAddresses: positive }),
  ipv4: z.strictObject({
    chargedSince: z.iso.date(),
    addressesPerLoadBalancerZone: positive,
    minimumZonesOfAlb: positive,
  }),
  lcu: z.strictObject({
    newConnectionsPerSecond: positive,
    activeConnections: positive,
    giBPerHour: positive,
    giBPerHourLambda: positive,
    ruleEvaluationsPerSecond: positive,
    freeRules: positive,
  }),
  nlcu: z.strictObject({ tcp: nlcuDimensions, udp: nlcuDimensions, tls: nlcuDimensions }),
  "rds-gp3-included": z.strictObject({ splitGiB: positive, below: rdsIncluded, from: rdsIncluded }),
  "rds-multi-az": z.strictObject({ ownPrice: z.literal(true) }),
  "rds-backup-included": z.strictObject({ shareOfProvisionedStorage: positive }),
  "rds-extended-support": z.strictObject({
    /** First day of the surcharge, by major version. */
    startsAt: z.record(z.string(), z.iso.date()),
    yearThreeAfterYears: positive,
  }),
  "cpu-credits": z.strictObject({ chargedAbove: z.literal("baseline") }),
  "detailed-monitoring": z.strictObject({ metricsPerInstance: positive }),
  "target-tracking": z.strictObject({ alarmsPerPolicy: positive }),
  /** Instance type and how it is sold instead. */
  "not-on-demand": z.record(z.string(), z.string()),
  "published-units": z.array(
    z.strictObject({ published: z.string(), ours: z.array(z.string()).min(1), oursPerPublished: positive }),
  ),
  excluded: z.array(z.string()),
} as const;

export type RuleId = keyof typeof VALUES;
export type RuleValues = { readonly [Id in RuleId]: z.infer<(typeof VALUES)[Id]> };

const rulesFileSchema = z.strictObject({
  schema: z.literal(1),
  rules: z.array(
    z.strictObject({
      id: z.enum(Object.keys(VALUES) as [RuleId, ...RuleId[]]),
      value: z.unknown(),
      unit: z.string(),
      /** Globs over price keys that it bears on. */
      appliesTo: z.array(z.string()),
      because: z.string(),
      source: z.string(),
      /** Day, or month where the source gives no day. */
      retrievedAt: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
    }),
  ),
});

export type BillingRule = z.infer<typeof rulesFileSchema>["rules"][number];

/** How AWS bills what the list does not say: allowances, bounds, capacity units. */
export interface BillingRules {
  /** `values["gp3-included"].iops`; each rule's unit and reason stand in its record. */
  readonly values: RuleValues;
  readonly records: readonly BillingRule[];
}

/**
 * The rules file, complete: each known rule once, with a value of its shape.
 * @throws InputError RULES_INVALID or PRICES_SCHEMA_NEWER.
 */
export function parseRules(file: unknown, path: string): BillingRules {
  refuseNewerSchema(file, path);
  const parsed = rulesFileSchema.safeParse(file);
  if (!parsed.success) throw invalid(path, parsed.error);
  const values: Partial<Record<RuleId, unknown>> = {};
  for (const { id, value } of parsed.data.rules) {
    if (id in values)
      throw new InputError(
        "RULES_INVALID",
        `${path}: the rule ${id} stands there twice.`,
        "Keep one of them.",
      );
    values[id] = value;
  }
  const checked = z.strictObject(VALUES).safeParse(values);
  if (!checked.success) throw invalid(path, checked.error);
  return { values: checked.data, records: parsed.data.rules };
}

function invalid(path: string, error: z.ZodError): InputError {
  const issue = error.issues[0];
  return new InputError(
    "RULES_INVALID",
    `${path}: ${issue?.path.join(".") || "the file"}: ${issue?.message}.`,
    `Each rule is { id, value, unit, appliesTo, because, source, retrievedAt }; compare: git diff -- ${path}`,
  );
}

/** The rules that bear on a price, in the order of the file. */
export function rulesFor(key: string, rules: BillingRules): readonly BillingRule[] {
  return rules.records.filter(({ appliesTo }) => appliesTo.some((glob) => matchesGlob(glob, key)));
}

/** Who says so, for a figure taken from a rule. */
export function ruleProvenance(rules: BillingRules, id: RuleId): Provenance {
  const record = rules.records.find((candidate) => candidate.id === id);
  if (record === undefined) throw new Error(`no rule ${id}`);
  return { kind: "published", source: record.source, at: record.retrievedAt, note: record.because };
}
