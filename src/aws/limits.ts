import { z } from "zod";
import records from "../../data/price-list-endpoints.json" with { type: "json" };

const said = { source: z.string(), at: z.iso.date() };
const mark = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("published"), ...said }),
  z.strictObject({ kind: z.literal("assumed"), because: z.string() }),
]);
const limit = z.strictObject({ value: z.number().positive(), unit: z.string(), meaning: z.string(), mark });
const recordsSchema = z.strictObject({
  schema: z.literal(1),
  query: z.array(z.strictObject({ region: z.string(), ...said })).nonempty(),
  bulk: z.strictObject({ root: z.url(), ...said }),
  limits: z.strictObject({
    callsPerSecond: limit,
    productsPerPage: limit,
    queryStarts: limit,
    tries: limit,
    totalSeconds: limit,
    answerSeconds: limit,
    nameSeconds: limit,
    firstWaitSeconds: limit,
    longestWaitSeconds: limit,
    largestFileMB: limit,
  }),
});

/** How we speak with the price list, in the units of data/price-list-endpoints.json. */
export type PriceListLimits = Readonly<Record<keyof z.infer<typeof recordsSchema>["limits"], number>>;

const parsed = recordsSchema.parse(records);

export const priceListLimits = Object.fromEntries(
  Object.entries(parsed.limits).map(([name, { value }]) => [name, value]),
) as PriceListLimits;

/** Regions with an endpoint of the Query API, ours first. Each has the prices of all regions. */
export const queryRegions: readonly string[] = parsed.query.map(({ region }) => region);

/** Where the bulk files lie, without a slash at the end. */
export const bulkRoot: string = parsed.bulk.root;
