import { describe, expect, it } from "vitest";
import { crossover } from "../cli/in-process.ts";

/**
 * One full report per example, as it was known on one day. A change of prices, facts or formulas is a diff here that
 * somebody reads: `npm run golden` writes them anew.
 */
const CASES = [
  { name: "support-assistant", flags: [] },
  { name: "ticket-classifier", flags: [] },
  { name: "claims-desk", flags: [] },
  { name: "ml-team", flags: [] },
  { name: "support-assistant.dev", flags: ["--environment", "dev"] },
] as const;

describe.each(CASES)("$name at 2026-11-21", ({ name, flags }) => {
  const file = `scenarios/${name.replace(/\..*$/, "")}.yaml`;
  const argv = ["compare", file, "--as-of", "2026-11-21", ...flags];

  it("one screen", async () => {
    const { out, exitCode } = await crossover(...argv);
    expect(exitCode).toBe(0);
    await expect(out).toMatchFileSnapshot(`${name}.screen.txt`);
    expect(out.split("\n").length).toBeLessThanOrEqual(46);
    expect(Math.max(...out.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });

  it("everything", async () => {
    const { out, exitCode } = await crossover(...argv, "--full");
    expect(exitCode).toBe(0);
    await expect(out).toMatchFileSnapshot(`${name}.full.txt`);
  });

  it("the same bytes twice", async () => {
    const [first, second] = [await crossover(...argv, "--json"), await crossover(...argv, "--json")];
    expect(first.out).toBe(second.out);
  });
});
