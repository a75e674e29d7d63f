import type { ExplainFlags } from "./compare-flags.ts";
import type { Output } from "./output.ts";
export interface ReviewFlags extends ExplainFlags {
  readonly asOf?: string;
}
export async function review(
  _a: string,
  _b: string | undefined,
  _c: ReviewFlags,
  _d: Output,
): Promise<void> {}
