import type { Fleet } from "../sizing/fleet.ts";
import type { Alternative, Part } from "./alternative.ts";

/** Something that was looked at and cannot do the job, with the number that rules it out. */
export interface RuledOut {
  readonly what: string;
  readonly because: string;
}

/** Every alternative of one part. */
export interface PartPlan {
  readonly part: Part;
  readonly alternatives: readonly Alternative[];
  readonly leversRefused: readonly { readonly id: string; readonly because: string }[];
  /** USD of month 1 that a tenth less of output would save of what is bought, levers pulled; llm part only. */
  readonly shorterOutputUsd?: number;
  readonly ruledOut: readonly RuledOut[];
  /** The cheapest hosted fleet, whatever the verdict: what `choose` writes. */
  readonly fleet?: Fleet;
  /** Resource types that the hosted graph registers for free. */
  readonly free?: readonly { readonly type: string; readonly count: number }[];
}
