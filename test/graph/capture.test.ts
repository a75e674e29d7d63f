import { getVolume } from "@pulumi/aws/ebs/getVolume.js";
import { Volume } from "@pulumi/aws/ebs/volume.js";
import { Instance } from "@pulumi/aws/ec2/instance.js";
import { Provider } from "@pulumi/aws/provider.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import { asset, ComponentResource, interpolate, output, StackReference, secret } from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { OPAQUE, SECRET, UNKNOWN } from "../../src/bill/registered-resource.ts";
import { capture } from "../../src/graph/capture.ts";

class App extends ComponentResource {
  constructor(
    type: string,
    name: string,
    build: (parent: ComponentResource) => void,
    parent?: ComponentResource,
  ) {
    super(type, name, {}, parent === undefined ? {} : { parent });
    build(this);
    this.registerOutputs();
  }
}

const volume = (name: string, parent?: ComponentResource) =>
  new Volume(name, { availabilityZone: "us-east-1a", size: 10 }, parent === undefined ? {} : { parent });

test("keys join the types of all parents; one name below 3 different parents stays 3 resources", async () => {
  const graph = await capture(() => {
    volume("data");
    new App("my:web:App", "shop", (app) => {
      volume("data", app);
      new App("my:web:Part", "inner", (part) => void volume("data", part), app);
    });
  });
  expect(graph.map(({ key, parent, kind }) => [key, parent, kind])).toEqual([
    ["aws:ebs/volume:Volume::data", undefined, "custom"],
    ["my:web:App$aws:ebs/volume:Volume::data", "my:web:App::shop", "custom"],
    ["my:web:App$my:web:Part$aws:ebs/volume:Volume::data", "my:web:App$my:web:Part::inner", "custom"],
    ["my:web:App$my:web:Part::inner", "my:web:App::shop", "component"],
    ["my:web:App::shop", undefined, "component"],
  ]);
});

test("ids, outputs and what is made of them are Unknown, deep inside too; plain siblings stay", async () => {
  const graph = await capture(() => {
    const disk = volume("disk");
    new Instance("host", {
      instanceType: "t4g.small",
      subnetId: disk.id,
      userData: interpolate`mount ${disk.arn}`,
      tags: { plain: "yes", made: disk.id },
      vpcSecurityGroupIds: ["sg-1", disk.id],
    });
  });
  expect(graph.find(({ name }) => name === "host")?.inputs).toEqual({
    instanceType: "t4g.small",
    subnetId: UNKNOWN,
    userData: UNKNOWN,
    tags: { plain: "yes", made: UNKNOWN },
    vpcSecurityGroupIds: ["sg-1", UNKNOWN],
  });
});

test("a secret keeps its place and loses its content, a file stays opaque, text that looks like a marker is text", async () => {
  const graph = await capture(() => {
    new Volume("disk", {
      availabilityZone: "[secret]",
      size: secret(77),
      tags: { plain: "a", deep: secret("hunter2") },
    });
    new BucketObjectv2("lock", { bucket: "b", source: new asset.StringAsset("hunter2") });
  });
  // The SDK widens a secret to the whole argument that holds it.
  expect(graph.find(({ name }) => name === "disk")?.inputs).toEqual({
    availabilityZone: "[secret]",
    size: SECRET,
    tags: SECRET,
  });
  expect(graph.find(({ name }) => name === "lock")?.inputs.source).toEqual(OPAQUE);
  expect(JSON.stringify(graph)).not.toMatch(/hunter2|77/);
});

test("region: own input, then the explicit provider's, then the config's, else Unknown", async () => {
  const program = () => {
    const west = new Provider("west", { region: "us-west-2" });
    const silent = new Provider("silent", { profile: "none" });
    new Volume("own", { availabilityZone: "a", region: "eu-west-1" }, { provider: west });
    new Volume("explicit", { availabilityZone: "a" }, { provider: west });
    new Volume("silenced", { availabilityZone: "a" }, { provider: silent });
    new Volume("default", { availabilityZone: "a" });
  };
  const regions = async (region?: string) => {
    const graph = await capture(program, region === undefined ? {} : { region });
    return Object.fromEntries(
      graph.filter(({ kind }) => kind === "custom").map(({ name, region }) => [name, region]),
    );
  };
  const explicit = { own: "eu-west-1", explicit: "us-west-2", silenced: UNKNOWN };
  expect(await regions("us-east-1")).toEqual({ ...explicit, default: "us-east-1" });
  expect(await regions()).toEqual({ ...explicit, default: UNKNOWN });
});

