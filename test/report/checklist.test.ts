import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../src/report/markdown.ts";
import type { Report } from "../../src/report/report.ts";
import { CHECKLIST } from "../../src/scenario/checklist.ts";
import { crossover } from "../cli/in-process.ts";

const asked = async (example: string, ...flags: string[]): Promise<Report> => {
  const argv = ["compare", `scenarios/${example}.yaml`, "--as-of", "2026-11-21", "--json", ...flags];
  return JSON.parse((await crossover(...argv)).out);
};

const stateOf = (report: Report, item: string) => report.checklist?.find((entry) => entry.item === item);

describe("the checklist of what plans leave out", () => {
  it.each(["support-assistant", "ml-team", "ticket-classifier"])(
    "%s: every item, each with a reason",
    async (name) => {
      const report = await asked(name);
      expect(report.checklist?.map(({ item }) => item)).toEqual(CHECKLIST.map(({ item }) => item));
      for (const { because } of report.checklist ?? []) expect(because).not.toBe("");
      const markdown = renderMarkdown(report);
      for (const { item } of CHECKLIST) expect(markdown).toContain(item);
    },
  );

  it.each([
    ["ml-team", "Multi-AZ", "priced"],
    ["ml-team", "spare replica", "not-applicable"],
    ["ml-team", "last mile", "not-applicable"],
    ["ml-team", "support plan", "not-priced"],
    ["support-assistant", "NAT", "priced"],
    ["support-assistant", "last mile", "priced"],
    ["support-assistant", "people: upkeep, incidents, on call", "not-priced"],
    ["support-assistant", "egress", "not-priced"],
  ])("%s: %s is %s", async (name, item, state) => {
    expect(stateOf(await asked(name), item)?.state).toBe(state);
  });

  it("Multi-AZ is a matter of prod: in dev the database stands in one zone", async () => {
    const dev = await asked("ml-team", "--environment", "dev");
    const lines = dev.alternatives
      .flatMap(({ monthly }) => monthly)
      .filter(({ name }) => /Multi-AZ/.test(name));
    expect(lines).toEqual([]);
  });

  it("what you leave out says why; what is priced cannot be left out", async () => {
    const argv = ["compare", "scenarios/ml-team.yaml", "--as-of", "2026-11-21", "--json"];
    const excluded = (item: string) => `excluded=[{"item":"${item}","because":"paid by the group"}]`;
    const { out } = await crossover(...argv, "--set", excluded("support plan"));
    expect(stateOf(JSON.parse(out), "support plan")).toMatchObject({
      state: "excluded",
      because: "paid by the group",
    });
    const refused = await crossover(...argv, "--set", excluded("load balancer"));
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('excluded names "load balancer", but the totals hold lines of it');
    expect((await crossover(...argv, "--set", excluded("load balancers"))).exitCode).toBe(2);
  });

  it("hours that were answered are priced", async () => {
    const flags = ["--set", "llm.hosting.incidentHoursPerMonth=5"];
    const entry = stateOf(await asked("support-assistant", ...flags), "people: upkeep, incidents, on call");
    // (20 + 5) h × 115 USD
    expect(entry).toMatchObject({ state: "priced", mostUsdPerMonth: "2875" });
  });
});
