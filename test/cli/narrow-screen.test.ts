import { describe, expect, it } from "vitest";
import { crossover } from "./in-process.ts";

describe("the one screen at 80 columns", () => {
  it.each(["support-assistant", "claims-desk", "ml-team"])(
    "%s: at most 45 lines, and the gate's mark on its rows",
    async (name) => {
      const { out } = await crossover("compare", `scenarios/${name}.yaml`, "--width", "80");
      const lines = out.trimEnd().split("\n");
      expect(lines.length).toBeLessThanOrEqual(45);
      const table = lines.filter((line) => /^(►| ) (test|host) .*\d/.test(line));
      if (name === "support-assistant") expect(table.every((line) => line.endsWith("◊"))).toBe(true);
    },
  );
});
