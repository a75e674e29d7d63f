import type { Meter } from "../meter.ts";

/** `aws:cloudwatch/logGroup:LogGroup`: ingestion and storage are usage lines; an empty group costs nothing. */
export const meterLogGroup: Meter = () => [];
