import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { crossover } from "./in-process.ts";

const FAILED = { delta: 0.3, low: 0.2, high: 0.4, n: 900, measuredAt: "2026-10-01" };
const LLAMA = "meta-llama/Llama-3.3-70B-Instruct";

/** Today's model and two others, the cheaper of which failed its gate. */
const TWO = {
  region: "us-east-1",
  asOf: "2026-11-21",
  llm: {
    today: "anthropic/claude-sonnet-4-6",
    requestsPerMonth: 1_700_000,
    promptTokens: 2400,
    outputTokens: 220,
    candidates: [{ model: "openai/gpt-oss-120b", quality: FAILED }, { model: LLAMA }],
  },
  criteria: { dataPolicy: "no-third-party" },
};

const none = (candidates: readonly unknown[]) => ({
  region: "us-east-1",
  asOf: "2026-11-21",
  llm: { requestsPerMonth: 900_000, promptTokens: 1500, outputTokens: 300, candidates },
});

async function compared(raw: object, ...flags: string[]): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), "gate-")), "gate.yaml");
  writeFileSync(file, JSON.stringify(raw));
  const { out } = await crossover("compare", file, ...flags);
  return out;
}

const lineOf = (text: string, part: RegExp): string => text.split("\n").find((line) => part.test(line)) ?? "";

describe("a model whose measured gap is 0.30, the limit 0.10", () => {
  let screen = "";
  beforeAll(async () => {
    screen = await compared(TWO);
  });

  it("is marked ✗ on every row of the table, with a legend; one that is not measured ◊", () => {
    expect(lineOf(screen, /buy +gpt-oss-120b/)).toMatch(/60,067.*✗$/);
    expect(lineOf(screen, /host .*gpt-oss-120b/)).toMatch(/✗$/);
    expect(lineOf(screen, /test +Llama/)).toMatch(/◊$/);
    expect(screen).toMatch(/✗ failed the quality gate/);
  });

  it("stands under NOT with its gap, and the sentence says what the cheapest left is the cheapest of", () => {
    expect(screen.replace(/\s+/g, " ")).toMatch(
      /gpt-oss-120b, Bedrock, 1,285 USD\/month: a gap in win rates of 0\.30 against today's model; the limit is 0\.10/,
    );
    expect(screen.replace(/\s+/g, " ")).toContain("the cheapest left that has not failed its gate, Llama");
  });

  it("is marked in Markdown too, and carries it in JSON", async () => {
    expect(lineOf(await compared(TWO, "--markdown"), /^\| buy/)).toContain("✗");
    const { alternatives } = JSON.parse(await compared(TWO, "--json"));
    const failing = alternatives.filter((a: { failsGate?: boolean }) => a.failsGate);
    expect(new Set(failing.map((a: { model: string }) => a.model))).toEqual(new Set(["openai/gpt-oss-120b"]));
  });
});

describe("nothing is bought today", () => {
  it("the cheapest of two models that nobody compared is named if its quality holds: a test, a finding, no step", async () => {
    const text = await compared(none(["openai/gpt-oss-20b", LLAMA]));
    const flat = text.replace(/\s+/g, " ");
    expect(flat).toContain("Buy: gpt-oss-20b, Bedrock, the cheapest if its quality holds");
    expect(flat).toMatch(/NOW Nothing before the test below; if it holds, buy gpt-oss-20b, Bedrock: 338 USD/);
    expect(flat).toMatch(/TEST Does openai\/gpt-oss-20b answer your requests well enough\?/);
    expect(flat).toMatch(/Findings Nothing is bought today, so no quality is compared/);
    expect(lineOf(text, /► test +gpt-oss-20b/)).toMatch(/◊$/);
  });

  it("no flip is the same model at a seller of the same price, and no id is printed", async () => {
    const text = await compared(none(["openai/gpt-oss-20b", LLAMA]), "--full");
    expect(text).not.toMatch(/buy buy\.|× 1\.001/);
    const { decisions } = JSON.parse(await compared(none(["openai/gpt-oss-20b", LLAMA]), "--json"));
    const names = decisions[0].flips.map((flip: { names: string }) => flip.names);
    expect(names).not.toContain("buy.gpt-oss-20b.fireworks");
  });

  it("one model alone is no choice, and a measured gap answers it either way", async () => {
    const alone = await compared(none(["openai/gpt-oss-20b"]));
    expect(alone).not.toMatch(/if its quality holds|◊/);
    const passed = await compared(none([{ model: "openai/gpt-oss-20b", quality: { delta: 0.02 } }, LLAMA]));
    expect(passed).toMatch(/Buy: gpt-oss-20b, Bedrock –/);
    const failed = await compared(none([{ model: "openai/gpt-oss-20b", quality: FAILED }, LLAMA]));
    expect(failed).toMatch(/Buy: Llama-3\.3-70B-Instruct/);
  });
});
