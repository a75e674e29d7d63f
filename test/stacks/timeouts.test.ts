import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { vllmTimeouts } from "../../stacks/vllm-arguments.ts";
import { at, captureDeployed, find, userDataOf } from "./deployed.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

const graph = await captureDeployed(fleet("prod", { llm: LLM, vectors: VECTORS, tracking: TRACKING }));

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const files = (resource: RegisteredResource) =>
  new Map(userDataOf(resource).files.map(({ path, content }) => [path, content]));
const VLLM = files(find(graph, TEMPLATE, "support-llm"));
const QDRANT = files(find(graph, "aws:ec2/instance:Instance", "support-vec-0"));
const MLFLOW = files(find(graph, TEMPLATE, "support-trk"));

/** The number that a rendered file gives after `pattern`. */
function number(rendered: ReadonlyMap<string, string>, path: string, pattern: RegExp): number {
  const found = pattern.exec(rendered.get(path) ?? "")?.[1];
  if (found === undefined) throw new Error(`${path} has no ${pattern}`);
  return Number(found);
}

const input = (type: string, name: string, key: string) => Number(find(graph, type, name).inputs[key]);
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGETS = "aws:lb/targetGroup:TargetGroup";
const GROUP = "aws:autoscaling/group:Group";
const unit = (name: string) => `/etc/systemd/system/${name}`;

describe("inequalities, read back from graph and rendered files", () => {
  test("T1 idle < keep-alive: vLLM 600 < 610, Qdrant 120 < 130, MLflow 120 < 130", () => {
    const keepAlive = {
      llm: number(VLLM, "/etc/vllm/server.env", /^VLLM_HTTP_TIMEOUT_KEEP_ALIVE=(\d+)$/m),
      vec: Number(parse(QDRANT.get("/etc/qdrant/config.yaml") ?? "").service.http_keep_alive_timeout_sec),
      trk: number(MLFLOW, "/etc/crossover/mlflow-server.env", /--timeout-keep-alive (\d+)/),
    };
    const idle = (part: string) => input(BALANCER, `support-${part}-alb`, "idleTimeout");
    expect([idle("llm"), keepAlive.llm]).toEqual([600, 610]);
    expect([idle("vec"), keepAlive.vec]).toEqual([120, 130]);
    expect([idle("trk"), keepAlive.trk]).toEqual([120, 130]);
    for (const [part, alive] of Object.entries(keepAlive)) expect(idle(part)).toBeLessThan(alive);
  });

  test("T2, T4 drain < container < unit: vLLM 90 < 100 < 110 s, Qdrant 280 < 300 s, MLflow 60 s", () => {
    const drain = Number(parse(VLLM.get("/etc/vllm/serve.yaml") ?? "")["shutdown-timeout"]);
    const container = number(VLLM, unit("vllm.service"), /docker stop --time (\d+)/);
    const stop = number(VLLM, unit("vllm.service"), /^TimeoutStopSec=(\d+)$/m);
    expect([drain, container, stop]).toEqual([90, 100, 110]);
    expect(drain < container && container < stop && stop <= 110).toBe(true);
    const node = [
      number(QDRANT, unit("qdrant.service"), /docker stop --time (\d+)/),
      number(QDRANT, unit("qdrant.service"), /^TimeoutStopSec=(\d+)$/m),
    ];
    expect(node).toEqual([280, 300]);
    expect(number(MLFLOW, unit("mlflow.service"), /^TimeoutStopSec=(\d+)$/m)).toBe(60);
  });

  test("T3 deregistration ≥ drain: vLLM 90 ≥ 90, Qdrant 30, MLflow 30", () => {
    const drain = Number(parse(VLLM.get("/etc/vllm/serve.yaml") ?? "")["shutdown-timeout"]);
    const delay = (name: string) => input(TARGETS, name, "deregistrationDelay");
    expect(delay("support-llm-tg")).toBeGreaterThanOrEqual(drain);
    expect([delay("support-vec-rst"), delay("support-vec-rpc"), delay("support-trk-tg")]).toEqual([
      30, 30, 30,
    ]);
  });

  const wait = (name: string) =>
    60 * Number(/^(\d+)m$/.exec(String(find(graph, GROUP, name).inputs.waitForCapacityTimeout))?.[1]);

  test("T5 boot ≤ grace < wait: vLLM 627 ≤ 1200 < 2700 s, MLflow 600 < 1200 s", () => {
    const grace = (name: string) => input(GROUP, name, "healthCheckGracePeriod");
    expect(grace("support-llm")).toBe(1200);
    expect(300 + (LLM.weightsGiB * 1024) / 500 + 300).toBeLessThanOrEqual(grace("support-llm"));
    expect([wait("support-llm"), grace("support-trk"), wait("support-trk")]).toEqual([2700, 600, 1200]);
  });

  test("T5 for 700 GiB of weights: boot 2034 ≤ grace 2034 < wait 2940 s", () => {
    const { bootSeconds, graceSeconds, waitMinutes } = vllmTimeouts(700, 90);
    expect([bootSeconds, graceSeconds, waitMinutes * 60]).toEqual([2034, 2034, 2940]);
  });

  test("T6 warm-up ≤ grace: vLLM 900 ≤ 1200, MLflow 300 ≤ 600", () => {
    const both = (name: string) => [
      input(GROUP, name, "defaultInstanceWarmup"),
      input(GROUP, name, "healthCheckGracePeriod"),
    ];
    expect([both("support-llm"), both("support-trk")]).toEqual([
      [900, 1200],
      [300, 600],
    ]);
  });

  test("T7 timeout 5 s < interval 15 s of each of 4 health checks", () => {
    const checks = graph.filter(({ type }) => type === TARGETS).map(({ inputs }) => inputs.healthCheck);
    expect(checks.map((check) => [at(check, "timeout"), at(check, "interval")])).toEqual(
      Array(4).fill([5, 15]),
    );
  });

  test("T8 the database's password is read again every 5 min", () => {
    expect(MLFLOW.get(unit("mlflow-db-auth.timer"))).toMatch(/^OnUnitInactiveSec=5min$/m);
  });

  test("T9 wait for the data volume 600 s < its unit 660 s", () => {
    const wait = number(QDRANT, "/opt/crossover/bin/qdrant-storage.sh", /waited < (\d+)/);
    const start = number(QDRANT, unit("qdrant-storage.service"), /^TimeoutStartSec=(\d+)$/m);
    expect([wait, start]).toEqual([600, 660]);
    expect(wait).toBeLessThan(start);
  });
});
