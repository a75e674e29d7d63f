import type { RegisteredResource } from "./registered-resource.ts";

/** What a database instance costs by. */
export interface DatabaseSize {
  readonly instanceClass: string;
  readonly allocatedStorage: number;
  readonly maxAllocatedStorage: number;
  readonly multiAz: boolean;
}

/** The same graph with another size of every database below one component; exact for prices, with the same limits. */
export function resizeDatabase(
  graph: readonly RegisteredResource[],
  component: string,
  size: DatabaseSize,
): readonly RegisteredResource[] {
  return graph.map((resource) => {
    const types = resource.key.slice(0, resource.key.indexOf("::"));
    if (resource.type !== "aws:rds/instance:Instance" || !types.includes(`${component}$`)) return resource;
    return { ...resource, inputs: { ...resource.inputs, ...size } };
  });
}

/**
 * The same graph with another size of every data volume below one component: what it costs with those disks.
 *
 * Exact for prices as `retype` is, with the same limits: the stack's own guards have not judged it.
 *
 * @param component its type token, "crossover:index:QdrantCluster"
 * @param sizeGiB of each aws:ebs/volume, whole GiB
 */
export function resize(
  graph: readonly RegisteredResource[],
  component: string,
  sizeGiB: number,
): readonly RegisteredResource[] {
  return graph.map((resource) => {
    const types = resource.key.slice(0, resource.key.indexOf("::"));
    if (resource.type !== "aws:ebs/volume:Volume" || !types.includes(`${component}$`)) return resource;
    return { ...resource, inputs: { ...resource.inputs, size: sizeGiB } };
  });
}
