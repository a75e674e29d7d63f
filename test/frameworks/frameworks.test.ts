import { describe, expect, it } from "vitest";
import { feedOf } from "../../src/frameworks/feed.ts";
import { FRAMEWORKS } from "../../src/frameworks/framework.ts";
import { allKeys } from "../../src/scenario/issue.ts";
import { scenarioSchema } from "../../src/scenario/schema.ts";
import { crossover } from "../cli/in-process.ts";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

/** Every key of the schema with those inside lists: "llm.candidates[].quality". */
function deepKeys(node: Node, path: string): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    `${path}${key}`,
    ...deepKeys(child, `${path}${key}.`),
  ]);
  const listed = node.items === undefined ? [] : deepKeys(node.items, path.replace(/\.$/, "[]."));
  return [
    ...own,
    ...listed,
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap((n) => deepKeys(n, path)),
  ];
}

const entry = (slug: string) => {
  const found = FRAMEWORKS.find((framework) => framework.slug === slug);
  if (found === undefined) throw new Error(`no ${slug}`);
  return found;
};

describe("the inventory of published ideas", () => {
  it("has 71, each by its own name, with what, source and place", () => {
    expect(FRAMEWORKS).toHaveLength(71);
    expect(new Set(FRAMEWORKS.map(({ slug }) => slug)).size).toBe(71);
    for (const { slug, what, source, printed } of FRAMEWORKS) {
      expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect([what, printed, ...source].every((text) => text.length > 3)).toBe(true);
      expect(source.length).toBeGreaterThan(0);
    }
  });

  it("names only keys that the schema has", () => {
    const schema = scenarioSchema.toJSONSchema({ io: "input" }) as Node;
    const known = new Set([...allKeys(), ...deepKeys(schema, "")]);
    const missing = [...new Set(FRAMEWORKS.flatMap(({ keys }) => keys))].filter((key) => !known.has(key));
    expect(missing).toEqual([]);
  });
});

describe("whether a scenario feeds an idea", () => {
  const llm = { today: "anthropic/claude-sonnet-4-6", requestsPerMonth: 1 };
  it.each([
    ["quality-gate", { llm: { ...llm, candidates: [{ model: "a", quality: "same" }] } }, "fed"],
    [
      "quality-gate",
      { llm: { ...llm, candidates: ["a", { model: "b", quality: "unanswered" }] } },
      "unanswered",
    ],
    ["pairwise-judge", { llm: { ...llm, candidates: ["a"] } }, "unanswered"],
    ["llm-tco", { llm: { classes: [{ name: "all", requestsPerMonth: 1 }] } }, "fed"],
    ["weights-are-not-free", { llm }, "default"],
    ["weights-are-not-free", { tracking: { seats: 5 } }, "unanswered"],
    ["tracking-rule", { tracking: { seats: 5 } }, "fed"],
    ["component-score", { components: [{ name: "x", complexity: 3 }] }, "fed"],
    ["component-score", { components: [{ name: "x" }] }, "unanswered"],
    ["phases", { context: { productProven: "unanswered" } }, "unanswered"],
    ["volume-rules-of-thumb", {}, "no key needed"],
  ] as const)("%s with %j: %s", (slug, raw, state) => expect(feedOf(entry(slug), raw).state).toBe(state));
});

describe("crossover frameworks", () => {
  it("lists all without a scenario, and says how to hold one against them", async () => {
    const { out, exitCode } = await crossover("frameworks");
    expect(exitCode).toBe(0);
    expect(out).toContain("71 published ideas");
    expect(out).toContain("crossover frameworks <scenario>");
    for (const { slug } of FRAMEWORKS) expect(out).toContain(slug);
  });

  it("holds an example against them: counts that sum to 71, the key beside its state", async () => {
    const { out } = await crossover("frameworks", "scenarios/ml-team.yaml");
    const counts = out.match(/: fed (\d+) · default (\d+) · unanswered (\d+) · no key needed (\d+)/);
    expect(counts?.slice(1).reduce((sum, count) => sum + Number(count), 0)).toBe(71);
    expect(out.replace(/\s+/g, " ")).toContain("tracking.selfHostMandate (default)");
  });

  it("prints JSON with each key's state, and refuses a broken file with exit code 2", async () => {
    const { out } = await crossover("frameworks", "scenarios/ml-team.yaml", "--json");
    const { frameworks } = JSON.parse(out) as { frameworks: { slug: string; state: string }[] };
    expect(frameworks).toHaveLength(71);
    expect(frameworks.find(({ slug }) => slug === "tracking-rule")?.state).toBe("fed");
    expect((await crossover("frameworks", "nowhere.yaml")).exitCode).toBe(2);
  });
});
