import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it, vi } from "vitest";
import { capture } from "../../src/graph/capture.ts";
import { burstWarning } from "../../stacks/block-device.ts";
import { GP3_INCLUDED, GP3_LIMITS } from "../../stacks/gp3.ts";
import { instanceFacts } from "../../stacks/instance-facts.ts";
import { VllmService } from "../../stacks/vllm.ts";
import type { VllmServiceArgs } from "../../stacks/vllm-arguments.ts";

const ARGS: VllmServiceArgs = {
  vpcId: "vpc-1",
  privateSubnetIds: ["subnet-a", "subnet-b"],
  availabilityZones: ["us-east-1a", "us-east-1b"],
  allowedCidrs: ["10.42.0.0/16"],
  amiId: "ami-planning",
  instanceType: "g6e.xlarge",
  image: `vllm/vllm-openai@sha256:${"0".repeat(64)}`,
  vllmVersion: "0.20.0",
  modelUri: "s3://models/llama",
  servedModelName: "llama",
  maxModelLen: 8192,
  weightsGiB: 13,
  maxNumSeqs: 64,
  rootVolumeThroughput: 500,
};

afterEach(() => vi.restoreAllMocks());

const volume = (throughputMiBps: number) => ({ sizeGiB: 200, iops: 4000, throughputMiBps });
const warning = (type: string, ...speeds: number[]) => burstWarning(instanceFacts(type), speeds.map(volume));

describe("disks above what an instance moves for longer than a burst", () => {
  it("400 MiB/s on r6g.xlarge, 148.125 of at most 593.75 MB/s: says both, and to order less", () => {
    const facts = instanceFacts("r6g.xlarge");
    const said = warning("r6g.xlarge", 400);
    expect(said).toContain("The volumes of r6g.xlarge have 400 MiB/s together");
    expect(said).toContain(`moves ${facts.ebsBaselineMBps} MB/s`);
    expect(said).toContain(`${facts.ebsMaxMBps} MB/s at most`);
    expect(said).toContain("order less throughput, or take a larger instance");
  });

  it("the 125 MiB/s that are free exceed the 87.5 MB/s of g5.xlarge: nothing is paid for them", () => {
    expect(warning("g5.xlarge", 125)).toContain("moves 87.5 MB/s (83 MiB/s) for longer than a burst");
    expect(warning("g5.xlarge", 125)).toContain("Nothing is paid for the difference");
  });

  it("counts MiB against MB and all volumes together: 131.072 MB/s fit into 131.25, twice do not", () => {
    const facts = { ...instanceFacts("g5.xlarge"), ebsBaselineMBps: 131.25 };
    expect(burstWarning(facts, [volume(125)])).toBeUndefined();
    expect(burstWarning({ ...facts, ebsBaselineMBps: 131 }, [volume(125)])).toBeDefined();
    expect(burstWarning(facts, [volume(125), volume(125)])).toContain("250 MiB/s together");
  });

  it("is a warning of the component in the program, once", async () => {
    const warn = vi.spyOn(pulumi.log, "warn").mockResolvedValue();
    vi.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
    await capture(() => void new VllmService("chat", ARGS));
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toMatch(/The volumes of g6e\.xlarge have 500 MiB\/s together/);
    expect(warn.mock.calls[0]?.[1]).toBeInstanceOf(VllmService);
  });

  it("says nothing in a capture, which plans many fleets between the lines of a report", async () => {
    const warn = vi.spyOn(pulumi.log, "warn").mockResolvedValue();
    await capture(() => void new VllmService("chat", ARGS));
    expect(warn).not.toHaveBeenCalled();
  });
});

it("gp3's limits are those of the price book's rules", () => {
  expect(GP3_INCLUDED).toMatchObject({ iops: 3000, throughputMiBps: 125 });
  expect(GP3_LIMITS).toMatchObject({ iops: 80_000, throughputMiBps: 2000, iopsPerGiB: 500 });
});
