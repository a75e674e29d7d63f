import { InputError } from "../../errors.ts";
import { regionProblem } from "../../prices/book/region.ts";

/**
 * Unknown words and other currencies; a region that the book lacks is what a refresh is for.
 * @throws InputError REGION_UNKNOWN or REGION_CURRENCY, exit 2
 */
export function refuseRegion(code: string): void {
  if (code === "global") return;
  const nothing = { asOf: "9999-12-31", regions: () => [], firstSnapshotAt: () => undefined };
  const problem = regionProblem(nothing, code);
  if (problem === undefined || problem.code === "REGION_NOT_IN_BOOK") return;
  throw new InputError(problem.code, problem.message, "Name an AWS region code, for example eu-west-1.");
}
