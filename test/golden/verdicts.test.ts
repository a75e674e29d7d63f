import { describe, expect, it } from "vitest";
import { crossover } from "../cli/in-process.ts";

/**
 * The examples pushed through every verdict, and through both ways in which a constraint leaves one kind. Each screen was
 * read by somebody: a change here is a change of what we tell a team to do.
 */
const CASES = [
  { name: "buy", example: "support-assistant", verdict: "buy" },
  { name: "self-host", example: "ml-team", verdict: "self-host" },
  { name: "hybrid", example: "claims-desk", verdict: "hybrid" },
  {
    name: "explain",
    example: "ticket-classifier",
    flags: ["--set", "criteria.dataPolicy=no-third-party", "--set", "people.hourlyUsd=50"],
    verdict: "explain",
  },
  { name: "undecided", example: "ml-team", flags: ["--region", "eu-west-1"], verdict: "undecided" },
  {
    name: "self-host-by-constraint",
    example: "ticket-classifier",
    flags: ["--set", "criteria.dataPolicy=own-account"],
    verdict: "self-host",
    byConstraint: true,
  },
  {
    name: "buy-by-constraint",
    example: "ticket-classifier",
    flags: [
      "--set",
      "criteria.dataPolicy=no-third-party",
      "--set",
      'llm.hosting.instanceTypes=["g4dn.xlarge"]',
    ],
    verdict: "buy",
    byConstraint: true,
  },
] as const;

describe.each(CASES)("$name: $example", (of) => {
  const { name, example, verdict } = of;
  const argv = [
    "compare",
    `scenarios/${example}.yaml`,
    "--as-of",
    "2026-11-21",
    ...("flags" in of ? of.flags : []),
  ];

  it("reaches the verdict", async () => {
    const { out, exitCode } = await crossover(...argv, "--json");
    expect(exitCode).toBe(0);
    const [decision] = JSON.parse(out).decisions;
    expect(decision).toMatchObject({ verdict, byConstraint: "byConstraint" in of });
  });

  it("one screen", async () => {
    const { out } = await crossover(...argv);
    await expect(out).toMatchFileSnapshot(`verdicts/${name}.txt`);
  });
});
