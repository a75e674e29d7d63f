import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { decide } from "../../src/decision/decide.ts";
import { expertiseOf, withMoreHours } from "../../src/decision/expertise.ts";
import type { People } from "../../src/scenario/scenario.ts";
import { alternative, criteria, delta, expert, fig, input } from "./fixtures.ts";

const team = (hours: number): People => ({
  ...expert,
  teamHoursPerMonth: fig("people.teamHoursPerMonth", hours),
});

/** A row that the reader prices himself: so many hours a month of its own. */
const ownHours = (upkeep: number, incidents: number): Pick<Alternative, "peopleHours"> => ({
  peopleHours: {
    key: "offers.own.1",
    upkeepHoursPerMonth: fig("offers.own.1.upkeepHoursPerMonth", upkeep),
    incidentHoursPerMonth: fig("offers.own.1.incidentHoursPerMonth", incidents),
  },
});

const today = alternative({ id: "today", kind: "today", monthly: 8000 });
const rack = (more: Partial<Alternative> = {}, id = "host") =>
  alternative({ id, kind: "hosted", monthly: 2000, oneOff: 46_000, quality: delta(0), more });

describe("whose hours are read", () => {
  it.each([
    ["the part's 20 h", {}, 15, "no", 20],
    ["the part's 20 h", {}, 20, "yes", 20],
    ["its own 80 + 20 h, not the part's 20", ownHours(80, 20), 50, "no", 100],
    ["its own 5 + 2 h, not the part's 20", ownHours(5, 2), 10, "yes", 7],
  ] as const)("%s: %#", (_, row, free, answer, needed) => {
    expect(expertiseOf(row, input([], { people: team(free) }))).toMatchObject({
      answer,
      neededHours: needed,
      freeHours: free,
    });
  });

  it("0.1 + 0.2 h are not more than 0.3 h", () => {
    expect(expertiseOf(ownHours(0.1, 0.2), input([], { people: team(0.3) })).short).toBe(false);
  });

  it("100 of its own hours and a team of 50: bought, and the reason says both figures", () => {
    const decision = decide(input([today, rack(ownHours(80, 20))], { people: team(50) }));
    expect(decision.verdict).toBe("buy");
    expect(decision.because).toMatch(/^The team has 50 h a month, and running it needs 100; host costs/);
    expect(decision.barred).toBe("the team has too few hours for it");
    expect(decision.not[0]?.reason).toEqual({ kind: "expertise", neededHours: 100, freeHours: 50 });
    expect(decision.not[0]?.winsAt).toBeUndefined();
  });

  it("each row by its own: the one that the team can carry leads, the other says what it lacks", () => {
    const rows = [today, rack(ownHours(80, 20)), rack({ ...ownHours(5, 2) }, "small")];
    const decision = decide(input(rows, { people: team(50) }));
    expect(decision.names).toBe("small");
    expect(decision.findings.map(({ id }) => id)).not.toContain("team-hours");
  });

  it("where nothing may be bought nobody asks: hosted, and the dearer fleet loses by its cost", () => {
    const rows = [
      today,
      rack(),
      alternative({ id: "slow", kind: "hosted", monthly: 3000, quality: delta(0) }),
    ];
    const policy = { ...criteria, dataPolicy: "own-account" as const };
    const decision = decide(input(rows, { people: team(15), criteria: policy }));
    expect(decision.verdict).toBe("self-host");
    expect(decision.not.map(({ reason }) => reason.kind)).not.toContain("expertise");
  });
});

describe("two skills, one reading", () => {
  it.each([
    ["yes", "yes", "yes", undefined],
    ["yes", "unanswered", "yes", undefined],
    ["yes", "no", "no", "context.kubernetes"],
    ["unanswered", "no", "no", "context.kubernetes"],
    ["unanswered", "yes", "unanswered", undefined],
    ["no", "yes", "no", "people.gpuExpertise"],
    ["no", "no", "no", "people.gpuExpertise"],
  ] as const)("GPU %s, Kubernetes %s: %s", (gpuExpertise, kubernetes, answer, missing) => {
    const decision = decide(input([today, rack()], { people: { ...expert, gpuExpertise }, kubernetes }));
    expect(decision.verdict).toBe({ yes: "self-host", no: "buy", unanswered: "explain" }[answer]);
    const finding = decision.findings.find(({ id }) => id === "no-expertise");
    expect(finding?.key).toBe(missing);
    if (missing !== undefined) expect(decision.not[0]?.reason).toEqual({ kind: "expertise", missing });
  });
});

describe("more hours", () => {
  it("50 h of free time, 20 needed: the verdict turns at 30 h more, long before their cost turns it at 18.8 × 3", () => {
    const cheap = alternative({ id: "host", kind: "hosted", monthly: 500, oneOff: 100, quality: delta(0) });
    const decision = decide(input([today, cheap], { people: team(50) }));
    expect(decision.findings.find(({ id }) => id === "unanswered-hours")?.text).toContain("turns at 30.0 h");
    expect(withMoreHours(expertiseOf({}, input([], { people: team(50) })), 30).answer).toBe("yes");
    expect(withMoreHours(expertiseOf({}, input([], { people: team(50) })), 30.1).answer).toBe("no");
  });
});

describe("hiring or training that is counted once", () => {
  const hired = (more: Partial<People>): People => ({
    ...team(15),
    hiringUsd: fig("people.hiringUsd", 30_000),
    ...more,
  });
  it.each([
    ["nobody said how many hours it adds", {}, "yes"],
    ["5 h more: 20 of 20", { hiringHoursPerMonth: fig("people.hiringHoursPerMonth", 5) }, "yes"],
    ["4 h more: 20 of 19", { hiringHoursPerMonth: fig("people.hiringHoursPerMonth", 4) }, "no"],
    ["no experience, which they bring", { gpuExpertise: "no" as const }, "yes"],
  ] as const)("%s: %s", (_, more, answer) => {
    const decision = decide(input([today, rack()], { people: hired(more) }));
    expect(expertiseOf({}, input([], { people: hired(more) })).answer).toBe(answer);
    expect(decision.verdict).toBe(answer === "yes" ? "self-host" : "buy");
    expect(decision.findings.map(({ id }) => id)).toContain("hiring");
  });
});
