import { beforeAll, describe, expect, it } from "vitest";
import { crossover } from "./in-process.ts";

const FILE = "scenarios/claims-desk.yaml";

let full = "";
beforeAll(async () => {
  full = (await crossover("compare", FILE, "--as-of", "2026-11-21", "--full")).out;
});

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
});
