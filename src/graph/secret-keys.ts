import { z } from "zod";

const names = z.array(z.string());

/**
 * Keys of the stack's config that are kept as secrets, `project:key`. The engine tells every program in this variable;
 * the Node SDK keeps its own reader of it to itself.
 */
export function secretKeys(env: NodeJS.ProcessEnv = process.env): ReadonlySet<string> {
  return new Set(names.parse(JSON.parse(env.PULUMI_CONFIG_SECRET_KEYS || "[]")));
}
