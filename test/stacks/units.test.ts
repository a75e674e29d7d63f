import { expect, test } from "vitest";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import type { Fleet } from "../../src/sizing/fleet.ts";
import { planningSite } from "../../stacks/site.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const graphOf = (of: Fleet) => captureFleet(of, planningSite("us-east-1"));

/** Resources of `b` that `a` lacks, and those that both have with other inputs. */
function difference(a: readonly RegisteredResource[], b: readonly RegisteredResource[]) {
  const before = new Map(a.map((resource) => [resource.key, JSON.stringify(resource)]));
  return {
    added: b
      .filter(({ key }) => !before.has(key))
      .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`),
    changed: b.filter(
      (resource) => before.has(resource.key) && before.get(resource.key) !== JSON.stringify(resource),
    ),
    removed: a.length - b.filter(({ key }) => before.has(key)).length,
  };
}

test("a second capture of three parts is identical", async () => {
  const of = fleet("prod", { llm: LLM, vectors: VECTORS, tracking: TRACKING });
  expect(await graphOf(of)).toEqual(await graphOf(of));
});

test("vLLM at 3 instead of 2 instances changes the group's sizes and nothing else", async () => {
  const two = await graphOf(fleet("prod", { llm: LLM }));
  const three = await graphOf(fleet("prod", { llm: { ...LLM, instances: 3, maxInstances: 3 } }));
  const { added, changed, removed } = difference(two, three);
  expect([added, removed]).toEqual([[], 0]);
  expect(changed.map(({ type, inputs }) => [type, inputs.desiredCapacity])).toEqual([
    ["aws:autoscaling/group:Group", 3],
  ]);
  const [group] = two.filter(({ type }) => type === "aws:autoscaling/group:Group");
  expect(changed[0]?.inputs).toEqual({ ...group?.inputs, minSize: 3, maxSize: 3, desiredCapacity: 3 });
});

test("Qdrant at 4 instead of 3 nodes adds node 3: 1 instance, 1 volume, 5 alarms and what is free", async () => {
  const three = await graphOf(fleet("prod", { vectors: VECTORS }));
  const four = await graphOf(fleet("prod", { vectors: { ...VECTORS, nodes: 4 } }));
  const { added, changed, removed } = difference(three, four);
  expect([changed, removed]).toEqual([[], 0]);
  expect(added.sort()).toEqual([
    "Instance support-vec-3",
    "MetricAlarm support-vec-3-disk",
    "MetricAlarm support-vec-3-memory",
    "MetricAlarm support-vec-3-recovery",
    "MetricAlarm support-vec-3-replicas",
    "MetricAlarm support-vec-3-status",
    "NetworkInterface support-vec-3",
    "Record support-vec-3",
    "TargetGroupAttachment support-vec-grpc-3",
    "TargetGroupAttachment support-vec-rest-3",
    "Volume support-vec-3-data",
    "VolumeAttachment support-vec-3",
  ]);
});

test("Qdrant: 3 → 4, 4 → 5 and 5 → 6 add the same types, so that one unit prices every step", async () => {
  const graphs = await Promise.all(
    [3, 4, 5, 6].map((nodes) => graphOf(fleet("dev", { vectors: { ...VECTORS, nodes } }))),
  );
  const steps = graphs.slice(1).map((graph, i) => {
    const { added } = difference(graphs[i] ?? [], graph);
    return added.map((entry) => entry.split(" ")[0]).sort();
  });
  expect(steps[1]).toEqual(steps[0]);
  expect(steps[2]).toEqual(steps[0]);
  expect(steps[0]).toHaveLength(12);
});

test("parts do not touch each other: three parts together are the union of three fleets", async () => {
  const together = await graphOf(fleet("prod", { llm: LLM, vectors: VECTORS, tracking: TRACKING }));
  const alone = await Promise.all(
    [{ llm: LLM }, { vectors: VECTORS }, { tracking: TRACKING }].map((part) => graphOf(fleet("prod", part))),
  );
  const union = new Map(alone.flat().map((resource) => [resource.key, resource]));
  expect(together).toEqual([...union.values()].sort((a, b) => (a.key < b.key ? -1 : 1)));
});

test("planning with other placeholders moves no input that costs money", async () => {
  const of = fleet("prod", { llm: LLM });
  const site = planningSite("us-east-1");
  const other = await captureFleet(of, {
    ...site,
    llm: {
      ...site.llm,
      amiId: "ami-0123456789abcdef0",
      image: `x@sha256:${"a".repeat(64)}`,
      modelUri: `hf://openai/gpt-oss-20b@${"1".repeat(40)}`,
    },
  });
  const { added, changed, removed } = difference(await graphOf(of), other);
  expect([added, removed]).toEqual([[], 0]);
  // The image's pull rights and the model's read rights are in the role, the AMI in the template.
  expect(changed.map(({ type }) => type)).toEqual(["aws:ec2/launchTemplate:LaunchTemplate"]);
  expect(changed[0]?.inputs.imageId).toBe("ami-0123456789abcdef0");
});
