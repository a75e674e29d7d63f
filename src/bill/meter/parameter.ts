import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { known } from "../known.ts";
import type { Meter } from "../meter.ts";
import { pricedInputs, text } from "../priced-input.ts";
import { noMeter } from "./no-meter.ts";

const inputs = z.object({ tier: text() });

/** `aws:ssm/parameter:Parameter`: the standard tier is free; the others have prices that the book does not hold. */
export const meterParameter: Meter = (resource) => {
  const tier = known(resource, "tier", pricedInputs(resource, inputs).tier, "Standard");
  if (tier === "Standard") return [];
  throw noMeter(resource, `a parameter of ${isUnknown(tier) ? "unknown" : `the ${tier}`} tier`);
};
