import { expect, test } from "vitest";
import { crossover } from "./in-process.ts";

const SUPPORT = "scenarios/support-assistant.yaml";

/** Load divides capacity and never multiplies cost: the bill has the hours of every instance that sizing asks for. */
test("each hosted row bills all hours of all its instances, at whatever load they run", async () => {
  const sized = JSON.parse((await crossover("size", SUPPORT, "--json")).out);
  const compared = JSON.parse((await crossover("compare", SUPPORT, "--json")).out);
  const hosted = compared.alternatives.filter(
    ({ kind, part }: { kind: string; part: string }) => kind === "hosted" && part === "llm",
  );
  expect(hosted.length).toBeGreaterThan(2);
  for (const { id, monthly } of hosted) {
    const hours = monthly.find((line: { id: string }) => line.id === "llm.hours");
    const type = id.replace("host.", "");
    const fleets = sized.models[0].fleets.filter(
      (row: { instanceType: string }) => row.instanceType === type,
    );
    const fewest = Math.min(...fleets.map((row: { instances: number }) => row.instances));
    expect([id, Number(hours.quantity.amount ?? hours.quantity)]).toEqual([id, 730 * fewest]);
    expect(Math.max(...fleets.map((row: { meanLoad: number }) => row.meanLoad))).toBeLessThan(0.2);
  }
});
