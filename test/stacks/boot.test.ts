import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { agentMetrics, countAgentMetrics } from "../../stacks/agent-config.ts";
import { bootFile } from "../../stacks/boot-files.ts";
import { envFile, fillTemplate, userData } from "../../stacks/user-data.ts";
import { captureDeployed, find, userDataOf } from "./deployed.ts";
import { fleet, LLM, TRACKING, VECTORS } from "./fleets.ts";

/** The longest name and the largest cluster that a fleet may have. */
const LARGE = await captureDeployed({
  ...fleet("prod", { llm: LLM, vectors: { ...VECTORS, nodes: 12 }, tracking: TRACKING }),
  name: "sixteen-letters-",
});

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const STACKS = {
  vllm: find(LARGE, TEMPLATE, "sixteen-letters--llm"),
  qdrant: find(LARGE, "aws:ec2/instance:Instance", "sixteen-letters--vec-11"),
  mlflow: find(LARGE, TEMPLATE, "sixteen-letters--trk"),
};

for (const [stack, resource] of Object.entries(STACKS)) {
  const { text, files } = userDataOf(resource);
  const contentOf = (path: string) => files.find((file) => file.path === path)?.content ?? "";
  const units = files.filter(({ path }) => path.startsWith("/etc/systemd/system/"));
  const scripts = files.filter(({ path }) => path.endsWith(".sh"));

  describe(stack, () => {
    test("fits into 15 KiB with the longest names", () => {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(15 * 1024);
    });

    test("runs exactly daemon-reload and the target", () => {
      expect(parse(text).runcmd).toEqual([
        ["systemctl", "daemon-reload"],
        ["systemctl", "enable", "--now", "--no-block", "crossover.target"],
      ]);
      for (const { content } of [...scripts, ...units]) expect(content).not.toContain("daemon-reload");
    });

    test("writes every file once, leaves no template open, and every script is bash that stops at errors", () => {
      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
      expect(text).not.toMatch(/@[A-Z_]+@/);
      for (const { path, permissions, content } of scripts) {
        expect(content, path).toMatch(/^#!\/bin\/bash\nset -euo pipefail\n/);
        expect(permissions, path).toBe("0755");
        execFileSync("bash", ["-n"], { input: content });
      }
    });

    test("the target wants every unit that is written, and no other", () => {
      const wanted = [
        ...contentOf("/etc/systemd/system/crossover.target").matchAll(/^Wants=(.*)$/gm),
      ].flatMap(([, names]) => names?.split(" ") ?? []);
      const written = units
        .map(({ path }) => path.slice(path.lastIndexOf("/") + 1))
        .filter((name) => name !== "crossover.target");
      // A timer starts its service.
      const started = written.filter(
        (name) => wanted.includes(name) || wanted.includes(name.replace(".service", ".timer")),
      );
      expect(started.sort()).toEqual(written.sort());
      for (const name of wanted) expect(written).toContain(name);
    });

    test("every unit that needs another is started after it, and every program that we bring is written", () => {
      for (const { path, content } of units) {
        const list = (key: string) =>
          [...content.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].flatMap(
            ([, names]) => names?.split(" ") ?? [],
          );
        for (const needed of list("Requires"))
          expect(list("After"), `${path} needs ${needed}`).toContain(needed);
        for (const [program] of content.matchAll(/\/opt\/crossover\/bin\/[a-z-]+\.sh/g)) {
          expect(
            files.map((file) => file.path),
            path,
          ).toContain(program);
        }
        for (const [, file] of content.matchAll(/^EnvironmentFile=(\/etc\/.*)$/gm)) {
          expect(files.map(({ path }) => path)).toContain(file);
        }
      }
    });

    test("scripts take their values from an env file that has them", () => {
      const given = new Set([...text.matchAll(/^ +([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));
      for (const name of [
        "QDRANT__SERVICE__API_KEY",
        "QDRANT_URI",
        "QDRANT_BOOTSTRAP",
        "QDRANT_FIRST",
        "BASH_REMATCH",
        // Given for a model of the Hub, instead of MODEL_URI.
        "MODEL_REPOSITORY",
        "MODEL_COMMIT",
      ])
        given.add(name);
      for (const { path, content } of scripts) {
        for (const [, name] of content.matchAll(/\$\{?([A-Z][A-Z0-9_]+)/g))
          expect(given, `${path}: ${name}`).toContain(name);
      }
    });
  });
}

const unitOf = (resource: (typeof STACKS)["vllm"], name: string) =>
  userDataOf(resource).files.find(({ path }) => path === `/etc/systemd/system/${name}`)?.content ?? "";

test("order: weights after local disks, server after weights and key, packages before containers", () => {
  expect(unitOf(STACKS.vllm, "model-fetch.service")).toMatch(/^After=model-cache\.service/m);
  expect(unitOf(STACKS.vllm, "vllm.service")).toMatch(
    /^After=.*gpu-ready.*model-fetch.*vllm-env.*agent-install/m,
  );
  expect(unitOf(STACKS.qdrant, "qdrant-peer.service")).toMatch(/^After=qdrant-storage\.service/m);
  expect(unitOf(STACKS.qdrant, "qdrant.service")).toMatch(
    /^After=qdrant-install.*qdrant-storage.*qdrant-env.*qdrant-peer/m,
  );
  expect(unitOf(STACKS.mlflow, "mlflow.service")).toMatch(
    /^After=mlflow-secrets.*mlflow-db-auth.*mlflow-migrate/m,
  );
  expect(unitOf(STACKS.mlflow, "mlflow.service")).toMatch(/^ExecStart=\S+ server --app-name basic-auth$/m);
});

test("custom metrics: vLLM 8 per service, Qdrant 4 per node, MLflow 2", () => {
  expect([agentMetrics("vllm"), agentMetrics("qdrant"), agentMetrics("mlflow")]).toEqual([8, 4, 2]);
});

test("one more scraped name is one more metric, one more set of dimensions doubles the scraped ones", () => {
  const config = JSON.parse(bootFile("vllm/agent.json"));
  const [declaration] = config.logs.metrics_collected.prometheus.emf_processor.metric_declaration;
  declaration.metric_selectors.push("^vllm:num_preemptions_total$");
  expect(countAgentMetrics(config)).toBe(9);
  declaration.dimensions.push(["Service", "InstanceId"]);
  expect(countAgentMetrics(config)).toBe(2 + 14);
  expect(() => countAgentMetrics({ agent: {} })).toThrow();
});

test("every custom metric that an alarm or a policy watches is one that an agent sends, with its dimensions", async () => {
  const graph = await captureDeployed(
    fleet("prod", { llm: { ...LLM, maxInstances: 4 }, vectors: VECTORS, tracking: TRACKING }),
  );
  const sent = ["vllm", "qdrant", "mlflow"].map((stack) => bootFile(`${stack}/agent.json`)).join("\n");
  const watched = graph.flatMap(({ inputs }) =>
    [...JSON.stringify(inputs).matchAll(/"metricName":"([^"]+)"[^}]*"namespace":"Crossover"/g)].map(
      ([, name]) => name ?? "",
    ),
  );
  expect(new Set(watched)).toEqual(
    new Set([
      "vllm:kv_cache_usage_perc",
      "vllm:num_requests_running",
      "vllm:generation_tokens_total",
      "vllm:num_requests_waiting",
      "disk_used_percent",
      "mem_used_percent",
      "memory_resident_bytes",
      "collection_dead_replicas",
      "app_status_recovery_mode",
    ]),
  );
  for (const name of watched) expect(sent).toMatch(new RegExp(`"\\^?${name}\\$?"`));
});

test("user data above 15 KiB is our mistake, with both sizes", () => {
  const file = { path: "/x", content: "x".repeat(16_000), mode: "0644" } as const;
  expect(() => userData([file])).toThrow(/16\d{3} bytes, more than 15360/);
});

test("an env file refuses what systemd and the shell would read differently", () => {
  expect(envFile({ A: "plain value", N: 3, YES: true })).toBe("A='plain value'\nN='3'\nYES='true'\n");
  for (const value of ["it's", "back\\slash", "two\nlines"])
    expect(() => envFile({ A: value })).toThrow(/^A holds/);
});

test("a template names what it lacks", () => {
  expect(fillTemplate("stop @A_B@", { A_B: "5" })).toBe("stop 5");
  expect(() => fillTemplate("stop @A_B@", {})).toThrow("asks for A_B");
});

test("MLflow's lock file pins every package with hashes and holds driver, S3 client and the server", () => {
  const lock = bootFile("mlflow/requirements.lock");
  const packages = [...lock.matchAll(/^([a-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==/gm)].map(([, name]) => name);
  expect(packages).toEqual(expect.arrayContaining(["mlflow", "psycopg2-binary", "boto3", "flask-wtf"]));
  for (const block of lock.split(/\n(?=\S)/)) {
    if (block.trim() !== "") expect(block.split("\n")[0], block.slice(0, 40)).toMatch(/==.*\\$/);
    if (block.trim() !== "") expect(block).toMatch(/--hash=sha256:[0-9a-f]{64}/);
  }
});
