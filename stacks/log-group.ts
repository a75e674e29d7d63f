import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { Resource } from "@pulumi/pulumi";
import { named } from "./tags.ts";

/** A log group with an end, made before anything writes to it: what AWS makes by itself is kept for ever. */
export function logGroup(
  name: string,
  path: string,
  retentionInDays: number,
  settings: { readonly parent: Resource; readonly tags?: { readonly [key: string]: string } },
): LogGroup {
  return new LogGroup(
    name,
    { name: path, retentionInDays, tags: named(name, settings.tags) },
    { parent: settings.parent },
  );
}
