import type { AgentStack } from "./agent-config.ts";
import { bootFile } from "./boot-files.ts";
import { type BootFile, fillTemplate } from "./user-data.ts";

/** Scripts that every stack uses. */
const HOST_SCRIPTS = ["retry.sh", "secret.sh", "agent-install.sh"] as const;
const HOST_UNITS = ["agent-install.service", "agent.service"] as const;

const script = (path: string): BootFile => ({
  path: `/opt/crossover/bin/${basename(path)}`,
  content: withoutComments(bootFile(path)),
  mode: "0755",
});

/** User data is short; what a script explains, it explains in the repository. The first line is no comment. */
const withoutComments = (text: string) => text.replaceAll(/^#(?!!).*\n/gm, "");

const basename = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** A script below `stacks/boot/`, as it lies on the instance. */
export const scripts = (folder: string, names: readonly string[]): readonly BootFile[] =>
  names.map((name) => script(`${folder}/${name}`));

/** Units below `stacks/boot/`, with their templates filled. */
export const units = (
  folder: string,
  names: readonly string[],
  values: { readonly [name: string]: string },
): readonly BootFile[] =>
  names.map((name) => ({
    path: `/etc/systemd/system/${name}`,
    content: fillTemplate(bootFile(`${folder}/${name}`), values),
    mode: "0644",
  }));

export const plainFile = (path: string, content: string): BootFile => ({ path, content, mode: "0644" });

/** What every instance has: the scripts shared by the stacks and the CloudWatch agent with its stack's config. */
export function hostFiles(
  stack: AgentStack,
  values: { readonly [name: string]: string },
): readonly BootFile[] {
  return [
    ...scripts("host", HOST_SCRIPTS),
    ...units("host", HOST_UNITS, values),
    plainFile(
      "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json",
      // Written small: user data is short, and nobody reads JSON on the instance.
      JSON.stringify(JSON.parse(fillTemplate(bootFile(`${stack}/agent.json`), values))),
    ),
  ];
}

/** Region of an ARN, for clients that ask for one. @throws Error on anything else. */
export function arnRegion(arn: string): string {
  const region = arn.split(":")[3];
  if (region === undefined || region === "") throw new Error(`no region in ${arn}`);
  return region;
}
