/** A refresh asks for a few keys of its own instead of planning every example: the rest is as it is. */
import { registerHooks } from "node:module";

const KEYS = ["vpc/nat/hour", "vpc/nat/gb", "ebs/gp3/storage"];
const source = `
  import { homeOf } from "../../prices/list/recipe.ts";
  export const scenarioKeys = async () => ${JSON.stringify(KEYS)};
  export const byHome = (keys, region) => Map.groupBy(keys, (key) => homeOf(key, region));
`;
registerHooks({
  load: (url, context, next) =>
    url.endsWith("/refresh/wanted-keys.ts")
      ? { format: "module", source, shortCircuit: true }
      : next(url, context),
});
