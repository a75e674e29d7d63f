import type { Meter } from "../meter.ts";

/**
 * `aws:s3/bucket:Bucket`: a bucket as such costs nothing. What is stored in it and asked of it are usage lines,
 * made from fleet and demand; without a scenario they are "usage not priced".
 */
export const meterBucket: Meter = () => [];
