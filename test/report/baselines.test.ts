import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crossover } from "../cli/in-process.ts";

/** What a team prices itself: no graph is captured, so a case takes a moment. */
const CHAT = (more = "") => `
region: us-east-1
asOf: 2026-11-01
people: { hourlyUsd: 115, gpuExpertise: yes }
llm:
  today: own/frontier
  requestsPerMonth: 1000000
  promptTokens: 2000
  outputTokens: 500
  candidates:
    - { model: meta-llama/Llama-3.3-70B-Instruct, weights: own, quality: { delta: 0.05, n: 2000 } }
  hosting:
    fixed: { instances: 2, hourlyUsd: 3.06, overheadShare: 0.15 }
offers:
  own:
    - { name: frontier, kind: tokens, inputUsdPerMtok: 5, outputUsdPerMtok: 15 }
${more}`;

const RACK = `
region: us-east-1
asOf: 2026-11-22
people: { hourlyUsd: 100, gpuExpertise: yes, teamHoursPerMonth: 200 }
llm:
  today: own/api
  requestsPerMonth: 1000000
  promptTokens: 2000
  outputTokens: 500
  candidates:
    - { model: own/rack, quality: { delta: 0.02, n: 3000 } }
    - { model: own/other, quality: { delta: 0.02, n: 3000 } }
offers:
  own:
    - { name: api, kind: tokens, inputUsdPerMtok: 3, outputUsdPerMtok: 12 }
    - { name: rack, kind: request, usdPerRequest: 0.0001, place: premises, infrastructureUsdPerMonth: 6000, buildHours: 300, upkeepHoursPerMonth: 20 }
    - { name: other, kind: tokens, inputUsdPerMtok: 1, outputUsdPerMtok: 4 }
`;

async function told(text: string, ...flags: string[]): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "crossover-")), "case.yaml");
  await writeFile(file, text);
  const { out, err } = await crossover("compare", file, ...flags);
  return (out || err).replace(/\s+/g, " ");
}

describe("one verdict, one limit, one baseline", () => {
  it("step 3 read 26.9 months against 24: 12 is not said", async () => {
    const text = await told(CHAT("growthPerMonth: 0.04\n"), "--set", "llm.requestsPerMonth=300000", "--full");
    expect(text).toContain("against frontier it pays back in 26.9 months; the limit is 24;");
    expect(text).not.toContain("the limit is 12");
  });

  it("15 months lie between the limits of step 7, and both are said", async () => {
    const text = await told(CHAT(), "--set", "llm.requestsPerMonth=600000", "--full");
    expect(text).toContain(
      "against frontier it pays back in 15.0 months, between the limits of 12 and 24 months",
    );
  });

  it("the payback stands over the row of the amount, which is neither today's nor its own model bought", async () => {
    const text = await told(RACK, "--full");
    expect(text).toMatch(/Buy: other – running it ourselves costs [\d,]+ USD more/);
    expect(text).toContain("against other it never pays back (it costs more a month)");
    expect(text).toContain("payback over other never");
  });

  it("own-account at a volume where the fleet costs less anyway: the constraint has a name and costs nothing", async () => {
    const text = await told(
      CHAT(),
      "--set",
      "llm.requestsPerMonth=600000",
      "--set",
      "criteria.dataPolicy=own-account",
    );
    expect(text).toContain("– criteria.dataPolicy: own-account costs nothing over 36 months at 10 % a year.");
    expect(text).toContain("the data policy is own-account, and own/frontier runs this outside it");
  });
});

describe("three rows in one headline", () => {
  it("what hosting saves, what its own model bought saves beyond that, and why it is not named", async () => {
    const { out } = await crossover(
      ..."compare --today anthropic/claude-sonnet-4-6 --requests 1.7M --prompt 2400 --output 220 --candidate openai/gpt-oss-120b --as-of 2026-11-21".split(
        " ",
      ),
    );
    expect(out.replace(/\s+/g, " ")).toContain(
      "Buy: keep claude-sonnet-4-6 – running it ourselves costs 152,419 USD less over 36 months, but the same model bought (gpt-oss-120b, Bedrock) costs 430,114 less still, and its quality is not measured.",
    );
  });
});

describe("the payback column", () => {
  it("has one header, and one line that says what two figures are over", async () => {
    const { out } = await crossover(
      "compare",
      "scenarios/support-assistant.yaml",
      "--as-of",
      "2026-11-21",
      "--full",
    );
    expect(out).toContain("payback over today / + cached prefix · ");
    expect(out).not.toMatch(/payback (today|now)\//);
  });

  it.each(["own-account", "air-gapped"])("%s: no part advises what it forbids", async (policy) => {
    const { out } = await crossover(
      ..."compare scenarios/support-assistant.yaml --as-of 2026-11-21 --set".split(" "),
      `criteria.dataPolicy=${policy}`,
    );
    const text = out.replace(/\s+/g, " ");
    expect(text).not.toMatch(/meanwhile (Pinecone|claude)/);
    expect(out.trimEnd().split("\n").length).toBeLessThanOrEqual(45);
    if (policy === "own-account")
      expect(text).toContain(
        "Vectors by constraint (criteria.dataPolicy: own-account costs 33,483 USD over 36 months at 10 % a year) run Qdrant",
      );
    else expect(text).toContain("open: No alternative is feasible under criteria.dataPolicy · Pinecone");
  });
});
