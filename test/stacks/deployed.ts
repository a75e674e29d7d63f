import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import type { RegisteredResource, Value } from "../../src/bill/registered-resource.ts";
import { capture } from "../../src/graph/capture.ts";
import type { Fleet } from "../../src/sizing/fleet.ts";
import { platform } from "../../stacks/platform.ts";
import { planningSite, type Site } from "../../stacks/site.ts";

/** What every generated password is: found anywhere but in a secret, it has leaked. */
export const SENTINEL = "SentinelPassword0123456789SentinelPassword012345";

/** The longest names that AWS gives, so that a size that fits here fits everywhere. */
function outputs(type: string, name: string) {
  const arn = (service: string, tail: string) => `arn:aws:${service}:us-east-1:123456789012:${tail}`;
  const byType: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    "random:index/randomPassword:RandomPassword": { result: SENTINEL },
    "aws:secretsmanager/secret:Secret": { arn: arn("secretsmanager", `secret:${name}-0a1b2c3-AbCdEf`) },
    "aws:rds/instance:Instance": {
      address: `${name}.c0123456789.us-east-1.rds.amazonaws.com`,
      masterUserSecrets: [
        { secretArn: arn("secretsmanager", "secret:rds!db-01234567-89ab-cdef-0123-456789abcdef-AbCdEf") },
      ],
    },
    "aws:lb/loadBalancer:LoadBalancer": {
      dnsName: `internal-${name}-0a1b2c3-1234567890.us-east-1.elb.amazonaws.com`,
    },
    "aws:s3/bucket:Bucket": {
      bucket: `${name}-0a1b2c3`,
      region: "us-east-1",
      arn: `arn:aws:s3:::${name}-0a1b2c3`,
    },
    "aws:ssm/parameter:Parameter": { name: `${name}-0a1b2c3`, arn: arn("ssm", `parameter/${name}`) },
    "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 7 },
  };
  return { arn: arn("service", name), name: `${name}-0a1b2c3`, ...byType[type] };
}

const ID: Readonly<Record<string, string>> = { "aws:ebs/volume:Volume": "vol-0123456789abcdef0" };

/** The graph as it is once everything stands: ids and outputs are known, so that user data is rendered. */
export function captureDeployed(
  fleet: Fleet,
  site: Site = planningSite(fleet.region),
  decision?: string,
): Promise<readonly RegisteredResource[]> {
  return capture(
    () => {
      platform(fleet, site, decision);
    },
    {
      region: fleet.region,
      deployed: (type, name) => ({ id: ID[type] ?? `id-${name}`, outputs: outputs(type, name) }),
    },
  );
}

export interface Written {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

/** The parsed cloud-config of a launch template or an instance. */
export function userDataOf(resource: RegisteredResource): {
  readonly text: string;
  readonly files: readonly Written[];
} {
  const raw = resource.inputs.userData;
  if (typeof raw !== "string") throw new Error(`${resource.key} has no rendered user data`);
  const text = resource.type.endsWith("LaunchTemplate") ? Buffer.from(raw, "base64").toString("utf8") : raw;
  if (!text.startsWith("#cloud-config\n")) throw new Error("user data is no cloud-config");
  const document = parse(text) as { write_files: readonly Written[]; runcmd: readonly unknown[] };
  if (!isDeepStrictEqual(Object.keys(document), ["write_files", "runcmd"]))
    throw new Error("other top-level keys");
  return { text, files: document.write_files };
}

export function find(graph: readonly RegisteredResource[], type: string, name: string): RegisteredResource {
  const found = graph.filter((resource) => resource.type === type && resource.name === name);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} resources ${type} ${name}`);
  return found[0];
}

/** A value inside inputs by its path, e.g. `at(inputs, "blockDeviceMappings", 0, "ebs", "volumeSize")`. */
export function at(
  value: Value | undefined | Readonly<Record<string, Value>>,
  ...path: readonly (string | number)[]
): Value | undefined {
  let current: unknown = value;
  for (const step of path) current = (current as Record<string | number, unknown> | undefined)?.[step];
  return current as Value | undefined;
}
