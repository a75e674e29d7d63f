import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.ts";
import { explainLine } from "../../src/report/explain.ts";
import type { Report, ReportCharge } from "../../src/report/report.ts";
import { crossover } from "../cli/in-process.ts";
import { charge, REPORTS, supportAssistant } from "./fixtures.ts";

const flat = (text: string) => text.replace(/\s+/g, " ");

function refusal(report: Report, path: string): InputError {
  try {
    explainLine(report, path);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`${path} was explained`);
}

/** The sample with other month-1 lines on its leading fleet. */
function withLines(monthly: ReportCharge[]): Report {
  const report = supportAssistant();
  const alternatives = report.alternatives.map((a) => (a.id === "host.g7e.2xlarge" ? { ...a, monthly } : a));
  return { ...report, alternatives };
}

it("a fleet, its compute line, and its flips, as the golden shows them", async () => {
  const report = supportAssistant();
  const text = ["host", "host.compute", "vectors.host.people", "flips", "assumptions"].map(
    (path) => `$ explain ${path}\n${explainLine(report, path)}`,
  );
  await expect(text.join("\n")).toMatchFileSnapshot("fixtures/explain.txt");
});

it("the number of machines of a real plan: rate, replicas and spare, each with its key", async () => {
  const { out } = await crossover(
    "explain",
    "host.compute",
    "scenarios/support-assistant.yaml",
    "--as-of",
    "2026-11-21",
  );
  const text = flat(out);
  expect(text).toContain("⌈3.881 ÷ 1.792 requests/s⌉ = 3 replicas, 1 a machine, and a spare replica");
  expect(text).toContain(
    "requests/s to carry 3.881 · fitted this run, 1,700,000 ÷ (730 × 3,600 s) × 5 × 1.2",
  );
  expect(text).toContain("--set llm.withinHourPeak=…");
  expect(text).toContain("--set llm.hosting.spare=…");
});

describe("paths", () => {
  it.each([
    ["host.g7e.2xlarge.compute.instances", "2,920 hours × 3.3631 USD = 9,820.25 USD a month"],
    ["host.compute", "host.g7e.2xlarge.compute.instances"],
    ["llm.host.compute", "host.g7e.2xlarge.compute.instances"],
    ["vectors.host.compute", "2,190 hours × 0.2016 USD = 441.50 USD a month"],
    ["host.g5.12xlarge", "736,201 USD over 36 months"],
    ["host.network", "2 lines, together 82.13 USD a month."],
    ["host.rest", "= a month 310.06"],
    ["llm.host.rest", "One line: crossover explain host.g7e.2xlarge."],
    ["host.people", "20 h × 115 USD = 2,300.00 USD a month"],
    ["host.oneOff", "400 h × 115 USD = 46,000.00 USD once"],
    ["now.tokens.cache-read", "1,958.4 Mtok × 0.3 USD = 587.52 USD a month"],
    ["today.tokens", "2 lines, together 17,850.00 USD a month."],
    ["test", "836 to 2,856 USD/month: 1 to 10 output tokens billed per visible one"],
    ["vectors.today.metered.reads", "41.8 M read units × 16 USD = 668.80 USD a month"],
  ])("%s: %s", (path, text) => {
    expect(flat(explainLine(supportAssistant(), path))).toContain(text);
  });

  it("names query, SKU, source, date, drivers and the keys that change them", () => {
    const text = flat(explainLine(supportAssistant(), "host.compute"));
    expect(text).toContain("quantity 4 instances × 730 h = 2,920 hours");
    expect(text).toContain(
      "published 2026-07-20, AWS price list · key ec2/instance/g7e.2xlarge/linux/shared · sku 7XK2P9QF3M8VDJRA",
    );
    expect(text).toContain("peak to mean 6 · assumed, a shared platform is nearer 2; --set llm.peakToMean=…");
  });

  it("a plain word stands for the leading part, even where both parts have a today", () => {
    expect(explainLine(supportAssistant(), "today")).toContain("claude-sonnet-4-6");
    expect(explainLine(supportAssistant(), "vectors.today")).toContain("Pinecone");
  });

  it.each([
    ["host.computer", 'No line "host.computer" in host.', "host.compute"],
    ["hots.compute", 'No line "hots.compute" in this report.', "host.compute"],
    ["", 'No line "" in this report.', "host"],
    ["host.g7e.2xlarge.nothing.at.all", "in host.g7e.2xlarge.", "host.g7e.2xlarge."],
    ["flipz", 'No line "flipz"', "flips"],
  ])("%s is refused and its neighbours named", (path, message, near) => {
    const error = refusal(supportAssistant(), path);
    expect(error.message).toContain(message);
    expect(error.message).toContain(near);
    expect(error.exitCode).toBe(2);
    expect(error.hint).toContain("crossover explain");
  });

  it("without a fleet, host is a word of nothing", () => {
    const without = REPORTS["nothing hosted"];
    if (without === undefined) throw new Error("fixture");
    expect(refusal(without(), "llm.host").message).toContain('No line "llm.host"');
  });
});

