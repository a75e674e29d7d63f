/**
 * What one alternative costs in one draw.
 *
 * `values` holds one number for each driver, `paths` the price factors of months 1..H for each driver that jumps (in the
 * order of the drivers; others have an empty one). Month 0, the one-offs, and months 1..H are written to `usd` (length
 * H + 1). False: it cannot serve the draw, and nothing in `usd` may be read.
 */
type Response = (values: Float64Array, paths: readonly Float64Array[], usd: Float64Array) => boolean;

/** One alternative beside the others of its part. */
export interface Responding {
  readonly alternative: string;
  readonly respond: Response;
}
