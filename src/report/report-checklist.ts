import { z } from "zod";

/** Costs that plans of this kind leave out most often: what became of each in this one. */
export const checklist = z.array(
  z.object({
    item: z.string(),
    state: z.enum(["priced", "excluded", "not-applicable", "not-priced"]),
    because: z.string(),
    /** Key that changes it. */
    resolve: z.string().optional(),
    /** Rows with a priced line of it, and rows that it concerns. */
    pricedRows: z.number(),
    rows: z.number(),
    /** Month-1 USD of its lines in the dearest of those rows; a decimal string, like each line. */
    mostUsdPerMonth: z.string().optional(),
    /** The same for month 0. */
    mostUsdOnce: z.string().optional(),
  }),
);