test("providers are providers without their plugin's version, references are read, the stack is left out", async () => {
  const graph = await capture(() => {
    new Provider("west", { region: "us-west-2" });
    new StackReference("organization/crossover/prod");
    Bucket.get("theirs", "their-bucket");
    new Bucket("ours");
  });
  expect(graph.map(({ type, name, kind }) => [type, name, kind])).toEqual([
    ["aws:s3/bucket:Bucket", "ours", "custom"],
    ["aws:s3/bucket:Bucket", "theirs", "read"],
    ["pulumi:providers:aws", "west", "provider"],
    ["pulumi:pulumi:StackReference", "organization/crossover/prod", "read"],
  ]);
  expect(graph.find(({ kind }) => kind === "provider")?.inputs.version).toBeUndefined();
});

test("resources that wait for others or for a timer's promise before they register are all there: 21 of 21", async () => {
  const graph = await capture(() => {
    const west = new Provider("west", { region: "us-west-2" });
    let last = volume("v0");
    for (let i = 1; i < 20; i++) {
      const zone = output(new Promise<string>((resolve) => setTimeout(() => resolve("us-east-1a"), 5)));
      last = new Volume(`v${i}`, { availabilityZone: zone, snapshotId: last.id }, { provider: west });
    }
  });
  expect(graph).toHaveLength(21);
});

test("order of the source does not matter: the graph is sorted by key", async () => {
  const names = ["c", "a", "b"];
  const one = await capture(() => names.forEach((name) => void volume(name)));
  const other = await capture(() => [...names].reverse().forEach((name) => void volume(name)));
  expect(one).toEqual(other);
  expect(one.map(({ name }) => name)).toEqual(["a", "b", "c"]);
});

test("captures asked for at once wait for each other: 5 graphs, each its own", async () => {
  const graphs = await Promise.all(
    [1, 2, 3, 4, 5].map((count) =>
      capture(() =>
        Array.from({ length: count }, (_, i) => volume(`v${count}-${i}`)).length > 0 ? undefined : undefined,
      ),
    ),
  );
  expect(graphs.map((graph) => graph.map(({ name }) => name[1]).join(""))).toEqual([
    "1",
    "22",
    "333",
    "4444",
    "55555",
  ]);
});

test("a provider function is refused by name, though the program ignores the answer", async () => {
  const asks = capture(() => {
    void getVolume({ mostRecent: true });
    volume("data");
  });
  await expect(asks).rejects.toThrow("stacks must not call provider functions: aws:ebs/getVolume:getVolume");
});

test("an error of the program comes out as it was thrown, with its stack, and the next capture works", async () => {
  const thrown = new RangeError("too many volumes");
  const failing = capture(() => {
    volume("first");
    throw thrown;
  });
  await expect(failing).rejects.toBe(thrown);
  expect(thrown.stack).toContain("capture.test.ts");
  expect(await capture(() => void volume("next"))).toHaveLength(1);
});

test("two resources of one key are refused, as the engine would", async () => {
  const twice = capture(() => {
    volume("data");
    volume("data");
  });
  await expect(twice).rejects.toThrow("two resources have the key aws:ebs/volume:Volume::data");
});

test("answered as deployed, outputs are known and flow on", async () => {
  const graph = await capture(
    () => {
      const disk = volume("disk");
      new Instance("host", { subnetId: disk.id, userData: interpolate`mount ${disk.arn}` });
    },
    { deployed: (_, name) => ({ id: `id-${name}`, outputs: { arn: `arn:${name}` } }) },
  );
  expect(graph.find(({ name }) => name === "host")?.inputs).toMatchObject({
    subnetId: "id-disk",
    userData: "mount arn:disk",
  });
});

test("error stacks are as before once a capture has ended", async () => {
  const format = Error.prepareStackTrace;
  await capture(() => void volume("data"));
  expect(Error.prepareStackTrace).toBe(format);
  expect(new Error("after").stack).toMatch(/^Error: after\n {4}at /);
});
