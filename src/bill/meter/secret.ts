import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { secret } from "../../prices/price-key.ts";
import { Decimal } from "../../units.ts";
import { known } from "../known.ts";
import { lineOf, type Meter } from "../meter.ts";
import { list, pricedInputs } from "../priced-input.ts";

const inputs = z.object({ replicas: list() });

/** `aws:secretsmanager/secret:Secret`: one secret, and one for each replica region. Calls are usage. */
export const meterSecret: Meter = (resource) => {
  const replicas = known(resource, "replicas", pricedInputs(resource, inputs).replicas, []);
  return [
    lineOf(resource, {
      what: "secret",
      name: "Secret",
      category: "security",
      priceKey: secret(),
      quantity: isUnknown(replicas) ? replicas : new Decimal(1 + replicas.length),
      unit: "secret-month",
      formula: isUnknown(replicas) ? "1 + unknown replicas" : `1 + ${replicas.length} replicas`,
    }),
  ];
};
