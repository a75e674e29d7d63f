import type { RegisteredResource } from "./registered-resource.ts";

const MACHINES: ReadonlySet<string> = new Set([
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/instance:Instance",
]);

/**
 * The same graph with another instance type in every machine below one component: what it costs on that type.
 *
 * Exact for prices, because no other priced input of our stacks follows from the type; boot scripts and alarms in the
 * result still belong to the captured one, so it is never deployed, and the stack's own guards (disk size, EBS limits)
 * have not judged it.
 *
 * @param component its type token, "crossover:index:VllmService"
 * @throws Error when the component holds no machine.
 */
export function retype(
  graph: readonly RegisteredResource[],
  component: string,
  instanceType: string,
): readonly RegisteredResource[] {
  let found = false;
  const retyped = graph.map((resource) => {
    const types = resource.key.slice(0, resource.key.indexOf("::"));
    if (resource.kind !== "custom" || !MACHINES.has(resource.type) || !types.includes(`${component}$`))
      return resource;
    found = true;
    return { ...resource, inputs: { ...resource.inputs, instanceType } };
  });
  if (!found) throw new Error(`no instance or launch template stands below a ${component}`);
  return retyped;
}
