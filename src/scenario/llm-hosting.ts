import { InputError } from "../errors.ts";
import { beside } from "./beside.ts";
import type { Figures } from "./figures.ts";
import type { RawLlm } from "./llm-schema.ts";
import type { Hosting } from "./llm-terms.ts";
import { fixedHostOf } from "./own-offer.ts";
import { figuresAt } from "./rule-parts.ts";

/** `llm.hosting`: what running a model ourselves is planned with. Hours of 0 without a reason are refused. */
export function hosting(raw: NonNullable<RawLlm["hosting"]>, make: Figures, file: string): Hosting {
  const at = "llm.hosting";
  for (const key of ["buildHours", "upkeepHoursPerMonth"] as const) {
    const given = raw[key];
    const none =
      given === 0 ||
      (typeof given === "object" && "base" in given && given.base === 0 && given.because === undefined);
    if (none) {
      throw new InputError(
        "HOURS_ZERO",
        `${file}: ${at}.${key} is 0, and nobody says why a server needs no hours.`,
        `Write the reason: ${key}: { base: 0, because: … }, or leave the key out for the default.`,
      );
    }
  }
  const prefixHitShare = make.optional(`${at}.prefixHitShare`, raw.prefixHitShare);
  const incident = make.optional(`${at}.incidentHoursPerMonth`, raw.incidentHoursPerMonth);
  const compliance = make.optional(`${at}.complianceHoursPerMonth`, raw.complianceHoursPerMonth);
  const security = make.optional(`${at}.securityHoursPerMonth`, raw.securityHoursPerMonth);
  const { fixed } = raw;
  return {
    instanceTypes: raw.instanceTypes ?? ["*"],
    ...(raw.spare !== undefined && { spare: raw.spare }),
    ...(raw.precisions !== undefined && { precisions: raw.precisions }),
    ...(raw.benchmarks !== undefined && { benchmarks: raw.benchmarks.map((path) => beside(file, path)) }),
    ...(raw.maxModelLen !== undefined && { maxModelLen: raw.maxModelLen }),
    ...(prefixHitShare && { prefixHitShare }),
    ...(fixed && {
      fixed: fixedHostOf(fixed, `${at}.fixed`, make),
    }),
    ...(raw.scaleToZero && { scaleToZero: figuresAt(make, `${at}.scaleToZero`, raw.scaleToZero) }),
    buildHours: make.orDefault(`${at}.buildHours`, raw.buildHours, "llm.hosting.buildHours"),
    upkeepHoursPerMonth: make.orDefault(
      `${at}.upkeepHoursPerMonth`,
      raw.upkeepHoursPerMonth,
      "llm.hosting.upkeepHoursPerMonth",
    ),
    ...(incident && { incidentHoursPerMonth: incident }),
    ...(compliance && { complianceHoursPerMonth: compliance }),
    ...(security && { securityHoursPerMonth: security }),
  };
}
