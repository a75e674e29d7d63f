import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "./book-folder.ts";
import { crossover } from "./in-process.ts";

interface Decided {
  readonly part: string;
  readonly verdict: string;
  readonly names: string;
}
interface Reviewed {
  readonly part: string;
  readonly flips: boolean;
  readonly old: Decided;
  readonly now: Decided;
}

/** Each part at another volume, and the same said to compare: three classes are scaled by 3 ÷ 12.3 by hand. */
const SCALED = [
  {
    example: "claims-desk",
    part: "llm",
    volume: "3M",
    settings: [
      `llm.classes.0.requestsPerMonth=${(8e6 * 3) / 12.3}`,
      `llm.classes.1.requestsPerMonth=${(4e6 * 3) / 12.3}`,
      `llm.classes.2.requestsPerMonth=${(3e5 * 3) / 12.3}`,
    ],
    turns: true,
  },
  {
    example: "ticket-classifier",
    part: "llm",
    volume: "4M",
    settings: ["llm.requestsPerMonth=4M"],
    turns: true,
  },
  {
    example: "support-assistant",
    part: "llm",
    volume: "100k",
    settings: ["llm.requestsPerMonth=100k"],
    turns: true,
  },
  {
    example: "support-assistant",
    part: "vectors",
    volume: "60M",
    settings: ["vectors.vectors=60M"],
    turns: true,
  },
  { example: "ml-team", part: "tracking", volume: "2", settings: ["tracking.seats=2"], turns: true },
] as const;

describe("law: a review says what compare says of the same question", () => {
  it.each(SCALED)("$example, $part at $volume", { timeout: 180_000 }, async (of) => {
    const dir = folder();
    const scenario = join(dir, `${of.example}.yaml`);
    copyFileSync(`scenarios/${of.example}.yaml`, scenario);
    await crossover("record", scenario, "--as-of", "2026-11-21");
    const record = join(dir, readdirSync(dir).find((name) => name.endsWith(".json")) ?? "");
    const day = ["--as-of", "2026-11-22"];
    const review = await crossover("review", record, ...day, "--volume", `${of.part}=${of.volume}`, "--json");
    const said: { decisions: Reviewed[]; decisionsAsNow: Reviewed[] } = JSON.parse(review.out);
    // At the same prices and volume every part is as decided, word for word.
    for (const { flips, old, now } of said.decisions)
      expect([flips, now.verdict, now.names]).toEqual([false, old.verdict, old.names]);
    const settings = of.settings.flatMap((setting) => ["--set", setting]);
    const compared = await crossover("compare", scenario, ...day, ...settings, "--json");
    const decisions: Decided[] = JSON.parse(compared.out).decisions;
    const asNow = said.decisionsAsNow.map(({ part, now }) => [part, now.verdict, now.names]);
    expect(asNow).toEqual(decisions.map(({ part, verdict, names }) => [part, verdict, names]));
    expect(said.decisionsAsNow.find(({ part }) => part === of.part)?.flips).toBe(of.turns);
  });
});