describe("sums", () => {
  const third = (id: string) => charge(id, "1", "month", "0.333333");

  it("three lines of 0.333333 print 0.33 each and 1.00 together, with the reason", () => {
    const text = flat(
      explainLine(withLines([third("network.a"), third("network.b"), third("network.c")]), "host.network"),
    );
    expect(text.match(/0\.333333 USD = 0\.33 USD/g)).toHaveLength(3);
    expect(text).toContain("3 lines, together 1.00 USD a month.");
    expect(text).toContain("it differs by 0.01 USD");
  });

  it("two lines that add up print no note", () => {
    const text = explainLine(
      withLines([charge("network.a", "1", "h", "0.25"), charge("network.b", "1", "h", "0.5")]),
      "host.network",
    );
    expect(text).not.toContain("differs");
  });

  it("a volume price is shown tier by tier: 12,000 GB of 10,240 at 0.09 and the rest at 0.085", () => {
    const tiers = [
      { begin: "0", end: "10240", usd: "0.09" },
      { begin: "10240", end: null, usd: "0.085" },
    ];
    const egress = charge("network.egress", "12000", "GB", "0.09", {
      price: {
        unit: "GB",
        tiers,
        provenance: { kind: "published", source: "AWS price list", at: "2026-07-20" },
        facts: {},
      },
      cost: { kind: "known", usd: "1071.2" },
    });
    const text = flat(explainLine(withLines([egress]), "host.network.egress"));
    expect(text).toContain("10,240 GB × 0.09 USD = 921.60");
    expect(text).toContain("1,760 GB × 0.085 USD = 149.60");
    expect(text).toContain("together 1,071.20 USD a month");
    expect(text).toContain("0.09 from 0 to 10,240, 0.085 from 10,240 on USD per GB");
  });

  it("an unknown line says why and what settles it, and its total is at least", () => {
    const missing = {
      kind: "unknown" as const,
      because: "no price for AmazonEC2 g7e.2xlarge in eu-west-1",
      resolve: "crossover prices refresh --region eu-west-1",
    };
    const lines = [
      charge("compute.instances", "2920", "hour", "1", { price: missing, cost: missing }),
      charge("compute.spare", "10", "hour", "2"),
    ];
    const text = flat(explainLine(withLines(lines), "host.compute"));
    expect(text).toContain(
      "cost not known: no price for AmazonEC2 g7e.2xlarge in eu-west-1; to settle it: crossover prices refresh --region eu-west-1",
    );
    expect(text).toContain("2 lines, together at least 20.00 USD a month.");
    expect(flat(explainLine(withLines(lines), "host"))).toContain("at least 20.00");
  });

  it("a cost that is not quantity × price says so instead of printing a false equation", () => {
    const minimum = charge("plan.minimum", "10", "unit", "1", { cost: { kind: "known", usd: "50" } });
    const text = flat(explainLine(withLines([minimum]), "host.plan"));
    expect(text).toContain("50.00 USD a month; quantity × price alone is 10.00");
    expect(text).not.toContain("= 50.00");
  });
});
