import { Volume } from "@pulumi/aws/ebs/volume.js";
import { expect, it } from "vitest";
import { billOfMaterials } from "../../src/bill/bill-of-materials.ts";
import { bookFolder } from "../../src/cli/package-root.ts";
import { loadBook } from "../../src/cli/price-files.ts";
import { estimate } from "../../src/cost/estimate.ts";
import { capture } from "../../src/graph/capture.ts";
import { totalOf } from "../../src/prices/charge.ts";
import { platform } from "../../stacks/platform.ts";
import { planningSite } from "../../stacks/site.ts";
import { cents, exact, minus, number } from "./exact.ts";
import { exampleFleets } from "./examples.ts";

const book = loadBook(bookFolder(), "2026-11-21");

async function billed(fleet: Parameters<typeof platform>[0], more: () => void = () => undefined) {
  const graph = await capture(
    () => {
      platform(fleet, planningSite(fleet.region));
      more();
    },
    { region: fleet.region },
  );
  const charges = estimate(billOfMaterials(graph, book.rules).lines, book, book.rules);
  const { usd, unknowns } = totalOf(charges);
  expect(unknowns).toEqual([]);
  return { charges, usd: exact(usd.toFixed()) };
}

it("a volume more in a stack moves its bill by that volume's price: 40 GiB of gp3 at 0.08 are 3.20 USD", async () => {
  for (const fleet of await exampleFleets()) {
    const before = await billed(fleet);
    const after = await billed(fleet, () => {
      new Volume("one-more", { availabilityZone: fleet.zones[0] ?? "", type: "gp3", size: 40 });
    });
    const added = after.charges.filter(({ id }) => id.startsWith("one-more"));
    expect(added.map(({ quantity }) => String(quantity))).toEqual(["40"]);
    const moved = minus(after.usd, before.usd);
    expect([fleet.name, number(moved), cents(moved)]).toEqual([fleet.name, 3.2, 320n]);
    expect(after.charges.length).toBe(before.charges.length + 1);
  }
});
