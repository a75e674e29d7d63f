import { beforeAll, describe, expect, it } from "vitest";
import { crossover } from "./in-process.ts";

const FILE = "scenarios/claims-desk.yaml";

let full = "";
beforeAll(async () => {
  full = (await crossover("compare", FILE, "--as-of", "2026-11-21", "--full")).out;
}, 60_000);

/** One section, its lines broken anywhere. */
function section(title: string): string {
  const lines = full.split("\n");
  const from = lines.indexOf(title);
  const to = lines.findIndex((line, i) => i > from && /^\S/.test(line));
  return from < 0
    ? ""
    : lines
        .slice(from + 1, to)
        .join(" ")
        .replace(/\s+/g, " ");
}

describe("a hybrid that is recommended: claims-desk", () => {
  it("three classes were measured, and the quality section, the provenance and the frameworks say so", async () => {
    const quality = section("Quality");
    for (const figures of ["sort 1,200 0.010", "read fields 900 0.030", "draft 400 0.310"])
      expect(quality).toContain(figures);
    expect(quality).not.toContain("not measured");
    expect(section("What it rests on")).toMatch(/measured 3 /);
    const { out } = await crossover("frameworks", FILE);
    for (const slug of ["three-step-process", "quality-gate"])
      expect(out).toMatch(new RegExp(`${slug} +fed`));
  });

  it("97.6 % of the requests go to weights of our own, 2.4 % to anthropic: dimensions, risks and lock-in say so", () => {
    expect(section("Dimensions")).toContain(
      "hosted: sort and read fields (97.6 % of requests); bought: draft",
    );
    const risks = section("Risks");
    expect(risks).toContain(
      "97.6 % of requests on us-east-1 (sort and read fields), 2.4 % on anthropic (draft)",
    );
    expect(risks).not.toMatch(/100 %|All of the model's traffic|No open model is kept/);
    const lockIn = section("Lock-in and exit");
    expect(lockIn).toContain("2.4 % of");
    expect(lockIn).toContain("(97.6");
  });

  it("2,235 of its 11,566 USD follow the requests, and it has a break-even like a fleet", async () => {
    const { out } = await crossover("compare", FILE, "--as-of", "2026-11-21", "--json");
    const report = JSON.parse(out);
    const unit = report.rules.units.find(({ alternative }: { alternative: string }) =>
      alternative.startsWith("hybrid"),
    );
    const requests = 12_300_000;
    expect(unit.split.usdPerUnit.value * requests).toBeGreaterThan(2235);
    expect(unit.split.usdPerUnit.value * requests).toBeLessThan(2260);
    expect(unit.split.fixedUsd + unit.split.usdPerUnit.value * requests).toBeCloseTo(11_566.2, 1);
    const [found] = report.decisions[0].breakEvens.filter(({ alternative }: { alternative: string }) =>
      alternative.startsWith("hybrid"),
    );
    const row = report.alternatives.find(({ id }: { id: string }) => id === found.alternative);
    expect(found.runRate.at(-1).from).toBeLessThan(row.months[0].volume);
    expect(found.straight.instances).toBe(5);
  }, 60_000);

  it("names the class that failed, and weeks of work beside what is paid for labels and training", () => {
    expect(section("Now, test, not")).toContain("a gap in win rates of 0.31 against today's model on draft;");
    expect(section("Now, test, not")).toContain(
      "65,700 USD once (12 weeks of work, labelling and training), pays back in 6.0 months.",
    );
  });

  it("moves now, so no month of moving stands among the reasons to look again", () => {
    expect(section("Next review")).not.toContain("month of moving");
  });
});
