import { describe, expect, it } from "vitest";
import { crossover } from "./in-process.ts";

const support = ["compare", "scenarios/support-assistant.yaml", "--as-of", "2026-11-21"];
const classifier = ["compare", "scenarios/ticket-classifier.yaml", "--as-of", "2026-11-21"];

const said = async (...args: string[]) => (await crossover(...args)).out.replaceAll(/\s+/g, " ");

describe("what has no price is nothing that may be compared, in whatever sentence", () => {
  it("a bought price that is not known is no 0 beside one instance", async () => {
    const text = await said(...support, "--set", "llm.today=openai/gpt-oss-120b", "--full");
    expect(text).not.toMatch(/which cost 0 bought/);
    expect(text).toContain("Undecided: Prompt tokens (gpt-oss-120b, OpenAI) of gpt-oss-120b");
  });

  it("a bill is not set beside lines without a price", async () => {
    const text = await said(...support, "--set", "llm.today=openai/gpt-oss-120b", "--full");
    expect(text).not.toMatch(/repriced 0 USD/);
    expect(text).toContain("the bill cannot be set beside today's lines");
  });

  it("no volume is claimed for a fleet without a price", async () => {
    const text = await said(...support, "--set", 'llm.hosting.instanceTypes=["p5e.48xlarge"]');
    expect(text).not.toMatch(/It would win/);
    expect(text).toContain("Running it ourselves: at least 2,477 USD/month");
  });

  it("a bound of one fleet is none for all where another's known lines cost less", async () => {
    const text = await said(...support, "--region", "eu-west-1");
    expect(text).toContain("running it on 5 × g5.12xlarge costs at least 510,968 USD more");
    expect(text).not.toContain("running it ourselves costs at least");
  });

  it("an offer of which nothing is priced is not kept on its price", async () => {
    const text = await said(...support, "--set", "llm.geography=eu");
    expect(text).toContain("Undecided: Prompt tokens (claude-sonnet-4-6, Anthropic)");
    expect(text).not.toContain("at most 490,181");
  });
});

describe("a report does not contradict itself", () => {
  it("Together says what the parts choose, and beside it what would cost less", async () => {
    const text = await said(
      ...support,
      "--set",
      "horizonMonths=60",
      "--set",
      "growthPerMonth=0.03",
      "--full",
    );
    expect(text).toMatch(
      /Together claude-sonnet-4-6 \+ cached prefix with Pinecone standard: 13,305 USD\/month/,
    );
    expect(text).toMatch(/less with Qdrant, 3 × r6g\.2xlarge, which Vectors alone does not choose: /);
  });

  it("no volume is claimed where nobody could run it", async () => {
    const text = await said(...classifier, "--set", "people.gpuExpertise=no");
    expect(text).not.toMatch(/Running it[^.]*\. It would win/);
  });

  it("with growth a volume is said to be one that stays", async () => {
    const text = await said(...classifier, "--set", "llm.growthPerMonth=0.1");
    expect(text).toMatch(/It would win, if the volume then stayed as it is, /);
  });

  it("what the policy bars is neither marked nor a meanwhile", async () => {
    const text = await said(...support, "--set", "criteria.dataPolicy=own-account");
    expect(text).not.toMatch(/► (today|meanwhile)/);
    expect(text).not.toMatch(/meanwhile claude/);
  });

  it("both totals stand in every table", async () => {
    for (const change of ["growthPerMonth=0.18", "llm.growthPerMonth=0.1"])
      expect(await said(...classifier, "--set", change)).toMatch(/36 months at 10 %/);
  });

  it("a name says its seller once", async () => {
    const changes = [
      'llm.candidates=["Qwen/Qwen3-8B"]',
      "llm.today=together/meta-llama/Llama-3.3-70B-Instruct-Turbo",
    ];
    const text = await said(...classifier, ...changes.flatMap((change) => ["--set", change]));
    expect(text).not.toMatch(/Together at Groq|at Groq at Groq/);
  });

  it("a policy that binds to the region pays the seller's price for it: Anthropic's US endpoint, a tenth more", async () => {
    const text = await said(...support, "--set", "criteria.dataPolicy=region");
    expect(text).toContain("claude-sonnet-4-6 – 19,635 706,860");
    const elsewhere = await said(...support, "--set", "criteria.dataPolicy=region", "--region", "eu-west-1");
    expect(elsewhere).toContain("Undecided: Prompt tokens (claude-sonnet-4-6, Anthropic)");
  });
});
