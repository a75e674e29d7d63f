import { basename } from "node:path";
import { openSavingsPlans } from "../../aws/bulk-download.ts";
import type { BulkSource } from "../../aws/bulk-transfer.ts";
import { currentSavingsPlanList } from "../../aws/list-versions.ts";
import { offerSource } from "../../aws/offer-form.ts";
import { readSavingsPlans } from "../../aws/savings-plan-csv.ts";
import { keyRecipe } from "../../prices/list/recipe.ts";
import { type SavingsPlanRow, savingsPlanRates } from "../../prices/list/savings-plan.ts";
import type { SelectedPrice } from "../../prices/list/selection.ts";
import type { Progress } from "../progress.ts";
import type { Asked } from "./list-read.ts";

/** Lists of savings plans that cover hours of a service's instances. */
const PLANS: Readonly<Record<string, string>> = {
  AmazonEC2: "AWSComputeSavingsPlan",
  AmazonRDS: "AWSDatabaseSavingsPlans",
};

const isInstance = (key: string): boolean => /^(ec2|rds)\/instance\//.test(key);

/** True for the name that a file of savings plans says it is of. */
export const isSavingsPlans = (service: string): boolean => /SavingsPlans?$/.test(service);

/** Rates by what they can be looked up with. */
export class SavingsPlans {
  readonly #bySku = new Map<string, SavingsPlanRow[]>();
  readonly #byUsage = new Map<string, SavingsPlanRow[]>();

  add(row: SavingsPlanRow): void {
    put(this.#bySku, row.sku, row);
    put(this.#byUsage, `${row.usageType} ${row.operation}`, row);
  }

  /** The price with the rates of savings plans among its commitments; two rates for one offer are none. */
  on(price: SelectedPrice, key: string, region: string): SelectedPrice {
    const service = keyRecipe(key)?.recipe.service ?? "";
    const { sku, usageType, operation } = price;
    const rows = new Set([
      ...(this.#bySku.get(sku) ?? []),
      ...(this.#byUsage.get(`${usageType} ${operation}`) ?? []),
    ]);
    const match = savingsPlanRates(rows, { sku, service, region, usageType, operation });
    if (match.kind !== "rates" || match.rates.length === 0) return price;
    const plans = match.rates.map(({ plan, termMonths, purchaseOption, hourlyUsd }) => ({
      offerTermCode: plan,
      termMonths,
      offeringClass: plan,
      purchaseOption,
      upfrontUsd: "0",
      hourlyUsd,
    }));
    return { ...price, commitments: [...price.commitments, ...plans] };
  }
}

function put(map: Map<string, SavingsPlanRow[]>, name: string, row: SavingsPlanRow): void {
  const known = map.get(name);
  if (known === undefined) map.set(name, [row]);
  else known.push(row);
}

/** Fetches the lists of savings plans for the instances that are asked for in a region. */
export async function fetchSavingsPlans(
  region: string,
  { keys, globs }: Asked,
  source: BulkSource,
  progress: Progress,
): Promise<SavingsPlans> {
  const plans = new SavingsPlans();
  const wanted = [...keys, ...globs]
    .filter(isInstance)
    .map((key) => (key.startsWith("ec2/") ? "AmazonEC2" : "AmazonRDS"));
  for (const service of new Set(wanted)) {
    const plan = PLANS[service] ?? "";
    const { version } = await currentSavingsPlanList({ plan, region }, source);
    const { bytes, chunks } = await openSavingsPlans({ service: plan, region, version }, source);
    const bar = progress.start(`${region} ${plan}`, bytes, "bytes");
    const { rows } = await readSavingsPlans(chunks, `${plan} of ${region}`, NEEDLES[service]);
    let count = 0;
    for await (const row of rows) {
      plans.add(row);
      count += 1;
    }
    bar.done(`${count.toLocaleString("en-US")} rates`);
  }
  return plans;
}

const NEEDLES: Readonly<Record<string, readonly string[]>> = {
  AmazonEC2: ["BoxUsage"],
  AmazonRDS: ["Usage:db."],
};

/** The same from a file on disk, into the plans that were read before. */
export async function readSavingsPlanFile(
  path: string,
  plans: SavingsPlans,
  progress: Progress,
): Promise<void> {
  const where = basename(path);
  const { open } = await offerSource(path, where);
  const bar = progress.start(where, undefined, "bytes");
  const { rows, list } = await readSavingsPlans(open(), where, Object.values(NEEDLES).flat());
  let count = 0;
  for await (const row of rows) {
    plans.add(row);
    count += 1;
  }
  bar.done(`${count.toLocaleString("en-US")} rates of ${list.service}`);
}
