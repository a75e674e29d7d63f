import { z } from "zod";
import { hours, usd } from "./figure-schema.ts";

/** `llm.hybrid` */
export const hybrid = z
  .strictObject({
    routingUsdPerMonth: usd("what decides where a request goes").optional(),
    routerHours: hours("engineers' time until requests go both ways", "h").optional(),
    classes: z
      .array(z.string())
      .min(1)
      .describe("names of the classes that may be hosted; all when absent")
      .optional(),
  })
  .describe("some requests on a fleet of your own, the others bought");
