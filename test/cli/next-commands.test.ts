import { expect, it } from "vitest";
import { crossover } from "./in-process.ts";

/** What a report says to type next, as arguments; --full is the same report. */
async function nextOf(...call: string[]): Promise<string[][]> {
  const { out, exitCode } = await crossover("compare", ...call, "--json");
  expect(exitCode).toBe(0);
  const { next } = JSON.parse(out) as { next: string[] };
  return next
    .filter((command) => !command.endsWith("--full"))
    .map((command) => command.replace("npx crossover ", "").split(" "));
}

it.each(["profiles-002", "upfront-002", "tco-002"])(
  "each command that --preset %s names next can be typed, and none moves a peak of machines that nobody sizes",
  async (preset) => {
    const commands = await nextOf("--preset", preset);
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.flat().join(" ")).not.toContain("peakToMean");
    for (const command of commands) {
      const { exitCode, err } = await crossover(...command);
      expect([command.join(" "), exitCode, err]).toEqual([command.join(" "), 0, ""]);
    }
  },
  60_000,
);
