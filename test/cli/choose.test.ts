import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { BOOK_DIR } from "../prices/books.ts";
import { crossover } from "./in-process.ts";

const home = process.cwd();
const scenario = resolve("scenarios/support-assistant.yaml");
const other = resolve("scenarios/ml-team.yaml");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-"));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const config = (stack: string) => parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")).config;

describe("crossover choose", () => {
  it("writes fleet and scenario, keeps other keys and comments, and says what comes next", async () => {
    writeFileSync("Pulumi.dev.yaml", "# ours\nconfig:\n  crossover:budgetUsdPerMonth: 5000\n");
    const { out, exitCode } = await crossover("choose", scenario);
    expect(exitCode).toBe(0);
    expect(Object.keys(config("dev")["crossover:fleet"])).toEqual(expect.arrayContaining(["llm", "vectors"]));
    expect(config("dev")["crossover:budgetUsdPerMonth"]).toBe(5000);
    expect(readFileSync("Pulumi.dev.yaml", "utf8")).toContain("# ours");
    expect(out).toContain("npm run pulumi -- config set --stack dev crossover:llmAmiId <value>");
    expect(out).toMatch(/The verdict is not to host it/);
    // The same again changes nothing.
    const before = readFileSync("Pulumi.dev.yaml", "utf8");
    expect((await crossover("choose", scenario)).exitCode).toBe(0);
    expect(readFileSync("Pulumi.dev.yaml", "utf8")).toBe(before);
  });
  it.each([
    ["another scenario's fleet", [other], /name support, this one ml-team; llm, which this one has not/],
    ["a part less", [scenario, "--part", "llm"], /holds a fleet with vectors, which this one has not/],
  ])("refuses to drop what the stack holds: %s", async (_name, words, message) => {
    const before = readFileSync("Pulumi.dev.yaml", "utf8");
    const { err, exitCode } = await crossover("choose", ...words);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
    expect(err).toContain("--stack <name>");
    expect(readFileSync("Pulumi.dev.yaml", "utf8")).toBe(before);
  });
  it("keeps the price book that was named for preview, until another choice is made without one", async () => {
    cpSync(BOOK_DIR, "prices", { recursive: true });
    const { out, exitCode } = await crossover("choose", scenario, "--book", "prices", "--stack", "ours");
    expect(exitCode).toBe(0);
    expect(out).toContain("priced with the book prices; preview reads it too");
    expect(config("ours")["crossover:book"]).toBe("prices");
    await crossover("choose", scenario, "--stack", "ours");
    expect(config("ours")).not.toHaveProperty("crossover:book");
    rmSync("prices", { recursive: true });
    rmSync("Pulumi.ours.yaml");
  });
  it("drops it when told to", async () => {
    expect((await crossover("choose", other, "--replace")).exitCode).toBe(0);
    expect(config("dev")["crossover:fleet"]).not.toHaveProperty("llm");
    expect(readdirSync(".")).toEqual(["Pulumi.dev.yaml"]);
  });
});
