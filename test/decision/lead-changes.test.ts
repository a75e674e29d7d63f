import { expect, it } from "vitest";
import { decide } from "../../src/decision/decide.ts";
import { alternative, input } from "./fixtures.ts";

/** 1,000 a month saved for ten months, then 1,000 a month lost: −5,000 + 10,000 − 26,000. */
const lost = [...Array.from({ length: 10 }, () => 3000), 5000];

it("a fleet that earned 5,000 back after 5 months and falls behind after 15: every change of lead is told", () => {
  const decision = decide(
    input([
      alternative({ id: "today", kind: "today", monthly: 4000 }),
      alternative({ id: "host", kind: "hosted", monthly: lost, oneOff: 5000, quality: { kind: "same" } }),
    ]),
  );
  expect(decision.findings.find(({ id }) => id === "not-lasting")?.text).toBe(
    "host has earned its one-off back in month 5.0 and falls behind again within the horizon: ahead from month 5.0, behind from month 15.0.",
  );
});
