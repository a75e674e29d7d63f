import { describe, expect, it } from "vitest";
import { askedScenario } from "../../src/cli/bill-tokens.ts";
import { flipDrivers } from "../../src/cli/flip-drivers.ts";
import { contextOf } from "../../src/cli/report-of.ts";
import { askedReport } from "../consistency/asked.ts";
import { flipProblems } from "../consistency/flips.ts";

const AT = { asOf: "2026-11-21", region: "us-east-1" };
const REQUEST = { requestsPerMonth: 1_700_000, promptTokens: 2400, outputTokens: 220 };
const OPEN = { candidates: ["openai/gpt-oss-120b"] };

/** "key from min to max" of each number that is tried. */
function tried(raw: Record<string, unknown>, part: "llm" | "vectors" | "tracking" = "llm"): string[] {
  const scenario = askedScenario(
    { ...AT, ...raw },
    contextOf({ file: "s.yaml", name: "s", raw: {}, text: "" }),
  );
  return flipDrivers(scenario, part).flatMap((driver) =>
    driver.kind === "number" ? [`${driver.key} from ${driver.min} to ${driver.max}`] : [],
  );
}

describe("what may turn a verdict", () => {
  it("the size of a request beside its number, and what of it may wait or is cached", () => {
    const keys = tried({
      llm: {
        today: "anthropic/claude-sonnet-4-6",
        ...REQUEST,
        ...OPEN,
        sharedPrefixTokens: 1200,
        batchShare: 0.3,
      },
    });
    expect(keys).toEqual(
      expect.arrayContaining([
        "llm.requestsPerMonth from 17000 to 170000000",
        "llm.promptTokens from 240 to 24000",
        "llm.outputTokens from 22 to 2200",
        "llm.sharedPrefixTokens from 0 to 2400",
        "llm.batchShare from 0 to 1",
        "llm.cachedPromptShare from 0 to 1",
      ]),
    );
  });

  it("not what is not there: no prefix, nothing that may wait, nothing bought, no requests at all", () => {
    const keys = tried({ llm: { ...REQUEST, ...OPEN, requestsPerMonth: 0 } }).join("\n");
    expect(keys).not.toMatch(/requestsPerMonth|sharedPrefix|batchShare|cachedPromptShare|from 0 to 0/);
  });

  it("each of several classes has its own volume and tokens, within a factor of four", () => {
    const classes = [
      { name: "a", ...REQUEST },
      { name: "b", ...REQUEST },
    ];
    const keys = tried({ llm: { classes, ...OPEN } });
    expect(keys).toEqual(
      expect.arrayContaining([
        "llm.classes.0.requestsPerMonth from 425000 to 6800000",
        "llm.classes.0.promptTokens from 600 to 9600",
        "llm.classes.1.outputTokens from 55 to 880",
      ]),
    );
    expect(keys.join("\n")).not.toMatch(/llm\.(requestsPerMonth|promptTokens|outputTokens)/);
  });

  it("prices that are the reader's own: offers, a host, a tracking service", () => {
    const own = [
      { name: "a", kind: "tokens", inputUsdPerMtok: 2.5, outputUsdPerMtok: 10 },
      { name: "b", kind: "request", usdPerRequest: 0.002, upfrontUsd: 50_000, spreadMonths: 12 },
    ];
    const hosting = { fixed: { instances: 2, hourlyUsd: 3.06 } };
    expect(
      tried({ llm: { today: "own/a", ...REQUEST, candidates: ["own/b"], hosting }, offers: { own } }),
    ).toEqual(
      expect.arrayContaining([
        "llm.hosting.fixed.hourlyUsd from 0 to 30.6",
        "offers.own.0.inputUsdPerMtok from 0 to 25",
        "offers.own.0.outputUsdPerMtok from 0 to 100",
        "offers.own.1.usdPerRequest from 0 to 0.02",
        "offers.own.1.upfrontUsd from 0 to 500000",
      ]),
    );
    const rates = { seatUsd: 50, storedGBUsd: 0.03 };
    expect(tried({ tracking: { today: "wandb/pro", seats: 20, storedGB: 10, rates } }, "tracking")).toEqual(
      expect.arrayContaining([
        "tracking.rates.seatUsd from 0 to 500",
        "tracking.rates.storedGBUsd from 0 to 0.3",
      ]),
    );
  });
});

describe("with only a bill", () => {
  const raw = {
    ...AT,
    people: { gpuExpertise: "yes" },
    llm: {
      today: "anthropic/claude-sonnet-4-6",
      billedUsdPerMonth: 17_850,
      candidates: [{ model: "openai/gpt-oss-120b", quality: "same" }],
    },
  };

  it("the bill stands for the volume, in round numbers, and output tokens for the ratio", () => {
    const keys = tried(raw);
    expect(keys).toContain("llm.billedUsdPerMonth from 179 to 1780000");
    expect(keys).toContain("llm.outputTokens from 133 to 2000");
    expect(keys.join("\n")).not.toContain("requestsPerMonth");
  });

  it("each flip, typed as --set, flips to what it says: requests follow from the bill again", async () => {
    const report = await askedReport(raw);
    expect(report.decisions[0]?.flips.map(({ key }) => key)).toContain("llm.billedUsdPerMonth");
    expect(await flipProblems(report, raw)).toEqual([]);
  });
});

it("a price of the reader's own that turns the verdict is a flip that can be typed", async () => {
  const raw = {
    ...AT,
    people: { gpuExpertise: "yes" },
    llm: {
      today: "own/api",
      requestsPerMonth: 500_000,
      promptTokens: 2000,
      outputTokens: 500,
      candidates: [{ model: "meta-llama/Llama-3.3-70B-Instruct", weights: "own", quality: { delta: 0.05 } }],
      hosting: { fixed: { instances: 2, hourlyUsd: 3.06, overheadShare: 0.15 } },
    },
    offers: { own: [{ name: "api", kind: "tokens", inputUsdPerMtok: 5, outputUsdPerMtok: 15 }] },
  };
  const report = await askedReport(raw);
  const keys = report.decisions[0]?.flips.map(({ key }) => key);
  expect(keys).toEqual(
    expect.arrayContaining(["offers.own.0.inputUsdPerMtok", "llm.hosting.fixed.hourlyUsd"]),
  );
  expect(await flipProblems(report, raw)).toEqual([]);
});
