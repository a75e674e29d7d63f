import { z } from "zod";
import rules from "../pricing-cache/rules.json" with { type: "json" };

/** A gp3 volume as it is ordered. */
export interface Gp3 {
  readonly sizeGiB: number;
  readonly iops: number;
  readonly throughputMiBps: number;
}

const ruleValue = (id: string): unknown => rules.rules.find((rule) => rule.id === id)?.value;

/** Speed of every gp3 volume that is part of the storage price. */
export const GP3_INCLUDED = z
  .object({ iops: z.number(), throughputMiBps: z.number() })
  .parse(ruleValue("gp3-included"));

/** What gp3 does not sell beyond. */
export const GP3_LIMITS = z
  .object({
    iops: z.number(),
    throughputMiBps: z.number(),
    throughputMiBpsPerIops: z.number(),
    iopsPerGiB: z.number(),
  })
  .parse(ruleValue("gp3-limits"));
