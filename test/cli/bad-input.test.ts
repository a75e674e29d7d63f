import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crossover } from "./in-process.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** A file that nobody may read; root may read every one, so for root one that leads to itself. */
const unreadable = (name: string): string => {
  const path = join(folder, name);
  if (process.getuid?.() === 0) symlinkSync(path, path);
  else chmodSync(file(name, LLM), 0);
  return path;
};

const LLM =
  "llm:\n  today: anthropic/claude-sonnet-4-6\n  requestsPerMonth: 1700000\n  promptTokens: 2400\n  outputTokens: 220\n";
const example = "scenarios/support-assistant.yaml";

describe("bad input: one clear error with both sides and the next step, exit 2, no stack, nothing written", () => {
  const cases: [string, () => string[], RegExp][] = [
    [
      "unknown key",
      () => ["compare", file("a.yaml", `${LLM}  peekToMean: 3\n`)],
      /peekToMean is not a key.*Did you mean peakToMean/s,
    ],
    [
      "a key nothing reads",
      () => [
        "compare",
        file(
          "b.yaml",
          "tracking:\n  today: comet/pro\n  candidates: [mlflow]\n  seats: 5\n  ingestedTraceGBPerMonth: 5\n",
        ),
      ],
      /ingestedTraceGBPerMonth is given, but no alternative \(comet\/pro, mlflow/,
    ],
    [
      "hosting without an open candidate",
      () => ["compare", file("b2.yaml", `${LLM}  hosting: { spare: none }\n`)],
      /llm\.hosting is given, but no candidate has open weights/,
    ],
    [
      "unit in the value",
      () => ["compare", file("c.yaml", LLM.replace("2400", "2400 tokens"))],
      /promptTokens must be a number, got "2400 tokens"/,
    ],
    [
      "negative count",
      () => ["compare", file("d.yaml", LLM.replace("1700000", "-1"))],
      /requestsPerMonth must be at least 0, got -1/,
    ],
    [
      "unknown region",
      () => ["compare", example, "--region", "us-east1"],
      /us-east1.*Did you mean us-east-1/s,
    ],
    [
      "a region without prices",
      () => ["compare", example, "--region", "eu-south-2"],
      /eu-south-2[\s\S]*crossover prices refresh --region eu-south-2/,
    ],
    ["a Chinese region", () => ["compare", example, "--region", "cn-north-1"], /cn-north-1 is priced in CNY/],
    [
      "unknown seller",
      () => ["compare", file("e.yaml", LLM.replace("anthropic/", "antropic/"))],
      /antropic[\s\S]*anthropic\/claude-sonnet-4-6/,
    ],
    ["unknown model", () => ["compare", file("f.yaml", LLM.replace("sonnet-4-6", "sonet-99"))], /sonet-99/],
    [
      "unknown open model",
      () => ["compare", example, "--candidate", "openai/gpt-oss-121b"],
      /Did you mean openai\/gpt-oss-120b/,
    ],
    [
      "unknown vector store",
      () => ["compare", example, "--set", "vectors.today=pincone"],
      /pincone.*known are/s,
    ],
    [
      "no such file",
      () => ["compare", join(folder, "none.yaml")],
      /there is no such file[\s\S]*support-assistant/,
    ],
    [
      "a file that may not be read",
      () => ["compare", unreadable("locked.yaml")],
      /locked\.yaml: it (may not be read|cannot be read \(ELOOP\))\.[\s\S]*support-assistant/,
    ],
    [
      "no number and no end",
      () => ["compare", file("nan.yaml", LLM.replace("1700000", ".nan").replace("2400", ".inf"))],
      /requestsPerMonth must be a number, got \.nan\.[\s\S]*promptTokens must be a number, got \.inf\./,
    ],
    [
      "more than there can be",
      () => ["compare", example, "--set", "llm.requestsPerMonth=1e300"],
      /requestsPerMonth must be at most 10000000000000 \(a thousand for everyone on earth\), got 1e\+300/,
    ],
    [
      "more than there can be, as the end of a range",
      () => ["compare", example, "--set", 'llm.requestsPerMonth={"base":1,"high":1e300}'],
      /requestsPerMonth\.high must be at most 10000000000000 \(a thousand/,
    ],
    [
      "a bill of nothing",
      () => ["compare", "--bill", "17850", "--candidate", "openai/gpt-oss-120b"],
      /--bill 17850 is what today's model costs, but --today names none[\s\S]*--today anthropic/,
    ],
    [
      "flags that say nothing of the work",
      () => ["compare", "--region", "us-east-1"],
      /needs a scenario file[\s\S]*nothing bought yet:[\s\S]*--today none/,
    ],
    ...(
      [
        ["compare", example],
        ["explain", "host", example],
        ["choose", example],
        ["prices", "explain", "g5.2xlarge"],
        ["prices", "status"],
        ["prices", "refresh"],
      ] as const
    ).map((line): [string, () => string[], RegExp] => [
      `${line[0]} with an argument too many`,
      () => [...line, "extra"],
      /Too many arguments for '\w+'\. Expected \d arguments? but got \d: .*extra/,
    ]),
    ["an empty file", () => ["compare", file("g.yaml", "")], /is empty/],
    [
      "a directory",
      () => ["compare", "scenarios"],
      /is a directory[\s\S]*scenarios\/support-assistant\.yaml/,
    ],
    [
      "broken YAML",
      () => ["compare", file("h.yaml", "llm:\n  today: [a\n")],
      /h\.yaml:\d+:\d+: is not valid YAML/,
    ],
    ["a list instead of keys", () => ["compare", file("i.yaml", "- a\n- b\n")], /must hold keys/],
    ["unknown flag", () => ["compare", example, "--regoin", "us-east-1"], /regoin[\s\S]*--region/],
    ["unknown command", () => ["compere"], /compere/],
    ["a price type without a size", () => ["prices", "explain", "g5"], /family/],
    ["an unknown line", () => ["explain", "host.comptue", example], /comptue/],
    ["no prices on that day", () => ["compare", example, "--as-of", "2020-01-01"], /2020-01-01/],
    ["a date that is none", () => ["compare", example, "--as-of", "yesterday"], /yesterday/],
    [
      "nothing to compare",
      () => ["compare"],
      /needs a scenario file[\s\S]*scenarios\/support-assistant\.yaml/,
    ],
    [
      "--save over a file",
      () => ["compare", example, "--save", file("taken.yaml", "x: 1\n")],
      /exists already/,
    ],
  ];
  it.each(cases)("%s", async (_name, argv, message) => {
    const line = argv();
    const before = readdirSync(folder).sort();
    const { out, err, exitCode } = await crossover(...line);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    if (!line.includes("--save")) expect(out).toBe("");
    expect(readdirSync(folder).sort()).toEqual(before);
  });
});

describe("what would keep --save from writing", () => {
  it.each([
    [
      "a folder that is not there",
      () => join(folder, "nowhere", "x.yaml"),
      /lies in a folder that does not exist/,
    ],
    ["a folder that is a file", () => join(file("flat", "x"), "x.yaml"), /which is no folder/],
  ])("%s is said before the work", async (_name, path, message) => {
    const { out, err, exitCode } = await crossover("compare", example, "--save", path());
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});

describe("the largest figures", () => {
  it.each([
    [example, "llm.requestsPerMonth=1e13"],
    [example, "vectors.vectors=1e13"],
    ["scenarios/ml-team.yaml", "tracking.runsPerMonth=1e13"],
  ])("%s with %s is answered", { timeout: 20_000 }, async (scenario, setting) => {
    const { out, exitCode } = await crossover("compare", scenario, "--as-of", "2026-11-21", "--set", setting);
    expect(exitCode).toBe(0);
    expect(out).not.toMatch(/NaN|Infinity/);
  });
});

describe("what is not priced", () => {
  it("makes the total at least, and --strict exits 4 with the reasons", async () => {
    const argv = ["compare", example, "--region", "us-west-2"];
    const open = await crossover(...argv);
    expect(open.exitCode).toBe(0);
    expect(open.out).toMatch(/at least/);
    const strict = await crossover(...argv, "--strict");
    expect(strict.exitCode).toBe(4);
    expect(strict.err).toMatch(/vpc\/nat|NAT|nat/);
  });
  it("--strict passes where everything is priced", async () => {
    const { exitCode } = await crossover(
      "compare",
      "scenarios/ticket-classifier.yaml",
      "--as-of",
      "2026-11-21",
      "--strict",
    );
    expect(exitCode).toBe(0);
  });
});

describe("a newcomer", () => {
  it("crossover alone names the examples", async () => {
    const { out, exitCode } = await crossover();
    expect(exitCode).toBe(0);
    expect(out).toMatch(/crossover compare scenarios\/ml-team\.yaml/);
  });
  it("compares from a bill alone and saves what it used", async () => {
    const saved = join(folder, "saved.yaml");
    const argv = [
      "compare",
      "--today",
      "anthropic/claude-sonnet-4-6",
      "--bill",
      "17850",
      "--candidate",
      "openai/gpt-oss-120b",
      "--as-of",
      "2026-11-21",
    ];
    const { out, exitCode } = await crossover(...argv, "--save", saved);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/17,850/);
    const again = await crossover("compare", saved, "--as-of", "2026-11-21", "--json");
    expect(JSON.parse(again.out).alternatives[0].row.monthUsd).toBeCloseTo(17850, 6);
  });
  it("compares what is bought with nothing, by --today none or without it", async () => {
    const flags = ["--requests", "1.7M", "--prompt", "2400", "--output", "220", "--as-of", "2026-11-21"];
    const open = ["--candidate", "openai/gpt-oss-120b", "--json"];
    const [none, silent] = [["--today", "none"], []].map((today) =>
      crossover("compare", ...today, ...flags, ...open),
    );
    const [said, unsaid] = [await none, await silent].map((made) => JSON.parse(made?.out ?? ""));
    expect(said.alternatives.some(({ kind }: { kind: string }) => kind === "today")).toBe(false);
    expect(said.decisions).toEqual(unsaid.decisions);
  });
  it("compares from tokens on the command line as from the file", async () => {
    const flags = [
      "--today",
      "anthropic/claude-sonnet-4-6",
      "--requests",
      "1.7M",
      "--prompt",
      "2400",
      "--output",
      "220",
      "--candidate",
      "openai/gpt-oss-120b",
    ];
    const { out } = await crossover("compare", ...flags, "--as-of", "2026-11-21", "--json");
    expect(JSON.parse(out).alternatives[0].row.monthUsd).toBe(17850);
  });
});

describe("a command that does not exist", () => {
  it.each([
    [["compaire"], /Unknown command "compaire"; did you mean compare\?/],
    [["prices", "explian"], /did you mean explain\?/],
    [["prices", "refresh", "--region", "eu-west1"], /Unknown region "eu-west1"\. Did you mean eu-west-1\?/],
    [["prices", "refresh", "--add", "g5"], /"g5" is no price key/],
    [["prices", "refesh"], /did you mean refresh\?/],
    [["explain", "host", "--json"], /Unknown option '--json'/],
  ])("%j", async (line, message) => {
    const { out, err, exitCode } = await crossover(...line);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
    expect(out).toBe("");
  });
  it("prices alone lists what it can do", async () => {
    const { out, exitCode } = await crossover("prices");
    expect(exitCode).toBe(0);
    expect(out).toMatch(/explain .*refresh/s);
  });
});
