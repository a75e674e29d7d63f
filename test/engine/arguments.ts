/**
 * The argument names of a resource type, read from the SDK's own declarations: what the stand-in provider can
 * check without the provider's schema. Types of values, ranges and defaults are not checked here.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface ArgumentNames {
  readonly all: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
}

const require = createRequire(import.meta.url);
const byToken = new Map<string, ArgumentNames>();

/** @throws Error when the SDK has no such type: nothing unknown passes the stand-in. */
export function argumentNames(token: string): ArgumentNames {
  const known = byToken.get(token);
  if (known !== undefined) return known;
  const names = readNames(token);
  byToken.set(token, names);
  return names;
}

/** "aws:ec2/instance:Instance" stands in @pulumi/aws/ec2/instance.d.ts, "random:index/randomId:RandomId" at the top. */
function readNames(token: string): ArgumentNames {
  const [, pkg = "", module = "", file = "", type = ""] = /^(\w+):(\w+)\/(\w+):(\w+)$/.exec(token) ?? [];
  const folder = pkg === "" ? "" : dirname(require.resolve(`@pulumi/${pkg}/package.json`));
  const path = join(folder, module === "index" ? "" : module, `${file}.d.ts`);
  if (pkg === "" || !existsSync(path)) throw new Error(`not covered by the stand-in: type ${token}`);
  const text = readFileSync(path, "utf8");
  const start = text.indexOf(`export interface ${type}Args {`);
  if (start < 0) throw new Error(`not covered by the stand-in: no arguments of ${token} in ${path}`);
  const body = text.slice(start, text.indexOf("\n}", start));
  const members = [...body.matchAll(/^ {4}(\w+)(\??): /gm)];
  const namesOf = (found: typeof members) => new Set(found.map(([, name = ""]) => name));
  return { all: namesOf(members), required: namesOf(members.filter(([, , optional]) => optional === "")) };
}
