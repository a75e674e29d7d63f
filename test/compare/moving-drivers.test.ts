import { expect, it } from "vitest";
import { movingDrivers } from "../../src/compare/moving-drivers.ts";
import type { Responding } from "../../src/compare/response.ts";

const driver = (key: string) => ({ key, low: 1, base: 2, high: 3 });

const row = (respond: Responding["respond"]): Responding => ({ alternative: "a", respond });

it.each([
  ["a cost", row((values, _, usd) => usd.fill(values[0] ?? 0).length > 0), ["x"]],
  ["what is served", row((values, _, usd) => usd.fill(1).length > 0 && (values[1] ?? 0) < 3), ["y"]],
  ["nothing", row((_values, _, usd) => usd.fill(7).length > 0), []],
])("moves %s: %j", (_title, alternative, moving) => {
  expect([...movingDrivers([driver("x"), driver("y")], [alternative], 3)]).toEqual(moving);
});

it("a price that jumps moves by its path, and is put back", () => {
  const price = { ...driver("p"), base: 1, jumps: { ratePerYear: 0.1, record: [] } };
  const bought = row((_values, paths, usd) => usd.fill(paths[0]?.[0] ?? 0).length > 0);
  expect([...movingDrivers([price, driver("x")], [bought], 3)]).toEqual(["p"]);
});
